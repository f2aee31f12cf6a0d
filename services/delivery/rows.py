"""All statements on deliveries, their documents and their history."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from services.contract.delivery import DeliveryCounts, DeliveryNumbers
from services.contract.delivery_enums import DeliveryFault, DeliveryState, DeliveryStep
from services.contract.enums import IdentityStatus
from services.db.tables.delivery import Delivery, DeliveryFile, DeliveryHistory
from services.db.tables.patients import Patient
from services.db.types import Instant
from services.ids import new_id
from services.pagination import decode_cursor, encode_cursor
from services.security.caller import Caller

LEASE: Final = timedelta(minutes=2)
"""How long a document is one sender's; who is killed with it leaves it to the next after that."""
WAITING: Final = (DeliveryState.QUEUED, DeliveryState.SENDING)
_SILENT: Final = {"synchronize_session": False}
_FRESH: Final[dict[str, Any]] = {"populate_existing": True}
_UNANSWERED: Final = and_(
    Delivery.state == DeliveryState.SENT, Delivery.fault == DeliveryFault.UNANSWERED
)
_TROUBLED: Final = or_(
    Delivery.state.in_([DeliveryState.FAILED, DeliveryState.BLOCKED]), _UNANSWERED
)
_REACHED: Final = Patient.unit_id.in_(bindparam("unit_ids", expanding=True))
_MINE: Final = select(Delivery).join(Patient, Patient.id == Delivery.patient_id).where(_REACHED)
_ONE: Final = _MINE.where(Delivery.id == bindparam("delivery_id"))
_AFTER: Final = or_(
    Delivery.queued_at < bindparam("queued_at", type_=Instant()),
    and_(
        Delivery.queued_at == bindparam("queued_at", type_=Instant()),
        Delivery.id < bindparam("after_id"),
    ),
)
_WAITS: Final = Delivery.state.in_(WAITING)
_NEEDING: Final = (
    select(
        func.count().filter(_TROUBLED).label("troubled"),
        func.count().filter(_WAITS).label("waiting"),
    )
    .select_from(Delivery)
    .join(Patient, Patient.id == Delivery.patient_id)
    .where(_REACHED, or_(_TROUBLED, _WAITS))
)
_HISTORY: Final = (
    select(DeliveryHistory)
    .where(DeliveryHistory.delivery_id == bindparam("delivery_id"))
    .order_by(DeliveryHistory.at, DeliveryHistory.id)
)
_LAST_SAID: Final = (
    select(DeliveryHistory.fault)
    .where(
        DeliveryHistory.delivery_id == bindparam("delivery_id"),
        DeliveryHistory.step.in_([DeliveryStep.SENT, DeliveryStep.FAILED]),
    )
    .order_by(DeliveryHistory.at.desc(), DeliveryHistory.id.desc())
    .limit(1)
)
_WITH_FILE: Final = select(DeliveryFile.delivery_id).where(
    DeliveryFile.delivery_id.in_(bindparam("delivery_ids", expanding=True))
)
_FILE: Final = select(DeliveryFile.content, DeliveryFile.subject).where(
    DeliveryFile.delivery_id == bindparam("delivery_id")
)


def one(session: Session, caller: Caller, delivery_id: UUID) -> Delivery | None:
    """A delivery of a patient whom the caller reaches."""
    asked = {"unit_ids": list(caller.unit_ids), "delivery_id": delivery_id}
    return session.scalars(_ONE, asked, execution_options=_FRESH).one_or_none()


def page(
    session: Session,
    caller: Caller,
    limit: int,
    cursor: str | None,
    patient_id: UUID | None,
    *,
    is_troubled: bool,
    is_waiting: bool,
) -> tuple[Sequence[Delivery], str | None]:
    """Those of one's patients, newest first; raises 422 for a foreign cursor."""
    wanted = _MINE
    asked: dict[str, Any] = {"unit_ids": list(caller.unit_ids)}
    if patient_id is not None:
        wanted = wanted.where(Delivery.patient_id == patient_id)
    if is_troubled:
        wanted = wanted.where(_TROUBLED)
    if is_waiting:
        wanted = wanted.where(_WAITS)
    if cursor is not None:
        at, after_id = decode_cursor(cursor, (str, str))
        wanted = wanted.where(_AFTER)
        asked |= {"queued_at": datetime.fromisoformat(str(at)), "after_id": UUID(str(after_id))}
    newest = (Delivery.queued_at.desc(), Delivery.id.desc())
    rows = session.scalars(wanted.order_by(*newest).limit(limit + 1), asked).all()
    shown = rows[:limit]
    if len(rows) <= limit:
        return shown, None
    return shown, encode_cursor([shown[-1].queued_at.isoformat(), str(shown[-1].id)])


def numbers(session: Session, caller: Caller) -> DeliveryNumbers:
    """How many of one's patients' deliveries need somebody."""
    row = session.execute(_NEEDING, {"unit_ids": list(caller.unit_ids)}).one()
    return DeliveryNumbers(troubled=row.troubled, waiting=row.waiting)


def counts(session: Session) -> DeliveryCounts:
    """How many stand where in the whole centre."""

    def _count(of_these: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count(Delivery.id)).where(of_these)) or 0

    return DeliveryCounts(
        waiting=_count(_WAITS),
        blocked=_count(Delivery.state == DeliveryState.BLOCKED),
        failed=_count(Delivery.state == DeliveryState.FAILED),
        unanswered=_count(_UNANSWERED),
        oldest_waiting_since=session.scalar(select(func.min(Delivery.queued_at)).where(_WAITS)),
        last_sent_at=session.scalar(select(func.max(Delivery.sent_at))),
    )


