"""Every number of the page is that of the raw rows, or the mark, or nothing was there to count."""

import math
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import Any
from uuid import UUID

import pytest

from services.contract.enums import AlertLevel, MeasureCode
from services.contract.statistics import BreakdownRow, Figure, Statistics
from services.contract.statistics_enums import Breakdown, FigureState, Measure
from tests.services.statistics.flawed import flaw
from tests.services.statistics.recount_quality import recount_quality
from tests.services.statistics.seeded import ITEMS, seed
from tests.services.statistics.test_closing import close_all, read_page
from tests.services.statistics.test_quality import check_page
from tests.support.service import ServiceUnderTest

Persons = list[list[dict[str, Any]]]
"""The months of each person, each as it was counted from raw rows."""
PLACES = {Breakdown.UNIT: "unit", Breakdown.TUMOUR_SITE: "site",
          Breakdown.TREATMENT_CLASS: "treatment"}  # fmt: skip
CROWD = 160
"""So many that most places have eleven patients, and some have not."""


def _persons(months: list[dict[Any, dict[str, Any]]]) -> Persons:
    found: dict[Any, list[dict[str, Any]]] = {}
    for month in months:
        for patient, counts in month.items():
            found.setdefault(patient, []).append(counts)
    return list(found.values())


def _total(persons: Persons, name: str) -> int:
    return sum(month.get(name, 0) for months in persons for month in months)


def _levels(persons: Persons, name: str, level: str | None = None) -> list[Any]:
    found = []
    for months in persons:
        for month in months:
            for each, counts in month.get(name, {}).items():
                if level in (None, each):
                    found.append(counts)
    return found


def _some(persons: Persons, name: str) -> int:
    return sum(any(month.get(name) for month in months) for months in persons)


def _percent(some: int, whole: int) -> int | None:
    return round(100 * some / whole) if whole else None


def _minutes(lists: list[list[int]]) -> list[int]:
    return sorted(each for minutes in lists for each in minutes)


def _median(minutes: list[int]) -> int | None:
    return round(median(minutes)) if minutes else None


def _ninetieth(minutes: list[int]) -> int | None:
    return minutes[math.ceil(0.9 * len(minutes)) - 1] if minutes else None


def _measured(persons: Persons, last: Persons) -> dict[Measure, int | None]:
    """The tiles, of a period or, for the trend, of a month."""
    alerts, came = sum(_levels(persons, "raised")), _total(persons, "questionnaires")
    due = _levels(persons, "due")
    informed = sum(_levels(persons, "raised", "info"))
    return {
        Measure.MONITORED: _some(last, "at_end"),
        Measure.ANSWER_RATE: _percent(_total(persons, "answered"), _total(persons, "sent")),
        Measure.ALERTS_PER_HUNDRED: _percent(alerts, came),
        Measure.ALERTS_WITHOUT_INFO_PER_HUNDRED: _percent(alerts - informed, came),
        Measure.RESPONSE_TIME: _median(_minutes(_levels(persons, "waits"))),
        Measure.WITHIN_TARGET: _percent(sum(e[0] for e in due), sum(e[1] for e in due)),
        Measure.WITH_ACTION: _percent(_total(persons, "acted"), _total(persons, "closed")),
    }


def _row(persons: Persons) -> dict[str, int | None]:
    measured = _measured(persons, persons)
    return {
        "patients": _some(persons, "followed"),
        "answer_rate": measured[Measure.ANSWER_RATE],
        "alerts_per_hundred": measured[Measure.ALERTS_PER_HUNDRED],
        "critical": sum(_levels(persons, "raised", "critical")),
        "median_minutes": measured[Measure.RESPONSE_TIME],
        "within_target": measured[Measure.WITHIN_TARGET],
        "escalations": _total(persons, "escalated"),
    }


Place = tuple[str, Figure, int | None]
"""What a place of the page is, what stands there, and what belongs there."""


def _of_months(page: Statistics, each_month: list[Persons]) -> Iterator[Place]:
    for place, month in enumerate(each_month):
        alerts, flow, silence = page.alerts[place], page.flow[place], page.silence[place]
        yield "alerts", alerts.total, sum(_levels(month, "raised"))
        for each in alerts.levels:
            yield f"alerts {each.level}", each.figure, sum(_levels(month, "raised", each.level))
        yield "enrolled", flow.enrolled, _some(month, "enrolled")
        yield "archived", flow.archived, _some(month, "archived")
        yield "monitored", flow.monitored, _some(month, "at_end")
        yield "silent", silence.patients, _some(month, "silences")
        sent, answered = _total(month, "sent"), _total(month, "answered")
        yield "unanswered", silence.unanswered, sent - answered
        yield "rate", page.answer_rate[place].figure, _percent(answered, sent)


