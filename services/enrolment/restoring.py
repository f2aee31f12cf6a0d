"""An archived patient is followed again, with all that was known of them (S-32, screens.md 3.5).

With a consent that still holds at once, in a new episode; otherwise all is asked anew, and nobody
is asked anything until that enrolment is finished.
"""

from services.archiving.acting import held
from services.archiving.ending import stopped_in
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
from services.schedule.ending import ask_on
from services.schedule.plans import warn_anew
from services.schedule.windows import open_window


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
    leave(work, archive, ask.reason)
    following.begin(work.session, work.patient_id, work.now)
    ask_on(work.session, stopped_in(archive.before), work.now)
    if ask.line is not None:
        line_acts.create(work, ask.line)
    plan = plan_acts.read_plan(work)
    if ask.plan is not None:
        plan_acts.change_plan(work, plan.version, ask.plan)
        plan = plan_acts.read_plan(work)
    _require_asked(work, ask, plan)
    warn_anew(work.session, work.patient_id)
    return _done(work, Monitoring.ACTIVE, plan)


def _require_nothing(ask: RestoreAsk) -> None:
    for field, given in (("plan", ask.plan), ("line", ask.line)):
        if given is not None:
            raise invalid(field, "unexpected")


def _require_asked(work: Work, ask: RestoreAsk, plan: PatientPlan) -> None:
    """Whoever comes back to no plan, or to one that asks nothing more, would look followed and
    never be asked (H-09): nothing is changed then.
    """
    known = plan.plan
    is_over = known is None or known.ends_on < work.today
    is_asked = plan.next_opening or open_window(work.session, work.patient_id, work.now)
    if not is_over and is_asked:
        return
    if ask.plan is None:
        raise invalid("plan", "required")
    raise invalid("plan.ends_on", "past" if is_over else "never_asks")


def _done(work: Work, monitoring: Monitoring, plan: PatientPlan | None) -> Done:
    needs_enrolment = monitoring is Monitoring.PENDING
    reply = Restored(
        patient_id=work.patient_id,
        monitoring=monitoring,
        needs_enrolment=needs_enrolment,
        plan=plan,
    )
    return Done(reply, object_id=work.patient_id, patient_id=work.patient_id)
