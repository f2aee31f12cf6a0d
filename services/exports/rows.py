"""All statements on exports and their files."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from services.contract.enums import IdentityStatus
from services.contract.exports import ExportState
from services.db.tables.exports import Export, ExportFile
from services.db.tables.patients import Patient
from services.db.types import Instant
from services.exports import queues
from services.security.caller import Caller

PENDING: Final = (ExportState.QUEUED, ExportState.MAKING)
STANDING: Final = (*PENDING, ExportState.READY)
"""What may still become a file, or is one."""
_FRESH: Final = {"populate_existing": True}
_SILENT: Final = {"synchronize_session": False}
_REACHED: Final = and_(
    Export.requester_id == bindparam("requester_id"),
    Patient.unit_id.in_(bindparam("unit_ids", expanding=True)),
)
_MINE: Final = select(Export).join(Patient, Patient.id == Export.patient_id).where(_REACHED)
_ONE: Final = _MINE.where(Export.id == bindparam("export_id"))
_STANDING: Final = select(Export).where(Export.state.in_(STANDING)).order_by(Export.asked_at)
_NEXT: Final = (
    select(Export)
    .where(Export.state == ExportState.QUEUED)
    .order_by(Export.is_preview.desc(), Export.asked_at, Export.id)
    .limit(1)
)
_LATELY: Final = select(func.count(), func.min(Export.asked_at)).where(
    Export.requester_id == bindparam("requester_id"),
    Export.is_preview == bindparam("is_preview"),
    Export.asked_at > bindparam("since", type_=Instant()),
)
_PREVIEWS: Final = select(Export.id).where(
    Export.requester_id == bindparam("requester_id"),
    Export.is_preview,
    Export.state.in_(STANDING),
)
_HAS_LOST_INS: Final = (
    select(Export.id)
    .join(Patient, Patient.id == Export.patient_id)
    .where(
        Export.id.in_(bindparam("export_ids", expanding=True)),
        Export.state == ExportState.READY,
        Export.has_ins.is_not(False),
        Patient.identity_status != IdentityStatus.QUALIFIED,
    )
)
_CONTENT: Final = select(ExportFile.content).where(ExportFile.export_id == bindparam("export_id"))


def add(session: Session, columns: Mapping[str, Any]) -> None:
    """Adds an export."""
    session.execute(insert(Export), dict(columns))


def add_file(session: Session, columns: Mapping[str, Any]) -> None:
    """Adds the sealed file of one."""
    session.execute(insert(ExportFile), dict(columns))


def own(session: Session, caller: Caller, export_id: UUID) -> Export | None:
    """An export that this person asked for, of a patient whom they still reach."""
    asked = _by(caller) | {"export_id": export_id}
    return session.scalars(_ONE, asked, execution_options=_FRESH).one_or_none()


def page(
    session: Session, caller: Caller, limit: int, cursor: str | None
) -> tuple[Sequence[Export], str | None]:
    """One's own but previews, newest first, with the cursor of the next page; raises 422 for a
    foreign one.
    """
    mine = _MINE.where(~Export.is_preview)
    return queues.page(session, Export, mine, _by(caller), limit, cursor)


def lately(
    session: Session, requester_id: UUID, since: datetime, *, is_preview: bool
) -> tuple[int, datetime | None]:
    """How many files, or previews, somebody asked for since an instant, and when the first was."""
    asked = {"requester_id": requester_id, "since": since, "is_preview": is_preview}
    count, first = session.execute(_LATELY, asked).one()
    return count, first


def end_previews(session: Session, requester_id: UUID, now: datetime) -> None:
    """Cancels the previews of somebody that are not over: they look at one at a time."""
    for export_id in session.scalars(_PREVIEWS, {"requester_id": requester_id}).all():
        end(session, export_id, STANDING, ExportState.CANCELLED, now)


def standing(session: Session) -> Sequence[Export]:
    """What may still become a file, or is one, of the whole centre; the oldest first."""
    return session.scalars(_STANDING, execution_options=_FRESH).all()


def next_queued(session: Session) -> Export | None:
    """The preview that has waited for longest, else the file: before one, somebody sits."""
    return session.scalars(_NEXT, execution_options=_FRESH).one_or_none()


def move(
    session: Session,
    export_id: UUID,
    states: Collection[ExportState],
    values: Mapping[str, Any],
    claim: UUID | None = None,
) -> bool:
    """See `queues.move`."""
    return queues.move(session, Export, export_id, states, values, claim)


def end(
    session: Session,
    export_id: UUID,
    states: Collection[ExportState],
    state: ExportState,
    now: datetime,
    **values: Any,
) -> bool:
    """Ends an export for good, and deletes its file with it; False as above."""
    is_moved = move(
        session, export_id, states, {"state": state, "ended_at": now, "claim": None} | values
    )
    if is_moved:
        session.execute(
            delete(ExportFile).where(ExportFile.export_id == export_id), execution_options=_SILENT
        )
    return is_moved


def with_lost_ins(session: Session, export_ids: Collection[UUID]) -> set[UUID]:
    """Those whose file holds an INS that is not qualified any more."""
    if not export_ids:
        return set()
    return set(session.scalars(_HAS_LOST_INS, {"export_ids": list(export_ids)}))


def sealed_content(session: Session, export_id: UUID) -> bytes | None:
    """The sealed file."""
    return session.scalar(_CONTENT, {"export_id": export_id})


def _by(caller: Caller) -> dict[str, Any]:
    return {"requester_id": caller.person, "unit_ids": list(caller.unit_ids)}
