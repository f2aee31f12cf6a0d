"""A filter changes what is asked for, never who is selected, and moves nothing by itself."""

import httpx
import pytest

from console.stores.desk import TriageDesk
from console.stores.filters import NOBODY, Filters, Wish
from console.stores.rows import below, in_order, placed
from console.stores.states import RowMark, StoreState
from console.stores.worklist import WorklistStore
from services.contract.enums import ActionKind, AlertLevel, WorklistView
from tests.console import made

HIGH = Filters(levels=frozenset({AlertLevel.HIGH}))


@pytest.fixture
def worklist(desk: TriageDesk) -> WorklistStore:
    """Three critical rows, read once."""
    return desk.worklist


@pytest.fixture
def filtered(qtbot, worklist, service):
    """Filters and waits for the answer."""

    def ask(filters: Filters) -> None:
        with qtbot.waitSignal(worklist.rows_reset):
            worklist.set_filters(filters)

    return ask


@pytest.fixture
def again(qtbot, worklist):
    """Reads again and waits until that reading was taken."""

    def read() -> None:
        with qtbot.waitSignal(worklist.refreshed):
            worklist.refresh()

    return read


@pytest.fixture
def mixed(service, again, worklist):
    """Beside the critical ones two high and a moderate one."""
    for number, level in ((7, AlertLevel.HIGH), (8, AlertLevel.HIGH), (9, AlertLevel.MODERATE)):
        service.arrives(number, place=len(service.order), level=level, due_at=None)
    again()
    worklist.apply_new()
    again()


def shown(worklist) -> list[int]:
    return [row.key.int - made.patient_id(0).int for row in worklist.rows]


def test_what_no_filter_hides_is_in_front_and_counted(worklist, mixed, filtered):
    filtered(HIGH)

    assert shown(worklist) == [1, 2, 3, 7, 8]
    assert worklist.outside_count == 3
    assert (worklist.filtered.matching, worklist.filtered.all) == (2, 6)


def test_the_rows_stay_until_the_answer(qtbot, worklist, mixed):
    worklist.set_filters(HIGH)
    assert shown(worklist) == [1, 2, 3, 7, 8, 9]
    assert worklist.state is StoreState.READY

    qtbot.waitUntil(lambda: shown(worklist) == [1, 2, 3, 7, 8])


def test_who_is_selected_stays_though_the_filter_leaves_them_out(worklist, mixed, filtered):
    nine = made.patient_id(9)
    worklist.hold(nine)
    filtered(HIGH)
    assert shown(worklist) == [9, 1, 2, 3, 7, 8]
    assert worklist.outside_count == 4

    worklist.apply_new()
    assert shown(worklist)[0] == 9

    worklist.hold(made.patient_id(7))
    worklist.select(made.patient_id(7))
    assert shown(worklist) == [1, 2, 3, 7, 8]


def test_who_is_kept_is_followed_and_greyed_when_somebody_closes(
    worklist, mixed, filtered, service, again
):
    nine = made.patient_id(9)
    worklist.hold(nine)
    filtered(HIGH)
    service.done_by(9, made.THEO, ActionKind.CLAIM)
    again()
    assert worklist.row(nine).row.claim.by == made.THEO
    assert worklist.row(nine).mark is RowMark.NONE

    service.done_by(9, made.THEO, ActionKind.CLOSE)
    again()
    assert worklist.row(nine).mark is RowMark.GONE
    assert shown(worklist)[0] == 9


def test_a_row_that_matches_no_longer_stays_where_it_is_until_f5(
    worklist, mixed, filtered, service, again
):
    filtered(Filters(levels=frozenset({AlertLevel.HIGH}), owner=NOBODY))
    service.done_by(7, made.THEO, ActionKind.CLAIM)
    again()
    assert shown(worklist) == [1, 2, 3, 7, 8]
    assert worklist.row(made.patient_id(7)).row.claim.by == made.THEO
    assert worklist.row(made.patient_id(7)).mark is RowMark.NONE

    worklist.apply_new()
    assert shown(worklist) == [1, 2, 3, 8]


