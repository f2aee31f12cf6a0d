"""Weight, temperature and ECOG by day: what patients wrote, and what the team measured."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any, Final, NamedTuple

from pydantic_core import SchemaValidator
from pydantic_core.core_schema import any_schema, typed_dict_field, typed_dict_schema

from services.alerts.surveys import believed_at
from services.contract.answer_content import CELSIUS, KILOGRAMS, in_tenths
from services.contract.patient_file import Measurement
from services.contract.record import (
    EcogContent,
    RecordEntry,
    TemperatureContent,
    WeightContent,
)
from services.record.partial_dates import known
from services.security.ciphers import Cipher, Place
from services.security.unreadable import opened

# What the questionnaire takes; anything else is shown with its survey, and would flatten a chart.
_KG: Final = (20, 350)
_CELSIUS: Final = (30, 45)
_ECOG: Final = range(5)
_NEAR_DAYS: Final = 7
# No objects are made of the rest of an answer: two years of them are opened.
_MEASURED: Final = SchemaValidator(
    typed_dict_schema(
        {
            name: typed_dict_field(any_schema(), required=False)
            for name in ("weight", "ecog", "temperatures")
        }
    )
)


class Measures(NamedTuple):
    """Measurements, the oldest first; `is_whole`: everything could be opened."""

    weights: list[Measurement]
    temperatures: list[Measurement]
    ecog: list[Measurement]
    is_whole: bool


def measures(
    cipher: Cipher,
    surveys: Iterable[Any],
    entries: Iterable[RecordEntry],
    day: Callable[[datetime], date],
) -> Measures:
    """All of some surveys and of entries of the record."""
    found = Measures([], [], [], is_whole=True)
    is_whole = True
    for survey in surveys:
        words = opened(partial(_words, cipher, survey), "answer", survey.id)
        if words is None:
            is_whole = False
        else:
            _add(found, words, survey.authored_at, day)
    for entry in entries:
        is_whole &= _add_entry(found, entry)
    for listed in found[:3]:
        listed.sort(key=lambda each: (each.on, each.by_patient))
    return found._replace(is_whole=is_whole)


def _words(cipher: Cipher, survey: Any) -> dict[str, Any]:
    """What an answer measured, in its words as they were checked when it came."""
    plain = cipher.open(Place("answer", "content", survey.id), survey.content)
    words: dict[str, Any] = _MEASURED.validate_json(plain)
    return words


def _add(
    found: Measures, words: dict[str, Any], written_at: datetime, day: Callable[[datetime], date]
) -> None:
    weight, ecog = words.get("weight"), words.get("ecog")
    if weight and weight.get("unit") == KILOGRAMS:
        _append(found.weights, day(written_at), weight.get("value"), _KG)
    if type(ecog) is int and ecog in _ECOG:
        found.ecog.append(_measurement(day(written_at), float(ecog), by_patient=True))
    for reading in words.get("temperatures") or ():
        if reading.get("unit") == CELSIUS:
            on = _read_on(reading.get("measured_at"), written_at, day)
            _append(found.temperatures, on, reading.get("value"), _CELSIUS)


def _append(listed: list[Measurement], on: date, value: Any, within: tuple[int, int]) -> None:
    if isinstance(value, int | float) and within[0] <= value <= within[1]:
        listed.append(_measurement(on, in_tenths(value), by_patient=True))


def _read_on(claimed: str | None, written_at: datetime, day: Callable[[datetime], date]) -> date:
    """The day on which a temperature was taken, as an alert shows it; one of long before is drawn
    with its survey, which asked for this week.
    """
    try:
        said = datetime.fromisoformat(claimed or "")
    except ValueError:
        return day(written_at)
    on, written_on = day(believed_at(said, written_at)), day(written_at)
    return on if (written_on - on).days <= _NEAR_DAYS else written_on


def _add_entry(found: Measures, entry: RecordEntry) -> bool:
    """Adds what an entry measured; False for one that could not be opened."""
    match entry.content:
        case WeightContent(kg=value):
            listed = found.weights
        case TemperatureContent(celsius=value):
            listed = found.temperatures
        case EcogContent(grade=value):
            listed = found.ecog
        case _:
            return entry.content is not None
    on = known(entry.began_on).day
    listed.append(_measurement(on, float(value), by_patient=False))
    return True


def _measurement(on: date, value: float, *, by_patient: bool) -> Measurement:
    return Measurement(on=on, value=value, by_patient=by_patient)
