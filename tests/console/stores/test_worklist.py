"""The queue follows the service in place and never moves under the cursor."""

import httpx
import pytest

from console.errors import SignInNeeded
from console.stores.desk import TriageDesk
from console.stores.reading import MOST_ROWS
from console.stores.states import RowMark, StoreState
from console.stores.worklist import WorklistStore
from services.contract.enums import ActionKind, AlertKind, AlertLevel, AlertState, WorklistView
from services.contract.problems import ProblemCode
from tests.console import made
from tests.console.stand_in import problem


@pytest.fixture
def worklist(desk: TriageDesk) -> WorklistStore:
    """The queue of three, read once."""
    return desk.worklist


@pytest.fixture
def again(qtbot, worklist):
    """Reads again and waits until that reading was taken."""

    def read() -> None:
        with qtbot.waitSignal(worklist.refreshed):
            worklist.refresh()

    return read


def shown(worklist) -> list[int]:
    return [row.key.int - made.patient_id(0).int for row in worklist.rows]


def test_the_first_reading_shows_the_services_order(worklist):
    assert shown(worklist) == [1, 2, 3]
    assert worklist.state == StoreState.READY
    assert worklist.as_of == made.NOW
    assert worklist.counts.todo == 3


def test_a_new_alert_is_counted_and_moves_nothing(qtbot, worklist, service, again):
    service.arrives(9)
    with qtbot.waitSignal(worklist.new_count_changed):
        again()

    assert shown(worklist) == [1, 2, 3]
    assert worklist.new_count == 1


def test_f5_inserts_what_is_new_in_the_services_order(qtbot, worklist, service, again):
    service.arrives(9)
    again()
    with qtbot.waitSignal(worklist.rows_reordered):
        worklist.apply_new()

    assert shown(worklist) == [9, 1, 2, 3]
    assert worklist.new_count == 0


def test_f5_also_shows_what_arrived_since_the_last_reading(qtbot, worklist, service):
    service.arrives(9)
    worklist.apply_new()

    qtbot.waitUntil(lambda: shown(worklist) == [9, 1, 2, 3])


def test_a_new_critical_alert_is_urgent_once(worklist, service, again):
    told: list[AlertKind] = []
    worklist.urgent_arrived.connect(told.append)
    service.arrives(9)
    service.arrives(8, level=AlertLevel.HIGH)
    again()
    again()

    assert told == [AlertKind.CLINICAL]


def test_it_is_told_whatever_view_is_open_and_nothing_else_is(qtbot, worklist, service, again):
    told: list[AlertKind] = []
    worklist.urgent_arrived.connect(told.append)
    with qtbot.waitSignal(worklist.refreshed):
        worklist.set_view(WorklistView.CLOSED)
    assert told == []
    service.arrives(9)
    again()

    assert told == [AlertKind.CLINICAL]


def test_a_technical_alert_is_urgent_whatever_its_level(worklist, service, again):
    told: list[AlertKind] = []
    worklist.urgent_arrived.connect(told.append)
    service.arrives(9, kind=AlertKind.TECHNICAL, level=AlertLevel.INFO)
    again()

    assert len(told) == 1


def test_a_change_by_somebody_else_shows_in_place(worklist, service, again):
    changed: list[object] = []
    worklist.rows_changed.connect(changed.append)
    service.done_by(2, made.THEO, ActionKind.CLAIM)
    again()

    assert changed == [[made.patient_id(2)]]
    assert worklist.row(made.patient_id(2)).row.claim.by == made.THEO
    assert shown(worklist) == [1, 2, 3]


def test_rows_that_did_not_change_are_not_told(worklist, again):
    changed: list[object] = []
    worklist.rows_changed.connect(changed.append)
    again()

    assert changed == []


def test_what_somebody_else_closed_stays_greyed_with_their_name(worklist, service, again):
    worklist.select(made.patient_id(2))
    service.done_by(2, made.THEO, ActionKind.CLOSE)
    again()

    row = worklist.row(made.patient_id(2))
    assert row.mark is RowMark.GONE
    assert row.gone_state is AlertState.CLOSED
    assert row.gone_by == made.THEO
    assert shown(worklist) == [1, 2, 3]


def test_a_greyed_row_goes_when_the_selection_leaves_it(worklist, service, again, heard):
    worklist.rows_removed.connect(heard.hear)
    worklist.select(made.patient_id(2))
    service.done_by(2, made.THEO, ActionKind.CLOSE)
    again()
    worklist.select(made.patient_id(3))

    assert shown(worklist) == [1, 3]
    assert heard.calls == [(1, 1)]


def test_a_greyed_row_elsewhere_stays_until_f5(worklist, service, again):
    worklist.select(made.patient_id(1))
    service.done_by(3, made.THEO, ActionKind.CLOSE)
    again()
    worklist.select(made.patient_id(2))

    assert shown(worklist) == [1, 2, 3]
    worklist.apply_new()
    assert shown(worklist) == [1, 2]


def test_a_greyed_row_that_comes_back_is_alive_again(worklist, service, again):
    service.done_by(2, made.THEO, ActionKind.ACKNOWLEDGE)
    again()
    assert worklist.row(made.patient_id(2)).mark is RowMark.GONE

    service.done_by(2, made.THEO, ActionKind.UNDO)
    again()
    assert worklist.row(made.patient_id(2)).mark is RowMark.NONE
    assert worklist.row(made.patient_id(2)).row.state is AlertState.NEW


