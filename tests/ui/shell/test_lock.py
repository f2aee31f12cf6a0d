"""Locking hides everything and loses nothing (screens.md 1.6, decision 8)."""

import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from console.errors import Offline, Refused
from console.session import EndReason, SessionState
from console.stores.states import ActState
from services.contract.enums import ActionKind
from services.contract.problems import Problem, ProblemCode
from tests.samples.rows import worklist
from tests.samples.stores import SampleIntention
from tests.support.typography import plain
from tests.support.ui_parts import child, comes_back, focused, press, visible_texts
from tests.ui.shell.test_privacy import _spoken

LOCKED_WITHIN_S = 0.1


@pytest.fixture
def work(qtbot, house):
    """Claire has a note half written on the second patient, with the caret inside it."""
    parts = house.sign_in()
    qtbot.waitUntil(lambda: parts.details.shown.alert is not None)
    house.window.activateWindow()
    press(house.window, "J", "N")
    assert focused().objectName() == "note_text"
    QTest.keyClicks(focused(), "Rappeler demain")
    press(house.window, "Home", "Right", "Right")
    return parts


def _spoken_text(window: QWidget) -> str:
    return plain("\n".join(_spoken(QAccessible.queryAccessibleInterface(window))))


def _unlocks(house) -> None:
    house.session.unlocked.emit()


def _lock_key(house) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_ctrl_l_shows_who_locked_it_and_two_counts(house, work):
    _lock_key(house)

    said = {plain(text) for text in visible_texts(house.window)}
    assert "Session verrouillée : Claire Morvan" in said
    assert "2 en retard · 13 à traiter" in said
    assert work.shell.locked_look().watch
    assert plain(work.shell.locked_look().watch) in said
    assert "10:42" in said
    assert "Vigie" in said
    assert house.window.windowTitle() == "Vigie · Session verrouillée"


def test_the_padlock_locks(house, work):
    child(work.shell, QAbstractButton, "shell_lock").click()

    assert house.window.curtain.is_drawn


def test_nothing_of_the_screen_behind_can_be_read(house, work):
    _lock_key(house)

    names = {row.patient.family_name for row in worklist()} | {"Rappeler demain", "237"}
    heard = _spoken_text(house.window)
    seen = " ".join(plain(text) for text in visible_texts(house.window))
    assert not [name for name in names if name in heard or name in seen]
    assert "Claire Morvan" in seen
    for _ in range(12):
        press(house.window, "Tab")
        assert house.window.curtain.screen.isAncestorOf(focused())


@pytest.mark.parametrize("key", ["F9", "F1", "F6", "F5", "Ctrl+Z", "A", "N", "Ctrl+Plus"])
def test_no_key_of_the_work_does_anything_behind_it(house, work, key):
    _lock_key(house)
    before = (work.settings.text_scale_percent, work.worklist.applied_new, work.actions.undone)

    press(house.window, key)

    assert (
        work.settings.text_scale_percent,
        work.worklist.applied_new,
        work.actions.undone,
    ) == before
    assert work.actions.asked == []
    assert not work.shell._wording.is_masked
    assert house.window.curtain.is_drawn


def test_within_a_tenth_of_a_second_no_pixel_of_the_work_is_left(house, work):
    house.window.grab()
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        house.window.curtain.draw()
        locked = house.window.grab().toImage()
        taken.append(time.perf_counter() - began)
        _unlocks(house)
        opened = house.window.grab().toImage()
        assert _differ(locked, opened)
    house.window.curtain.draw()
    house.window.curtain.screen.hide()
    assert min(taken) < LOCKED_WITHIN_S, taken


def _differ(one: QImage, other: QImage) -> bool:
    return one != other


def test_unlocking_brings_everything_back_where_it_was(house, work):
    key, scroll = work.triage.list.view.key, work.triage.list.view.verticalScrollBar().value()
    editor = child(work.triage.detail, QPlainTextEdit, "note_text")
    _lock_key(house)
    QTest.keyClicks(focused(), "secret")
    press(house.window, "Return")
    assert house.session.asked == [("unlock", "secret")]

    _unlocks(house)

    assert work.triage.list.view.key == key
    assert work.triage.list.view.verticalScrollBar().value() == scroll
    assert focused() is editor
    assert editor.toPlainText() == "Rappeler demain"
    assert editor.textCursor().position() == 2
    assert house.window.windowTitle() == "Vigie · Triage"
    assert child(house.window, QLineEdit, "lock_password").text() == ""
    _lock_key(house)
    assert comes_back(child(house.window, QLineEdit, "lock_password")) == ""


def test_identities_stay_masked_over_a_lock(house, work):
    press(house.window, "F9")
    _lock_key(house)
    _unlocks(house)

    assert work.shell._banners.masked.isVisible()


def _refused(code: ProblemCode, wait_s: float | None = None) -> Refused:
    problem = Problem(
        type="about:blank", title="", status=403, code=code, detail="", request_id="0"
    )
    return Refused(problem, retry_after_s=wait_s)


def test_a_wrong_password_says_so_and_stays_locked(house, work):
    _lock_key(house)
    QTest.keyClicks(focused(), "wrong")

    house.session.unlock_failed.emit(_refused(ProblemCode.SIGN_IN_REFUSED))

    screen = house.window.curtain.screen
    assert screen._password.error.startswith("Mot de passe non reconnu.")
    assert screen._password.text == ""
    assert focused() is screen._password.edit
    assert house.window.curtain.is_drawn
    assert comes_back(child(house.window, QLineEdit, "lock_password")) == ""


