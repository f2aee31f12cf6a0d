"""Until when an alert may wait for the next thing to be done for it (screens.md 1.11)."""

from datetime import datetime
from typing import Final

from services.alerts import repository
from services.alerts.life_cycle import FOLLOW_UP_MINUTES
from services.alerts.work import Work
from services.centres.times import time_of
from services.contract.enums import ActionKind, AlertKind, AlertLevel
from services.db.tables.alerts import Alert

DECIDES: Final = frozenset({ActionKind.CALL, ActionKind.MEASURE, ActionKind.ANSWER})
"""Acts after which something was done for the patient, or said what is to be done."""


def is_grave(alert: Alert) -> bool:
    """Whether it is critical or was not assessed: what is never out of sight for long (H-03)."""
    return alert.level is AlertLevel.CRITICAL or alert.kind is AlertKind.TECHNICAL


def follow_up_end(work: Work, alert: Alert) -> datetime | None:
    """When the follow-up of what was done last runs out, or that of its acknowledgement.

    None for an alert for which nobody answers.
    """
    acts = repository.standing_acts(work.session, [alert.id])
    done = [act.at for act in acts if act.kind in DECIDES]
    since = max(done, default=alert.acknowledged_at)
    if since is None:
        return None
    hours = time_of(work.session, work.caller.centre_id).hours
    return hours.add_open_minutes(since, FOLLOW_UP_MINUTES)
