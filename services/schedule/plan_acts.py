"""What people do to the plan of a patient: read it, change it."""

from uuid import UUID

from sqlalchemy import bindparam, select, update

from services.centres.people import people
from services.centres.times import time_of
from services.consents.service import has_consent
from services.contract.enums import Monitoring
from services.contract.problems import ProblemCode
from services.contract.schedule import PatientPlan, SurveyPlan, SurveyPlanAsk
from services.db.holding import hold_schedule
from services.db.tables.schedule import SurveyWindow
from services.db.types import Instant
from services.edge.writes import Done
from services.errors import ServiceError
from services.patients import monitoring
from services.record.work import Standing, Work, hold, require_current, require_writable
from services.schedule.cycles import cycle_starts
from services.schedule.days import Slot, closing_of
from services.schedule.plans import NewPlan, Plan, begin, plan_of, problems_of
from services.schedule.windows import next_opening

_RUNNING = select(SurveyWindow).where(
    SurveyWindow.patient_id == bindparam("patient_id"),
    SurveyWindow.opens_at <= bindparam("now", type_=Instant()),
    SurveyWindow.closes_at > bindparam("now", type_=Instant()),
)


def read_plan(work: Work) -> PatientPlan:
    """The plan of a patient as it stands; raises 404 for one out of reach."""
    patient = monitoring.find(work.session, work.caller, work.patient_id)
    return _shown(work, patient.monitoring, plan_of(work.session, work.patient_id))


def change_plan(work: Work, version: int, ask: SurveyPlanAsk) -> Done:
    """Gives a patient another plan, or their first (version 0).

    Raises 409 without a recorded consent (R-RET-05) and for somebody who is followed no more, 412
    when the plan was changed meanwhile.
    """
    patient = hold(work)
    require_writable(work, patient)
    known = plan_of(work.session, work.patient_id)
    standing = Standing(0, False, None, None)
    if known is not None:
        standing = Standing(known.version, False, known.changed_by, known.changed_at)
    require_current(work, standing, version)
    if not has_consent(work.session, work.patient_id):
        raise consent_required()
    plan = NewPlan(**ask.model_dump())
    problems = problems_of(plan)
    if problems:
        raise ServiceError(
            422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=problems
        )
    hold_schedule(work.session, work.caller.centre_id)
    made = begin(
        work.session,
        work.caller.centre_id,
        work.patient_id,
        plan,
        work.caller.person,
        work.now,
    )
    _move_closing(work)
    reply = _shown(work, patient.monitoring, plan_of(work.session, work.patient_id))
    return Done(reply, object_id=work.patient_id, object_version=made, patient_id=work.patient_id)


def consent_required() -> ServiceError:
    """Nobody is asked anything before they have agreed to be followed (R-RET-05)."""
    return ServiceError(
        409,
        ProblemCode.CONSENT_REQUIRED,
        "This patient has not agreed to be followed: no questionnaire is planned.",
    )


def _move_closing(work: Work) -> None:
    """The open week closes when the next one opens by the plan that holds now."""
    asked = {"patient_id": work.patient_id, "now": work.now}
    plan = plan_of(work.session, work.patient_id)
    cycles = cycle_starts(work.session, [work.patient_id]).get(work.patient_id, [])
    zone = time_of(work.session, work.caller.centre_id).zone
    for window in work.session.scalars(_RUNNING, asked).all():
        slot = Slot(window.week, window.opens_on, window.opens_at)
        closes_at = window.closes_at if plan is None else closing_of(plan.days, cycles, slot, zone)
        if closes_at > work.now:
            work.session.execute(
                update(SurveyWindow)
                .where(SurveyWindow.id == window.id)
                .values(closes_at=closes_at)
                .execution_options(synchronize_session=False)
            )


def _shown(work: Work, state: Monitoring, plan: Plan | None) -> PatientPlan:
    return PatientPlan(
        plan=None if plan is None else _plan_shown(work, plan),
        version=0 if plan is None else plan.version,
        monitoring=state,
        has_consent=has_consent(work.session, work.patient_id),
        next_opening=next_opening(work.session, work.patient_id, work.now),
    )


def _plan_shown(work: Work, plan: Plan) -> SurveyPlan:
    by: UUID | None = plan.changed_by
    named = people(work.session, [by])
    return SurveyPlan(
        questionnaire=plan.questionnaire,
        rhythm=plan.rhythm,
        weekday=plan.weekday,
        cycle_day=plan.cycle_day,
        opens_at_minute=plan.opens_at_minute,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        changed_by=None if by is None else named.get(by),
        changed_at=plan.changed_at,
        ending_alert_id=plan.ending_alert_id,
    )
