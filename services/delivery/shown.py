"""Deliveries as people who treat see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from services.alerts.unreadable import labels
from services.centres.people import people
from services.contract.delivery import Delivery, DeliveryEvent
from services.contract.delivery_enums import DeliveryFault, DeliveryState
from services.db.tables import delivery as tables
from services.delivery import rows
from services.edge.context import Context
from services.security.caller import Caller

_RESENT: Final = frozenset({DeliveryState.FAILED, DeliveryState.SENT})
_CANCELLED: Final = frozenset({DeliveryState.QUEUED, DeliveryState.BLOCKED, DeliveryState.FAILED})
"""What may be cancelled: nothing of it has left, or the endpoint did not take it."""


@dataclass(frozen=True)
class DeliveryWork:
    """Who reads or writes deliveries in their centre, and when."""

    session: Session
    context: Context
    caller: Caller
    now: datetime


def may_resend(row: tables.Delivery) -> bool:
    """Whether it may be sent again, while its document is here: what could not be opened as well,
    for keys come back from a backup.
    """
    is_unreadable = row.state is DeliveryState.BLOCKED and row.fault is DeliveryFault.UNREADABLE
    return is_unreadable or row.state in _RESENT


def is_given_up(row: tables.Delivery, *, is_here: bool) -> bool:
    """Whether it was never acknowledged and its document is no longer here: all that is left to do
    with it is to look for it in the record.
    """
    is_unanswered = row.fault is DeliveryFault.UNANSWERED and row.state is DeliveryState.SENT
    return is_unanswered and not is_here


def shown(work: DeliveryWork, listed: Sequence[tables.Delivery]) -> list[Delivery]:
    """Deliveries in the same order, with the names of patients and of who asked."""
    session = work.session
    named = labels(session, work.context.keys, [each.patient_id for each in listed])
    persons = people(session, [each.requester_id for each in listed])
    with_file = rows.with_file(session, [each.id for each in listed])
    return [
        Delivery(
            id=row.id,
            origin=row.origin,
            patient_id=row.patient_id,
            patient=named.get(row.patient_id),
            requester=None if row.requester_id is None else persons.get(row.requester_id),
            format=row.format,
            purpose=row.purpose,
            state=row.state,
            fault=row.fault,
            transport=row.transport,
            destination=row.destination,
            attempts=row.attempts,
            queued_at=row.queued_at,
            next_try_at=row.next_try_at,
            sent_at=row.sent_at,
            acknowledged_at=row.acknowledged_at,
            settled_at=row.settled_at,
            size=row.size,
            sha256=row.sha256,
            can_resend=may_resend(row) and row.id in with_file,
            can_cancel=row.state in _CANCELLED or is_given_up(row, is_here=row.id in with_file),
        )
        for row in listed
    ]


def history(work: DeliveryWork, row: tables.Delivery) -> list[DeliveryEvent]:
    """All that happened to one, the oldest first."""
    found = rows.history(work.session, row.id)
    persons = people(work.session, [each.by_id for each in found])
    return [
        DeliveryEvent(
            step=each.step,
            at=each.at,
            fault=each.fault,
            by=None if each.by_id is None else persons.get(each.by_id),
        )
        for each in found
    ]
