"""One symptom over the weeks: last value, change in seven days, gaps, zones of their day."""

from datetime import timedelta

import pytest

from console.models.symptom_course import Gap, course, in_order, zone_on
from services.contract.alerts import AlertZone
from services.contract.enums import AlertLevel
from services.contract.patient_file import ZoneSpan
from tests.samples import file_data


def _course(signs: str, **changes):
    series = file_data.series(len(signs.replace("c", "")))
    column = file_data.column("fatigue", signs, 3, series.weeks).model_copy(update=changes)
    answers = [[] if sign == "x" else [file_data.answer_id(1)] for sign in signs if sign != "c"]
    return course(series.model_copy(update={"answers": answers}), column)


@pytest.mark.parametrize(
    ("signs", "change"),
    [
        ("0113", 2),
        ("0112", 1),
        ("2221", -1),
        ("1222", 0),
        ("11x2", None),
        ("3", None),
        ("xxx", None),
    ],
)
def test_the_change_is_over_seven_days_and_never_over_a_gap(signs, change):
    assert _course(signs).change == change


def test_an_estimate_is_not_compared_with_a_confirmed_grade():
    found = _course("0112", confirmed=[None, None, None, 3], grades=[0, 1, 1, None])

    assert found.last.grade == 3
    assert found.change is None


def test_the_last_value_is_the_last_there_is():
    found = _course("02x")

    assert found.last_place == 1
    assert found.last.estimated == 2


def test_every_gap_says_why():
    found = _course("0x.1", not_answered=[3], grades=[0, None, None, None])

    assert [value.gap for value in found.values] == [
        None,
        Gap.NO_SURVEY,
        Gap.NOT_ASKED,
        Gap.NOT_ANSWERED,
    ]


def test_pinned_rows_come_first_in_the_order_in_which_they_were_pinned():
    columns = file_data.series().symptoms

    ordered = in_order(columns, ("anxiety", "fatigue", "unknown"))

    assert [each.item for each in ordered[:3]] == ["anxiety", "fatigue", "diarrhoea"]
    assert len(ordered) == len(columns)


def test_a_zone_is_that_of_the_rules_of_its_day():
    series = file_data.series()
    zones = [
        AlertZone(threshold=at, level=AlertLevel.HIGH, rule_id="FAT-01", rule_version=version)
        for version, at in ((1, 3), (2, 2))
    ]
    change = series.weeks[8]
    spans = [ZoneSpan(since=series.weeks[0], zone=zones[0]), ZoneSpan(since=change, zone=zones[1])]
    column = series.symptoms[0].model_copy(update={"zones": spans})

    assert zone_on(column, change - timedelta(days=1)) == zones[0]
    assert zone_on(column, change) == zones[1]
    assert zone_on(column, series.weeks[0] - timedelta(days=9)) is None
