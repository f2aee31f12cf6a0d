"""What takes an alert out of the unit's hands for a time, and what brings it back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.alerts import conflicts, handling, repository
from services.alerts.acts import Act, perform
from services.alerts.following_up import follow_up_end, is_grave
from services.alerts.history import ActDetail
from services.alerts.life_cycle import Wait, answer_minutes
from services.alerts.work import Work
from services.centres.escalation_lists import escalation_list
from services.centres.times import time_of
from services.contract.alert_acts import (
    AnswerEscalationAsk,
    CloseAsk,
    DeferAsk,
    EscalateAsk,
    ReopenAsk,
)
from services.contract.enums import ActionKind, AlertState, DeferReason
from services.contract.problems import FieldProblem, ProblemCode
from services.contract.texts import says_something
from services.db.tables.alerts import Alert
from services.edge.writes import Done
from services.errors import ServiceError

LONGEST_DEFERRAL: Final = timedelta(days=7)
CLOCK_TOLERANCE: Final = timedelta(seconds=5)
"""How far a workstation's clock may be ahead when it asks for the longest time there is."""
LONGEST_CRITICAL_DEFERRAL: Final = timedelta(minutes=30)
"""Of a critical or technical alert (decision 18)."""


def defer(work: Work, alert_id: UUID, version: int, ask: DeferAsk) -> Done:
    """Puts an alert off until a time; it comes back by itself, or when the patient answers again.

    Raises 422 for a time that is past or too far, 409 for a critical one that is not claimed, or
    for which nothing was done within the time of a follow-up.
    """
    if ask.reason is DeferReason.OTHER and not says_something(ask.note):
        raise conflicts.invalid_body([FieldProblem(field="note", reason="required")])

    def wait(work: Work, alert: Alert) -> Wait:
        _require_deferrable(work, alert, ask.until)
        return Wait(ask.until)

    note = ask.note if says_something(ask.note) else None
    detail = None if note is None else ActDetail(text=note, grades=[])
    codes = {"reason": ask.reason.value, "until": ask.until.isoformat()}
    return perform(work, alert_id, version, Act(ActionKind.DEFER, codes, detail, wait))


def escalate(work: Work, alert_id: UUID, version: int, ask: EscalateAsk) -> Done:
    """Asks an oncologist of the patient's unit, who sees it once it can no longer be taken back.

    Raises 422 for somebody who is none, or for oneself.
    """

    def wait(work: Work, alert: Alert) -> Wait:
        _require_colleague(work, alert, ask.to)
        if alert.escalated_to == ask.to and alert.effective_at and alert.waits_until:
            # Asked again: the time for the answer began with the first question.
            return Wait(alert.waits_until, ask.to, alert.effective_at)
        # The time for the answer begins when the question has left.
        effective_at = work.now + timedelta(seconds=work.context.settings.escalation_hold_s)
        hours = time_of(work.session, work.caller.centre_id).hours
        until = hours.add_open_minutes(effective_at, answer_minutes(alert.level))
        return Wait(until, ask.to, effective_at)

    detail = ActDetail(text=ask.question, grades=[])
    act = Act(ActionKind.ESCALATE, {"to": str(ask.to)}, detail, wait)
    return perform(work, alert_id, version, act)


def answer(work: Work, alert_id: UUID, version: int, ask: AnswerEscalationAsk) -> Done:
    """Answers an escalation with what was decided; closes the alert too when that is asked for.

    Both or nothing: an answer whose closing is refused is not kept.
    """
    codes = handling.coded(work, ask)
    act = Act(ActionKind.ANSWER, codes, ActDetail(text=ask.note, grades=[], other=ask.other))
    if not ask.close:
        return perform(work, alert_id, version, act)
    answered = perform(replace(work, is_read=False), alert_id, version, act)
    if answered.object_version is None:
        raise TypeError("an act answers with the version that it made")
    last = repository.standing_acts(work.session, [alert_id])[-1]
    return handling.close(work, alert_id, answered.object_version, CloseAsk(), follows=last.id)


def reopen(work: Work, alert_id: UUID, version: int, ask: ReopenAsk) -> Done:
    """Opens a closed alert again; whoever does so answers for it from now on."""
    detail = ActDetail(text=ask.reason, grades=[])
    return perform(work, alert_id, version, Act(ActionKind.REOPEN, detail=detail))


def _require_deferrable(work: Work, alert: Alert, until: datetime) -> None:
    latest = work.now + LONGEST_DEFERRAL
    if is_grave(alert):
        if not _works_on(work, alert):
            raise conflicts.lacking(work, alert, ProblemCode.CLAIM_REQUIRED)
        if _is_left_alone(work, alert):
            raise conflicts.lacking(work, alert, ProblemCode.FOLLOW_UP_REQUIRED)
        latest = work.now + LONGEST_CRITICAL_DEFERRAL
        if alert.state is AlertState.NEW:
            latest = min(latest, alert.due_at)
    if not work.now < until <= latest + CLOCK_TOLERANCE:
        reason = "too_early" if until <= work.now else "too_late"
        raise conflicts.invalid_body([FieldProblem(field="until", reason=reason)])


def _works_on(work: Work, alert: Alert) -> bool:
    is_claimed = alert.claimed_until is not None and work.now < alert.claimed_until
    return is_claimed and alert.claimed_by == work.caller.person


def _is_left_alone(work: Work, alert: Alert) -> bool:
    """Whether nothing was done for it since somebody answered for it, as long as a follow-up takes.

    Half an hour at a time, one person would else keep it out of everybody's sight all day (H-03).
    """
    end = follow_up_end(work, alert)
    return end is not None and end <= work.now


def _require_colleague(work: Work, alert: Alert, person: UUID) -> None:
    working = {each.id for each in escalation_list(work.session, alert.unit_id).oncologists}
    if person not in working - {work.caller.person}:
        raise ServiceError(
            422, ProblemCode.PERSON_NOT_ELIGIBLE, "Only another oncologist of the unit is asked."
        )
