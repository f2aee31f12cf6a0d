"""The plan of a patient: made at the end of the enrolment, changed afterwards, read by the tick."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.contract.problems import FieldProblem
from services.contract.schedule import (
    EARLIEST_MINUTE,
    LATEST_MINUTE,
    LONGEST_CYCLE_DAYS,
    LONGEST_PRESCRIPTION_DAYS,
)
from services.contract.week_enums import Rhythm
from services.db.tables.schedule import SurveyPlan
from services.schedule.days import Days
from services.schedule.forms import known_questionnaires

_OF_PATIENT: Final = select(SurveyPlan).where(SurveyPlan.patient_id == bindparam("patient_id"))


@dataclass(frozen=True)
class NewPlan:
    """When a patient is to be asked; the words are those of `SurveyPlan`."""

    questionnaire: str
    rhythm: Rhythm
    weekday: int
    cycle_day: int | None
    opens_at_minute: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Plan(NewPlan):
    """A plan as it stands."""

    patient_id: UUID
    version: int
    changed_by: UUID | None
    changed_at: datetime
    ending_alert_id: UUID | None

    @property
    def days(self) -> Days:
        """What of it decides on which days the patient is asked."""
        return days_of(self)


def days_of(plan: NewPlan | SurveyPlan) -> Days:
    """What of a plan decides on which days the patient is asked."""
    return Days(
        plan.rhythm,
        plan.weekday,
        plan.cycle_day,
        plan.opens_at_minute,
        plan.starts_on,
        plan.ends_on,
    )


def problems_of(plan: NewPlan) -> list[FieldProblem]:
    """What is wrong with a plan, for whoever writes it."""
    found = {
        "questionnaire": None if plan.questionnaire in known_questionnaires() else "unknown",
        "weekday": None if 1 <= plan.weekday <= 7 else "out_of_range",
        "cycle_day": _cycle_day_problem(plan),
        "opens_at_minute": None
        if EARLIEST_MINUTE <= plan.opens_at_minute <= LATEST_MINUTE
        else "out_of_range",
        "ends_on": _end_problem(plan),
    }
    return [
        FieldProblem(field=name, reason=reason)
        for name, reason in found.items()
        if reason is not None
    ]


def _cycle_day_problem(plan: NewPlan) -> str | None:
    if plan.rhythm is Rhythm.WEEK:
        return None if plan.cycle_day is None else "unexpected"
    if plan.cycle_day is None:
        return "required"
    return None if 1 <= plan.cycle_day <= LONGEST_CYCLE_DAYS else "out_of_range"


def _end_problem(plan: NewPlan) -> str | None:
    if plan.ends_on < plan.starts_on:
        return "before_beginning"
    return "too_far" if (plan.ends_on - plan.starts_on).days > LONGEST_PRESCRIPTION_DAYS else None


def plan_of(session: Session, patient_id: UUID) -> Plan | None:
    """The plan of a patient as it stands; None for one who was never asked anything."""
    row = session.scalars(
        _OF_PATIENT, {"patient_id": patient_id}, execution_options={"populate_existing": True}
    ).one_or_none()
    if row is None:
        return None
    return Plan(
        questionnaire=row.questionnaire,
        rhythm=row.rhythm,
        weekday=row.weekday,
        cycle_day=row.cycle_day,
        opens_at_minute=row.opens_at_minute,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        patient_id=row.patient_id,
        version=row.version,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        ending_alert_id=row.ending_alert_id,
    )


def begin(
    session: Session,
    centre_id: UUID,
    patient_id: UUID,
    plan: NewPlan,
    by: UUID | None,
    now: datetime,
) -> int:
    """Gives a patient this plan in the place of any other; returns its version.

    The caller holds the patient's rows. Raises `ValueError` for a plan with `problems_of`.
    """
    if problems_of(plan):
        raise ValueError("this is no plan")
    known = plan_of(session, patient_id)
    version = 1 if known is None else known.version + 1
    values = {
        "questionnaire": plan.questionnaire,
        "rhythm": plan.rhythm,
        "weekday": plan.weekday,
        "cycle_day": plan.cycle_day,
        "opens_at_minute": plan.opens_at_minute,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "version": version,
        "changed_by": by,
        "changed_at": now,
        # What was said of another end is not said of this one.
        "ending_alert_id": known.ending_alert_id
        if known is not None and known.ends_on == plan.ends_on
        else None,
    }
    if known is None:
        owner = {"centre_id": centre_id, "patient_id": patient_id}
        session.execute(insert(SurveyPlan), [owner | values])
    else:
        session.execute(
            update(SurveyPlan)
            .where(SurveyPlan.patient_id == patient_id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
    return version


def warn_anew(session: Session, patient_id: UUID) -> None:
    """That the prescription ends is told again: what was told belonged to an earlier episode."""
    session.execute(
        update(SurveyPlan)
        .where(SurveyPlan.patient_id == patient_id)
        .values(ending_alert_id=None)
        .execution_options(synchronize_session=False)
    )
