"""The terms in civil days: the same number, or the last day of a month that has none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.retention import RetentionState, RetentionStep
from services.retention.rules import (
    Case,
    Facts,
    Move,
    Notice,
    borders,
    months_later,
    next_move,
    state,
)

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def _facts(last_use_on: date, last_survey_on: date | None = None, **changes: object) -> Facts:
    usual = {
        "is_followed": False,
        "last_use_on": last_use_on,
        "followed_on": last_use_on,
        "last_survey_on": last_survey_on,
        "archived_on": None,
    }
    return Facts(**usual | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2025-08-30", 6, "2026-02-28"),
        ("2025-08-29", 6, "2026-02-28"),
        ("2025-08-28", 6, "2026-02-28"),
        ("2026-02-28", 6, "2026-08-28"),
        ("2025-10-31", 6, "2026-04-30"),
        ("2025-12-01", 6, "2026-06-01"),
        # From the last use itself, not from 28 February: no day is lost.
        ("2025-08-31", 30, "2028-02-29"),
        ("2024-02-29", 30, "2026-08-29"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-02-28", 120, "2036-02-28"),
    ],
)
def test_a_term_ends_on_the_day_of_the_same_number(day: str, months: int, later: str):
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(DAYS, st.integers(0, 240))
def test_a_term_keeps_its_day_or_takes_the_last_of_the_month(day: date, months: int):
    later = months_later(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    is_last = (later + timedelta(days=1)).month != later.month
    assert later.day == day.day or (later.day < day.day and is_last)


@given(DAYS, DAYS, st.one_of(st.none(), DAYS))
def test_who_used_it_later_is_never_kept_shorter(one: date, other: date, survey: date | None):
    sooner, later = (
        borders(_facts(min(one, other), survey)),
        borders(_facts(max(one, other), survey)),
    )

    assert sooner.inactive_on <= later.inactive_on
    assert sooner.archive_on <= later.archive_on
    assert sooner.erase_on <= later.erase_on
    assert later.inactive_on < later.archive_on <= later.erase_on


@pytest.mark.parametrize(
    ("last_use", "survey", "archived", "erased"),
    [
        # Ten years from the last questionnaire, not from the archiving.
        ("2026-03-10", "2026-03-01", None, "2036-03-01"),
        ("2026-03-10", "2026-03-01", "2028-09-10", "2036-03-01"),
        # An account that was read for years after the last questionnaire: at the archiving.
        ("2035-01-10", "2024-01-10", None, "2037-07-10"),
        ("2035-01-10", "2024-01-10", "2037-08-01", "2037-08-01"),
        # None was ever completed: from the last use.
        ("2026-03-10", None, "2028-09-10", "2036-03-10"),
        ("2024-02-29", None, "2026-08-29", "2034-03-01"),
        ("2026-03-10", "2026-02-28", None, "2036-02-28"),
    ],
)
def test_when_data_may_be_erased(
    last_use: str, survey: str | None, archived: str | None, erased: str
):
    facts = _facts(
        date.fromisoformat(last_use),
        None if survey is None else date.fromisoformat(survey),
        archived_on=None if archived is None else date.fromisoformat(archived),
    )

    assert borders(facts).erase_on == date.fromisoformat(erased)


def test_each_border_counts_from_the_last_use_itself():
    # By way of 28 February 2026 it would be 28 February 2028.
    assert borders(_facts(date(2025, 8, 31))).archive_on == date(2028, 2, 29)


@pytest.mark.parametrize("beside", [-1, 0])
def test_the_border_itself_is_the_first_day_of_the_next_state(beside: int):
    day = date(2026, 9, 10) + timedelta(days=beside)
    expected = RetentionState.INACTIVE if beside == 0 else RetentionState.ACTIVE

    assert state(_facts(date(2026, 3, 10)), day) is expected


def test_whoever_is_followed_is_active_however_long_ago_they_came():
    facts = _facts(date(2000, 1, 1), is_followed=True, archived_on=date(2010, 1, 1))

    assert state(facts, date(2030, 1, 1)) is RetentionState.ACTIVE


def test_nobody_is_archived_by_a_date_alone():
    assert state(_facts(date(2000, 1, 1)), date(2060, 1, 1)) is RetentionState.INACTIVE


@pytest.mark.parametrize(
    ("days_early", "move"), [(0, None), (1, None), (7, None), (8, Move.WITHDRAW)]
)
def test_an_announcement_outlives_a_clock_that_is_set_back_a_little(
    days_early: int, move: Move | None
):
    archive_on = date(2028, 9, 10)
    notice = Notice(RetentionStep.ARCHIVE, archive_on, 0)
    case = Case(
        _facts(date(2026, 3, 10)),
        RetentionState.INACTIVE,
        date(2026, 3, 10),
        (notice,),
        is_held=False,
        has_open_alert=False,
    )

    assert next_move(case, archive_on - timedelta(days=30 + days_early)) is move
