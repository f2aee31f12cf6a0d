"""The one call into the clinical core, and the one place where whatever it raises is caught."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from services.answers.earlier import StoredSurvey, opened
from services.answers.released import released
from services.answers.rule_exceptions import expected
from services.answers.rule_sets import InForce
from services.answers.timing import Timing
from services.clinical.evaluate import Evaluation, evaluate, what_failed
from services.clinical.known import Known
from services.clinical.rules import DEFAULT_RESPONSE_TIMES, ResponseTimes
from services.contract.answer_content import AnswerContent
from services.db.tables.exceptions import RuleException
from services.patients.monitoring import SealedTreatment
from services.security.ciphers import Cipher

_log = logging.getLogger("vigie.answers")


@dataclass(frozen=True)
class Found:
    """What the database holds of a patient beside an answer, unopened."""

    earlier: Sequence[StoredSurvey]
    treatment: SealedTreatment | None
    exceptions: Sequence[RuleException]


@dataclass(frozen=True)
class Judgement:
    """What became of an answer, and how soon the rule set that judged it wants to be answered."""

    evaluation: Evaluation
    response_times: ResponseTimes


def judge(
    in_force: InForce,
    content: AnswerContent,
    timing: Timing,
    found: Found,
    cipher: Cipher,
    *,
    is_unfinished: bool = False,
) -> Judgement:
    """What becomes of an answer; whatever goes wrong makes it technical, never lost (decision 10).

    Reads nothing from the database: an error of the database is an error of the request.
    """
    try:
        return _evaluate(in_force, content, timing, found, cipher, is_unfinished)
    except Exception as fault:
        # The type only: its words may hold what the patient wrote.
        _log.error("an answer could not be evaluated: %s", type(fault).__name__)
        return Judgement(what_failed(type(fault), in_force.known), DEFAULT_RESPONSE_TIMES)


def _evaluate(
    in_force: InForce,
    content: AnswerContent,
    timing: Timing,
    found: Found,
    cipher: Cipher,
    is_unfinished: bool,
) -> Judgement:
    history = tuple(opened(each, cipher) for each in found.earlier)
    treatment = None if found.treatment is None else found.treatment.opened(cipher)
    known = Known(treatment, expected(found.exceptions, cipher))
    rules = in_force.read()
    evaluation = evaluate(
        released().questionnaires,
        rules,
        content,
        history,
        when=timing.when(),
        known=known,
        is_unfinished=is_unfinished,
    )
    return Judgement(evaluation, rules.response_minutes)
