"""Several acknowledgements in one go: each has its own outcome, and one undo takes all back."""

import threading

import httpx
import pytest

from console.stores.desk import TriageDesk
from console.stores.states import ActState
from services.contract.enums import ActionKind, AlertLevel, AlertState
from tests.console import made

NUMBERS = (1, 2, 3)


@pytest.fixture
def acts(desk: TriageDesk):
    return desk.actions


@pytest.fixture
def seen(service):
    """The three rows as they stand, at level Info."""
    for number in NUMBERS:
        service.rows[number] = service.rows[number].model_copy(
            update={"level": AlertLevel.INFO, "rank": 4}
        )
    return [(made.alert_id(number), 1) for number in NUMBERS]


def _states(service) -> list[AlertState]:
    return [service.details[made.alert_id(number)].state for number in NUMBERS]


def test_each_is_an_act_of_its_own(qtbot, acts, seen, service):
    batch = acts.acknowledge_together(seen)
    qtbot.waitUntil(lambda: batch.is_settled)

    assert [each.state for each in batch.intentions] == [ActState.DONE] * 3
    assert len({each.key for each in batch.intentions}) == 3
    assert _states(service) == [AlertState.ACKNOWLEDGED] * 3
    sent = [path for path in service.paths() if path.endswith("/acknowledge")]
    assert len(sent) == 3


def test_one_undo_takes_all_of_it_back(qtbot, acts, seen, service):
    batch = acts.acknowledge_together(seen)
    qtbot.waitUntil(lambda: batch.is_settled)
    assert acts.can_undo
    acts.undo()
    qtbot.waitUntil(lambda: _states(service) == [AlertState.NEW] * 3)
    qtbot.waitUntil(lambda: acts.under_way_count == 0)

    assert not acts.can_undo
    assert batch.reversal is not None
    assert len(batch.reversal.done) == 3


def test_who_was_faster_keeps_theirs_and_the_others_stand(qtbot, acts, seen, service):
    service.done_by(2, made.THEO, ActionKind.ACKNOWLEDGE)
    batch = acts.acknowledge_together(seen)
    qtbot.waitUntil(lambda: batch.is_settled)

    assert [each.alert_id for each in batch.failed] == [made.alert_id(2)]
    assert batch.failed[0].state is ActState.CONFLICT
    assert batch.failed[0].current.by == made.THEO
    assert len(batch.done) == 2

    acts.undo()
    qtbot.waitUntil(lambda: acts.under_way_count == 0)
    assert _states(service) == [AlertState.NEW, AlertState.ACKNOWLEDGED, AlertState.NEW]
    assert service.details[made.alert_id(2)].owner == made.THEO


def test_what_is_still_on_its_way_is_taken_back_as_soon_as_it_is_done(qtbot, acts, seen, service):
    is_free = threading.Event()

    def slow(request: httpx.Request) -> httpx.Response | None:
        if request.url.path.endswith(f"{made.alert_id(3)}/acknowledge"):
            is_free.wait(10)
        return None

    service.before.append(slow)
    batch = acts.acknowledge_together(seen)
    qtbot.waitUntil(lambda: len(batch.done) == 2)
    acts.undo()
    is_free.set()
    qtbot.waitUntil(lambda: batch.is_settled and acts.under_way_count == 0)

    assert _states(service) == [AlertState.NEW] * 3


def _held_back(service, number: int, act: str) -> threading.Event:
    """The service answers one act only when it is let free."""
    is_free = threading.Event()

    def slow(request: httpx.Request) -> httpx.Response | None:
        if request.url.path.endswith(f"{made.alert_id(number)}/{act}"):
            is_free.wait(10)
        return None

    service.before.append(slow)
    return is_free


def test_what_was_done_meanwhile_is_what_undo_reverses_and_never_the_others_name(
    qtbot, acts, seen, service
):
    """A slow batch that ends after a later act on another patient does not offer its own undo."""
    is_free = _held_back(service, 2, "acknowledge")
    batch = acts.acknowledge_together(seen[:2])
    qtbot.waitUntil(lambda: len(batch.done) == 1)
    later = acts.claim(service.details[made.alert_id(3)])
    qtbot.waitUntil(lambda: later.is_settled)
    is_free.set()
    qtbot.waitUntil(lambda: batch.is_settled and acts.under_way_count == 0)

    assert not any(acts.takes_back(each) for each in batch.intentions)
    assert acts.takes_back(later)
    assert acts.undoable.alert_id == made.alert_id(3)


def test_an_earlier_act_that_ends_during_the_batch_is_not_what_undo_reverses(
    qtbot, acts, seen, service
):
    is_free = _held_back(service, 3, "claim")
    earlier = acts.claim(service.details[made.alert_id(3)])
    batch = acts.acknowledge_together(seen[:2])
    qtbot.waitUntil(lambda: batch.is_settled)
    is_free.set()
    qtbot.waitUntil(lambda: earlier.is_settled)

    assert not acts.takes_back(earlier)
    acts.undo()
    qtbot.waitUntil(lambda: acts.under_way_count == 0)
    assert _states(service) == [AlertState.NEW] * 3
    assert service.details[made.alert_id(3)].claim is not None


def test_an_undo_before_anything_is_done_takes_all_back_too(qtbot, acts, seen, service):
    is_free = threading.Event()

    def slow(request: httpx.Request) -> httpx.Response | None:
        if request.url.path.endswith("/acknowledge"):
            is_free.wait(10)
        return None

    service.before.append(slow)
    batch = acts.acknowledge_together(seen)
    assert acts.can_undo
    assert acts.undo() is None
    is_free.set()
    qtbot.waitUntil(lambda: batch.is_settled and acts.under_way_count == 0)

    assert _states(service) == [AlertState.NEW] * 3


def test_the_next_act_ends_the_undo_of_all(qtbot, acts, seen, service):
    batch = acts.acknowledge_together(seen)
    qtbot.waitUntil(lambda: batch.is_settled)
    acts.note(service.details[made.alert_id(1)], "x")

    assert not acts.can_undo


def test_when_the_first_may_no_longer_be_undone_none_is(qtbot, acts, seen, steady):
    batch = acts.acknowledge_together(seen)
    qtbot.waitUntil(lambda: batch.is_settled)
    steady.s += 11
    acts.look()

    assert not acts.can_undo


def test_an_unknown_outcome_is_settled_by_sending_the_same_again(
    qtbot, acts, seen, service, steady
):
    lost: list[httpx.Request] = []

    def lose(request: httpx.Request) -> httpx.Response | None:
        if request.url.path.endswith(f"{made.alert_id(2)}/acknowledge") and not lost:
            lost.append(request)
            raise httpx.ReadError("x")
        return None

    service.after.append(lose)
    batch = acts.acknowledge_together(seen)
    qtbot.waitUntil(lambda: len(batch.done) == 2)
    assert not batch.is_settled
    steady.s += 5
    qtbot.waitUntil(lambda: batch.is_settled)

    assert len(batch.done) == 3
    keys = [
        each.headers["Idempotency-Key"]
        for each in service.requests
        if each.url.path.endswith(f"{made.alert_id(2)}/acknowledge")
    ]
    assert len(keys) == 2
    assert len(set(keys)) == 1
