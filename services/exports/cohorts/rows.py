"""All statements on cohort exports, who is in each, and their chunks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, bindparam, case, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from services.contract.cohorts import CohortState, NotIncluded
from services.contract.enums import IdentityStatus
from services.db.tables.cohorts import CohortChunk, CohortExport, CohortMember
from services.db.tables.patients import Patient
from services.db.types import Instant
from services.exports import queues
from services.security.caller import Caller

STANDING: Final = (
    CohortState.WAITING,
    CohortState.QUEUED,
    CohortState.MAKING,
    CohortState.READY,
)
"""What may still become a file, or is one."""
AGAIN: Final[Mapping[str, Any]] = {"state": CohortState.QUEUED, "claim": None, "done": 0}
"""What was begun, and waits once more."""
AT_ONCE: Final = 500
_FRESH: Final = {"populate_existing": True}
_SILENT: Final = {"synchronize_session": False}
_MINE: Final = select(CohortExport).where(
    CohortExport.requester_id == bindparam("requester_id"),
    CohortExport.unit_id.in_(bindparam("unit_ids", expanding=True)),
)
_ONE: Final = _MINE.where(CohortExport.id == bindparam("export_id"))
_BY_ID: Final = select(CohortExport).where(CohortExport.id == bindparam("export_id"))
_STANDING: Final = (
    select(CohortExport).where(CohortExport.state.in_(STANDING)).order_by(CohortExport.asked_at)
)
_OVER: Final = select(CohortExport).where(
    CohortExport.has_key.is_(True), CohortExport.state.not_in(STANDING)
)
_LATELY: Final = select(func.count(), func.min(CohortExport.asked_at)).where(
    CohortExport.requester_id == bindparam("requester_id"),
    CohortExport.asked_at > bindparam("since", type_=Instant()),
)
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
_CHUNKS: Final = select(func.count()).where(CohortChunk.export_id == bindparam("export_id"))
_CHUNK: Final = select(CohortChunk.content).where(
    CohortChunk.export_id == bindparam("export_id"),
    CohortChunk.file == bindparam("file"),
    CohortChunk.number == bindparam("number"),
)
_SOME_CHUNKS: Final = (
    select(CohortChunk.file, CohortChunk.number)
    .where(CohortChunk.export_id == bindparam("export_id"))
    .limit(bindparam("limit"))
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


def by_id(session: Session, export_id: UUID) -> CohortExport | None:
    """An export of the centre of the scope."""
    asked = {"export_id": export_id}
    return session.scalars(_BY_ID, asked, execution_options=_FRESH).one_or_none()


def page(
    session: Session, caller: Caller, limit: int, cursor: str | None
) -> tuple[Sequence[CohortExport], str | None]:
    """One's own, newest first, with the cursor of the next page; raises 422 for a foreign one."""
    return queues.page(session, CohortExport, _MINE, _by(caller), limit, cursor)


def lately(session: Session, requester_id: UUID, since: datetime) -> tuple[int, datetime | None]:
    """How many somebody asked for since an instant, and when the first of them was."""
    count, first = session.execute(_LATELY, {"requester_id": requester_id, "since": since}).one()
    return count, first


def standing(session: Session) -> Sequence[CohortExport]:
    """What may still become a file, or is one, of the whole centre; the oldest first."""
    return session.scalars(_STANDING, execution_options=_FRESH).all()


def over(session: Session) -> Sequence[CohortExport]:
    """What is over and may still have chunks and a key."""
    return session.scalars(_OVER, execution_options=_FRESH).all()


def move(
    session: Session,
    export_id: UUID,
    states: Collection[CohortState],
    values: Mapping[str, Any],
    claim: UUID | None = None,
) -> bool:
    """See `queues.move`."""
    return queues.move(session, CohortExport, export_id, states, values, claim)


def end(
    session: Session,
    export_id: UUID,
    states: Collection[CohortState],
    state: CohortState,
    now: datetime,
    **values: Any,
) -> bool:
    """Ends an export for good; its chunks and its key are destroyed after it. False as above."""
    over: dict[str, Any] = {"state": state, "ended_at": now, "claim": None}
    return move(session, export_id, states, over | values)


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


def count_chunks(session: Session, export_id: UUID) -> int:
    """How many chunks of it lie there."""
    return session.scalar(_CHUNKS, {"export_id": export_id}) or 0


def add_chunks(session: Session, chunks: Iterable[Mapping[str, Any]]) -> None:
    """Adds sealed chunks."""
    session.execute(insert(CohortChunk), [dict(each) for each in chunks])


def chunk(session: Session, export_id: UUID, file: int, number: int) -> bytes | None:
    """A sealed chunk."""
    return session.scalar(_CHUNK, {"export_id": export_id, "file": file, "number": number})


def drop_chunks(session: Session, export_id: UUID, limit: int) -> bool:
    """Deletes some of its chunks; False: there were none."""
    asked = {"export_id": export_id, "limit": limit}
    found = session.execute(_SOME_CHUNKS, asked).all()
    by_file: dict[int, list[int]] = {}
    for row in found:
        by_file.setdefault(row.file, []).append(row.number)
    for file, numbers in by_file.items():
        session.execute(
            delete(CohortChunk).where(
                CohortChunk.export_id == export_id,
                CohortChunk.file == file,
                CohortChunk.number.in_(numbers),
            ),
            execution_options=_SILENT,
        )
    return bool(found)


def _by(caller: Caller) -> dict[str, Any]:
    return {"requester_id": caller.person, "unit_ids": list(caller.unit_ids)}
