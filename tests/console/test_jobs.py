"""Work off the GUI thread and its way back."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QThread

from console.errors import Offline, Unexpected
from console.jobs import Jobs, Lane


class Owner(QObject):
    """Remembers what came back, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[object] = []
        self.threads: set[QThread] = set()

    def done(self, *outcome: object) -> None:
        self.threads.add(QThread.currentThread())
        self.results.append(outcome[0] if len(outcome) == 1 else outcome)

    def failed(self, *outcome: object) -> None:
        self.threads.add(QThread.currentThread())
        self.errors.append(outcome[-1])


@pytest.fixture
def owner() -> Owner:
    return Owner()


def test_a_result_comes_back_on_the_gui_thread(qtbot, jobs, owner):
    jobs.submit(owner, threading.get_ident, owner.done, owner.failed)
    qtbot.waitUntil(lambda: owner.results != [])

    assert owner.results != [threading.get_ident()]
    assert owner.threads == {QThread.currentThread()}


def test_an_error_of_ours_comes_back_as_it_is(qtbot, jobs, owner):
    error = Offline("ConnectError")

    def call() -> None:
        raise error

    jobs.submit(owner, call, owner.done, owner.failed)
    qtbot.waitUntil(lambda: owner.errors != [])

    assert owner.errors == [error]


def test_any_other_fault_becomes_unexpected_without_its_text(qtbot, jobs, owner, caplog):
    def call() -> None:
        raise ValueError("KERMARREC")

    jobs.submit(owner, call, owner.done, owner.failed)
    qtbot.waitUntil(lambda: owner.errors != [])

    assert isinstance(owner.errors[0], Unexpected)
    assert "KERMARREC" not in str(owner.errors[0])
    assert "KERMARREC" not in caplog.text
    assert caplog.records[0].error == "ValueError"


def test_the_outcome_for_an_owner_that_is_gone_is_dropped(qtbot, jobs, owner):
    may_end = threading.Event()
    results = owner.results

    jobs.submit(owner, may_end.wait, owner.done, owner.failed)
    owner.deleteLater()
    del owner
    qtbot.wait(0)
    may_end.set()
    qtbot.waitUntil(lambda: jobs.pending_count == 0)

    assert results == []


def test_a_newer_job_of_the_same_key_supersedes_the_older(qtbot, jobs, owner):
    may_end = threading.Event()

    jobs.submit(owner, lambda: may_end.wait() and "old", owner.done, owner.failed, key="shown")
    jobs.submit(owner, lambda: "new", owner.done, owner.failed, key="shown")
    may_end.set()
    qtbot.waitUntil(lambda: jobs.pending_count == 0)

    assert owner.results == ["new"]


def test_a_superseded_job_that_has_not_begun_never_runs(qtbot, owner):
    one_worker = Jobs(threads=1)
    may_end = threading.Event()
    ran = []

    one_worker.submit(owner, may_end.wait, owner.done, owner.failed)
    one_worker.submit(owner, lambda: ran.append("old"), owner.done, owner.failed, key="shown")
    one_worker.submit(owner, lambda: ran.append("new"), owner.done, owner.failed, key="shown")
    may_end.set()
    qtbot.waitUntil(lambda: one_worker.pending_count == 0)

    assert ran == ["new"]
    assert one_worker.close()


def test_keys_of_two_owners_do_not_meet(qtbot, jobs, owner):
    other = Owner()

    jobs.submit(owner, lambda: 1, owner.done, owner.failed, key="read")
    jobs.submit(other, lambda: 2, other.done, other.failed, key="read")
    qtbot.waitUntil(lambda: owner.results == [1] and other.results == [2])


def test_what_a_job_is_about_comes_first(qtbot, jobs, owner):
    jobs.submit(owner, lambda: 7, owner.done, owner.failed, about="alert")
    qtbot.waitUntil(lambda: owner.results == [("alert", 7)])


def test_about_none_is_something_to_be_about(qtbot, jobs, owner):
    jobs.submit(owner, lambda: 7, owner.done, owner.failed, about=None)
    qtbot.waitUntil(lambda: owner.results == [(None, 7)])


def test_the_serial_lane_keeps_its_order(qtbot, jobs, owner):
    for number in range(20):
        jobs.submit(owner, lambda number=number: number, owner.done, owner.failed, lane=Lane.SERIAL)
    qtbot.waitUntil(lambda: len(owner.results) == 20)

    assert owner.results == list(range(20))


def test_a_cancelled_job_says_nothing(qtbot, jobs, owner):
    may_end = threading.Event()

    job = jobs.submit(owner, may_end.wait, owner.done, owner.failed)
    job.cancel()
    may_end.set()
    qtbot.waitUntil(lambda: jobs.pending_count == 0)

    assert owner.results == []


def test_closing_lets_the_serial_lane_end_and_takes_nothing_more(qtbot, owner):
    dispatcher = Jobs()
    ran = []

    dispatcher.submit(
        owner, lambda: ran.append("sign out"), owner.done, owner.failed, lane=Lane.SERIAL
    )
    assert dispatcher.close()
    dispatcher.submit(owner, lambda: ran.append("late"), owner.done, owner.failed)

    assert ran == ["sign out"]
    assert owner.results == []


def test_five_hundred_outcomes_lose_none(qtbot, jobs, owner):
    for number in range(500):
        jobs.submit(owner, lambda number=number: number, owner.done, owner.failed)
    qtbot.waitUntil(lambda: len(owner.results) == 500)

    assert sorted(owner.results) == list(range(500))


class _Read:
    """Something that a call read or was given."""


@pytest.mark.parametrize("lane", list(Lane))
def test_nothing_keeps_what_a_finished_job_was_given_and_read(qtbot, jobs, owner, lane):
    given, read = _Read(), _Read()
    held = [weakref.ref(given), weakref.ref(read)]

    jobs.submit(
        owner, lambda given=given, read=read: (given, read)[1], owner.done, owner.failed, lane=lane
    )
    del given, read
    qtbot.waitUntil(lambda: owner.results != [])
    owner.results.clear()

    qtbot.waitUntil(lambda: gc.collect() >= 0 and all(each() is None for each in held))


def test_an_error_that_stays_on_screen_holds_nothing_of_its_call(qtbot, jobs, owner):
    def fail(secret: _Read) -> None:
        try:
            raise ValueError(secret)
        except ValueError:
            raise Offline("ReadTimeout") from None

    secret = _Read()
    held = weakref.ref(secret)

    jobs.submit(owner, lambda secret=secret: fail(secret), owner.done, owner.failed)
    del secret
    qtbot.waitUntil(lambda: owner.errors != [])

    qtbot.waitUntil(lambda: gc.collect() >= 0 and held() is None)
    assert isinstance(owner.errors[0], Offline)