def history(session: Session, delivery_id: UUID) -> Sequence[DeliveryHistory]:
    """What happened to one, the oldest first."""
    return session.scalars(_HISTORY, {"delivery_id": delivery_id}).all()


def with_file(session: Session, delivery_ids: Collection[UUID]) -> set[UUID]:
    """Those of which the document is still here."""
    return set(session.scalars(_WITH_FILE, {"delivery_ids": list(delivery_ids)}))


def sealed(session: Session, delivery_id: UUID) -> tuple[bytes, bytes] | None:
    """The sealed document and its sealed subject."""
    row = session.execute(_FILE, {"delivery_id": delivery_id}).one_or_none()
    return None if row is None else (row.content, row.subject)


def was_refused(session: Session, delivery_id: UUID) -> bool:
    """Whether the last thing that its endpoint said of it is a no, and that is stored."""
    last = session.execute(_LAST_SAID, {"delivery_id": delivery_id}).first()
    return last is not None and last.fault is DeliveryFault.REFUSED


def is_known(session: Session, delivery_id: UUID) -> bool:
    """Whether a document was queued before, whatever became of it."""
    wanted = select(exists().where(Delivery.id == delivery_id))
    return bool(session.scalar(wanted))


def add(session: Session, columns: Mapping[str, Any], file: Mapping[str, Any]) -> None:
    """Adds a delivery with its document."""
    session.execute(insert(Delivery), dict(columns))
    session.execute(insert(DeliveryFile), dict(file))


def note(
    session: Session,
    row: Delivery,
    step: DeliveryStep,
    at: datetime,
    fault: DeliveryFault | None = None,
    by: UUID | None = None,
) -> None:
    """Appends to the history of a delivery."""
    columns = {
        "id": new_id(),
        "centre_id": row.centre_id,
        "patient_id": row.patient_id,
        "delivery_id": row.id,
        "step": step,
        "fault": fault,
        "by_id": by,
        "at": at,
    }
    session.execute(insert(DeliveryHistory), columns)


def change(
    session: Session,
    row: Delivery,
    values: Mapping[str, Any],
    *states: DeliveryState,
) -> bool:
    """Changes a delivery that is still in one of these states, and as often tried as it was; False:
    it is not, or is erased, and nothing was changed.
    """
    wanted = update(Delivery).where(
        Delivery.id == row.id, Delivery.state.in_(states), Delivery.attempts == row.attempts
    )
    done: Any = session.execute(wanted.values(**values), execution_options=_SILENT)
    assert isinstance(done, CursorResult)
    return bool(done.rowcount)


def forget(session: Session, delivery_ids: Iterable[UUID]) -> None:
    """Deletes the documents of deliveries; their rows stay."""
    session.execute(
        delete(DeliveryFile).where(DeliveryFile.delivery_id.in_(list(delivery_ids))),
        execution_options=_SILENT,
    )


def aged(session: Session, before: datetime, limit: int) -> list[UUID]:
    """Deliveries that were settled before an instant and whose documents are still here."""
    wanted = (
        select(Delivery.id)
        .join(DeliveryFile, DeliveryFile.delivery_id == Delivery.id)
        .where(Delivery.settled_at <= before)
        .limit(limit)
    )
    return list(session.scalars(wanted))


def next_due(session: Session, now: datetime) -> Delivery | None:
    """The one that has waited for longest and is in nobody's hands; held by this transaction."""
    is_left = or_(Delivery.tried_at <= now - LEASE, Delivery.tried_at > now + LEASE)
    is_settled_now = and_(
        Delivery.state == DeliveryState.BLOCKED,
        Delivery.fault == DeliveryFault.IDENTITY_DOUBTFUL,
        exists().where(
            Patient.id == Delivery.patient_id,
            Patient.identity_status != IdentityStatus.DOUBTFUL,
        ),
    )
    wanted = (
        select(Delivery)
        .where(
            or_(
                and_(Delivery.state == DeliveryState.QUEUED, Delivery.next_try_at <= now),
                and_(Delivery.state == DeliveryState.SENDING, is_left),
                is_settled_now,
            )
        )
        .order_by(Delivery.queued_at, Delivery.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(wanted, execution_options=_FRESH).one_or_none()


def rests(session: Session, now: datetime, faults: Collection[DeliveryFault]) -> bool:
    """Whether the endpoint took nothing a moment ago: then nobody asks it again so soon."""
    wanted = select(Delivery.id).where(
        Delivery.state == DeliveryState.QUEUED,
        Delivery.fault.in_(list(faults)),
        Delivery.tried_at > now - timedelta(minutes=1),
        Delivery.tried_at <= now,
    )
    return session.scalars(wanted.limit(1)).first() is not None


def awaited(session: Session, now: datetime, limit: int) -> Sequence[Delivery]:
    """Those that were taken and whose acknowledgement is to be looked for now."""
    wanted = (
        select(Delivery)
        .where(Delivery.state == DeliveryState.SENT, Delivery.next_try_at <= now)
        .order_by(Delivery.next_try_at)
        .limit(limit)
    )
    return session.scalars(wanted, execution_options=_FRESH).all()


def is_work(session: Session, now: datetime, before: datetime) -> bool:
    """Whether a look at the centre would find anything at all."""
    waits = Delivery.state.in_([*WAITING, DeliveryState.BLOCKED])
    is_awaited = and_(Delivery.state == DeliveryState.SENT, Delivery.next_try_at <= now)
    is_waiting = session.scalars(select(Delivery.id).where(waits | is_awaited).limit(1)).first()
    return is_waiting is not None or bool(aged(session, before, 1))
