"""Every table; importing this package makes the metadata complete."""

from services.db.tables import (
    accounts,
    alerts,
    answers,
    archiving,
    centres,
    edge,
    enrolment,
    exceptions,
    live,
    messages,
    notices,
    patients,
    portal,
    record,
    schedule,
    surveillance,
)

__all__ = [
    "accounts",
    "alerts",
    "answers",
    "archiving",
    "centres",
    "edge",
    "enrolment",
    "exceptions",
    "live",
    "messages",
    "notices",
    "patients",
    "portal",
    "record",
    "schedule",
    "surveillance",
]
