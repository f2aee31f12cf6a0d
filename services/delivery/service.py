"""What people who treat do with deliveries: look at them, send one again, cancel one."""

from uuid import UUID

from services.contract.delivery import DeliveryDetail, DeliveryPage
from services.contract.delivery_enums import DeliveryState, DeliveryStep
from services.contract.problems import ProblemCode
from services.db.tables.delivery import Delivery
from services.delivery import rows, settling
from services.delivery.outbox import offered
from services.delivery.shown import DeliveryWork, history, is_given_up, may_resend, shown
from services.edge.writes import Done
from services.errors import ServiceError, not_found
from services.patients import monitoring


def page(
    work: DeliveryWork,
    limit: int,
    cursor: str | None,
    patient_id: UUID | None,
    *,
    is_troubled: bool,
    is_waiting: bool,
) -> DeliveryPage:
    """Deliveries of one's patients, or of one of them; raises 404 for one out of reach."""
    session, caller = work.session, work.caller
    if patient_id is not None:
        monitoring.find(session, caller, patient_id)
    listed, following = rows.page(
        session, caller, limit, cursor, patient_id, is_troubled=is_troubled, is_waiting=is_waiting
    )
    numbers = rows.numbers(session, caller)
    wanted = offered(session, work.context.keys, caller.centre_id)
    return DeliveryPage(
        items=shown(work, listed),
        next_cursor=following,
        is_on=wanted is not None,
        format=wanted,
        troubled=numbers.troubled,
        waiting=numbers.waiting,
    )


def detail(work: DeliveryWork, delivery_id: UUID) -> DeliveryDetail:
    """One with its history; raises 404 for one of somebody else's patients."""
    row = _one(work, delivery_id)
    return DeliveryDetail(delivery=shown(work, [row])[0], history=history(work, row))


def resend(work: DeliveryWork, delivery_id: UUID) -> Done:
    """Puts a document into the queue again, under the same identifier; raises 404 and 409."""
    row = _one(work, delivery_id)
    is_here = row.id in rows.with_file(work.session, [row.id])
    values = {
        "state": DeliveryState.QUEUED,
        "fault": None,
        "attempts": 0,
        "next_try_at": work.now,
        "settled_at": None,
        "tried_at": None,
    }
    if not (is_here and may_resend(row) and rows.change(work.session, row, values, row.state)):
        raise _forbidden()
    rows.note(work.session, row, DeliveryStep.RESENT, work.now, by=work.caller.person)
    return _done(work, delivery_id)


def cancel(work: DeliveryWork, delivery_id: UUID) -> Done:
    """Cancels for good what has not left, or what nothing can be done with any more; raises 404,
    and 409 for anything else.
    """
    row = _one(work, delivery_id)
    is_here = row.id in rows.with_file(work.session, [row.id])
    act = settling.give_up if is_given_up(row, is_here=is_here) else settling.withdraw
    if not act(work.session, row, work.now):
        raise _forbidden()
    rows.note(work.session, row, DeliveryStep.CANCELLED, work.now, by=work.caller.person)
    return _done(work, delivery_id)


def _one(work: DeliveryWork, delivery_id: UUID) -> Delivery:
    row = rows.one(work.session, work.caller, delivery_id)
    if row is None:
        raise not_found()
    return row


def _done(work: DeliveryWork, delivery_id: UUID) -> Done:
    row = _one(work, delivery_id)
    return Done(
        shown(work, [row])[0],
        object_id=delivery_id,
        patient_id=row.patient_id,
        purpose=row.purpose,
    )


def _forbidden() -> ServiceError:
    return ServiceError(409, ProblemCode.STATE_FORBIDS, "This delivery is not in such a state.")
