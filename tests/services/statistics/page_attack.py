"""Somebody who keeps every file of the statistics of a centre, and puts all of them into one
linear program: what may each mark hide?

Reads the lines of the tables as they are written, in English, and the definitions; shares no code
with what counts, masks or writes.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from tests.services.statistics.disclosure.attack import MARK, THRESHOLD, Program

ALL, TOTAL, CRITICAL, PATIENTS, INFO = "All", "Total", "Critical", "Patients", "Info"
RATE, CALM_RATE = "Alerts per 100 questionnaires", "Alerts per 100 questionnaires, without Info"
ANSWERED = "Answer rate"
Place = tuple[str, str, str]
"""A table, a row, a column; the rows of a breakdown have its name for a table."""


def lines_of(content: bytes) -> list[dict[str, str]]:
    """The lines of a table with commas."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


class Sheet:
    """What somebody knows: a number or the mark for each place, and in what it is counted."""

    def __init__(self) -> None:
        self.values: dict[Place, int | str] = {}
        self.units: dict[Place, str] = {}

    def add(self, lines: list[dict[str, str]], by: str) -> None:
        """All that a file says; it may say nothing else than what was said before."""
        for line in lines:
            is_row = line["table"] == "breakdown" and line["row"] != ALL
            place = (by if is_row else line["table"], line["row"], line["column"])
            value: int | str = MARK if line["state"] == "masked" else line["value"]
            if value == "":
                continue
            known = value if value == MARK else int(value)
            assert self.values.setdefault(place, known) == known, place
            self.units[place] = line["unit"]

    def rows(self, table: str) -> list[str]:
        """The rows of a table."""
        return list(dict.fromkeys(place[1] for place in self.values if place[0] == table))


class PageAttack(Program):
    """Everything that the files of a period say."""

    def __init__(self, sheet: Sheet, breakdowns: list[str]) -> None:
        super().__init__(is_whole=False)
        self._sheet = sheet
        counted = [each for each, unit in sheet.units.items() if unit in ("patients", "events")]
        self._counts = {place: self.unknown() for place in counted}
        self._people = {place: self.unknown() for place in counted}
        for place in counted:
            self._learn(place)
        asked, sent = self.unknown(), self.unknown()
        self.equal(self._counts["sums", "Questionnaires received", "Value"], [asked])
        alerts = self._months(asked, sent)
        for by in breakdowns:
            self._table(by, alerts, asked, sent)

    def marks(self) -> Iterator[tuple[Place, tuple[int, int]]]:
        """Each masked count with what it may be."""
        for place, count in self._counts.items():
            if self._sheet.values[place] == MARK:
                yield place, self.interval(count)

    def _learn(self, place: Place) -> None:
        """What is shown, and that what is shown tells of eleven patients."""
        value, count, people = self._sheet.values[place], self._counts[place], self._people[place]
        if self._sheet.units[place] == "patients":
            self.equal(count, [people])
        self.solver.addConstr(people <= count)
        if value != MARK:
            self.solver.addConstr(count == int(value))
            if value:
                self.solver.addConstr(people >= THRESHOLD)

    def _months(self, asked: Any, sent: Any) -> Any:
        """Levels add up to all alerts, and months to the period."""
        found = []
        for month in self._sheet.rows("alerts"):
            whole = ("alerts", month, TOTAL)
            levels = [e for e in self._counts if e[:2] == ("alerts", month) and e != whole]
            self.equal(self._counts[whole], [self._counts[each] for each in levels])
            self.covers(self._people[whole], [self._people[each] for each in levels])
            total, came = self._counts[whole], self.unknown()
            calm = total - self._counts["alerts", month, INFO]
            self._rate(total, came, ("trends", month, RATE))
            self._rate(calm, came, ("trends", month, CALM_RATE))
            of_month = self.unknown()
            missed = self._counts["silence", month, "Questionnaires without an answer"]
            self._rate(of_month - missed, of_month, ("trends", month, ANSWERED))
            found.append((total, came, of_month))
        alerts = self.unknown()
        for whole, parts in zip((alerts, asked, sent), zip(*found, strict=True), strict=True):
            self.equal(whole, list(parts))
        critical = [e for e in self._counts if e[0] == "alerts" and e[2] == CRITICAL]
        period = ("breakdown", ALL, CRITICAL)
        self.equal(self._counts[period], [self._counts[each] for each in critical])
        self.covers(self._people[period], [self._people[each] for each in critical])
        return alerts

    def _table(self, by: str, alerts: Any, asked: Any, sent: Any) -> None:
        """Each patient is in one row, with all that happened."""
        rows = self._sheet.rows(by)
        for column in (PATIENTS, CRITICAL, "Escalations"):
            parts = [(by, row, column) for row in rows]
            for known in (self._counts, self._people):
                self.equal(known["breakdown", ALL, column], [known[each] for each in parts])
        found = []
        for row in rows:
            of_row, came, of_weeks = self.unknown(), self.unknown(), self.unknown()
            answered = self.unknown()
            self.solver.addConstr(self._counts[by, row, CRITICAL] <= of_row)
            for column in (CRITICAL, "Escalations"):
                there = self._counts[by, row, PATIENTS]
                self.solver.addConstr(self._people[by, row, column] <= there)
            self.solver.addConstr(answered <= of_weeks)
            self._rate(of_row, came, (by, row, "Alerts / 100"))
            self._rate(answered, of_weeks, (by, row, "Answers"))
            found.append((of_row, came, of_weeks))
        for whole, of_rows in zip((alerts, asked, sent), zip(*found, strict=True), strict=True):
            self.equal(whole, list(of_rows))

    def _rate(self, some: Any, whole: Any, place: Place) -> None:
        """A rounded rate leaves half of one hundredth on each side."""
        value = self._sheet.values.get(place, MARK)
        if value != MARK:
            self.solver.addConstr(200 * some <= (2 * int(value) + 1) * whole)
            self.solver.addConstr(200 * some >= (2 * int(value) - 1) * whole)
