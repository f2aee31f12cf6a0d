"""An alert is in the foreground while somebody can read it, and not a moment longer."""

from PySide6.QtWidgets import QWidget

from console.stores.states import StoreState
from services.contract.enums import AlertState
from tests.samples.stores import SampleShown
from tests.support.ui_parts import Parts, press
from ui.shell.pages import PATIENTS, TRIAGE


def test_the_alert_on_screen_is_looked_at_until_another_one_is(qtbot, parts: Parts) -> None:
    first = parts.shown().id
    assert parts.looks.seen[-1] == first

    press(parts.triage, "Down")
    qtbot.waitUntil(lambda: parts.shown().id != first)

    assert parts.looks.seen[-1] == parts.shown().id


def test_behind_a_lock_another_screen_or_another_window_nobody_looks(qtbot, parts: Parts) -> None:
    shown = parts.shown().id
    for hide, show in (
        (lambda: parts.shell.set_locked(True), lambda: parts.shell.set_locked(False)),
        (lambda: parts.shell.go_to(PATIENTS), lambda: parts.shell.go_to(TRIAGE)),
    ):
        hide()
        assert parts.looks.seen[-1] is None
        show()
        assert parts.looks.seen[-1] == shown

    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: parts.looks.seen[-1] is None)


def test_a_closed_alert_is_work_no_more(parts: Parts) -> None:
    closed = parts.shown().model_copy(update={"state": AlertState.CLOSED})
    parts.details.put(SampleShown(closed.id, closed, StoreState.READY))

    assert parts.looks.seen[-1] is None
