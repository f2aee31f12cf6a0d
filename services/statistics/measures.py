"""The definitions of the measures: since when each counts as it does, and in what.

The words (name, formula, source, exclusions) are those of `measures.ftl`; docs/statistics.md is
made from both. Whoever changes what is counted raises the version, and the words say so.
"""

from datetime import date
from typing import Final

from services.contract.statistics import Definition
from services.contract.statistics_enums import FigureUnit, Measure

_FIRST: Final = (1, date(2026, 11, 28))
_CHANGED: Final = dict.fromkeys(
    (Measure.MONITORED, Measure.ANSWER_RATE, Measure.NON_RESPONSE, Measure.FOREGROUND_TIME),
    (2, date(2026, 11, 29)),
)
"""What counts otherwise than at first: late answers, who is under limitation, and the time for
which alerts are in front.
"""
WITHIN_TARGET: Final = 90
"""Percent of alerts that a centre aims to answer for in time."""
ANSWER_RATE_REFERENCE: Final = 75
"""Percent of questionnaires below which the follow-up of a centre is looked into."""
UNITS: Final = {
    Measure.MONITORED: FigureUnit.PATIENTS,
    Measure.ANSWER_RATE: FigureUnit.PERCENT,
    Measure.ALERTS_PER_HUNDRED: FigureUnit.PER_HUNDRED,
    Measure.ALERTS_WITHOUT_INFO_PER_HUNDRED: FigureUnit.PER_HUNDRED,
    Measure.RESPONSE_TIME: FigureUnit.OPENING_MINUTES,
    Measure.WITHIN_TARGET: FigureUnit.PERCENT,
    Measure.WITH_ACTION: FigureUnit.PERCENT,
    Measure.QUESTIONNAIRES: FigureUnit.EVENTS,
    Measure.FOLLOWED: FigureUnit.PATIENTS,
    Measure.ALERTS: FigureUnit.EVENTS,
    Measure.ESCALATIONS: FigureUnit.EVENTS,
    Measure.CLOSING_TIME: FigureUnit.OPENING_MINUTES,
    Measure.SYMPTOMS: FigureUnit.PERCENT,
    Measure.OUTCOMES: FigureUnit.EVENTS,
    Measure.ENROLLED: FigureUnit.PATIENTS,
    Measure.ARCHIVED: FigureUnit.PATIENTS,
    Measure.NON_RESPONSE: FigureUnit.PATIENTS,
    Measure.WORKLOAD: FigureUnit.EVENTS,
    Measure.FOREGROUND_TIME: FigureUnit.SECONDS,
}


def definitions() -> list[Definition]:
    """Every measure, in the order of the contract."""
    found = []
    for each in Measure:
        version, changed_on = _CHANGED.get(each, _FIRST)
        found.append(
            Definition(measure=each, unit=UNITS[each], version=version, changed_on=changed_on)
        )
    return found
