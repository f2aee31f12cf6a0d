"""Until when an alert may be put off: what the form offers, made from the alert and the time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.contract.alerts import AlertDetail
from services.contract.enums import AlertKind, AlertLevel, AlertState

LONGEST = timedelta(days=7)
"""What the service lets an alert be put off (screens.md 3.2)."""
_SHORT = (timedelta(minutes=15), timedelta(minutes=30))
_USUAL = (timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2))
_AFTER_NOON = time(14)
_TOMORROW = time(8, 30)


def is_short(alert: AlertDetail) -> bool:
    """Whether half an hour is all there is: critical and technical alerts (decision 18)."""
    return alert.level is AlertLevel.CRITICAL or alert.kind is AlertKind.TECHNICAL


def offered_waits(alert: AlertDetail, now: datetime) -> list[timedelta]:
    """Lengths of time, shortest first; a critical alert never waits beyond its own due time."""
    if not is_short(alert):
        return list(_USUAL)
    latest = now + _SHORT[-1]
    if alert.state is AlertState.NEW and alert.due_at is not None:
        latest = min(latest, alert.due_at)
    return [wait for wait in _SHORT if now + wait <= latest]


def offered_times(alert: AlertDetail, now: datetime, zone: ZoneInfo) -> list[datetime]:
    """Times of the day: this afternoon and tomorrow morning, as far as they lie ahead."""
    if is_short(alert):
        return []
    today = now.astimezone(zone).date()
    afternoon = datetime.combine(today, _AFTER_NOON, zone)
    morning = datetime.combine(today + timedelta(days=1), _TOMORROW, zone)
    return [instant for instant in (afternoon, morning) if instant > now + _USUAL[0]]
