"""An archived patient is followed again, with all that was known of them (S-32, screens.md 3.5).

With a consent that still holds at once, in a new episode; otherwise all is asked anew, and nobody
is asked anything until that enrolment is finished.
"""

from services.archiving.acting import held
from services.archiving.leaving import leave
from services.archiving.shown import consents_of, holds, may_return_for
from services.centres.times import time_of
from services.contract.archiving import RestoreAsk, Restored
from services.contract.enums import Monitoring
from services.contract.schedule import PatientPlan
from services.edge.writes import Done
from services.enrolment.reopening import reopen
from services.patients import following
from services.record import line_acts
from services.record.work import Work, invalid
from services.schedule import plan_acts
from services.schedule.plans import plan_of


def restore(work: Work, version: int, ask: RestoreAsk) -> Done:
    """Takes a patient out of the archives; raises 403, 404, 409, 412, 422."""
    archive = held(work, version)
    if not may_return_for(archive, ask.reason):
        raise invalid("reason", "not_offered")
    said = consents_of(work.session, [work.patient_id]).get(work.patient_id)
    zone = time_of(work.session, work.caller.centre_id).zone
    if not holds(said, zone, work.today):
        _require_nothing(ask)
        leave(work, archive, ask.reason)
        reopen(work)
        return _done(work, Monitoring.PENDING, None)
    _require_running(work, ask)
    leave(work, archive, ask.reason)
    following.begin(work.session, work.patient_id, work.now)
    if ask.line is not None:
        line_acts.create(work, ask.line)
    plan = plan_acts.read_plan(work)
    if ask.plan is not None:
        plan_acts.change_plan(work, plan.version, ask.plan)
        plan = plan_acts.read_plan(work)
    return _done(work, Monitoring.ACTIVE, plan)


def _require_nothing(ask: RestoreAsk) -> None:
    for field, given in (("plan", ask.plan), ("line", ask.line)):
        if given is not None:
            raise invalid(field, "unexpected")


def _require_running(work: Work, ask: RestoreAsk) -> None:
    """Whoever comes back to a prescription that is over would look followed and never be asked."""
    known = plan_of(work.session, work.patient_id)
    if ask.plan is None and known is not None and known.ends_on < work.today:
        raise invalid("plan", "required")
    if ask.plan is not None and ask.plan.ends_on < work.today:
        raise invalid("plan.ends_on", "past")


def _done(work: Work, monitoring: Monitoring, plan: PatientPlan | None) -> Done:
    needs_enrolment = monitoring is Monitoring.PENDING
    reply = Restored(
        patient_id=work.patient_id,
        monitoring=monitoring,
        needs_enrolment=needs_enrolment,
        plan=plan,
    )
    return Done(reply, object_id=work.patient_id, patient_id=work.patient_id)
