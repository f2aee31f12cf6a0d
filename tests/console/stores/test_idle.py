"""Only what a hand does counts as somebody being there (R-DSK-05)."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QWindow
from PySide6.QtTest import QTest

from console.stores.idle import SLEPT_S, WARNED_BEFORE_S, IdleWatch
from tests.console.conftest import Heard


@pytest.fixture
def watch(root, steady):
    """Counting 5 minutes, ticked by the test."""
    made = IdleWatch(root, steady)
    made.start(5)
    return made


@pytest.fixture
def window(qtbot, watch):
    """A window that is watched."""
    made = QWindow()
    made.resize(200, 100)
    made.show()
    qtbot.waitUntil(made.isExposed)
    watch.watch(made)
    yield made
    watch.watch(None)
    made.destroy()


def _pass(watch, steady, seconds: float) -> None:
    """Time passes in the steps of a clock that ticks."""
    for _ in range(int(seconds)):
        steady.s += 1
        watch.look()


def test_thirty_seconds_before_the_end_it_warns_and_then_it_ends(watch, steady, heard):
    watch.warned.connect(heard.hear)
    ended = Heard(watch)
    watch.idle.connect(ended.hear)

    _pass(watch, steady, 300 - WARNED_BEFORE_S - 1)
    assert heard.calls == []
    _pass(watch, steady, 1)
    assert heard.calls == [(True,)]
    _pass(watch, steady, WARNED_BEFORE_S - 1)
    assert ended.calls == []
    _pass(watch, steady, 1)
    assert ended.calls == [()]
    assert heard.calls == [(True,), (False,)]


@pytest.mark.parametrize(("asked", "minutes"), [(0, 1), (-3, 1), (1, 1), (15, 15), (90, 15)])
def test_it_cannot_be_switched_off(root, steady, heard, asked, minutes):
    watch = IdleWatch(root, steady)
    watch.idle.connect(heard.hear)
    watch.start(asked)

    _pass(watch, steady, minutes * 60 - 1)
    assert heard.calls == []
    _pass(watch, steady, 1)
    assert heard.calls == [()]


def test_a_key_in_the_last_half_minute_takes_the_warning_away(watch, steady, heard, window):
    _pass(watch, steady, 290)
    watch.warned.connect(heard.hear)

    QTest.keyClick(window, Qt.Key.Key_Shift)

    assert heard.calls == [(False,)]
    _pass(watch, steady, 269)
    assert heard.calls == [(False,)]


def test_a_mouse_that_moves_counts_and_one_that_lies_still_does_not(watch, steady, window, heard):
    watch.warned.connect(heard.hear)
    QTest.mouseMove(window, QPoint(5, 5))
    _pass(watch, steady, 280)
    assert heard.calls == [(True,)]

    QTest.mouseMove(window, QPoint(9, 9))
    assert heard.calls == [(True,), (False,)]
    _pass(watch, steady, 280)
    QTest.mouseMove(window, QPoint(9, 9))
    assert heard.calls == [(True,), (False,), (True,)]


def test_what_the_program_sends_itself_is_no_hand(watch, steady, window, heard):
    watch.warned.connect(heard.hear)
    _pass(watch, steady, 280)

    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QGuiApplication.sendEvent(window, key)
    QGuiApplication.sendEvent(window, QFocusEvent(QEvent.Type.FocusIn))
    window.resize(window.size() * 2)
    window.requestUpdate()
    QTest.qWait(0)

    assert heard.calls == [(True,)]


def test_a_machine_that_slept_wakes_locked(watch, steady, heard):
    watch.idle.connect(heard.hear)
    watch.look()

    steady.s += SLEPT_S
    watch.look()

    assert heard.calls == [()]


def test_stopped_it_says_nothing(watch, steady, heard, window):
    watch.idle.connect(heard.hear)
    watch.stop()
    QTest.keyClick(window, Qt.Key.Key_A)

    assert not watch._timer.isActive()
    assert heard.calls == []
    assert watch._pointer == QPointF()


def test_a_shorter_figure_counts_from_the_last_touch(watch, steady, heard):
    """Whoever left four minutes ago is locked at once by three, and not after three more."""
    watch.idle.connect(heard.hear)
    _pass(watch, steady, 240)
    watch.limit(3)

    assert heard.calls == [()]
    watch.limit(1)
    assert heard.calls == [()]


def test_a_longer_figure_takes_a_warning_back(watch, steady, heard):
    watch.warned.connect(heard.hear)
    _pass(watch, steady, 280)
    watch.limit(15)
    assert heard.calls == [(True,), (False,)]
