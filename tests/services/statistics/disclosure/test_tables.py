"""Tables become counts with one name each, and what holds along their lines."""

import pytest

from services.statistics.disclosure.counts import Cover, Sum
from tests.services.statistics.disclosure.tables import (
    Cell,
    Dimension,
    Table,
    counts_of,
    key_of,
    relations_of,
)

UNITS = Dimension("unit", ("a", "b"), "all", patients_add=True)
MONTHS = Dimension("month", ("2025-01", "2025-02"), "2025-01..2025-02")
CELLS: dict[tuple[str, ...], Cell] = {
    (unit, month): Cell(20 * (1 + (unit == "all")) * (1 + (".." in month)), 15)
    for unit in (*UNITS.members, "all")
    for month in (*MONTHS.members, MONTHS.whole)
}
CROSSED = Table("alerts", (UNITS, MONTHS), CELLS)


def test_a_number_has_the_same_name_in_every_table_that_it_is_in():
    cells: dict[tuple[str, ...], Cell] = {(unit,): Cell(20) for unit in ("a", "b", "all")}
    alone = Table("alerts", (UNITS,), cells, (("month", "2025-01"),))

    names = {each.key for each in counts_of(CROSSED)}
    assert {each.key for each in counts_of(alone)} <= names
    assert key_of("alerts", {"unit": "a", "month": MONTHS.whole}) in names


def test_events_add_up_everywhere_and_patients_where_each_has_one_place():
    found = [each for each in relations_of(CROSSED) if isinstance(each, Sum)]
    covers = [each for each in relations_of(CROSSED) if isinstance(each, Cover)]
    wholes = {each.whole for each in found}

    assert "alerts|month=2025-01..2025-02|unit=a" in wholes
    assert "patients of alerts|month=2025-01|unit=all" in wholes
    assert {each.whole for each in covers} == {
        f"patients of alerts|month={MONTHS.whole}|unit={unit}" for unit in ("a", "b", "all")
    }


def test_a_margin_weighs_more_than_what_it_sums():
    weights = {each.key: each.weight for each in counts_of(CROSSED)}
    inner, line, corner = (
        weights[key_of("alerts", {"unit": unit, "month": month})]
        for unit, month in (("a", "2025-01"), ("all", "2025-01"), ("all", MONTHS.whole))
    )

    assert inner < line < corner


def test_three_dimensions_and_a_missing_cell_are_refused():
    with pytest.raises(ValueError, match="one or two"):
        list(counts_of(Table("alerts", (UNITS, MONTHS, UNITS), {})))
    with pytest.raises(KeyError):
        list(counts_of(Table("alerts", (UNITS,), {("a",): Cell(1)})))
