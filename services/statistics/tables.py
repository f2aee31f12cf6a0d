"""The tables of the page: symptoms, the rows of a breakdown, outcomes, the hours of the team."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from resources.symptoms import SYMPTOMS
from services.contract.enums import MeasureCode
from services.contract.statistics import (
    BreakdownRow,
    Figure,
    OutcomeCount,
    SymptomShare,
    WorkCell,
)
from services.contract.statistics_enums import Breakdown
from services.statistics.building import key
from services.statistics.counted import FOLLOWED, HOURS, outcome_name, work_name
from services.statistics.cubes import row_name
from services.statistics.page import Side

_COLUMNS: Final = {
    "patients": FOLLOWED,
    "answer_rate": "answer_rate",
    "alerts_per_hundred": "alerts_per_hundred",
    "critical": "alerts/critical",
    "median_minutes": "response/median",
    "within_target": "within_target",
    "escalations": "escalated",
}


def symptom_shares(now: Side) -> list[SymptomShare]:
    """Symptoms, the most frequent first; the order of those that are masked tells nothing."""
    found = [
        SymptomShare(
            item=item,
            graded=now.of_period(f"{item}/graded"),
            from_2=now.of_period(f"{item}/share_2"),
            from_3=now.of_period(f"{item}/share_3"),
        )
        for item in SYMPTOMS
    ]
    return sorted(found, key=_by_share)


def _by_share(symptom: SymptomShare) -> tuple[bool, int, str]:
    value = symptom.from_2.value
    return value is None, -(value or 0), symptom.item


def rows(now: Side, by: Breakdown) -> list[BreakdownRow]:
    """The rows of a breakdown, by their names."""
    start, end = row_name(now.last, now.length, by, ""), key("", FOLLOWED)
    names = (
        each.removeprefix(start).removesuffix(end)
        for each in now.read.places()
        if each.startswith(start) and each.endswith(end)
    )
    found = [_row(now, by, each) for each in names]
    return sorted(found, key=lambda row: (row.label or "", row.key or ""))


def _row(now: Side, by: Breakdown, row: str) -> BreakdownRow:
    place = row_name(now.last, now.length, by, row)
    is_unit = by is Breakdown.UNIT
    cells = {column: now.read.figure(key(place, name)) for column, name in _COLUMNS.items()}
    return BreakdownRow(
        key=str(UUID(row)) if is_unit else row,
        label=now.read.units.get(row) if is_unit else None,
        **cells,
    )


def total(now: Side) -> BreakdownRow:
    """The row of all."""
    cells: dict[str, Figure] = {column: now.of_period(name) for column, name in _COLUMNS.items()}
    return BreakdownRow(key=None, label=None, **cells)


def outcomes(now: Side) -> list[OutcomeCount]:
    """Closed alerts by coded action, in the order of the codes."""
    return [
        OutcomeCount(code=code, figure=now.of_period(outcome_name(code))) for code in MeasureCode
    ]


def work_cells(now: Side) -> Iterator[WorkCell]:
    """The hours of the week in which anybody worked, and those of which that is not told."""
    for cell in HOURS:
        name = key(now.place, work_name(cell))
        acts = now.read.figure(name)
        if now.read.has(name) and acts.value != 0:
            weekday, hour = map(int, cell.split("-"))
            yield WorkCell(weekday=weekday, hour=hour, acts=acts)
