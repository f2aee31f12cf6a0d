"""Weight, general state and falls as rows of the table of answers, before and now."""

from resources import words
from resources.symptoms import ECOG, FALL, WEIGHT
from resources.wording import NO_BREAK, Wording
from services.contract.alerts import AnsweredMeasure
from services.contract.explanations import MissingReason
from widgets.answer_table import AnswerLook, Change
from widgets.grade_chip import NoGrade

_NAMES = {
    WEIGHT: "triage-measure-weight",
    ECOG: "triage-measure-ecog",
    FALL: "triage-measure-fall",
}


def measure_look(w: Wording, measure: AnsweredMeasure) -> AnswerLook:
    """One measure; the unit stands with its name."""
    name = w.text(_NAMES[measure.item]) if measure.item in _NAMES else measure.item
    change, text = _change(w, measure)
    before = _spoken(w, measure, measure.before, measure.before_missing)
    now = _spoken(w, measure, measure.now, measure.now_missing)
    sentence = w.text("triage-answer-sentence", symptom=name, before=before, now=now, change=text)
    return AnswerLook(
        symptom=name,
        before=_cell(w, measure, measure.before),
        now=_cell(w, measure, measure.now),
        change=change,
        change_text=text,
        sentence=sentence,
        full=name,
    )


def _cell(w: Wording, measure: AnsweredMeasure, value: float | None) -> str | NoGrade:
    return NoGrade.MISSING if value is None else _text(w, measure, value)


def _text(w: Wording, measure: AnsweredMeasure, value: float) -> str:
    if measure.item == FALL:
        return w.text("triage-yes" if value else "triage-no")
    return w.decimal(value, 1 if measure.item == WEIGHT else 0)


def _spoken(w: Wording, measure: AnsweredMeasure, value: float | None, missing: str | None) -> str:
    if value is not None:
        return _text(w, measure, value)
    return words.missing(w, missing or MissingReason.NOT_ANSWERED)


def _change(w: Wording, measure: AnsweredMeasure) -> tuple[Change, str]:
    """A weight by how much, in percent, without a judgement; the others better or worse."""
    if measure.now is None or measure.before is None:
        return Change.NONE, ""
    change = round(measure.now - measure.before, 1)
    if change == 0:
        return Change.STABLE, f"= {w.text('triage-stable')}"
    if measure.item == WEIGHT:
        return Change.STABLE, words.percent(w, round(change / measure.before * 100, 1))
    is_worse = change > 0
    word = w.text("triage-worse" if is_worse else "triage-better")
    text = word if measure.item == FALL else f"{w.signed(int(change))}{NO_BREAK}{word}"
    return (Change.WORSE if is_worse else Change.BETTER), text
