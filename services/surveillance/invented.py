"""What the invented patient of a centre answers, as whom, and whether its alert can be seen.

The answer goes through the same intake as everybody's, is judged by the rules in force and must
end as an alert: a fever is one under every rule set of a release.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.alerts.explanations import open_explanation
from services.alerts.queue import is_kept
from services.answers import rule_sets
from services.answers.receiving import receive
from services.answers.released import released
from services.clinical.questionnaire import Questionnaire
from services.contract.answer_content import AnswerContent, TemperatureReading
from services.contract.answers import AnswerReceipt
from services.contract.enums import (
    AlertKind,
    AlertState,
    AnswerOutcome,
    Channel,
    CredentialScope,
    Role,
    Urgency,
)
from services.db.scope import Scope
from services.db.tables.alerts import Alert, RuleHit, WorklistEntry
from services.edge.context import Context
from services.patients import monitoring
from services.security.caller import Caller

_FEVER_C: Final = 39.4
_REQUEST: Final = "surveillance"
_HITS = select(RuleHit.rule_id).where(RuleHit.alert_id == bindparam("alert_id")).limit(1)
_ROW = select(WorklistEntry.top_alert_id).where(WorklistEntry.patient_id == bindparam("patient_id"))


class NotProved(RuntimeError):
    """What surveillance wanted to see was not there; the message is a code, never data."""


def patient_of(context: Context, centre_id: UUID, now: datetime) -> UUID:
    """The invented patient of a centre, who is invented at the first call."""
    with context.database.reading(Scope(centre_id)) as session:
        found = monitoring.find_synthetic(session)
    if found is not None:
        return found
    with context.database.writing(Scope(centre_id)) as session:
        found = monitoring.find_synthetic(session)
        return found or monitoring.add_synthetic(session, context.keys, centre_id, now)


def submit(
    session: Session,
    context: Context,
    centre_id: UUID,
    patient_id: UUID,
    authored_at: datetime,
    comment: str,
) -> AnswerReceipt:
    """Sends the answer through the intake; the same words of the same instant are taken in once."""
    now = context.clock.now()
    caller = Caller(
        principal_id=patient_id,
        account_id=None,
        role=Role.SYSTEM,
        credential_scope=CredentialScope.CANARY,
        centre_id=centre_id,
        unit_ids=frozenset(),
        session_id=None,
        device_id=None,
        request_id=_REQUEST,
    )
    content = _content(_questionnaire(session, now), authored_at, comment)
    return receive(session, context, caller, patient_id, content, Channel.API, now).receipt


def require_raised(
    session: Session, context: Context, patient_id: UUID, answer_id: UUID, outcome: AnswerOutcome
) -> None:
    """Raises `NotProved` unless an answer has all that a nurse would need to see it.

    That is an open clinical alert with the rule that fired, an explanation that can be opened, and
    a row of the queue.
    """
    if outcome is not AnswerOutcome.ALERT:
        raise NotProved(f"outcome_{outcome}")
    alert = session.scalars(select(Alert).where(Alert.answer_id == answer_id)).one_or_none()
    if alert is None or alert.state is AlertState.CLOSED or alert.kind is not AlertKind.CLINICAL:
        raise NotProved("no_alert")
    if session.scalar(_HITS, {"alert_id": alert.id}) is None:
        raise NotProved("no_rule_hit")
    open_explanation(context.keys.patient(patient_id), alert)
    if session.scalar(_ROW, {"patient_id": patient_id}) is None or not is_kept(session, patient_id):
        raise NotProved("no_queue_row")


def _questionnaire(session: Session, now: datetime) -> Questionnaire:
    """The newest form that the rule set in force was made for."""
    rules = rule_sets.in_force(session, now).read()
    known = released().questionnaires
    keys = sorted(each.key for each in rules.questionnaires if each.key in known)
    if not keys:
        raise NotProved("no_questionnaire")
    return known[keys[-1]]


def _content(questionnaire: Questionnaire, authored_at: datetime, comment: str) -> AnswerContent:
    """Nothing felt, and a fever."""
    return AnswerContent(
        questionnaire=questionnaire.key.name,
        version=questionnaire.key.version,
        language="fr",
        authored_at=authored_at,
        items={
            code: {next(iter(item.questions)).value: 0}
            for code, item in questionnaire.items.items()
        },
        temperatures=[
            TemperatureReading(value=_FEVER_C, measured_at=authored_at - timedelta(minutes=1))
        ],
        urgency=Urgency.CAN_WAIT.value,
        comment=comment,
    )
