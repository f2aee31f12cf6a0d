"""Opens the weeks that are due, from what is stored alone: each once, whatever happened (H-13)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, case, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from services.contract.week_enums import Rhythm, SurveyState
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPlan, SurveyWindow
from services.ids import new_id
from services.schedule.at_work import Tick
from services.schedule.cycles import cycle_starts
from services.schedule.days import WEEK, Slot, closing_of, slots, week_of
from services.schedule.followed import FOLLOWED
from services.schedule.forms import known_questionnaires
from services.schedule.pauses import Pause, covers, pauses_of_all
from services.schedule.plans import days_of
from services.schedule.telling import announce

_MINUTES_OF_A_DAY: Final = 24 * 60
_THIS_WEEK: BindParameter[Any] = bindparam("this_week")
_NOW_IN_WEEK: BindParameter[Any] = bindparam("minute_of_week")
# Of a fixed weekday the database can say which week is the last one that has begun; of a cycle,
# whether this week is still without one.
_WEEK_DUE = case(
    (
        or_(
            SurveyPlan.rhythm == Rhythm.CYCLE,
            (SurveyPlan.weekday - 1) * _MINUTES_OF_A_DAY + SurveyPlan.opens_at_minute
            <= _NOW_IN_WEEK,
        ),
        _THIS_WEEK,
    ),
    else_=bindparam("last_week"),
)
_MAY_BE_DUE = (
    select(SurveyPlan.patient_id)
    .join(Patient, Patient.id == SurveyPlan.patient_id)
    .where(
        *FOLLOWED,
        SurveyPlan.starts_on <= bindparam("today"),
        SurveyPlan.ends_on >= bindparam("last_week"),
        ~exists().where(
            SurveyWindow.patient_id == SurveyPlan.patient_id, SurveyWindow.week == _WEEK_DUE
        ),
    )
    .order_by(SurveyPlan.patient_id)
)
_PLANS = (
    select(SurveyPlan, Patient.episode_started_at)
    .join(Patient, Patient.id == SurveyPlan.patient_id)
    .where(*FOLLOWED, SurveyPlan.patient_id.in_(bindparam("patient_ids", expanding=True)))
)
_LAST_WEEKS = (
    select(SurveyWindow.patient_id, func.max(SurveyWindow.week).label("week"))
    .where(
        SurveyWindow.patient_id.in_(bindparam("patient_ids", expanding=True)),
        SurveyWindow.week <= _THIS_WEEK,
    )
    .group_by(SurveyWindow.patient_id)
)
_STILL_OPEN = select(SurveyWindow.id, SurveyWindow.patient_id).where(
    SurveyWindow.patient_id.in_(bindparam("patient_ids", expanding=True)),
    SurveyWindow.closes_at > bindparam("now"),
    SurveyWindow.week < _THIS_WEEK,
)
_WINDOWS: Any = SurveyWindow.__table__
_INSERT = insert(_WINDOWS)
_SHORTEN = (
    update(_WINDOWS)
    .where(_WINDOWS.c.id == bindparam("b_id"), _WINDOWS.c.centre_id == bindparam("b_centre_id"))
    .values(closes_at=bindparam("b_closes_at"))
)


def issue(tick: Tick) -> None:
    """Opens what is due in a centre."""
    with tick.reading() as session:
        due = list(session.scalars(_MAY_BE_DUE, _asked(tick)))
    tick.through(due, partial(_issue, tick=tick))


def _asked(tick: Tick) -> dict[str, Any]:
    this_week = week_of(tick.today)
    wall = tick.now.astimezone(tick.zone)
    minute = wall.hour * 60 + wall.minute
    return {
        "today": tick.today,
        "this_week": this_week,
        "last_week": this_week - WEEK,
        "minute_of_week": tick.today.weekday() * _MINUTES_OF_A_DAY + minute,
    }


def _issue(session: Session, patient_ids: Sequence[UUID], tick: Tick) -> None:
    """One portion, judged once more where nobody else writes."""
    asked = {"patient_ids": list(patient_ids)}
    found = session.execute(_PLANS, asked).all()
    plans = [row[0] for row in found]
    begun = {row[0].patient_id: row[1] for row in found}
    pauses = pauses_of_all(session, patient_ids)
    cycles = cycle_starts(
        session, [each.patient_id for each in plans if each.rhythm is Rhythm.CYCLE]
    )
    weeks = asked | {"this_week": week_of(tick.today)}
    last = {row.patient_id: row.week for row in session.execute(_LAST_WEEKS, weeks)}
    rows: list[dict[str, Any]] = []
    for plan in plans:
        of_patient = (cycles.get(plan.patient_id, ()), pauses.get(plan.patient_id, ()))
        due = due_slots(tick, plan, last.get(plan.patient_id), *of_patient)
        closings = [
            (slot, closing_of(days_of(plan), of_patient[0], slot, tick.zone)) for slot in due
        ]
        # A week that was over before this episode was asked of nobody: it is not missed.
        since = begun[plan.patient_id]
        rows += [
            window_row(plan, slot, closes_at, tick)
            for slot, closes_at in closings
            if closes_at > since
        ]
    if rows:
        _close_before(session, tick, rows)
        session.execute(_INSERT, rows)
        announce(session, tick, [row for row in rows if row["state"] is SurveyState.OPEN])


def due_slots(
    tick: Tick,
    plan: SurveyPlan,
    last_week: date | None,
    cycles: Sequence[date],
    pauses: Iterable[Pause],
) -> list[Slot]:
    """The weeks that have begun and have no window yet; of somebody never asked, the last alone.

    Weeks that went by while nobody looked are among them, so that they are seen to be missing.
    """
    first = tick.today - WEEK if last_week is None else last_week + WEEK
    begun = [
        slot
        for slot in slots(days_of(plan), cycles, first, tick.today, tick.zone)
        if slot.opens_at <= tick.now
    ]
    if last_week is None:
        begun = begun[-1:]
    known = list(pauses)
    return [slot for slot in begun if not covers(known, slot.opens_on, tick.zone)]


def window_row(plan: SurveyPlan, slot: Slot, closes_at: datetime, tick: Tick) -> dict[str, Any]:
    """The row of a week; one that is over already was never offered to anybody."""
    return {
        "id": new_id(),
        "centre_id": tick.centre_id,
        "patient_id": plan.patient_id,
        "week": slot.week,
        "opens_on": slot.opens_on,
        "opens_at": slot.opens_at,
        "closes_at": closes_at,
        "issued_at": tick.now,
        "questionnaire": plan.questionnaire,
        "questionnaire_version": known_questionnaires()[plan.questionnaire],
        "plan_version": plan.version,
        "state": SurveyState.OPEN if closes_at > tick.now else SurveyState.MISSED,
        "answer_id": None,
        "answered_at": None,
        "reminders": 0,
        "last_reminder_at": None,
        "silence_alert_id": None,
    }


def _close_before(session: Session, tick: Tick, rows: Sequence[dict[str, Any]]) -> None:
    """A window closes when the next opens, also when a changed plan opens that one earlier."""
    opens_at = {row["patient_id"]: row["opens_at"] for row in rows}
    asked = {
        "patient_ids": list(opens_at),
        "now": tick.now,
        "this_week": max(row["week"] for row in rows),
    }
    shortened = [
        {
            "b_id": row.id,
            "b_centre_id": tick.centre_id,
            "b_closes_at": opens_at[row.patient_id],
        }
        for row in session.execute(_STILL_OPEN, asked)
    ]
    if shortened:
        session.execute(_SHORTEN, shortened)
