"""A page of the questionnaire as its template shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from resources.wording import Wording
from services.clinical.questionnaire import Option, Question, Questionnaire
from services.clinical.questionnaire import Wording as Phrase
from services.contract.answer_content import Scalar
from services.contract.enums import Fall
from services.portal.drafts import Draft
from services.portal.replies import MOST_TEMPERATURES
from services.portal.steps import Asks, Step, asked_of, choice_of

_FALLS = {Fall.NO.value: "0", Fall.YES.value: "1"}

_FIELDS: Final = (
    "weight",
    "comment",
    *(
        f"{name}{number}"
        for number in range(1, MOST_TEMPERATURES + 1)
        for name in ("degrees", "day", "time")
    ),
)


@dataclass(frozen=True)
class Choice:
    """One answer that is offered."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Asked:
    """One question of a page; `enabled_by` tells a script when it is asked."""

    name: str
    label: str
    choices: list[Choice]
    is_asked: bool
    enabled_by: list[list[Any]]
    needs_all: bool


def questions_of(
    form: Questionnaire, step: Step, draft: Draft, language: str, given: Mapping[str, Scalar] | None
) -> list[Asked]:
    """The questions with choices of a step; `given` is what was just chosen, else the draft's."""
    if step.item is not None:
        chosen = draft.items.get(step.name, {}) if given is None else given
        asked = {each.key for each in asked_of(form, step.item, chosen)}
        return [
            _of_symptom(each, chosen, language, is_asked=each.key in asked)
            for each in step.item.questions.values()
        ]
    if step.asks is Asks.URGENCY and form.urgency is not None:
        choices = [
            Choice(word.value, wording.text(language), draft.urgency == word)
            for word, wording in form.urgency.options.items()
        ]
        return [Asked("urgency", form.urgency.wording.text(language), choices, True, [], False)]
    asked_whole = choice_of(form, step.asks)
    if asked_whole is None:
        return []
    value = draft.ecog if step.asks is Asks.ECOG else draft.fall
    kept = _FALLS.get(str(value), str(value))
    label = asked_whole.wording.text(language)
    return [Asked(step.name, label, _choices(asked_whole.options, kept, language), True, [], False)]


def _of_symptom(
    question: Question, given: Mapping[str, Scalar], language: str, *, is_asked: bool
) -> Asked:
    name = question.key.attribute.value
    chosen = str(given[name]) if name in given else ""
    return Asked(
        name,
        question.wording.text(language),
        _choices(question.options, chosen, language),
        is_asked,
        [
            [
                each.question.attribute.value,
                None if each.values is None else sorted(str(value) for value in each.values),
                each.negated,
            ]
            for each in question.asked_when
        ],
        question.needs_all,
    )


def _choices(options: tuple[Option, ...], chosen: str, language: str) -> list[Choice]:
    return [
        Choice(str(each.value), each.wording.text(language), str(each.value) == chosen)
        for each in options
    ]


def title_of(form: Questionnaire, step: Step, language: str) -> str:
    """What a page asks for, in the words of the form."""
    if step.item is not None:
        return step.item.wording.text(language)
    asked = getattr(form, step.asks)
    wording = asked if isinstance(asked, Phrase) else asked.wording
    return str(wording.text(language))


def measured_of(draft: Draft, filled: Mapping[str, str] | None, wording: Wording) -> dict[str, str]:
    """What stands in the fields of measures: what was just typed, or what was kept."""
    if filled is not None:
        return {**dict.fromkeys(_FIELDS, ""), **filled}
    found = dict.fromkeys(_FIELDS, "")
    for number, reading in enumerate(draft.temperatures, start=1):
        local = wording.local(reading.measured_at)
        found[f"degrees{number}"] = wording.decimal(reading.value)
        found[f"day{number}"] = local.date().isoformat()
        found[f"time{number}"] = local.strftime("%H:%M")
    if draft.weight is not None:
        found["weight"] = wording.decimal(draft.weight)
    found["comment"] = draft.comment or ""
    return found
