"""Step 3: the disease, the treatment, the plan of questionnaires and the prescription."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from services.answers.rule_sets import in_force
from services.centres.teams import teams_of
from services.contract.enrolment import PathwayStep, Prescription
from services.contract.problems import FieldProblem
from services.contract.schedule import LONGEST_PRESCRIPTION_DAYS
from services.contract.week_enums import Rhythm
from services.errors import ServiceError
from services.record.days import happened, whole
from services.record.partial_dates import known
from services.record.work import Work, invalid
from services.schedule.forms import known_questionnaires
from services.schedule.plans import NewPlan, problems_of

_REQUIRED: Final = "required"
_LATEST_START: Final = timedelta(days=90)
_NEEDED: Final = (
    "disease",
    "diagnosed_on",
    "line_name",
    "line_started_on",
    "questionnaire",
    "questionnaire_version",
    "rule_set_version",
    "rhythm",
    "weekday",
    "opens_at_minute",
    "starts_on",
    "oncologist_id",
)
_SAID_BEFORE: Final = (("cycle_day", _REQUIRED), ("questionnaire", "unknown"))
_PRESCRIBED: Final = ("prescriber_id", "prescribed_on", "ends_on")


def problems(work: Work, unit_id: UUID, step: PathwayStep) -> Iterator[FieldProblem]:
    """What is left out of the step, or does not hold (any more)."""
    for name in _NEEDED:
        if getattr(step, name) is None:
            yield FieldProblem(field=name, reason=_REQUIRED)
    for name in _PRESCRIBED:
        if getattr(step.prescription, name) is None:
            yield FieldProblem(field=f"prescription.{name}", reason=_REQUIRED)
    yield from _of_history(work, step)
    yield from _of_people(work, unit_id, step)
    yield from _of_versions(work, step)
    yield from _of_days(work, step)


def plan_of(step: PathwayStep) -> NewPlan | None:
    """The plan of a step; None while a part of it is left out."""
    parts = (
        step.questionnaire,
        step.rhythm,
        step.weekday,
        step.opens_at_minute,
        step.starts_on,
        step.prescription.ends_on,
    )
    questionnaire, rhythm, weekday, minute, starts_on, ends_on = parts
    if (
        questionnaire is None
        or rhythm is None
        or weekday is None
        or minute is None
        or starts_on is None
        or ends_on is None
    ):
        return None
    day = step.cycle_day if rhythm is Rhythm.CYCLE else None
    return NewPlan(questionnaire, rhythm, weekday, day, minute, starts_on, ends_on)


def _of_history(work: Work, step: PathwayStep) -> Iterator[FieldProblem]:
    """Dates of what has happened, by the rules of the record."""
    for name in ("diagnosed_on", "line_started_on", "cycle_started_on"):
        value = getattr(step, name)
        if value is not None:
            yield from _refusals(partial(_happened, work, name, value))
    began, cycle = step.line_started_on, step.cycle_started_on
    if began is not None and cycle is not None and cycle < began:
        yield FieldProblem(field="cycle_started_on", reason="outside_its_line")
    if (step.cycle_number is None) is not (cycle is None):
        missing = "cycle_number" if step.cycle_number is None else "cycle_started_on"
        yield FieldProblem(field=missing, reason=_REQUIRED)


def _happened(work: Work, name: str, value: date | str) -> None:
    if isinstance(value, date):
        happened(work, name, whole(value))
        return
    try:
        day = known(value)
    except ValueError:
        raise invalid(name, "no_such_day") from None
    happened(work, name, day)


def _refusals(check: Callable[[], None]) -> Iterator[FieldProblem]:
    try:
        check()
    except ServiceError as refused:
        yield from refused.errors or ()


def _of_people(work: Work, unit_id: UUID, step: PathwayStep) -> Iterator[FieldProblem]:
    team = teams_of(work.session, [unit_id]).get(unit_id)
    oncologists = {each.id for each in team.oncologists} if team else set()
    nurses = {each.id for each in team.nurses} if team else set()
    asked = (
        ("oncologist_id", step.oncologist_id, oncologists),
        ("nurse_id", step.nurse_id, nurses),
        ("prescription.prescriber_id", step.prescription.prescriber_id, oncologists),
    )
    for field, person, working in asked:
        if person is not None and person not in working:
            yield FieldProblem(field=field, reason="person_not_eligible")


def _of_versions(work: Work, step: PathwayStep) -> Iterator[FieldProblem]:
    """What was proposed is still what will be asked and judged by."""
    if step.questionnaire is not None:
        version = known_questionnaires().get(step.questionnaire)
        if version is None:
            yield FieldProblem(field="questionnaire", reason="not_offered")
        elif step.questionnaire_version not in (None, version):
            yield FieldProblem(field="questionnaire_version", reason="changed")
    if step.rule_set_version not in (None, in_force(work.session, work.now).version):
        yield FieldProblem(field="rule_set_version", reason="changed")


def _of_days(work: Work, step: PathwayStep) -> Iterator[FieldProblem]:
    starts_on = step.starts_on
    if starts_on is not None and not work.today <= starts_on <= work.today + _LATEST_START:
        reason = "past" if starts_on < work.today else "too_far"
        yield FieldProblem(field="starts_on", reason=reason)
    if step.rhythm is Rhythm.CYCLE and step.cycle_day is None:
        yield FieldProblem(field="cycle_day", reason=_REQUIRED)
    yield from _of_prescription(work, step.prescription)
    plan = plan_of(step)
    for each in [] if plan is None else problems_of(plan):
        if (each.field, each.reason) not in _SAID_BEFORE:
            field = "prescription.ends_on" if each.field == "ends_on" else each.field
            yield FieldProblem(field=field, reason=each.reason)


def _of_prescription(work: Work, prescribed: Prescription) -> Iterator[FieldProblem]:
    """It is of a day that has come, and holds for a year from then on."""
    since = prescribed.prescribed_on
    if since is not None:
        yield from _refusals(partial(_happened, work, "prescription.prescribed_on", since))
    if prescribed.ends_on is not None:
        if prescribed.ends_on < work.today:
            yield FieldProblem(field="prescription.ends_on", reason="past")
        elif (prescribed.ends_on - (since or work.today)).days > LONGEST_PRESCRIPTION_DAYS:
            yield FieldProblem(field="prescription.ends_on", reason="too_far")
