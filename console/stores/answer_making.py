"""From what was answered on the telephone to what is sent; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.stores.asking import OPT_OUT_CODE, Answers, Asked, Form, Question
from services.contract.answer_content import (
    OPT_OUT,
    AnswerContent,
    TemperatureReading,
    WeightReading,
)

READING_BETWEEN: Final = ";"
"""Between the readings of a temperature in one answer."""
WHEN_BETWEEN: Final = "@"
"""Between a reading and when it was taken, in ISO 8601 with its zone."""


@dataclass(frozen=True, slots=True)
class Source:
    """Which questionnaire was asked, and in which language its words were read out."""

    questionnaire: str
    version: str
    language: str


def number_of(text: str) -> float | None:
    """`38,4` and `38.4` as a number; None when it is none."""
    try:
        return float(text.strip().replace(",", ".").replace("\u202f", "").replace(" ", ""))
    except ValueError:
        return None


def readings_of(value: str) -> list[tuple[str, str]]:
    """The readings that an answer to the question of temperature holds, with when, as typed."""
    found = []
    for part in value.split(READING_BETWEEN):
        number, _, at = part.partition(WHEN_BETWEEN)
        if number.strip():
            found.append((number.strip(), at))
    return found


def content_of(
    form: Form, source: Source, answers: Answers, authored_at: datetime
) -> AnswerContent:
    """Everything that was answered and is still asked; what was not answered is not there."""
    items: dict[str, dict[str, int | float | str | None]] = {}
    own: dict[str, str] = {}
    temperatures: list[TemperatureReading] = []
    weight: WeightReading | None = None
    held = form.held(answers)
    for question in form.questions:
        value = held.get(question.link_id)
        if value is None:
            continue
        name, attribute = question.place
        if question.kind is Asked.TEMPERATURE:
            temperatures = _temperatures(value)
        elif question.kind is Asked.WEIGHT:
            weight = _weight(value)
        elif attribute:
            items.setdefault(name, {})[attribute] = _on_scale(value)
        else:
            own[name] = value
    return AnswerContent(
        questionnaire=source.questionnaire,
        version=source.version,
        language=source.language,
        authored_at=authored_at,
        items=items,
        temperatures=temperatures,
        urgency=own.get("urgency"),
        comment=own.get("comment", "").strip() or None,
        weight=weight,
        ecog=_ecog(form, own),
        fall=_word(own.get("fall")),
    )


def _on_scale(code: str) -> int | str:
    return OPT_OUT if code == OPT_OUT_CODE else int(code)


def _word(code: str | None) -> str | None:
    return OPT_OUT if code == OPT_OUT_CODE else code


def _ecog(form: Form, own: Mapping[str, str]) -> int | str | None:
    """Its codes are those of LOINC: what counts is the place in the order that is offered."""
    code = own.get("ecog")
    if code is None or code == OPT_OUT_CODE:
        return _word(code)
    question: Question = next(each for each in form.questions if each.place[0] == "ecog")
    return [choice.code for choice in question.choices].index(code)


def _temperatures(value: str) -> list[TemperatureReading]:
    found = []
    for number, at in readings_of(value):
        read = number_of(number)
        if read is not None:
            when = datetime.fromisoformat(at) if at else None
            found.append(TemperatureReading(value=read, measured_at=when))
    return found


def _weight(value: str) -> WeightReading | None:
    read = number_of(value)
    return None if read is None else WeightReading(value=read)
