"""What is counted of some persons: the same measures of a month and of a period.

The words of the measures are keys of the releases for ever.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Self

from resources.symptoms import SYMPTOMS
from services.contract.enums import AlertLevel, MeasureCode
from services.statistics.person_month import DUE, FROM_2, FROM_3, GRADED, MET, PersonMonth

LEVELS: Final = tuple(each.value for each in AlertLevel)
INFO: Final = AlertLevel.INFO.value
FOLLOWED: Final = "followed"
MONITORED: Final = "monitored"
LOOKS: Final = "looks"
"""Closed alerts of which it is known how long they were in the foreground of nurses."""
PEOPLE: Final[Mapping[str, Callable[[PersonMonth], bool]]] = {
    FOLLOWED: lambda month: month.followed,
    MONITORED: lambda month: month.at_end,
    "enrolled": lambda month: month.enrolled,
    "archived": lambda month: month.archived,
    "silent": lambda month: month.silences > 0,
}
"""Measures that count patients."""
QUESTIONNAIRES: Final = ("sent", "answered", "unanswered", "questionnaires")
ANSWERED_FOR: Final = ("due", "met", "late", "waits")
OF_A_MONTH: Final = (
    *QUESTIONNAIRES,
    *("alerts", "alerts_without_info", *(f"alerts/{level}" for level in LEVELS)),
    *ANSWERED_FOR,
    *("closed", "acted", "idle"),
)
"""Measures of events that are shown of a month, and of a period."""


@cache
def of_level(name: str, level: str) -> str:
    """The name of what has a level: alerts that came, were answered for, were closed."""
    return f"{name}/{level}"


@cache
def of_symptom(item: str) -> tuple[str, ...]:
    """In how many questionnaires it was graded, from a grade on, and below it."""
    return tuple(f"{item}/{word}" for word in ("graded", "from_2", "below_2", "from_3", "below_3"))


@cache
def outcome_name(code: MeasureCode | str) -> str:
    """The name of the alerts that were closed after a coded action."""
    return f"outcome/{code}"


@cache
def work_name(cell: str) -> str:
    """The name of the acts in one hour of a weekday, `weekday-hour`."""
    return f"work/{cell}"


HOURS: Final = tuple(f"{day}-{hour}" for day in range(1, 8) for hour in range(24))
"""The hours of the week, `weekday-hour`."""
OF_DETAILS: Final = (
    "escalated",
    *(of_level(name, level) for name in ("waits", "closings") for level in LEVELS),
    *(name for item in SYMPTOMS for name in of_symptom(item)),
    *map(outcome_name, MeasureCode),
)
"""Measures of events that are shown of a period alone; work comes beside them."""
OF_A_ROW: Final = (*QUESTIONNAIRES, "alerts", "alerts/critical", *ANSWERED_FOR, "escalated")
"""Measures of events in a row of a table."""
SHARES: Final = {
    "answer_rate": ("answered", "unanswered", "sent"),
    "within_target": ("met", "late", "due"),
    "with_action": ("acted", "idle", "closed"),
}
"""Numerator, complement and denominator of each share."""
RATES: Final = {
    "alerts_per_hundred": ("alerts", "questionnaires"),
    "alerts_without_info_per_hundred": ("alerts_without_info", "questionnaires"),
}
"""Numerator and denominator of what is given for each hundred."""


def events_of(month: PersonMonth) -> dict[str, int]:
    """How often each measure of events happened to a person in a month, where it did."""
    raised = sum(month.raised.values())
    due, met = (sum(each[place] for each in month.due.values()) for place in (DUE, MET))
    found = {
        "sent": month.sent,
        "answered": month.answered,
        "unanswered": month.sent - month.answered,
        "questionnaires": month.questionnaires,
        "alerts": raised,
        "alerts_without_info": raised - month.raised.get(INFO, 0),
        "due": due,
        "met": met,
        "late": due - met,
        "waits": sum(map(len, month.waits.values())),
        "closed": month.closed,
        "acted": month.acted,
        "idle": month.closed - month.acted,
        "escalated": month.escalated,
        LOOKS: len(month.looks),
    }
    for level, count in month.raised.items():
        found[of_level("alerts", level)] = count
    for name, minutes in (("waits", month.waits), ("closings", month.closings)):
        for level, each in minutes.items():
            found[of_level(name, level)] = len(each)
    for item, counts in month.symptoms.items():
        graded, from_2, from_3 = (counts[place] for place in (GRADED, FROM_2, FROM_3))
        all_of = (graded, from_2, graded - from_2, from_3, graded - from_3)
        found.update(zip(of_symptom(item), all_of, strict=True))
    found |= {outcome_name(code): count for code, count in month.outcomes.items()}
    found |= {work_name(cell): acts for cell, acts in month.work.items()}
    return {name: count for name, count in found.items() if count}


@dataclass
class Tally:
    """How many events there are of each measure, and how many persons have any."""

    events: dict[str, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, persons: Iterable[Mapping[str, int]]) -> Self:
        """Of persons, each with how often what happened."""
        made = cls()
        events, those = made.events, made.persons
        for person in persons:
            for name, count in person.items():
                events[name] = events.get(name, 0) + count
                those[name] = those.get(name, 0) + 1
        return made


def together(
    months: Iterable[PersonMonth],
    events: Callable[[PersonMonth], Mapping[str, int]] = events_of,
) -> dict[str, int]:
    """How often each measure happened to a person in several months, where it did; `events` says
    what happened in one.
    """
    found: dict[str, int] = {}
    for month in months:
        for name, count in events(month).items():
            found[name] = found.get(name, 0) + count
    return found
