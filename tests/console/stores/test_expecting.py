"""What is expected of a patient: sent once, never guessed, and on screen whoever decided it."""

import json

import httpx
import pytest

from console.errors import Offline
from console.stores.expecting import ExceptionAct
from console.stores.intentions import Intention
from console.stores.states import ActState, StoreState
from services.contract.enums import ExceptionEnd, ExceptionKind
from services.contract.rule_exceptions import RuleExceptionAsk
from tests.console import made

ASK = RuleExceptionAsk(
    kind=ExceptionKind.EXPECTED, item="fatigue", level=2, days=7, reason="Vue en consultation."
)
ALERT = made.alert_id(1)


@pytest.fixture
def acts(desk):
    """The intents."""
    return desk.actions


@pytest.fixture
def alert(qtbot, desk):
    """The alert on screen."""
    desk.details.show(ALERT, 1)
    qtbot.waitUntil(lambda: desk.details.shown.state is StoreState.READY)
    return desk.details.shown.alert


@pytest.fixture
def settled(qtbot):
    """Waits until an intention has come to its end."""

    def wait(intention: Intention, state: ActState = ActState.DONE) -> Intention:
        qtbot.waitUntil(lambda: intention.is_settled)
        assert intention.state is state
        return intention

    return wait


def sent(service) -> list[httpx.Request]:
    """What was asked about exceptions."""
    return [each for each in service.requests if "/rule-exceptions" in each.url.path]


def lose(service, count: int) -> None:
    """The service acts, and its answers get lost."""
    left = iter(range(count))

    def cut(request: httpx.Request) -> None:
        if "/rule-exceptions" in request.url.path and next(left, None) is not None:
            raise httpx.ReadTimeout("lost")

    service.after.append(cut)


def test_it_is_on_screen_with_the_answer_of_one_request(desk, acts, alert, service, settled):
    before = len(service.requests)
    settled(acts.expect(alert, ASK))

    [shown] = desk.details.shown.alert.exceptions
    assert (shown.item, shown.in_force) == ("fatigue", True)
    [request] = sent(service)
    assert json.loads(request.content)["reason"] == ASK.reason
    # The version of the alert has nothing to do with it.
    assert "If-Match" not in request.headers
    first = service.requests[before:]
    assert [each.url.path for each in first if "/alerts/" in each.url.path] == []


def test_an_answer_that_is_lost_is_unknown_until_the_same_intention_is_answered(
    desk, acts, alert, service, settled, steady, qtbot
):
    lose(service, 1)
    intention = acts.expect(alert, ASK)
    qtbot.waitUntil(lambda: intention.state is ActState.CHECKING)
    assert desk.details.shown.alert.exceptions == []
    steady.s += 2
    acts.look()
    settled(intention)

    assert len({each.headers["Idempotency-Key"] for each in sent(service)}) == 1
    assert len(service.details[ALERT].exceptions) == 1
    assert len(desk.details.shown.alert.exceptions) == 1


@pytest.mark.parametrize("was_done", [True, False])
def test_too_late_to_send_again_the_alert_says_what_became_of_it(
    acts, alert, service, settled, steady, qtbot, was_done
):
    if was_done:
        lose(service, 1)
    else:
        service.before.append(_unreachable)
    intention = acts.expect(alert, ASK)
    qtbot.waitUntil(lambda: intention.again_s is not None)
    service.before.clear()
    steady.s += 200
    acts.look()

    settled(intention, ActState.DONE if was_done else ActState.NOT_SENT)
    assert len(service.details[ALERT].exceptions) == int(was_done)


def _unreachable(request: httpx.Request) -> httpx.Response | None:
    if "/rule-exceptions" in request.url.path:
        raise httpx.ReadTimeout("cut")
    return None


def test_who_comes_second_is_told_and_sees_what_the_first_decided(
    desk, acts, alert, service, settled, qtbot
):
    service.expects(ALERT, made.exception(alert, ASK, made.NOW, made.THEO))

    settled(acts.expect(alert, ASK), ActState.CONFLICT)

    qtbot.waitUntil(lambda: desk.details.shown.state is StoreState.READY)
    [shown] = desk.details.shown.alert.exceptions
    assert shown.by == made.THEO


def test_undo_ends_what_was_just_made(desk, acts, alert, service, settled):
    settled(acts.expect(alert, ASK))
    assert acts.undoable.kind is ExceptionAct.EXPECT

    undone = settled(acts.undo())

    assert undone.kind is ExceptionAct.END
    assert sent(service)[-1].headers["If-Match"] == '"1"'
    [shown] = desk.details.shown.alert.exceptions
    assert (shown.ended, shown.in_force) == (ExceptionEnd.WITHDRAWN, False)
    assert acts.undoable is None


def test_after_ten_seconds_it_is_no_longer_undone_by_a_key(acts, alert, settled, steady):
    settled(acts.expect(alert, ASK))
    steady.s += 11
    acts.look()

    assert acts.undoable is None


def test_one_is_ended_at_the_version_that_was_seen(desk, acts, alert, service, settled):
    settled(acts.expect(alert, ASK))
    shown = desk.details.shown.alert
    seen = shown.exceptions[0]
    service.expects(ALERT, made.ended(seen, made.NOW, made.THEO))

    settled(acts.end_expected(shown, seen), ActState.CONFLICT)


def test_an_act_on_the_alert_in_between_does_not_change_what_is_ended(
    desk, acts, alert, service, settled
):
    """Both wait in one queue; the version of the alert is not that of the exception."""
    settled(acts.expect(alert, ASK))
    shown = desk.details.shown.alert
    acts.note(shown, "Vue")
    settled(acts.end_expected(shown, shown.exceptions[0]))

    assert sent(service)[-1].headers["If-Match"] == '"1"'


def test_offline_nothing_is_decided(acts, alert, service, settled, connection, steady):
    connection.report(False)
    steady.s += 6

    refused = settled(acts.expect(alert, ASK), ActState.NOT_SENT)

    assert isinstance(refused.error, Offline)
    assert sent(service) == []


def test_what_a_colleague_decides_comes_with_the_list(desk, alert, service, qtbot):
    """The alert has the version that is known; what is expected of its patient has another."""
    service.expects(ALERT, made.exception(alert, ASK, made.NOW, made.THEO))
    desk.worklist.refresh()
    qtbot.waitUntil(lambda: desk.worklist.rows[0].row.expected_version == 1)
    row = desk.worklist.rows[0].row
    desk.details.show(row.alert_id, row.alert_version, row.expected_version)

    qtbot.waitUntil(lambda: len(desk.details.shown.alert.exceptions) == 1)


def test_an_older_answer_never_takes_the_place_of_a_newer_one(desk, acts, alert, settled):
    settled(acts.expect(alert, ASK))

    desk.details.settle(alert)

    assert len(desk.details.get(ALERT).exceptions) == 1
