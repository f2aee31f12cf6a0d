"""The store of the calendar of retention: what is asked of the service, and what is kept of it."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from console.errors import Offline, Unexpected
from console.stores.archives import Archived
from console.stores.retention_reading import (
    LAST_MONTH,
    CalendarQuery,
    Due,
    DueList,
    months_after,
)
from console.stores.states import StoreState
from services.contract.problems import ProblemCode
from services.contract.retention import HoldReason
from tests.pictures.stage import refused
from tests.samples.archives import archived_rows
from tests.samples.retention import (
    COMPUTED,
    SampleRetention,
    SampleRetentionBar,
    mark,
    patient_id,
    row,
)

NOVEMBER, MARCH = date(2025, 11, 1), date(2026, 3, 1)


@pytest.fixture
def store(qtbot) -> SampleRetention:
    """A calendar at which somebody looks."""
    made = SampleRetention()
    made.set_shown(True)
    return made


def _many(store: SampleRetention, count: int) -> None:
    days = [row(number, date(2025, 11, 18 + number % 12)) for number in range(count)]
    store.calls.rows["to_announce"][NOVEMBER] = days


def test_it_begins_with_the_month_of_today_which_needs_no_name(store):
    assert store.calls.asked == [(None, 100, None)]
    assert (store.month, store.window[0], store.window[-1]) == (
        NOVEMBER,
        NOVEMBER,
        date(2026, 10, 1),
    )
    assert (store.computed_at, store.held, store.sees_people) == (COMPUTED, 1, True)


def test_another_list_of_the_month_is_here_already(store):
    store.choose(DueList.TO_ARCHIVE, NOVEMBER)

    assert len(store.calls.asked) == 1
    assert [each.key for each in store.rows] == [patient_id(4), patient_id(5)]
    store.choose(DueList.TO_ERASE, NOVEMBER)
    assert store.state is StoreState.EMPTY


def test_a_month_inside_the_year_is_read_and_the_counts_before_it_stay(store):
    store.choose(DueList.TO_ANNOUNCE, MARCH)

    assert store.calls.asked[1:] == [(MARCH, 100, None)]
    assert store.window[0] == NOVEMBER
    before = store.counts(NOVEMBER)
    assert before is not None
    assert before.to_announce == 3


def test_after_another_pass_no_count_of_the_one_before_stays(store):
    """Counts of two passes beside each other would count somebody twice or not at all."""
    store.choose(DueList.TO_ANNOUNCE, MARCH)
    store.calls.rows["to_announce"][NOVEMBER] = []
    store.calls.computed = COMPUTED + timedelta(days=1)
    store.refresh()

    assert store.calls.asked[2:] == [(MARCH, 100, None), (NOVEMBER, 1, None)]
    counted = store.counts(NOVEMBER)
    assert counted is not None
    assert counted.to_announce == 0


def test_counts_of_another_year_are_not_kept_over_a_pass(store):
    store.step_year(1)
    store.calls.rows["to_announce"][NOVEMBER] = []
    store.calls.computed = COMPUTED + timedelta(days=1)
    store.refresh()
    store.step_month(-1)

    counted = store.counts(NOVEMBER)
    assert counted is not None
    assert counted.to_announce == 0


def test_backwards_over_the_beginning_of_a_year_its_counts_are_read_too(store):
    store.step_year(1)
    assert store.window[0] == date(2026, 11, 1)
    store.forget()
    store.refresh()
    store._first = date(2026, 11, 1)
    store._query = CalendarQuery(date(2026, 11, 1))
    store.refresh()
    store.step_month(-1)

    assert store.window[0] == NOVEMBER
    assert all(store.counts(month) is not None for month in store.window)


def test_nobody_goes_before_today_or_beyond_what_the_service_knows(store):
    store.step_month(-1)
    assert store.month == NOVEMBER

    store.choose_month(date(2150, 1, 1))
    assert store.month == LAST_MONTH
    store.step_month(1)
    assert store.month == LAST_MONTH
    store.go_to_today()
    assert (store.month, store.query) == (NOVEMBER, CalendarQuery())


def test_when_another_month_begins_the_window_follows(store):
    store.calls.today = date(2025, 12, 1)
    store.refresh()

    assert (store.month, store.window[0]) == (date(2025, 12, 1), date(2025, 12, 1))


def test_pages_follow_each_other_and_are_read_again_as_far_as_they_were(store):
    _many(store, 230)
    store.refresh()
    assert len(store.rows) == 100

    store.load_more()
    assert len(store.rows) == 200
    assert store.can_load_more
    asked = len(store.calls.asked)
    store.refresh()
    assert len(store.rows) == 200
    assert store.calls.asked[asked:] == [(None, 100, None), (None, 100, "to_announce 100")]
    store.load_more()
    assert len(store.rows) == 230
    assert not store.can_load_more


def test_a_page_that_does_not_come_leaves_what_is_here(store):
    _many(store, 130)
    store.refresh()
    store.calls.faults["calendar"] = Offline("ConnectError")
    store.load_more()

    assert len(store.rows) == 100
    assert store.can_load_more


def test_a_hold_changes_its_row_in_place(store, qtbot):
    held = store.calls.rows["to_announce"][NOVEMBER]
    held[1] = held[1].model_copy(update={"holds": [mark(HoldReason.VIGILANCE)]})
    with (
        qtbot.waitSignal(store.rows_changed) as changed,
        qtbot.assertNotEmitted(store.rows_reset),
    ):
        store.refresh()

    assert changed.args == [[patient_id(1)]]
    assert store.row(patient_id(1)) == Due(held[1])


def test_a_month_that_cannot_be_read_is_an_error_and_the_counts_stay(store):
    store.calls.faults["calendar"] = Unexpected("unavailable", status=503, retryable=True)
    store.choose_month(MARCH)

    assert (store.state, list(store.rows)) == (StoreState.ERROR, [])
    assert store.counts(NOVEMBER) is not None


def test_whoever_may_not_sees_nothing(qtbot):
    store = SampleRetention()
    store.calls.faults["calendar"] = refused(ProblemCode.FORBIDDEN, 403)
    store.set_shown(True)

    assert store.state is StoreState.NO_RIGHT


def test_counts_alone_have_no_rows(qtbot):
    store = SampleRetention()
    store.calls.sees_lists, store.calls.held = False, None
    store.set_shown(True)

    assert (store.state, store.sees_people, store.held) == (StoreState.EMPTY, False, None)
    counted = store.counts(NOVEMBER)
    assert counted is not None
    assert (counted.to_announce, counted.to_erase) == (None, 0)


def test_after_the_session_nothing_is_left(store):
    store.choose(DueList.TO_ARCHIVE, MARCH)
    store.set_shown(False)
    store.forget()

    assert (list(store.rows), store.window, store.held) == ([], (), None)
    assert (store.month, store.counts(NOVEMBER), store.computed_at) == (None, None, None)


def test_it_is_not_read_again_every_few_seconds(store):
    """Each reading stands in the journal of everybody whom it showed."""
    assert store._pace.wait_ms == 10 * 60 * 1000


def test_a_bar_is_read_when_somebody_else_is_chosen_and_not_for_the_same(store):
    bar = SampleRetentionBar(store.calls)
    bar.choose(patient_id(0))
    bar.choose(patient_id(0))
    assert store.calls.asked_bars == [patient_id(0)]

    bar.choose(None)
    assert (bar.patient_id, bar.shown.value) == (None, None)


def test_a_bar_that_is_gone_says_of_whom_until_another_is_chosen(store):
    bar = SampleRetentionBar(store.calls)
    store.calls.faults["bar"] = refused(ProblemCode.NOT_FOUND, 404)
    bar.choose(patient_id(0))
    assert bar.lost == patient_id(0)

    store.calls.faults.clear()
    bar.choose(patient_id(1))
    lost: UUID | None = bar.lost
    assert lost is None
    assert bar.shown.value is not None


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, NOVEMBER), (2, date(2026, 1, 1)), (-11, date(2024, 12, 1)), (25, date(2027, 12, 1))],
)
def test_months_are_counted_over_the_ends_of_years(count, expected):
    assert months_after(NOVEMBER, count) == expected


def test_a_copy_that_is_too_old_is_forgotten(desk, connection):
    desk.retention.held = 3
    desk.archives._reset_rows([Archived(archived_rows()[0])])
    connection.copy_expired.emit()

    assert desk.retention.held is None
    assert list(desk.archives.rows) == []
