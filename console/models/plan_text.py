"""When a patient is asked, in words (screens.md 3.3, 3.6)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from console.stores.weeks import Weeks
from resources import words
from resources.wording import Wording
from services.contract.schedule import Pause, SurveyPlan
from services.contract.week_enums import Rhythm

_HOUR: Final = 60
_BETWEEN: Final = ", "


def rhythm_text(w: Wording, plan: SurveyPlan | None) -> str:
    """`Chaque mardi à 08:00`."""
    if plan is None:
        return w.text("plan-none")
    minute = plan.opens_at_minute
    hour, day = f"{minute // _HOUR:02d}:{minute % _HOUR:02d}", w.text(f"plan-day-{plan.weekday}")
    if plan.rhythm is Rhythm.CYCLE and plan.cycle_day is not None:
        return w.text("plan-cycle", cycle=plan.cycle_day, hour=hour, day=day)
    return w.text("plan-week", day=day, hour=hour)


def plan_facts(w: Wording, weeks: Weeks, now: datetime) -> list[tuple[str, str, bool]]:
    """Name, value, and whether the value wants attention."""
    plan, planned = weeks.plan, weeks.planned
    if plan is None:
        return []
    is_asked = planned.next_opening is not None
    day = w.weekday_day(planned.next_opening) if planned.next_opening else ""
    facts = [
        (w.text("plan-next"), day if is_asked else w.text("plan-next-none"), not is_asked),
        (w.text("plan-open"), _open_text(w, weeks, now), False),
        (w.text("plan-reminders"), _reminders_text(w, weeks, now), False),
        _ending(w, plan, now),
    ]
    channel = w.text(f"message-channel-{weeks.preference.channel.value}")
    language = w.text(f"message-language-{weeks.preference.language}")
    facts.append((w.text("message-prefer-channel"), f"{channel}{_BETWEEN}{language}", False))
    return facts


def pause_text(w: Wording, pause: Pause) -> str:
    """`En pause jusqu'au 28-nov. : Hospitalisé(e), décidée par C. Morvan`."""
    reason = w.text(f"plan-pause-{pause.reason.value}")
    if pause.made_by is not None:
        name = words.short_name(pause.made_by.name)
        reason = f"{reason}{_BETWEEN}{w.text('plan-pause-by', name=name)}"
    until = "" if pause.until_on is None else w.date(pause.until_on)
    if pause.runs:
        key = "plan-paused" if until else "plan-paused-open"
        return w.text(key, day=until, reason=reason)
    key = "plan-pause-coming" if until else "plan-pause-coming-open"
    return w.text(key, **{"from": w.date(pause.from_on), "until": until, "reason": reason})


def _open_text(w: Wording, weeks: Weeks, now: datetime) -> str:
    week = weeks.open_week(now)
    if week is None:
        return w.text("plan-open-none")
    state = w.text("plan-open-answered" if week.is_answered else "plan-open-waiting")
    return w.text("plan-open-until", state=state, at=w.day_time(week.closes_at))


def _reminders_text(w: Wording, weeks: Weeks, now: datetime) -> str:
    week = weeks.open_week(now)
    coming = [] if week is None else [at for at in week.planned_reminders if at > now]
    if not coming:
        return w.text("plan-reminders-none")
    return _BETWEEN.join(w.coming(at, now) for at in coming)


def _ending(w: Wording, plan: SurveyPlan, now: datetime) -> tuple[str, str, bool]:
    """The last day of the prescription, and whether somebody should renew it."""
    day, today = w.date(plan.ends_on), w.local(now).date()
    is_over, is_near = plan.ends_on < today, plan.ending_alert_id is not None
    key = "plan-ended" if is_over else "plan-ends-soon" if is_near else "plan-ends-on"
    return w.text("plan-ends"), w.text(key, day=day), is_over or is_near
