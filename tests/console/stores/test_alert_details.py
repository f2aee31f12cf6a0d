"""The detail pane: from the cache at once, else the newest wish; openings after 300 ms."""

import threading

import httpx
import pytest

from console.stores import alert_details
from console.stores.alert_details import AlertDetailsStore
from console.stores.desk import TriageDesk
from console.stores.states import StoreState
from services.contract.enums import ActionKind
from services.contract.problems import ProblemCode
from tests.console import made
from tests.console.stand_in import problem


@pytest.fixture
def details(desk: TriageDesk) -> AlertDetailsStore:
    """The pane."""
    return desk.details


def ids(*numbers):
    return [(made.alert_id(number), 1, 0) for number in numbers]


def reads(service) -> list[str]:
    """Which alerts were read one by one."""
    paths = [path.removeprefix("/api/v1/alerts/") for path in service.paths("GET")]
    return [path for path in paths if path and "/" not in path and path != "batch"]


def openings(service) -> list[str]:
    return [path for path in service.paths() if path.endswith("/opened")]


def test_what_is_not_here_is_loading_and_then_there(qtbot, details):
    details.show(made.alert_id(1), 1)
    assert details.shown.state == StoreState.LOADING

    qtbot.waitUntil(lambda: details.shown.state is StoreState.READY)
    assert details.shown.alert.id == made.alert_id(1)


def test_what_was_fetched_ahead_is_there_at_once(qtbot, details, service):
    details.around(ids(1, 2, 3))
    qtbot.waitUntil(lambda: details.get(made.alert_id(3)) is not None)
    details.show(made.alert_id(2), 1)

    assert details.shown.state == StoreState.READY
    assert reads(service) == []


def test_rows_around_are_fetched_in_batches_of_fifty_nearest_first(qtbot, details, service):
    for number in range(4, 121):
        service.arrives(number)
    details.around(ids(*range(1, 121)))
    qtbot.waitUntil(lambda: details.get(made.alert_id(120)) is not None)

    batches = [
        each.url.params.get_list("id")
        for each in service.requests
        if each.url.path.endswith("/batch")
    ]
    assert [len(batch) for batch in batches] == [50, 50, 20]
    assert batches[0][0] == str(made.alert_id(1))


def test_what_is_here_is_not_fetched_again(qtbot, details, service):
    details.around(ids(1, 2))
    qtbot.waitUntil(lambda: details.get(made.alert_id(2)) is not None)
    details.around(ids(2, 1, 3))
    qtbot.waitUntil(lambda: details.get(made.alert_id(3)) is not None)

    batches = [
        each.url.params.get_list("id")
        for each in service.requests
        if each.url.path.endswith("/batch")
    ]
    assert batches[1] == [str(made.alert_id(3))]


def test_a_newer_version_is_fetched_while_the_older_is_shown(qtbot, details, service):
    details.around(ids(1))
    qtbot.waitUntil(lambda: details.get(made.alert_id(1)) is not None)
    service.done_by(1, made.THEO, ActionKind.NOTE)
    details.show(made.alert_id(1), 2)

    assert details.shown.state == StoreState.LOADING
    assert details.shown.alert.version == 1
    qtbot.waitUntil(lambda: details.shown.state is StoreState.READY)
    assert details.shown.alert.version == 2


def test_holding_j_reads_only_where_it_stops(qtbot, details, service):
    for number in range(4, 101):
        service.arrives(number)
    for number in range(1, 101):
        details.show(made.alert_id(number), 1)
    qtbot.waitUntil(lambda: details.shown.state is StoreState.READY)

    assert details.shown.alert.id == made.alert_id(100)
    assert reads(service) == [str(made.alert_id(100))]


def test_a_slow_answer_never_replaces_a_newer_wish(qtbot, details, service):
    may_answer = threading.Event()

    def slow(request: httpx.Request) -> None:
        if request.url.path.endswith(str(made.alert_id(1))):
            may_answer.wait(10)

    service.before.append(slow)
    details.show(made.alert_id(1), 1)
    qtbot.waitUntil(lambda: str(made.alert_id(1)) in reads(service))
    details.show(made.alert_id(2), 1)
    qtbot.waitUntil(lambda: details.shown.state is StoreState.READY)
    may_answer.set()
    qtbot.waitUntil(lambda: details._jobs.pending_count == 0)

    assert details.shown.alert.id == made.alert_id(2)


def test_an_opening_is_recorded_once_it_was_on_screen(qtbot, details, service):
    details.show(made.alert_id(1), 1, is_opened=True)
    qtbot.waitUntil(lambda: len(openings(service)) == 1)

    request = next(each for each in service.requests if each.url.path.endswith("/opened"))
    assert request.headers["Idempotency-Key"]


