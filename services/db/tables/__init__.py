"""Every table; importing this package makes the metadata complete."""

from services.db.tables import (
    accounts,
    alerts,
    answers,
    centres,
    edge,
    exceptions,
    live,
    patients,
    record,
    surveillance,
)

__all__ = [
    "accounts",
    "alerts",
    "answers",
    "centres",
    "edge",
    "exceptions",
    "live",
    "patients",
    "record",
    "surveillance",
]
