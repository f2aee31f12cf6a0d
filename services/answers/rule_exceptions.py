"""Exceptions of single patients: listed, made, ended, given to the rules, and kept honest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.alerts import rule_exception_rows as rows
from services.alerts.expected import fact, replies, rules_in_force
from services.alerts.repository import open_alerts
from services.alerts.stored_rules import StoredRules
from services.answers.released import released
from services.answers.rule_sets import in_force, settle
from services.answers.stored import NewAnswer
from services.audit.journal import entry_of, record
from services.centres.people import people
from services.clinical.evaluate import Evaluation
from services.clinical.known import RuleException as Expected
from services.clinical.known import can_be_muted, is_graded
from services.clinical.read_rule_set import RuleSetError
from services.clinical.rules import Rule, RuleSet
from services.contract.enums import ExceptionEnd, ExceptionKind
from services.contract.problems import CurrentState, FieldProblem, ProblemCode
from services.contract.rule_exceptions import RuleException, RuleExceptionAsk, RuleExceptionList
from services.db.holding import hold_patient
from services.db.tables.exceptions import RuleException as Row
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import ServiceError, not_found
from services.ids import new_id
from services.live.announcing import announce, changed
from services.patients import monitoring
from services.security.caller import Caller
from services.security.ciphers import Cipher


@dataclass(frozen=True)
class Work:
    """Who asks what about which patient, and when."""

    session: Session
    context: Context
    caller: Caller
    patient_id: UUID
    now: datetime


def listed(work: Work) -> RuleExceptionList:
    """The exceptions of a patient; raises 404 for one whom the caller cannot reach."""
    monitoring.find(work.session, work.caller, work.patient_id)
    shown = _shown(work, rows.of_patient(work.session, work.patient_id))
    shown.sort(key=lambda each: not each.in_force)
    return RuleExceptionList(items=shown, as_of=work.now)


def make(work: Work, ask: RuleExceptionAsk) -> Done:
    """Expects a symptom in a patient from now on.

    Raises 422 for a symptom without a grade or a rule that cannot be muted, and 409 when the same
    is expected already.
    """
    patient = monitoring.find(work.session, work.caller, work.patient_id)
    hold_patient(work.session, work.patient_id)
    rule_set = _rules_in_force(work)
    rule = _rule_of(ask, rule_set)
    _refuse_second(work, ask)
    exception_id = new_id()
    cipher = work.context.keys.patient(patient.id)
    who = people(work.session, [work.caller.person])[work.caller.person]
    rows.add(
        work.session,
        {
            "id": exception_id,
            "centre_id": patient.centre_id,
            "patient_id": patient.id,
            "kind": ask.kind,
            "item": ask.item,
            "level": ask.level,
            "rule_set_version": rule_set.label,
            "rule_id": None if rule is None else rule.id,
            "rule_version": None if rule is None else rule.version,
            "since": work.now,
            "until": work.now + timedelta(days=ask.days),
            "detail": rows.seal_detail(cipher, exception_id, ask.reason, who.name),
            "made_by": work.caller.person,
            "version": 1,
        },
    )
    return _done(work, exception_id, 201)


def end(work: Work, exception_id: UUID, version: int) -> Done:
    """Ends an exception before its time; raises 404, 412 when it changed, 409 when it is over."""
    monitoring.find(work.session, work.caller, work.patient_id)
    hold_patient(work.session, work.patient_id)
    found = rows.of_patient(work.session, work.patient_id)
    row = next((each for each in found if each.id == exception_id), None)
    if row is None:
        raise not_found()
    if row.version != version:
        raise _stale(work, row)
    if row.ended_at is not None or row.until <= work.now:
        current = _current(work, row)
        raise ServiceError(
            409, ProblemCode.STATE_FORBIDS, "This exception is over already.", current=current
        )
    how = ExceptionEnd.WITHDRAWN
    if not rows.end(work.session, row, how, work.caller.person, work.now):
        raise _stale(work, row)
    return _done(work, exception_id, 200)


def expected(running: Sequence[Row], cipher: Cipher) -> tuple[Expected, ...]:
    """The exceptions as the rules take them; one that cannot be opened mutes nothing."""
    found = []
    for row in running:
        detail = rows.open_detail(cipher, row)
        if detail is not None:
            found.append(fact(row, detail["by"]))
    return tuple(found)


def keep(
    session: Session,
    context: Context,
    caller: Caller,
    running: Sequence[Row],
    answer: NewAnswer,
    evaluation: Evaluation,
) -> None:
    """Stores what was muted for an answer, and ends what the symptom has passed.

    The caller has written the answer and holds the patient's rows.
    """
    by_id = {str(row.id): row for row in running}
    muted = [
        {
            "answer_id": answer.id,
            "rule_id": each.hit.rule_id,
            "rule_version": each.hit.rule_version,
            "centre_id": by_id[each.exception_id].centre_id,
            "patient_id": by_id[each.exception_id].patient_id,
            "exception_id": by_id[each.exception_id].id,
            "level": each.hit.level,
            "item": each.hit.item,
            "authored_at": answer.timing.authored_at,
        }
        for each in evaluation.explanation.muted
    ]
    if muted:
        rows.add_muted(session, muted)
    now = answer.received_at
    for exception_id in evaluation.broken:
        row = by_id[exception_id]
        rows.end(session, row, ExceptionEnd.PASSED, None, now)
        entry = entry_of(
            caller, "break_rule_exception", now, object_id=row.id, patient_id=row.patient_id
        )
        record(session, entry)
    if evaluation.broken:
        _announce(session, context, answer.patient_id, now)


def _rules_in_force(work: Work) -> RuleSet:
    """The rules that an exception is made for, written down for a centre that has no answer yet."""
    found = in_force(work.session, work.now)
    if not found.is_activated:
        settle(work.session, work.caller, found.version, work.now)
    try:
        return found.read()
    except RuleSetError:
        raise ServiceError(
            409, ProblemCode.STATE_FORBIDS, "The rules in force cannot be read: nothing is muted."
        ) from None


def _rule_of(ask: RuleExceptionAsk, rule_set: RuleSet) -> Rule | None:
    """The rule that a snooze names; an expected symptom names none."""
    if not is_graded(released().questionnaires, ask.item):
        raise _invalid("item", "has no estimated grade")
    if ask.kind is ExceptionKind.EXPECTED:
        if ask.rule_id is not None:
            raise _invalid("rule_id", "unexpected")
        return None
    rule = next((each for each in rule_set.rules if each.id == ask.rule_id), None)
    if rule is None or not can_be_muted(rule, ask.item):
        raise _invalid("rule_id", "cannot be muted")
    return rule


def _refuse_second(work: Work, ask: RuleExceptionAsk) -> None:
    same = (ask.kind, ask.item, ask.rule_id)
    for row in rows.running(work.session, work.patient_id, work.now):
        if (row.kind, row.item, row.rule_id) == same:
            raise ServiceError(
                409,
                ProblemCode.EXPECTED_ALREADY,
                "The same is expected already: end that first.",
                current=_current(work, row),
            )


def _done(work: Work, exception_id: UUID, status: int) -> Done:
    found = rows.of_patient(work.session, work.patient_id)
    [shown] = _shown(work, [row for row in found if row.id == exception_id])
    _announce(work.session, work.context, work.patient_id, work.now)
    return Done(
        shown,
        status,
        object_id=exception_id,
        object_version=shown.version,
        patient_id=work.patient_id,
    )


def _announce(session: Session, context: Context, patient_id: UUID, now: datetime) -> None:
    """Whoever has an alert of the patient before them reads it again; its version stays."""
    for alert in open_alerts(session, [patient_id]):
        announce(session, context.database, changed(alert, alert.version), now)


def _shown(work: Work, found: Sequence[Row]) -> list[RuleException]:
    ciphers = {work.patient_id: work.context.keys.patient(work.patient_id)}
    rules = rules_in_force(work.session, StoredRules(work.session), work.now)
    return replies(work.session, ciphers, found, rules, work.now)


def _current(work: Work, row: Row) -> CurrentState:
    """Who was faster, and when."""
    is_over = row.ended_at is not None
    by = row.ended_by if is_over else row.made_by
    return CurrentState(
        version=row.version,
        state="ended" if is_over else "expected",
        by=None if by is None else people(work.session, [by]).get(by),
        at=row.ended_at if is_over else row.since,
    )


def _invalid(field: str, reason: str) -> ServiceError:
    problems = [FieldProblem(field=field, reason=reason)]
    return ServiceError(
        422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=problems
    )


def _stale(work: Work, row: Row) -> ServiceError:
    return ServiceError(
        412,
        ProblemCode.VERSION_STALE,
        "This exception was changed meanwhile.",
        current=_current(work, row),
    )
