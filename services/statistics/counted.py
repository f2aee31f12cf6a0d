"""What is counted of some persons: one function a measure, the same for a month and for a period.

Each takes one month of one person. The words of the measures are keys of the releases for ever.
"""

from collections.abc import Callable, Mapping
from typing import Final

from resources.symptoms import SYMPTOMS
from services.contract.enums import AlertLevel, MeasureCode
from services.statistics.person_month import DUE, FROM_2, FROM_3, GRADED, MET, PersonMonth

Counted = Callable[[PersonMonth], int]
LEVELS: Final = tuple(each.value for each in AlertLevel)
INFO: Final = AlertLevel.INFO.value


def _raised(level: str) -> Counted:
    return lambda month: month.raised.get(level, 0)


def _measured(name: str, level: str) -> Counted:
    return lambda month: len(getattr(month, name).get(level, ()))


def _sum_due(month: PersonMonth, place: int) -> int:
    return sum(each[place] for each in month.due.values())


FOLLOWED: Final = "followed"
MONITORED: Final = "monitored"
PEOPLE: Final[Mapping[str, Callable[[PersonMonth], bool]]] = {
    FOLLOWED: lambda month: month.followed,
    MONITORED: lambda month: month.at_end,
    "enrolled": lambda month: month.enrolled,
    "archived": lambda month: month.archived,
    "silent": lambda month: month.silences > 0,
}
"""Measures that count patients."""
QUESTIONNAIRES: Final[Mapping[str, Counted]] = {
    "sent": lambda month: month.sent,
    "answered": lambda month: month.answered,
    "unanswered": lambda month: month.sent - month.answered,
    "questionnaires": lambda month: month.questionnaires,
}
ALERTS: Final[Mapping[str, Counted]] = {
    "alerts": lambda month: sum(month.raised.values()),
    "alerts_without_info": lambda month: sum(month.raised.values()) - month.raised.get(INFO, 0),
    **{f"alerts/{level}": _raised(level) for level in LEVELS},
}
ANSWERED_FOR: Final[Mapping[str, Counted]] = {
    "due": lambda month: _sum_due(month, DUE),
    "met": lambda month: _sum_due(month, MET),
    "late": lambda month: _sum_due(month, DUE) - _sum_due(month, MET),
    "waits": lambda month: sum(map(len, month.waits.values())),
}
CLOSED: Final[Mapping[str, Counted]] = {
    "closed": lambda month: month.closed,
    "acted": lambda month: month.acted,
    "idle": lambda month: month.closed - month.acted,
}
ESCALATED: Final[Mapping[str, Counted]] = {"escalated": lambda month: month.escalated}


def _graded(item: str, place: int, *, is_below: bool = False) -> Counted:
    def _of(month: PersonMonth) -> int:
        counts = month.symptoms.get(item, (0, 0, 0))
        return counts[GRADED] - counts[place] if is_below else counts[place]

    return _of


def _symptom(item: str) -> Mapping[str, Counted]:
    """In how many questionnaires it was graded, from a grade on, and below it."""
    return {
        f"{item}/graded": _graded(item, GRADED),
        f"{item}/from_2": _graded(item, FROM_2),
        f"{item}/below_2": _graded(item, FROM_2, is_below=True),
        f"{item}/from_3": _graded(item, FROM_3),
        f"{item}/below_3": _graded(item, FROM_3, is_below=True),
    }


def outcome_name(code: MeasureCode) -> str:
    """The name of the alerts that were closed after a coded action."""
    return f"outcome/{code.value}"


def _ended_with(code: MeasureCode) -> Counted:
    return lambda month: month.outcomes.get(code.value, 0)


def work_name(cell: str) -> str:
    """The name of the acts in one hour of a weekday, `weekday-hour`."""
    return f"work/{cell}"


def worked(cell: str) -> Counted:
    """The acts in one hour of a weekday."""
    return lambda month: sum(month.work.get(cell, {}).values())


OF_A_MONTH: Final = {**QUESTIONNAIRES, **ALERTS, **ANSWERED_FOR, **CLOSED}
"""Measures of events that are shown of a month, and of a period."""
OF_DETAILS: Final[Mapping[str, Counted]] = {
    **ESCALATED,
    **{f"{name}/{level}": _measured(name, level)
       for name in ("waits", "closings") for level in LEVELS},
    **{name: each for item in SYMPTOMS for name, each in _symptom(item).items()},
    **{outcome_name(code): _ended_with(code) for code in MeasureCode},
}  # fmt: skip
"""Measures of events that are shown of a period alone; work comes beside them."""
OF_A_ROW: Final = {
    **QUESTIONNAIRES,
    **{name: ALERTS[name] for name in ("alerts", "alerts/critical")},
    **ANSWERED_FOR,
    **ESCALATED,
}
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
