"""The keyboard: where it is can be seen, and it never goes to what is not on screen."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from console.stores.states import StoreState
from tests.samples.stores import SampleShown
from tests.support.ui_parts import press
from widgets.focus_ring import FocusRing
from widgets.toast_button import ToastButton


@pytest.fixture
def ring(theme, qapp):
    made = FocusRing(theme, qapp)
    yield made
    made.deleteLater()


def test_the_desktop_draws_the_ring(qapp, tmp_path, monkeypatch):
    from console.app import Desktop
    from console.settings import Settings

    desktop = Desktop(qapp, Settings(tmp_path / "a.ini"), "http://127.0.0.1:9")

    assert isinstance(desktop.focus_ring, FocusRing)
    desktop.window.close()
    desktop.window.deleteLater()


def test_f6_shows_where_the_keyboard_went(parts, ring):
    press(parts.shell, "F6")

    assert QApplication.focusWidget() is parts.triage.detail.body
    assert ring.ring is not None
    assert ring.ring.isVisible()

    press(parts.shell, "F6")
    assert isinstance(QApplication.focusWidget(), QAbstractButton)
    assert ring.ring is not None
    assert ring.ring.isVisible()


def test_f6_skips_what_is_not_on_screen(parts):
    parts.details.shown = SampleShown(None, None, StoreState.EMPTY)
    parts.details.shown_changed.emit()

    for _ in range(4):
        press(parts.shell, "F6")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.isVisible()


def test_only_the_last_act_offers_to_be_undone(parts):
    """A button beside an older sentence would reverse another patient's act."""
    parts.triage.done.emit("Réception accusée : KERMARREC Jeanne.", 10)
    parts.triage.done.emit("Appel enregistré : BENHADDOU Youssef.", 0)

    assert [toast.accessibleName() for toast in parts.shell.toasts.toasts] == [
        "Appel enregistré : BENHADDOU Youssef."
    ]
    assert not any(toast.findChildren(ToastButton) for toast in parts.shell.toasts.toasts)
