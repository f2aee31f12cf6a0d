"""What was filled in on a page of the questionnaire, read into the draft, or told to be wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from services.clinical.questionnaire import ChoiceQuestion, Option, Questionnaire
from services.contract.answer_content import OPT_OUT, Scalar, in_tenths
from services.contract.enums import Fall, Urgency
from services.portal.drafts import Draft, Reading
from services.portal.forms import Form
from services.portal.steps import Asks, Step, asked_of, choice_of

LONGEST_COMMENT: Final = 1000
MOST_TEMPERATURES: Final = 3
_CLOCKS_APART: Final = timedelta(minutes=10)
"""How far the clock on the wall may be ahead of ours: a fever of this minute is no mistake."""


@dataclass(frozen=True)
class Reply:
    """A page as it was filled in: what changes in the draft, or what is wrong, by field.

    `asks_more`: nothing is wrong, but what was chosen asks further questions of the same symptom.
    """

    changes: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    given: Mapping[str, Scalar] = field(default_factory=dict)
    asks_more: bool = False

    @property
    def is_good(self) -> bool:
        """Whether the page can be saved as it is."""
        return not self.errors and not self.asks_more


@dataclass(frozen=True)
class Place:
    """Where and when a page is read: what is in the future here is nowhere measured."""

    zone: ZoneInfo
    now: datetime


def read_reply(form: Questionnaire, step: Step, draft: Draft, filled: Form, at: Place) -> Reply:
    """Reads the form of a step."""
    match step.asks:
        case Asks.SYMPTOM:
            return _symptom(form, step, draft, filled)
        case Asks.TEMPERATURE:
            return _temperatures(form, filled, at)
        case Asks.WEIGHT:
            return _weight(form, filled)
        case Asks.ECOG | Asks.FALL:
            return _choice(form, step, filled)
        case Asks.URGENCY:
            chosen = filled.text("urgency")
            return Reply({"urgency": Urgency(chosen) if chosen in set(Urgency) else None})
        case Asks.COMMENT:
            return _comment(filled)


def _symptom(form: Questionnaire, step: Step, draft: Draft, filled: Form) -> Reply:
    """What was asked is answered, and what is not asked is not kept.

    A question that only this choice asks was not on a page without a script: it is put then.
    """
    item = step.item
    if item is None:
        raise ValueError("a step of a symptom has one")
    given: dict[str, Scalar] = {}
    for question in item.questions.values():
        value = _option(question.options, filled.text(question.key.attribute))
        if value is not None:
            given[question.key.attribute] = value
    asked = asked_of(form, item, given)
    kept = {
        each.key.attribute.value: given[each.key.attribute]
        for each in asked
        if each.key.attribute in given
    }
    missing = [each for each in asked if each.key.attribute not in kept]
    was_shown = set(filled.text("shown").split())
    errors = {
        each.key.attribute.value: "portal-error-choose"
        for each in missing
        if each.key.attribute in was_shown
    }
    changes = {"items": {**draft.items, item.code: kept}}
    return Reply(changes, errors, kept, asks_more=bool(missing) and not errors)


def _option(options: tuple[Option, ...], text: str) -> Scalar:
    return next((each.value for each in options if str(each.value) == text), None)


def _choice(form: Questionnaire, step: Step, filled: Form) -> Reply:
    asked: ChoiceQuestion | None = choice_of(form, step.asks)
    if asked is None:
        raise ValueError("a step of a choice has one")
    value = _option(asked.options, filled.text(step.name))
    if value is None:
        return Reply(errors={step.name: "portal-error-choose"})
    kept = value
    if step.asks is Asks.FALL and value != OPT_OUT:
        kept = Fall.YES if value == 1 else Fall.NO
    return Reply({step.name: kept})


def _comment(filled: Form) -> Reply:
    text = filled.text("comment")
    if len(text) > LONGEST_COMMENT:
        # Longer than an answer may be: what is shown again is what was typed.
        return Reply(errors={"comment": "portal-error-comment-long"})
    return Reply({"comment": text or None})


def _weight(form: Questionnaire, filled: Form) -> Reply:
    asked, text = form.weight, filled.text("weight")
    if asked is None or not text:
        return Reply({"weight": None})
    kilograms = _number(text)
    if kilograms is None or not asked.minimum <= kilograms <= asked.maximum:
        return Reply(errors={"weight": "portal-error-weight"})
    return Reply({"weight": kilograms})


def _temperatures(form: Questionnaire, filled: Form, at: Place) -> Reply:
    asked = form.temperature
    readings: list[Reading] = []
    errors: dict[str, str] = {}
    for number in range(1, MOST_TEMPERATURES + 1):
        text = filled.text(f"degrees{number}")
        if asked is None or not text:
            continue
        degrees = _number(text)
        if degrees is None or not asked.minimum <= degrees <= asked.maximum:
            errors[f"degrees{number}"] = "portal-error-degrees"
            continue
        moment = _moment(filled.text(f"day{number}"), filled.text(f"time{number}"), at)
        if moment is None:
            errors[f"time{number}"] = "portal-error-when"
            continue
        readings.append(Reading(value=degrees, measured_at=moment))
    return Reply({"temperatures": readings}, errors)


def _moment(day: str, clock: str, at: Place) -> datetime | None:
    """An instant by the clock on the wall, at the latest now; None for what is none, or to come."""
    try:
        wall = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), at.zone)
        instant = wall.astimezone(at.now.tzinfo)
    except (ValueError, OverflowError):
        return None
    return min(instant, at.now) if instant <= at.now + _CLOCKS_APART else None


def _number(text: str) -> float | None:
    """A measure with a comma or a point; None for what is none."""
    plain = text.replace(",", ".").replace(" ", "")
    digits = plain.replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 6:
        return None
    return in_tenths(float(plain))
