"""The two tests of temperature: one reading above a threshold, or two far enough apart."""

from datetime import timedelta
from itertools import combinations

from services.clinical.facts import Facts
from services.clinical.findings import FALSE, Finding, Gap
from services.clinical.rules import TemperatureTest, TwoTemperaturesTest
from services.clinical.temperatures import Temperature
from services.contract.explanations import Evidence, MissingReason, Operator, Quantity


def evaluate_temperature(condition: TemperatureTest, facts: Facts) -> Finding:
    """Look for a reading at the threshold or above, and below the upper bound if there is one."""
    below = condition.below
    found = [
        reading
        for reading in _at_least(condition.at_least, facts)
        if below is None or reading.degrees_celsius < below
    ]
    if found:
        highest = max(found, key=lambda reading: reading.degrees_celsius)
        return Finding(True, (_evidence(Operator.AT_LEAST, condition.at_least, highest, None),))
    return _untold(facts)


def evaluate_two_temperatures(condition: TwoTemperaturesTest, facts: Facts) -> Finding:
    """Look for two readings at the threshold or above, at least the given minutes apart."""
    apart = timedelta(minutes=condition.apart_minutes)
    high = _at_least(condition.at_least, facts)
    timed = sorted(
        ((reading.measured_at, reading) for reading in high if reading.measured_at is not None),
        key=lambda entry: entry[0],
    )
    for (earlier_at, earlier), (later_at, later) in combinations(timed, 2):
        if later_at - earlier_at >= apart:
            evidence = _evidence(Operator.AT_LEAST_TWICE, condition.at_least, later, earlier)
            return Finding(True, (evidence,))
    if len(high) > 1 and len(timed) < len(high):
        return _gap(MissingReason.NOT_COMPUTABLE)
    return _untold(facts)


def _untold(facts: Facts) -> Finding:
    if facts.temperature_unreadable:
        return _gap(MissingReason.NOT_COMPUTABLE)
    return FALSE if facts.temperatures else _gap(MissingReason.NOT_ANSWERED)


def _gap(reason: MissingReason) -> Finding:
    return Finding(None, gaps=(Gap(Quantity.TEMPERATURE, None, reason, "now"),))


def _at_least(threshold: float, facts: Facts) -> list[Temperature]:
    return [reading for reading in facts.temperatures if reading.degrees_celsius >= threshold]


def _evidence(
    operator: Operator, threshold: float, now: Temperature, earlier: Temperature | None
) -> Evidence:
    return Evidence(
        quantity=Quantity.TEMPERATURE,
        item=None,
        operator=operator,
        threshold=threshold,
        now=now.degrees_celsius,
        now_at=now.measured_at,
        before=earlier.degrees_celsius if earlier else None,
        before_at=earlier.measured_at if earlier else None,
        change=round(now.degrees_celsius - earlier.degrees_celsius, 2) if earlier else None,
    )
