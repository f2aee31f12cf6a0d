"""What this console says of the surveillance rests on proofs and on its own clock (H-01)."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from console.stores.surveillance import SurveillanceStore, Verdict
from services.contract.surveillance import SurveillanceHealth, SurveillanceState
from tests.console import made

FIRST = made.NOW


def health(
    proof_at: datetime | None = FIRST,
    age_s: int | None = 12,
    state: SurveillanceState = SurveillanceState.OK,
    gaps: int = 0,
) -> SurveillanceHealth:
    """What a service says."""
    return SurveillanceHealth(
        state=state, last_proof_at=proof_at, age_s=age_s, open_gaps=gaps, parts=[], as_of=FIRST
    )


@pytest.fixture
def store(root, jobs, signed_in, steady, service) -> Iterator[SurveillanceStore]:
    """A store that has just begun to ask."""
    service.health = health()
    made_store = SurveillanceStore(jobs, signed_in, root, steady=steady)
    yield made_store
    made_store.stop()


@pytest.fixture
def ask(qtbot, store, jobs, service) -> Callable[..., Verdict]:
    """The service says something, and the console asks it."""

    def said(told: SurveillanceHealth | None = None) -> Verdict:
        service.health = told or service.health
        store.ask()
        qtbot.waitUntil(lambda: jobs.pending_count == 0)
        verdict: Verdict = store.verdict
        return verdict

    return said


@pytest.fixture
def pass_time(store, steady) -> Callable[[float], Verdict]:
    """Seconds go by on this machine."""

    def later(seconds: float) -> Verdict:
        steady.s += seconds
        verdict: Verdict = store.verdict
        return verdict

    return later


def test_nothing_is_said_before_the_first_proof(store, pass_time):
    assert store.verdict is Verdict.AWAITED
    assert pass_time(299) is Verdict.AWAITED
    assert pass_time(1) is Verdict.DOWN
    assert not store.is_proved


def test_a_proof_is_as_old_as_the_service_says_and_then_as_this_clock_says(store, ask, pass_time):
    assert ask() is Verdict.PROVED
    assert store.age() == timedelta(seconds=12)
    pass_time(30)
    assert store.age() == timedelta(seconds=42)


def test_it_is_late_from_two_minutes_and_down_from_five(ask, pass_time):
    ask(health(age_s=0))

    assert pass_time(119) is Verdict.PROVED
    assert pass_time(1) is Verdict.LATE
    assert pass_time(179) is Verdict.LATE
    assert pass_time(1) is Verdict.DOWN


def test_the_same_proof_again_is_none(ask, pass_time):
    """A frozen clock, a cache, a replay: cheerful for ever."""
    verdicts = []
    for _ in range(30):
        verdicts.append(ask(health(age_s=0)))
        pass_time(15)

    assert verdicts[:8] == [Verdict.PROVED] * 8
    assert verdicts[8:20] == [Verdict.LATE] * 12
    assert set(verdicts[20:]) == {Verdict.DOWN}


def test_two_old_proofs_in_turn_are_none_either(ask, pass_time):
    old = [health(FIRST, 0), health(FIRST + timedelta(minutes=1), 0)]
    for turn in range(40):
        ask(old[turn % 2])
        pass_time(15)

    assert ask() is Verdict.DOWN


def test_new_proofs_keep_it_green_whatever_the_clock_over_there_does(ask, pass_time):
    for turn in range(40):
        back = timedelta(hours=-3) if turn > 20 else timedelta()
        assert ask(health(FIRST + back + timedelta(seconds=60 * turn), 0)) is Verdict.PROVED
        pass_time(60)


def test_silence_turns_it_red(ask, pass_time, service):
    ask(health(age_s=0))

    def _lost(request: httpx.Request) -> httpx.Response | None:
        raise httpx.ReadTimeout("frozen", request=request)

    service.before.append(_lost)
    for _ in range(19):
        pass_time(15)
        assert ask() in {Verdict.PROVED, Verdict.LATE}
    pass_time(15)

    assert ask() is Verdict.DOWN


def test_the_service_makes_it_worse_at_once(ask):
    assert ask(health(state=SurveillanceState.PARTIAL)) is Verdict.INCOMPLETE
    assert ask(health(state=SurveillanceState.DOWN)) is Verdict.DOWN
    assert ask(health(gaps=2)) is Verdict.GAP


def test_the_service_cannot_make_it_better(ask, pass_time):
    ask(health(age_s=290))
    pass_time(10)

    assert ask(health(age_s=0)) is Verdict.DOWN


@pytest.mark.parametrize("told", [health(None, None), health(None, 0), health(FIRST, None)])
def test_a_word_without_a_proof_is_no_proof(ask, told: SurveillanceHealth):
    assert ask(told) is Verdict.AWAITED


def test_what_the_answer_took_on_its_way_counts_as_age(store, ask, service, steady):
    def _slow(_request: httpx.Request) -> None:
        steady.s += 9

    service.before.append(_slow)
    ask(health(age_s=1))

    assert store.age() == timedelta(seconds=10)


def test_a_changed_verdict_is_told_once(store, ask, pass_time, heard):
    store.changed.connect(heard.hear)
    ask(health(age_s=0))
    store.look()
    assert len(heard.calls) == 1

    pass_time(120)
    store.look()
    store.look()

    assert len(heard.calls) == 2


def test_it_asks_again_by_itself(qtbot, store, service, jobs):
    store._poll.setInterval(1)
    store.start()
    asked: Any = service.paths

    qtbot.waitUntil(lambda: asked("GET").count("/health/surveillance") >= 3)
    store.stop()
    qtbot.waitUntil(lambda: jobs.pending_count == 0)

    assert store.verdict is Verdict.AWAITED


def test_nothing_is_kept_of_an_ended_session(store, ask):
    ask()
    store.stop()

    assert store.verdict is Verdict.AWAITED
    assert store.parts == []
