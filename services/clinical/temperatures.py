"""Reads the temperatures of an answer: which can be used, and what is wrong with the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.clinical.problems import problem
from services.clinical.questionnaire import TemperatureQuestion
from services.contract.answer_content import TemperatureReading, in_tenths, readable_instant
from services.contract.explanations import EvaluationProblem, EvaluationProblemCode

ITEM = "temperature"


@dataclass(frozen=True)
class Temperature:
    """A plausible temperature in tenths of a degree.

    Without an instant it counts, but not towards two an hour apart.
    """

    degrees_celsius: float
    measured_at: datetime | None


@dataclass(frozen=True)
class ReadTemperatures:
    """The temperatures that can be used, in the order given, and the problems of the others."""

    usable: tuple[Temperature, ...]
    problems: tuple[EvaluationProblem, ...]


def read_temperatures(
    readings: Sequence[TemperatureReading],
    asked: TemperatureQuestion,
    not_after: datetime | None = None,
) -> ReadTemperatures:
    """Read temperatures against what the questionnaire accepts; none is measured in the future."""
    usable: list[Temperature] = []
    problems: list[EvaluationProblem] = []
    if len(readings) > asked.maximum_occurrences:
        problems.append(problem(EvaluationProblemCode.TOO_MANY_TEMPERATURES, ITEM))
    for reading in readings:
        value = reading.value
        fault = _fault_of_value(reading, asked)
        if fault is not None or value is None:
            problems.append(problem(fault or EvaluationProblemCode.MISSING_REQUIRED, ITEM, "value"))
            continue
        measured_at = readable_instant(reading.measured_at)
        if measured_at is not None and not_after is not None and measured_at > not_after:
            measured_at = None
        if measured_at is None:
            absent = reading.measured_at is None
            code = (
                EvaluationProblemCode.MISSING_REQUIRED
                if absent
                else EvaluationProblemCode.UNREADABLE_TIME
            )
            problems.append(problem(code, ITEM, "measured_at"))
        problems.extend(
            problem(EvaluationProblemCode.UNKNOWN_ATTRIBUTE, ITEM, name)
            for name in reading.unread_fields
        )
        usable.append(Temperature(in_tenths(value), measured_at))
    return ReadTemperatures(tuple(usable), tuple(problems))


def _fault_of_value(
    reading: TemperatureReading, asked: TemperatureQuestion
) -> EvaluationProblemCode | None:
    if reading.unit != asked.unit:
        return EvaluationProblemCode.UNIT_UNKNOWN
    if reading.value is None:
        return EvaluationProblemCode.MISSING_REQUIRED
    if not asked.minimum <= reading.value <= asked.maximum:
        return EvaluationProblemCode.TEMPERATURE_OUT_OF_RANGE
    return None
