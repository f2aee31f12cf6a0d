"""Somebody who puts all that can be downloaded into a program and asks what each mark may hide.

Knows the tables and the rules of the product, and shares no code with the masking: it is told only
places and what stands there. The numbers of patients behind alerts and questionnaires are not
published; it reasons about them all the same.
"""

import math
from typing import Any, Final

import highspy

ALL, MARK, THRESHOLD, ENOUGH, FAR = "all", "s", 11, 10, 100_000
Place = tuple[str, str, str, str]
_EXACT: Final = 1e-6


class Program:
    """Unknown whole numbers that are not negative, with what is known to hold between them.

    Without `is_whole` points may be broken between whole bounds: far quicker with rounded rates,
    and an interval is never narrower than in whole numbers.
    """

    def __init__(self, *, is_whole: bool = True) -> None:
        self._is_whole = is_whole
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self._points: list[list[float]] = []

    def unknown(self) -> Any:
        """One more."""
        return self.solver.addVariable(lb=0)

    def equal(self, whole: Any, parts: list[Any]) -> None:
        """The whole is the sum of its parts."""
        if parts:
            self.solver.addConstr(sum(parts) == whole)

    def covers(self, whole: Any, parts: list[Any]) -> None:
        """The whole is at least the largest of its parts, and at most their sum."""
        if parts:
            self.solver.addConstr(sum(parts) >= whole)
        for part in parts:
            self.solver.addConstr(part <= whole)

    def interval(self, reach: Any) -> tuple[int, int]:
        """What an unknown may be; it looks no further once that is wide enough."""
        values = [point[reach.index] for point in self._points]
        if not values or max(values) - min(values) < ENOUGH:
            self._points += [self._extreme(reach, least) for least in (True, False)]
            values = [point[reach.index] for point in self._points]
        return math.ceil(min(values) - _EXACT), math.floor(max(values) + _EXACT)

    def _extreme(self, reach: Any, is_least: bool) -> list[float]:
        """A point in whole numbers; the broken ones of a linear program are not believed."""
        side = self.solver.minimize if is_least else self.solver.maximize
        # A mark without an upper end is wide enough at any number that is far away.
        self.solver.changeColBounds(reach.index, 0, FAR)
        side(reach)
        point = self._point()
        if self._is_whole and any(abs(each - round(each)) > _EXACT for each in point):
            for number in range(len(point)):
                self.solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
            side(reach)
            point = self._point()
            for number in range(len(point)):
                self.solver.changeColIntegrality(number, highspy.HighsVarType.kContinuous)
        return point

    def _point(self) -> list[float]:
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return list(self.solver.getSolution().col_value)


class Attack(Program):
    """All releases together, as one program in whole numbers."""

    def __init__(self, seen: dict[Place, int | str]) -> None:
        super().__init__()
        self._seen = seen
        self._events = {place: self.unknown() for place in seen}
        self._people = {place: self.unknown() for place in seen}
        self._known()
        for place in seen:
            self._adds_up(place)
        for place, whole in self._events.items():
            if place[0] == "sent":
                sides = [("answered", *place[1:]), ("unanswered", *place[1:])]
                self.equal(whole, [self._events[side] for side in sides])
                self.covers(self._people[place], [self._people[side] for side in sides])
                alerts = ("alerts", *place[1:])
                self.solver.addConstr(self._people[alerts] <= self._people[place])

    def alerts_or_questionnaires(self, place: Place) -> tuple[int, int]:
        """What a mark may hide; it looks no further once an interval is wide enough."""
        return self.interval(self._events[place])

    def people(self, place: Place) -> tuple[int, int]:
        """How many patients may be behind a place."""
        return self.interval(self._people[place])

    def _known(self) -> None:
        for place, value in self._seen.items():
            events, people = self._events[place], self._people[place]
            self.solver.addConstr(people <= events)
            if value != MARK:
                self.solver.addConstr(events == int(value))
                self.solver.addConstr(people >= (THRESHOLD if value else 0))

    def _adds_up(self, place: Place) -> None:
        measure, month, unit, level = place
        if unit == ALL:
            parts = self._places(measure, month, None, level)
            self.equal(self._events[place], [self._events[each] for each in parts])
            self.equal(self._people[place], [self._people[each] for each in parts])
        if level == ALL:
            self._union(place, self._places(measure, month, unit, None))
        if ".." in month:
            first, last = month.split("..")
            self._union(
                place,
                [
                    each
                    for each in self._places(measure, None, unit, level)
                    if ".." not in each[1] and first <= each[1] <= last
                ],
            )

    def _union(self, place: Place, parts: list[Place]) -> None:
        self.equal(self._events[place], [self._events[each] for each in parts])
        self.covers(self._people[place], [self._people[each] for each in parts])

    def _places(self, measure: str, *at: str | None) -> list[Place]:
        """The parts of a whole: any member where the axis is left open."""
        return [
            place
            for place in self._seen
            if place[0] == measure
            and all(
                own == wanted or (wanted is None and own != ALL)
                for own, wanted in zip(place[1:], at, strict=True)
            )
        ]
