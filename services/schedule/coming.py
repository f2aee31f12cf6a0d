"""How many patients of the reader's units are asked next, by day (screens.md 3.2)."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, exists, select

from services.alerts.worklist_rows import Query
from services.centres.times import time_of
from services.contract.schedule import NextQuestionnaire, NextQuestionnaires
from services.contract.week_enums import Rhythm
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPlan, SurveyWindow
from services.schedule.cycles import cycle_starts
from services.schedule.days import WEEK, local_day, slot_in, week_of
from services.schedule.followed import FOLLOWED
from services.schedule.plans import days_of

_AHEAD: Final = timedelta(days=7)
_UNITS: BindParameter[Any] = bindparam("unit_ids", expanding=True)
_PLANS = (
    select(
        SurveyPlan,
        exists()
        .where(
            SurveyWindow.patient_id == SurveyPlan.patient_id,
            SurveyWindow.week == bindparam("week"),
        )
        .label("has_week"),
    )
    .join(Patient, Patient.id == SurveyPlan.patient_id)
    .where(*FOLLOWED, Patient.unit_id.in_(_UNITS))
)


def next_questionnaires(query: Query) -> NextQuestionnaires:
    """The next asking of each patient who has one within a week."""
    zone = time_of(query.session, query.caller.centre_id).zone
    today = local_day(query.now, zone)
    week = week_of(today)
    asked = {"unit_ids": list(query.caller.unit_ids), "week": week}
    found = query.session.execute(_PLANS, asked).all()
    cycles = cycle_starts(
        query.session,
        [plan.patient_id for plan, _ in found if plan.rhythm is Rhythm.CYCLE],
    )
    openings: defaultdict[date, list[datetime]] = defaultdict(list)
    for plan, has_week in found:
        for begun in (week + WEEK,) if has_week else (week, week + WEEK):
            slot = slot_in(days_of(plan), cycles.get(plan.patient_id, ()), begun, zone)
            if slot is not None and query.now < slot.opens_at:
                if slot.opens_on <= today + _AHEAD:
                    openings[slot.opens_on].append(slot.opens_at)
                break
    return NextQuestionnaires(
        items=[
            NextQuestionnaire(on=day, first_at=min(openings[day]), patients=len(openings[day]))
            for day in sorted(openings)
        ],
        as_of=query.now,
    )
