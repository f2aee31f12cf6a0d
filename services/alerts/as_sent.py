"""An answer as it came, value by value, for the person who judges it in the place of the rules."""

from collections.abc import Iterator
from datetime import datetime

from services.contract.alerts import SentValue
from services.contract.answer_content import (
    AnswerContent,
    Scalar,
    TemperatureReading,
    WeightReading,
)


def as_sent(content: AnswerContent) -> list[SentValue]:
    """Everything but the patient's own words, which are shown in full beside it.

    Nothing is left out, because nothing says what matters: the envelope bounds how much there is.
    """
    return list(_values(content))


def _values(content: AnswerContent) -> Iterator[SentValue]:
    yield SentValue(item="questionnaire", attribute=None, value=content.questionnaire)
    yield SentValue(item="version", attribute=None, value=content.version)
    yield SentValue(item="authored_at", attribute=None, value=value_text(content.authored_at))
    if content.urgency is not None:
        yield SentValue(item="urgency", attribute=None, value=content.urgency)
    if content.replaces is not None:
        yield SentValue(item="replaces", attribute=None, value=content.replaces)
    yield from _measures(content)
    for reading in content.temperatures:
        value = f"{value_text(reading.value)} {reading.unit}"
        yield SentValue(item="temperature", attribute="value", value=value)
        yield SentValue(
            item="temperature", attribute="measured_at", value=value_text(reading.measured_at)
        )
        yield from _beside(reading, "temperature")
    for item, attributes in content.items.items():
        for name, answered in attributes.items():
            yield SentValue(item=item, attribute=name, value=value_text(answered))
        if not attributes:
            yield SentValue(item=item, attribute=None, value=value_text(None))
    for unread in content.unread:
        yield SentValue(item=unread.place, attribute=None, value=unread.value)


def _measures(content: AnswerContent) -> Iterator[SentValue]:
    if content.weight is not None:
        value = f"{value_text(content.weight.value)} {content.weight.unit}"
        yield SentValue(item="weight", attribute=None, value=value)
        yield from _beside(content.weight, "weight")
    if content.ecog is not None:
        yield SentValue(item="ecog", attribute=None, value=value_text(content.ecog))
    if content.fall is not None:
        yield SentValue(item="fall", attribute=None, value=content.fall)


def _beside(reading: TemperatureReading | WeightReading, item: str) -> Iterator[SentValue]:
    for name in reading.unread_fields:
        value = value_text((reading.model_extra or {})[name])
        yield SentValue(item=item, attribute=name, value=value)


def value_text(value: Scalar | datetime) -> str:
    """A number as short as it was; nothing as a dash."""
    match value:
        case None:
            return "-"
        case datetime():
            return value.isoformat()
        case int() if abs(value) >= 10**40:
            # Turning thousands of digits into text takes long, and nobody reads them.
            return "> 10⁴⁰" if value > 0 else "< -10⁴⁰"
        case _:
            return str(value)
