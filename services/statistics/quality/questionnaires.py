"""The questionnaires of a month: whole, prompt, readable, without a contradiction.

What the clinical core found at reception is believed, and nothing is judged again. Its reasons are
sealed in the explanations of technical alerts: they are opened here, and nothing but the counts of
their codes is kept.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contract.enums import AnswerOutcome, Channel
from services.contract.explanations import EvaluationProblemCode as Code
from services.contract.explanations import Explanation, MissingReason
from services.contract.quality_enums import QualityCause as Cause
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from services.security.ciphers import Cipher, Place
from services.security.keystore import KeyStore
from services.security.unreadable import ciphers, opened
from services.statistics.gathering import IS_QUESTIONNAIRE
from services.statistics.months import Span
from services.statistics.person_month import PersonMonth
from services.statistics.quality.checks import COHERENT, COMPLETE, PROMPT, PROMPTLY, READABLE, Check
from services.statistics.quality.failing import fail

_RECEIVED: Final = (
    select(
        Answer.id,
        Answer.patient_id,
        Answer.channel,
        Answer.authored_at,
        Answer.received_at,
        Answer.outcome,
        Answer.grade_count,
    )
    .where(*IS_QUESTIONNAIRE)
    .order_by(Answer.id)
)
_GAPS: Final = (
    select(SymptomGrade.answer_id, SymptomGrade.missing)
    .join(Answer, Answer.id == SymptomGrade.answer_id)
    .where(
        *IS_QUESTIONNAIRE,
        SymptomGrade.missing.in_([MissingReason.NOT_ANSWERED, MissingReason.NOT_COMPUTABLE]),
    )
    .distinct()
)
_REASONS: Final = (
    select(Alert.id, Alert.answer_id, Alert.patient_id, Alert.explanation)
    .join(Answer, Answer.id == Alert.answer_id)
    .where(*IS_QUESTIONNAIRE, Answer.outcome == AnswerOutcome.TECHNICAL)
)
_OF_GAP: Final = {
    MissingReason.NOT_ANSWERED.value: Cause.ITEM_UNANSWERED,
    MissingReason.NOT_COMPUTABLE.value: Cause.ITEM_UNUSABLE,
}
_OF_CHANNEL: Final = {
    Channel.WEB: Cause.LATE_WEB,
    Channel.PHONE: Cause.LATE_PHONE,
    Channel.API: Cause.LATE_API,
}
_OF_CODE: Final[Mapping[Code, tuple[Check, Cause]]] = {
    Code.VALUE_OUT_OF_RANGE: (READABLE, Cause.VALUE),
    Code.VALUE_TYPE: (READABLE, Cause.VALUE),
    Code.UNIT_UNKNOWN: (READABLE, Cause.VALUE),
    Code.TEMPERATURE_OUT_OF_RANGE: (READABLE, Cause.VALUE),
    Code.WEIGHT_OUT_OF_RANGE: (READABLE, Cause.VALUE),
    Code.TOO_MANY_TEMPERATURES: (READABLE, Cause.VALUE),
    Code.UNKNOWN_QUESTIONNAIRE: (READABLE, Cause.CODE),
    Code.UNKNOWN_VERSION: (READABLE, Cause.CODE),
    Code.UNKNOWN_ITEM: (READABLE, Cause.CODE),
    Code.UNKNOWN_ATTRIBUTE: (READABLE, Cause.CODE),
    Code.UNKNOWN_URGENCY: (READABLE, Cause.CODE),
    Code.NOT_UNDERSTOOD: (READABLE, Cause.UNCLEAR),
    Code.MORE_PROBLEMS: (READABLE, Cause.UNCLEAR),
    Code.CONTRADICTION: (COHERENT, Cause.CONTRADICTION),
    Code.WEIGHT_IMPLAUSIBLE: (COHERENT, Cause.WEIGHT),
    Code.UNREADABLE_TIME: (COHERENT, Cause.TIME),
    Code.UNKNOWN_CORRECTION: (COHERENT, Cause.CORRECTION),
}
"""What is missing counts as incomplete, and what went wrong in the service is no fault of data."""
_NOT_TOLD: Final = (READABLE, Cause.UNCLEAR)


def count_questionnaires(
    session: Session, keys: KeyStore, span: Span, persons: Mapping[UUID, PersonMonth]
) -> None:
    """Adds what failed of the questionnaires that were received in the month."""
    asked = {"start": span.start, "end": span.end}
    gaps: dict[UUID, set[Cause]] = defaultdict(set)
    for gap in session.execute(_GAPS, asked):
        gaps[gap.answer_id].add(_OF_GAP[gap.missing])
    reasons = _reasons(session, keys, asked)
    for row in session.execute(_RECEIVED, asked):
        person = persons.get(row.patient_id)
        if person is None:
            continue
        missing = gaps.get(row.id, set())
        if row.grade_count == 0:
            missing.add(Cause.UNGRADED)
        fail(person, COMPLETE, missing)
        if row.received_at - row.authored_at > PROMPT:
            fail(person, PROMPTLY, (_OF_CHANNEL[row.channel],))
        if row.outcome is AnswerOutcome.TECHNICAL:
            # Its alert may have gone over to a correction, and say nothing of it any more.
            found = reasons.get(row.id, {_NOT_TOLD})
            for check in (READABLE, COHERENT):
                fail(person, check, {cause for of, cause in found if of is check})


def _reasons(
    session: Session, keys: KeyStore, asked: dict[str, Any]
) -> dict[UUID, set[tuple[Check, Cause]]]:
    """What was wrong with each answer whose alert still says so."""
    rows = session.execute(_REASONS, asked).all()
    keyed = ciphers(keys, {row.patient_id for row in rows})
    found = {}
    for row in rows:
        read = partial(_explanation, keyed[row.patient_id], row.id, row.explanation)
        explanation = opened(read, "explanation of alert", row.id)
        if explanation is not None:
            codes = {each.code for each in explanation.problems}
            found[row.answer_id] = {_OF_CODE[code] for code in codes & _OF_CODE.keys()}
    return found


def _explanation(cipher: Cipher, alert_id: UUID, sealed: bytes) -> Explanation:
    # As the alerts seal it; they and the statistics do not know each other.
    return Explanation.model_validate_json(
        cipher.open(Place("alert", "explanation", alert_id), sealed)
    )