def _of_tiles(page: Statistics, persons: Persons, each_month: list[Persons]) -> Iterator[Place]:
    by_measure = _measured(persons, each_month[-1])
    for tile in page.tiles:
        yield f"tile {tile.measure}", tile.figure, by_measure[tile.measure]
        for point, month in zip(tile.trend[-3:], each_month, strict=True):
            yield f"trend {tile.measure}", point.figure, _measured(month, month)[tile.measure]


def _of_lists(page: Statistics, persons: Persons) -> Iterator[Place]:
    for times in page.response:
        waits = _minutes(_levels(persons, "waits", times.level))
        closings = _minutes(_levels(persons, "closings", times.level))
        yield f"median {times.level}", times.median, _median(waits)
        yield f"ninetieth {times.level}", times.ninetieth, _ninetieth(waits)
        yield f"closing {times.level}", times.closing_median, _median(closings)
        yield f"late closing {times.level}", times.closing_ninetieth, _ninetieth(closings)
    for share in page.symptoms:
        counts = zip((0, 0, 0), *_levels(persons, "symptoms", share.item), strict=True)
        graded, from_2, from_3 = map(sum, counts)
        yield f"graded {share.item}", share.graded, graded
        yield f"from 2 {share.item}", share.from_2, _percent(from_2, graded)
        yield f"from 3 {share.item}", share.from_3, _percent(from_3, graded)
    for outcome in page.outcomes:
        there = sum(_levels(persons, "outcomes", outcome.code))
        yield f"outcome {outcome.code}", outcome.figure, there
    for cell in page.workload or []:
        acts = _levels(persons, "work", f"{cell.weekday}-{cell.hour}")
        yield "work", cell.acts, sum(acts)
    yield "questionnaires", page.questionnaires, _total(persons, "questionnaires")
    yield "followed", page.followed, _some(persons, "followed")


def _of_rows(page: Statistics, persons: Persons, by: Breakdown) -> Iterator[Place]:
    rows: dict[str | None, Persons] = {None: persons}
    for one in persons:
        rows.setdefault(one[-1][PLACES[by]], []).append(one)
    assert page.total is not None
    found = {_key_of(row, by): row for row in (*page.rows, page.total)}
    assert found.keys() == rows.keys()
    for key, row in found.items():
        counted = _row(rows[key])
        for column, figure in row:
            if isinstance(figure, Figure):
                yield f"{by} {key} {column}", figure, counted[column]


def _key_of(row: BreakdownRow, by: Breakdown) -> str | None:
    return UUID(row.key).hex if row.key and by is Breakdown.UNIT else row.key


def _check(place: Place) -> FigureState:
    what, figure, expected = place
    if figure.state is FigureState.KNOWN:
        assert (what, figure.value) == (what, expected)
    elif figure.state is not FigureState.MASKED:
        assert (what, figure.state, expected) == (what, FigureState.NO_DATA, None)
    return figure.state


@pytest.mark.timeout(120)
def test_every_number_of_the_page_is_that_of_the_raw_rows(
    sqlite_service: ServiceUnderTest,
) -> None:
    made = seed(sqlite_service, 11, people=CROWD)
    flaws = flaw(sqlite_service, made, 11, odds=0.3)
    close_all(sqlite_service)
    check_page(sqlite_service, made, flaws)
    months = [recount_quality(made, flaws, 2025, month) for month in (9, 10, 11)]
    persons, each_month = _persons(months), [_persons([month]) for month in months]
    pages = {by: read_page(sqlite_service, months=3, by=by.value) for by in Breakdown}
    page = pages[Breakdown.UNIT]

    places = [
        *(place for by, each in pages.items() for place in _of_rows(each, persons, by)),
        *_of_tiles(page, persons, each_month),
        *_of_months(page, each_month),
        *_of_lists(page, persons),
    ]
    states = Counter(map(_check, places))

    assert {each.item for each in page.symptoms} >= set(ITEMS)
    assert [each.level for each in page.response] == list(AlertLevel)
    assert [each.code for each in page.outcomes] == list(MeasureCode)
    assert states[FigureState.KNOWN] > 100, states
    assert states[FigureState.MASKED] > 0, states
