"""R-STA-02 for data quality: all that stands on its page, put together, pins no masked number."""

from datetime import date
from random import Random
from typing import Any, Final

import highspy

from services.statistics.cubes import build
from services.statistics.disclosure import protecting
from services.statistics.disclosure.hiding import Hiding
from services.statistics.kept import Kept
from services.statistics.months import months_until
from services.statistics.readable import Readable
from tests.services.statistics.test_quality import crowd

LAST: Final = date(2025, 10, 1)
MONTHS: Final = ("2025-08", "2025-09", "2025-10")
PERIOD: Final = "2025-10*3"
EVENTS: Final = {
    "complete": (("item_unanswered", "item_unusable", "ungraded"), False),
    "prompt": (("late_web", "late_phone", "late_api"), True),
    "readable": (("value", "code", "unclear"), False),
    "coherent": (("contradiction", "weight", "time", "correction"), False),
}
PATIENTS: Final = {
    "record": (("no_diagnosis", "no_contact", "no_oncologist"), False),
    "recent": (("paused", "never", "old"), True),
    "identity": (("provisional", "retrieved", "validated", "doubtful"), True),
}
"""The causes of each check, and whether they exclude each other."""


def _names(check: str, checks: dict[str, tuple[tuple[str, ...], bool]]) -> list[str]:
    return [f"quality/{check}/{each}" for each in ("passed", "failed", *checks[check][0])]


class Attacker:
    """What a reader knows: the page, the definitions, and that eleven patients are behind what is
    shown. Shares no code with the masking.
    """

    def __init__(self, read: Readable) -> None:
        self._read = read
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._unknown: dict[str, Any] = {}
        self.masked: list[str] = []
        for place in (*MONTHS, PERIOD):
            self._knows_events(place)
        for place in MONTHS:
            self._knows_patients(place)
        for name in (name for check in EVENTS for name in _names(check, EVENTS)):
            for side in ("", ".patients"):
                months = [self._count(month, name, side) for month in MONTHS]
                self._together(self._count(PERIOD, name, side), months, adds=not side)

    def _knows_events(self, place: str) -> None:
        for check, (_, is_exclusive) in EVENTS.items():
            for side in ("", ".patients"):
                here = [self._count(place, name, side) for name in _names(check, EVENTS)]
                whole = self._count(place, "questionnaires", side)
                self._together(whole, here[:2], adds=not side)
                self._together(here[1], here[2:], adds=is_exclusive and not side)

    def _knows_patients(self, place: str) -> None:
        for check, (_, is_exclusive) in PATIENTS.items():
            here = [self._count(place, name) for name in _names(check, PATIENTS)]
            self._together(self._count(place, "monitored"), here[:2], adds=True)
            self._together(here[1], here[2:], adds=is_exclusive)

    def width(self, key: str) -> int:
        """How far apart the numbers are that a mark may hide."""
        ends = []
        for reach in (self._solver.minimize, self._solver.maximize):
            reach(self._unknown[key])
            ends.append(self._solver.getInfo().objective_function_value)
        return round(ends[1] - ends[0])

    def _count(self, place: str, name: str, side: str = "") -> Any:
        key = f"{place}/{name}{side}"
        if key not in self._unknown:
            made = self._unknown[key] = self._solver.addVariable(lb=0, ub=5_000)
            figure = self._read.figure(key)
            if figure.value is not None:
                self._solver.addConstr(made == figure.value)
            elif self._read.has(key):
                self.masked.append(key)
            if side:
                events = self._count(place, name)
                self._solver.addConstr(made <= events)
                seen = self._read.figure(f"{place}/{name}").value
                self._solver.addConstr(made >= (11 if seen else 0))
        return self._unknown[key]

    def _together(self, whole: Any, parts: list[Any], *, adds: bool) -> None:
        if adds:
            self._solver.addConstr(whole == sum(parts[1:], parts[0]))
            return
        self._solver.addConstr(whole <= sum(parts[1:], parts[0]))
        for part in parts:
            self._solver.addConstr(part <= whole)


def _pinned() -> tuple[int, list[str]]:
    """How many numbers are masked, and which of them are told after all."""
    months = {
        each: crowd(Random(number), 25) for number, each in enumerate(months_until(LAST, 3), 14)
    }
    made = build(months, LAST)
    masked = protecting.protect(made.release("2025-10"))
    attacker = Attacker(Readable.of(Kept(masked, made.values, {}, {}).shown()))
    return len(attacker.masked), [each for each in attacker.masked if attacker.width(each) < 10]


def test_no_masked_number_of_the_page_can_be_worked_out(monkeypatch) -> None:
    count, pinned = _pinned()
    assert count > 20
    assert pinned == []

    monkeypatch.setattr(Hiding, "run", lambda _hiding: None)
    assert _pinned()[1] != []
