"""Who opened the file of a patient, as the journal knows it: when, in which role, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.audit.journal import Purpose
from services.contract.enums import Role
from services.db.tables.edge import JournalEntry

_READ: Final = 1000
_SHOWN: Final = 100
_STAFF: Final = frozenset(
    {Role.NURSE, Role.ONCOLOGIST, Role.MANAGER, Role.ADMIN, Role.PRIVACY_OFFICER}
)
_LEAVES: Final = frozenset({"download_export", "download_cohort", "take_patient_billing_evidence"})
"""With what a record, or a part of it, goes out of the product: alone, or with those of a unit."""
_ENTRIES: Final = (
    select(
        JournalEntry.at,
        JournalEntry.actor_id,
        JournalEntry.role,
        JournalEntry.purpose,
        JournalEntry.action,
    )
    .where(
        JournalEntry.patient_id == bindparam("patient_id"),
        JournalEntry.outcome == "done",
        JournalEntry.role.in_([role.value for role in _STAFF]),
    )
    .order_by(JournalEntry.at.desc())
    .limit(_READ)
)


@dataclass(frozen=True)
class Access:
    """One professional on one day: the first time they opened the file, or took it out."""

    at: datetime
    role: str
    is_exceptional: bool
    has_left: bool


@dataclass(frozen=True)
class Accesses:
    """Newest first; `is_cut` says that there are older ones."""

    lines: list[Access]
    is_cut: bool


def accesses_of(session: Session, patient_id: UUID, zone: ZoneInfo) -> Accesses:
    """Every professional on every day on which they opened the file of a patient or acted on it.

    An exceptional access is a line of its own, and so is a record that left the product.
    """
    rows = session.execute(_ENTRIES, {"patient_id": patient_id}).all()
    found: dict[tuple[object, ...], Access] = {}
    for row in rows:
        is_exceptional = row.purpose == Purpose.EXCEPTIONAL_ACCESS
        day = row.at.astimezone(zone).date()
        # Rows come newest first, so that the last one of a day that is seen is its first.
        has_left = row.action in _LEAVES
        found[day, row.actor_id, row.role, is_exceptional, has_left] = Access(
            row.at, row.role, is_exceptional, has_left
        )
    lines = sorted(found.values(), key=lambda each: each.at, reverse=True)
    return Accesses(lines[:_SHOWN], len(lines) > _SHOWN or len(rows) == _READ)
