"""All statements on cohort exports and on who is in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, bindparam, case, func, insert, or_, select, update
from sqlalchemy.orm import Session

from services.contract.cohorts import NotIncluded
from services.contract.enums import IdentityStatus
from services.db.tables.cohorts import CohortChunk, CohortExport, CohortMember
from services.db.tables.patients import Patient
from services.exports import queues
from services.exports.spooled.shelves import Shelf
from services.security.caller import Caller

SHELF: Final = Shelf(CohortExport, CohortChunk)
AT_ONCE: Final = 500
_FRESH: Final = {"populate_existing": True}
_SILENT: Final = {"synchronize_session": False}
_MINE: Final = select(CohortExport).where(
    CohortExport.requester_id == bindparam("requester_id"),
    CohortExport.unit_id.in_(bindparam("unit_ids", expanding=True)),
)
_ONE: Final = _MINE.where(CohortExport.id == bindparam("export_id"))
_OF_UNIT: Final = (
    select(Patient.id)
    .where(Patient.unit_id == bindparam("unit_id"), Patient.synthetic.is_(False))
    .order_by(Patient.id)
)
_MEMBERS: Final = (
    select(CohortMember.patient_id)
    .where(
        CohortMember.export_id == bindparam("export_id"),
        CohortMember.patient_id > bindparam("after"),
    )
    .order_by(CohortMember.patient_id)
    .limit(AT_ONCE)
)
_IN: Final = _MEMBERS.where(CohortMember.is_in.is_(True))
_COUNTED: Final = select(
    func.count(), func.sum(case((CohortMember.is_in.is_(True), 1), else_=0))
).where(CohortMember.export_id == bindparam("export_id"))
_CHANGED: Final = (
    select(CohortMember.patient_id)
    .join(Patient, Patient.id == CohortMember.patient_id)
    .where(
        CohortMember.export_id == bindparam("export_id"),
        CohortMember.is_in.is_(True),
        or_(
            Patient.identity_status == IdentityStatus.DOUBTFUL,
            Patient.unit_id != bindparam("unit_id"),
            and_(
                CohortMember.has_ins.is_not(False),
                Patient.identity_status != IdentityStatus.QUALIFIED,
            ),
        ),
    )
    .limit(1)
)


@dataclass(frozen=True)
class Mark:
    """What became of a patient: `reason` why they are not in, None where they are."""

    reason: NotIncluded | None
    has_ins: bool = False

    @property
    def is_in(self) -> bool:
        """Whether they are in the file."""
        return self.reason is None


def patients_of(session: Session, unit_id: UUID) -> list[UUID]:
    """The patients of a unit, whatever their follow-up; never whom surveillance invented."""
    return list(session.scalars(_OF_UNIT, {"unit_id": unit_id}))


def add(session: Session, columns: Mapping[str, Any], patient_ids: Sequence[UUID]) -> None:
    """Adds an export with those whom it is about."""
    session.execute(insert(CohortExport), dict(columns))
    for start in range(0, len(patient_ids), AT_ONCE):
        session.execute(
            insert(CohortMember),
            [
                {
                    "export_id": columns["id"],
                    "patient_id": each,
                    "centre_id": columns["centre_id"],
                    "is_in": None,
                    "reason": None,
                    "has_ins": None,
                }
                for each in patient_ids[start : start + AT_ONCE]
            ],
        )


def own(session: Session, caller: Caller, export_id: UUID) -> CohortExport | None:
    """An export that this person asked for, of a unit that is still theirs."""
    asked = _by(caller) | {"export_id": export_id}
    return session.scalars(_ONE, asked, execution_options=_FRESH).one_or_none()


def page(
    session: Session, caller: Caller, limit: int, cursor: str | None
) -> tuple[Sequence[CohortExport], str | None]:
    """One's own, newest first, with the cursor of the next page; raises 422 for a foreign one."""
    return queues.page(session, CohortExport, _MINE, _by(caller), limit, cursor)


def lately(session: Session, requester_id: UUID, since: datetime) -> tuple[int, datetime | None]:
    """How many somebody asked for since an instant, and when the first of them was."""
    return SHELF.lately(session, CohortExport.requester_id == requester_id, since)


def members(session: Session, export_id: UUID, after: UUID | None, *, only_in: bool) -> list[UUID]:
    """The next of those whom it is about, or of those who are in its file, by identifier."""
    asked = {"export_id": export_id, "after": after or UUID(int=0)}
    return list(session.scalars(_IN if only_in else _MEMBERS, asked))


def mark(session: Session, export_id: UUID, patients: Mapping[UUID, Mark]) -> None:
    """Writes down who is in, with an INS or without, and why the others are not."""
    alike: dict[Mark, list[UUID]] = {}
    for patient_id, mark_ in patients.items():
        alike.setdefault(mark_, []).append(patient_id)
    for mark_, ids in alike.items():
        session.execute(
            update(CohortMember)
            .where(CohortMember.export_id == export_id, CohortMember.patient_id.in_(ids))
            .values(is_in=mark_.is_in, reason=mark_.reason, has_ins=mark_.has_ins),
            execution_options=_SILENT,
        )


def counted(session: Session, export_id: UUID) -> tuple[int, int]:
    """How many it is about, and how many of them are in its file."""
    count, included = session.execute(_COUNTED, {"export_id": export_id}).one()
    return count, included or 0


def has_changed(session: Session, row: CohortExport) -> bool:
    """Whether somebody in its file would not be in one that was made now."""
    asked = {"export_id": row.id, "unit_id": row.unit_id}
    return session.scalar(_CHANGED, asked) is not None


def _by(caller: Caller) -> dict[str, Any]:
    return {"requester_id": caller.person, "unit_ids": list(caller.unit_ids)}