def test_a_row_that_rises_while_hidden_waits_for_f5_like_anything_new(
    worklist, mixed, filtered, service, again
):
    filtered(HIGH)
    service.rows[9] = service.rows[9].model_copy(update={"level": AlertLevel.CRITICAL, "rank": 1})
    again()
    assert shown(worklist) == [1, 2, 3, 7, 8]
    assert worklist.new_count == 1

    worklist.apply_new()
    assert shown(worklist) == [1, 2, 3, 9, 7, 8]
    assert worklist.outside_count == 4


def test_a_row_that_rises_in_a_filtered_list_moves_only_with_f5(
    worklist, mixed, filtered, service, again
):
    filtered(HIGH)
    service.rows[8] = service.rows[8].model_copy(update={"level": AlertLevel.CRITICAL, "rank": 1})
    again()
    assert shown(worklist) == [1, 2, 3, 7, 8]
    assert worklist.row(made.patient_id(8)).row.level is AlertLevel.CRITICAL
    assert worklist.outside_count == 3

    worklist.apply_new()
    assert shown(worklist) == [1, 2, 3, 8, 7]


def test_counts_stay_those_of_the_whole_view(worklist, mixed, filtered):
    filtered(HIGH)

    assert worklist.counts.todo == 6


def test_without_contact_the_filter_stays_as_it_was_with_its_rows(qtbot, worklist, mixed, service):
    def unreachable(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x")

    service.before.append(unreachable)
    with qtbot.waitSignals([worklist.filters_changed, worklist.state_changed]):
        worklist.set_filters(HIGH)
    qtbot.waitUntil(lambda: worklist.state is StoreState.STALE)

    assert worklist.filters == Filters()
    assert shown(worklist) == [1, 2, 3, 7, 8, 9]


def test_the_next_page_of_the_old_filter_is_not_asked_for_under_the_new_one(
    qtbot, worklist, service
):
    """The place in the old list went to the service together with the new filter."""
    service.order.clear()
    for number in range(450, 0, -1):
        service.arrives(number)
    worklist.set_view(WorklistView.MINE)
    qtbot.waitUntil(lambda: len(worklist.rows) == 200)
    assert worklist.can_load_more
    worklist.set_filters(HIGH)
    assert not worklist.can_load_more
    worklist.load_more()
    qtbot.waitUntil(lambda: worklist.is_settled)

    asked = [dict(each.url.params) for each in service.requests]
    assert not [each for each in asked if "level" in each and "cursor" in each]


def test_an_old_answer_is_never_taken_for_the_new_filter(qtbot, worklist, mixed):
    worklist.refresh()
    worklist.set_filters(HIGH)
    worklist.set_filters(Filters())
    worklist.set_filters(HIGH)
    qtbot.waitUntil(lambda: worklist.filtered is not None)

    assert shown(worklist) == [1, 2, 3, 7, 8]


def test_another_tab_keeps_the_filter_and_a_new_session_does_not(qtbot, worklist, mixed, filtered):
    filtered(HIGH)
    worklist.set_view(WorklistView.MINE)
    assert worklist.filters == HIGH

    worklist.stop()
    worklist.start()
    assert worklist.filters == Filters()


def test_the_parameters_are_those_of_the_service():
    filters = Filters(
        levels=frozenset({AlertLevel.INFO, AlertLevel.HIGH}),
        symptom="nausea",
        owner="me",
        overdue=True,
    )

    assert filters.parameters() == [
        ("level", "high"),
        ("level", "info"),
        ("symptom", "nausea"),
        ("owner", "me"),
        ("overdue", "true"),
    ]
    assert filters.with_wish(Wish.OVERDUE, None).with_wish(Wish.SYMPTOM, None).wishes == [
        (Wish.OWNER, "me")
    ]


def test_who_comes_to_stand_outside_on_a_later_page_waits_for_f5_and_is_then_in_front():
    late, first, second, third = (
        made.row(number, outside_filter=number == 1) for number in (1, 2, 3, 4)
    )
    on_screen = [placed(first), placed(second)]
    page = {row.patient.id: row for row in (late, second, third)}

    assert below(on_screen, page) == [placed(third)]
    assert below([placed(late)], {second.patient.id: second}) == [placed(second)]

    fresh = {row.patient.id: row for row in (first, second, late, third)}
    assert [row.row for row in in_order(on_screen, fresh, None)] == [late, first, second, third]
