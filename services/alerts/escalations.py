"""Who is asked about what nobody answered: a comparison on reading, so no timer can fail.

First the person named, then the next of the unit's list each time that the time for an answer has
passed. What nobody took in hand climbs through the same list once it is overdue (R-FLT-14).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.alerts.life_cycle import answer_minutes
from services.centres.escalation_lists import escalation_lists
from services.centres.opening_hours import OpeningHours
from services.centres.times import time_of
from services.contract.enums import AlertLevel
from services.contract.units import EscalationList
from services.db.tables.alerts import Alert


def people_asked(
    first: UUID | None,
    since: datetime,
    level: AlertLevel,
    listed: Sequence[UUID],
    hours: OpeningHours,
    now: datetime,
) -> list[UUID]:
    """Who is asked now about what waits since an instant: `first`, then the list, each in turn.

    Nobody but `first` before that instant; without `first` the list begins when a first time for
    an answer has passed.
    """
    turns = hours.open_minutes_between(since, now) // answer_minutes(level)
    others = [person for person in listed if person != first]
    return ([] if first is None else [first]) + others[:turns]


def listed_in(lists: Mapping[UUID, EscalationList], unit_id: UUID) -> list[UUID]:
    """Who is on the list of a unit, in order."""
    found = lists.get(unit_id)
    return [] if found is None else [person.id for person in found.asked]


def asked_about(
    session: Session, centre_id: UUID, alerts: Iterable[Alert], now: datetime
) -> dict[UUID, list[UUID]]:
    """Who is asked about each of the alerts that are escalated; the others are left out."""
    escalated = [
        (alert, alert.escalated_to, alert.effective_at)
        for alert in alerts
        if alert.escalated_to is not None
    ]
    if not escalated:
        return {}
    lists = escalation_lists(session, {alert.unit_id for alert, _, _ in escalated})
    hours = time_of(session, centre_id).hours
    return {
        alert.id: people_asked(
            first,
            effective_at or alert.changed_at,
            alert.level,
            listed_in(lists, alert.unit_id),
            hours,
            now,
        )
        for alert, first, effective_at in escalated
    }