def test_another_alert_of_the_same_patient_takes_the_place_of_the_first(worklist, service, again):
    service.rows[2] = made.row(2, alert_id=made.alert_id(77), level=AlertLevel.HIGH, rank=2)
    again()

    assert worklist.row(made.patient_id(2)).row.alert_id == made.alert_id(77)
    assert shown(worklist) == [1, 2, 3]


def test_an_empty_queue_is_empty_and_fills_by_itself(worklist, service, again):
    service.order.clear()
    worklist.apply_new()
    again()
    assert worklist.state == StoreState.EMPTY

    service.arrives(9)
    again()
    assert shown(worklist) == [9]
    assert worklist.state == StoreState.READY


def test_another_tab_never_shows_the_answer_for_the_first(qtbot, worklist, service):
    worklist.refresh()
    worklist.set_view(WorklistView.CLOSED)
    qtbot.waitUntil(lambda: worklist.state is StoreState.READY)

    asked = [
        each.url.params["view"] for each in service.requests if each.url.path.endswith("/worklist")
    ]
    assert asked[-1] == "closed"
    assert worklist.view is WorklistView.CLOSED


def test_without_contact_the_copy_stays_and_says_so(qtbot, worklist, service):
    def unreachable(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x")

    service.before.append(unreachable)
    with qtbot.waitSignal(worklist.state_changed):
        worklist.refresh()

    assert worklist.state == StoreState.STALE
    assert shown(worklist) == [1, 2, 3]
    service.before.clear()
    with qtbot.waitSignal(worklist.state_changed):
        worklist.refresh()
    assert worklist.state == StoreState.READY
    assert worklist.error is None


def test_a_first_reading_that_fails_is_an_error(qtbot, worklist, service):
    service.before.append(lambda _request: problem(503, ProblemCode.UNAVAILABLE))
    worklist.set_view(WorklistView.MINE)
    qtbot.waitUntil(lambda: worklist.state is StoreState.ERROR)

    assert worklist.error.support_code("TRI") == "TRI-503"


def test_no_right_shows_nothing(qtbot, worklist, service):
    service.before.append(lambda _request: problem(403, ProblemCode.FORBIDDEN))
    worklist.refresh()
    qtbot.waitUntil(lambda: worklist.state is StoreState.NO_RIGHT)

    assert shown(worklist) == []


def test_pages_are_read_on_demand_until_two_thousand(qtbot, worklist, service):
    service.order.clear()
    for number in range(2300, 0, -1):
        service.arrives(number)
    worklist.set_view(WorklistView.MINE)
    qtbot.waitUntil(lambda: len(worklist.rows) == 200)

    while worklist.can_load_more:
        with qtbot.waitSignal(worklist.rows_appended):
            worklist.load_more()

    assert len(worklist.rows) == MOST_ROWS
    assert worklist.is_truncated
    assert len({row.key for row in worklist.rows}) == MOST_ROWS


def test_a_long_list_is_read_as_far_as_it_is_shown(qtbot, worklist, service, again):
    service.order.clear()
    for number in range(450, 0, -1):
        service.arrives(number)
    worklist.set_view(WorklistView.MINE)
    qtbot.waitUntil(lambda: len(worklist.rows) == 200)
    with qtbot.waitSignal(worklist.rows_appended):
        worklist.load_more()
    service.done_by(399, made.THEO, ActionKind.CLAIM)
    for number in range(501, 511):
        service.arrives(number)
    again()

    assert worklist.row(made.patient_id(399)).row.claim.by == made.THEO
    assert worklist.row(made.patient_id(400)).mark is RowMark.NONE
    assert len(worklist.rows) == 400
    assert worklist.new_count > 0


def test_what_is_too_old_to_be_read_is_not_shown(worklist, connection, steady):
    steady.s += 12 * 3600
    connection.look()

    assert shown(worklist) == []
    assert worklist.state == StoreState.ERROR


def test_after_the_session_nothing_is_left(desk, worklist):
    desk.stop()

    assert shown(worklist) == []
    assert worklist.counts is None


def test_behind_a_locked_screen_only_counts_are_read(qtbot, desk, service):
    with qtbot.waitSignal(desk.worklist.refreshed):
        desk.worklist.refresh()
    rows, before = list(desk.worklist.rows), len(service.requests)

    service.arrives(9)
    desk.worklist.count_only(True)
    qtbot.waitUntil(lambda: len(service.requests) > before)
    qtbot.waitUntil(lambda: desk.worklist._pace.wait_ms is not None)
    assert {each.url.path for each in service.requests[before:]} == {"/api/v1/worklist/counts"}
    assert list(desk.worklist.rows) == rows

    with qtbot.waitSignal(desk.worklist.refreshed):
        desk.worklist.count_only(False)
    assert "/api/v1/worklist" in {each.url.path for each in service.requests[before:]}


def test_a_reading_that_nobody_is_signed_in_for_is_no_end_of_reading(desk):
    """H-07: a queue that is read no more would look as fresh as ever."""
    desk.worklist._fail(SignInNeeded("sign_in_required"))

    assert desk.worklist.state is StoreState.STALE
    assert desk.worklist._pace.wait_ms is not None