def test_without_the_service_it_stays_locked_and_says_why(house, work):
    _lock_key(house)

    house.session.unlock_failed.emit(Offline("ConnectError"))

    assert "reste verrouillée" in house.window.curtain.screen._password.error


def test_somebody_who_guesses_has_to_wait(house, work):
    _lock_key(house)

    house.session.unlock_failed.emit(_refused(ProblemCode.TOO_MANY_REQUESTS, 28.0))
    QTest.keyClicks(focused(), "again")
    press(house.window, "Return")

    assert house.session.asked == []
    assert not child(house.window, QAbstractButton, "lock_unlock").isEnabled()
    assert "28 secondes" in plain(house.window.curtain.screen._password.error)


@pytest.mark.parametrize("way", ["button", "keys"])
def test_somebody_else_may_sign_in(house, work, way):
    _lock_key(house)
    if way == "button":
        child(house.window, QAbstractButton, "lock_switch").click()
    else:
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(focused(), Qt.Key.Key_U, held)

    assert house.session.state is SessionState.SIGNED_OUT
    assert house.window.shell is None
    assert house.window.sign_in.isVisible()
    assert not house.window.curtain.is_drawn


def test_a_session_that_ends_behind_the_lock_leads_to_signing_in(house, work):
    _lock_key(house)
    house.session.end_reason = EndReason.IDLE

    house.session.become(SessionState.ENDED)

    assert house.window.shell is None
    said = " ".join(visible_texts(house.window))
    assert "Session fermée après une longue inactivité." in said
    left = [label.text() for label in house.window.curtain.screen.findChildren(QLabel)]
    assert not [text for text in left if "Morvan" in text]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not house.window.findChildren(type(work.triage))


def test_only_counts_are_asked_for_behind_the_lock(house, work):
    assert not work.worklist.is_counting
    _lock_key(house)
    assert work.worklist.is_counting

    assert work.worklist.counts is not None
    work.worklist.counts = work.worklist.counts.model_copy(update={"overdue": 5})
    house.window.curtain.screen._refresh()
    assert "5 en retard · 13 à traiter" in {plain(text) for text in visible_texts(house.window)}

    _unlocks(house)
    assert not work.worklist.is_counting


def test_a_copied_number_goes_with_the_lock_and_what_others_copied_stays(house, work):
    press(house.window, "Escape", "T")
    child(work.triage.detail, QAbstractButton, "call_copy").click()
    assert QGuiApplication.clipboard().text()
    house.window.curtain.draw()
    assert QGuiApplication.clipboard().text() == ""

    _unlocks(house)
    child(work.triage.detail, QAbstractButton, "call_copy").click()
    QGuiApplication.clipboard().setText("something else")
    house.window.curtain.draw()
    assert QGuiApplication.clipboard().text() == "something else"


@pytest.mark.qt_log_ignore("does not support raise", "grabbing the keyboard")
def test_a_menu_that_is_open_closes(house, work):
    menu = work.shell._top_bar._menu
    menu.popup(house.window.mapToGlobal(house.window.rect().center()))
    assert isinstance(QApplication.activePopupWidget(), QMenu)

    house.window.curtain.draw()

    assert QApplication.activePopupWidget() is None
    assert not menu.isVisible()


def test_an_act_that_ends_behind_the_lock_is_not_said_there(house, work):
    alert = work.shown()
    press(house.window, "Escape", "P")
    _lock_key(house)

    work.actions.settle(SampleIntention("k", alert.id, ActionKind.CLAIM, ActState.DONE))

    assert not [toast for toast in work.shell.toasts.toasts if toast.isVisible()]
    assert alert.patient.label.family_name not in _spoken_text(house.window)


def test_thirty_seconds_before_the_strip_says_so_and_moves_nothing(house, work):
    watch, strip = house.window.curtain.idle, house.window.curtain.strip
    before = work.shell.geometry()

    watch.warned.emit(True)
    assert strip.isVisible()
    assert strip.text == "Verrouillage dans 30 s, appuyez sur une touche"
    assert strip.geometry().bottom() == house.window.rect().bottom()
    assert work.shell.geometry() == before

    watch.warned.emit(False)
    assert not strip.isVisible()


def test_idle_locks_after_the_minutes_of_the_centre(house):
    me = type(house.session)().me
    assert me is not None
    centre = me.centre.model_copy(update={"idle_lock_min": 2})
    house.session.me = me.model_copy(update={"centre": centre})
    house.session.become(SessionState.SIGNED_IN)

    assert house.window.curtain.idle._limit_s == 120
    house.window.curtain.idle.idle.emit()
    assert house.window.curtain.is_drawn
    assert not house.window.curtain.idle._timer.isActive()

    _unlocks(house)
    assert house.window.curtain.idle._timer.isActive()


def test_a_real_key_in_the_window_counts_and_polling_does_not(house, work):
    watch = house.window.curtain.idle
    watch._touched_s -= 200
    was = watch._touched_s
    work.worklist.counts_changed.emit()
    work.connection.changed.emit()
    house.window.repaint()
    assert watch._touched_s == was

    handle = house.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert watch._touched_s > was


def test_nobody_signed_in_means_nothing_to_lock(house):
    house.window.curtain.draw()

    assert not house.window.curtain.is_drawn
    assert house.window.sign_in.isVisible()