def test_passing_by_is_no_opening(qtbot, details, service):
    details.around(ids(1, 2, 3))
    qtbot.waitUntil(lambda: details.get(made.alert_id(3)) is not None)
    details.show(made.alert_id(1), 1, is_opened=True)
    details.show(made.alert_id(2), 1, is_opened=True)
    details.show(made.alert_id(3), 1, is_opened=True)
    qtbot.waitUntil(lambda: openings(service) != [])

    assert openings(service) == [f"/api/v1/alerts/{made.alert_id(3)}/opened"]


def test_the_same_alert_in_a_newer_version_is_not_opened_again(qtbot, details, service):
    details.show(made.alert_id(1), 1, is_opened=True)
    qtbot.waitUntil(lambda: len(openings(service)) == 1)
    service.done_by(1, made.THEO, ActionKind.NOTE)
    details.show(made.alert_id(1), 2, is_opened=True)
    qtbot.waitUntil(lambda: details.shown.alert.version == 2)

    assert not details._opened_timer.isActive()


def test_what_nobody_chose_is_shown_and_is_no_opening(qtbot, details, service):
    """A list that changes by itself would keep the session of an empty chair alive (R-SES-02)."""
    details.show(made.alert_id(1), 1, is_opened=True)
    qtbot.waitUntil(lambda: len(openings(service)) == 1)
    details.show(made.alert_id(2), 1)
    qtbot.waitUntil(lambda: details.shown.state is StoreState.READY)

    assert not details._opened_timer.isActive()
    assert openings(service) == [f"/api/v1/alerts/{made.alert_id(1)}/opened"]


def test_an_act_that_was_answered_shows_its_version(qtbot, details, service):
    details.show(made.alert_id(1), 1)
    qtbot.waitUntil(lambda: details.shown.state is StoreState.READY)
    service.done_by(1, made.CLAIRE, ActionKind.CLAIM)
    details.settle(service.details[made.alert_id(1)])

    assert details.shown.alert.version == 2


def test_an_older_answer_never_replaces_a_newer_one(details, service):
    old = service.details[made.alert_id(1)]
    service.done_by(1, made.CLAIRE, ActionKind.CLAIM)
    details.settle(service.details[made.alert_id(1)])
    details.settle(old)

    assert details.get(made.alert_id(1)).version == 2


def test_a_failure_leaves_the_copy_and_says_that_it_is_old(qtbot, details, service):
    details.show(made.alert_id(1), 1)
    qtbot.waitUntil(lambda: details.shown.state is StoreState.READY)
    service.before.append(lambda _request: problem(503, ProblemCode.UNAVAILABLE))
    details.show(made.alert_id(1), 2)
    qtbot.waitUntil(lambda: details.shown.state is StoreState.STALE)

    assert details.shown.alert.version == 1
    service.before.clear()
    details.retry()
    qtbot.waitUntil(lambda: details.shown.state is StoreState.READY)


def test_a_failure_without_a_copy_is_an_error(qtbot, details, service):
    service.before.append(lambda _request: problem(503, ProblemCode.UNAVAILABLE))
    details.show(made.alert_id(1), 1)

    qtbot.waitUntil(lambda: details.shown.state is StoreState.ERROR)


def test_an_alert_of_another_unit_is_no_right_and_not_kept(qtbot, details, service):
    details.around(ids(1))
    qtbot.waitUntil(lambda: details.get(made.alert_id(1)) is not None)
    service.before.append(lambda _request: problem(404, ProblemCode.NOT_FOUND))
    details.show(made.alert_id(1), 2)
    qtbot.waitUntil(lambda: details.shown.state is StoreState.NO_RIGHT)

    assert details.shown.alert is None
    assert details.get(made.alert_id(1)) is None


def test_four_hundred_are_kept_and_the_one_on_screen_is_not_the_first_to_go(details, monkeypatch):
    monkeypatch.setattr(alert_details, "MOST_KEPT", 10)
    details.settle(made.detail(1))
    details.show(made.alert_id(1), 1)
    for number in range(2, 11):
        details.settle(made.detail(number))
    details.show(made.alert_id(1), 1)
    details.settle(made.detail(11))

    assert details.get(made.alert_id(2)) is None
    assert details.get(made.alert_id(1)) is not None


def test_nothing_selected_shows_nothing(qtbot, details):
    details.show(made.alert_id(1), 1)
    details.hide()

    assert details.shown.alert_id is None
    assert details.shown.state == StoreState.EMPTY


def test_after_the_session_nothing_is_kept(qtbot, desk, details):
    details.show(made.alert_id(1), 1)
    qtbot.waitUntil(lambda: details.shown.state is StoreState.READY)
    desk.stop()

    assert details.get(made.alert_id(1)) is None
    assert details.shown.alert is None
