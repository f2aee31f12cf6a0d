"""Toasts, banners, states and the focus ring: they appear, stop, and leave nothing behind."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from tests.widgets.pixels import picture_of
from widgets import gallery_samples as samples
from widgets.action_bar import ActionBar
from widgets.banner import Banner
from widgets.button import Button
from widgets.empty_state import EmptyState
from widgets.error_state import ErrorState
from widgets.focus_ring import FocusRing
from widgets.form_panel import FormPanel
from widgets.quote_block import QuoteBlock
from widgets.rail import Rail
from widgets.skeleton import Skeleton
from widgets.strip import Strip
from widgets.tab_strip import TabStrip
from widgets.text_field import TextField
from widgets.toast import ToastStack
from widgets.toast_button import ToastButton
from widgets.trend_chart import TrendChart


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(700, 500)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def toasts(theme, window):
    return ToastStack(theme, window)


def test_at_most_two_toasts_and_the_oldest_goes(toasts):
    for text in ("un", "deux", "trois"):
        toasts.show_toast(text)

    assert [toast.accessibleName() for toast in toasts.toasts] == ["deux", "trois"]


def test_undo_names_its_act_and_ends_the_toast(toasts, qtbot):
    toast = toasts.show_toast("Alerte prise en compte.", "Annuler", "act-42")

    with qtbot.waitSignal(toasts.undone) as undone:
        qtbot.mouseClick(toast.findChild(ToastButton), Qt.MouseButton.LeftButton)

    assert undone.args == ["act-42"]
    assert toasts.toasts == ()


def test_a_toast_leaves_when_its_time_is_over(toasts, qtbot):
    toast = toasts.show_toast("Enregistré.")

    with qtbot.waitSignal(toast.closed):
        toast._timer.start(1)

    assert toasts.toasts == ()


def test_a_toast_with_undo_waits_longer(toasts):
    assert toasts.show_toast("a")._timer.interval() == 5_000
    assert toasts.show_toast("b", "Annuler", "x")._timer.interval() == 10_000


def test_the_pointer_over_a_toast_stops_its_countdown(toasts):
    toast = toasts.show_toast("Enregistré.")
    counting_before = toast.is_counting

    point = QPointF(1, 1)
    QCoreApplication.sendEvent(toast, QEnterEvent(point, point, point))

    assert counting_before
    assert not toast.is_counting


def test_focus_on_undo_stops_the_countdown(toasts, window, qtbot):
    toast = toasts.show_toast("Alerte prise en compte.", "Annuler", "x")
    button = toast.findChild(ToastButton)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    button.setFocus()
    stopped = not toast.is_counting
    button.clearFocus()

    assert stopped
    assert toast.is_counting


def test_toasts_stay_at_the_bottom_centre_when_the_window_grows(toasts, window):
    toast = toasts.show_toast("Enregistré.")
    window.show()
    window.resize(1000, 700)

    assert abs(toast.geometry().center().x() - 500) <= 1
    assert toast.geometry().bottom() == 700 - 16 - 1


def test_a_banner_offers_its_action_only_when_it_has_one(theme, window, qtbot):
    banner = Banner(theme, window)
    banner.show_notice("Copie de 10:41", "warning", "wifi-slash", "Réessayer")
    [button] = banner.findChildren(Button)
    assert not button.isHidden()

    with qtbot.waitSignal(banner.action_triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    banner.show_notice("Identités masquées", "neutral", "eye-slash")

    assert button.isHidden()


@pytest.mark.parametrize("kind", ["banner", "strip", "quote"])
def test_a_part_without_a_parent_opens_no_window(theme, qtbot, window, kind):
    parts = {"banner": Banner(theme), "strip": Strip(theme), "quote": QuoteBlock(theme)}
    part = parts[kind]
    for made in parts.values():
        qtbot.addWidget(made)
    show = {"banner": "show_notice", "strip": "ask", "quote": "set_quote"}[kind]

    getattr(part, show)("Copie de 10:41")
    alone = part.isVisible()
    QVBoxLayout(window).addWidget(part)
    window.show()

    assert not alone
    assert part.isVisible()


def test_a_code_can_be_copied_and_the_list_asked_for_again(theme, qtbot):
    state = ErrorState(theme, "Réessayer", "Copier le code")
    qtbot.addWidget(state)
    state.show_error("Liste indisponible.", "Copie de 10:41.", "TRI-503", "TRI-503 · 01a2")
    buttons = {button.accessibleName(): button for button in state.findChildren(Button)}

    qtbot.mouseClick(buttons["Copier le code"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(state.retry_requested):
        qtbot.mouseClick(buttons["Réessayer"], Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == "TRI-503 · 01a2"


def test_an_empty_state_without_a_next_step_has_no_button(theme, qtbot):
    state = EmptyState(theme)
    qtbot.addWidget(state)

    state.show_text("Aucune alerte à traiter.")

    assert [button.isHidden() for button in state.findChildren(Button)] == [True]
    assert state.accessibleName() == "Aucune alerte à traiter."


def test_a_skeleton_waits_before_it_shows(theme, window, qtbot):
    skeleton = Skeleton(theme, "Chargement", window)
    skeleton.resize(500, 200)
    window.show()

    skeleton.start()
    at_once = skeleton.isVisible()
    qtbot.waitUntil(skeleton.isVisible)

    assert not at_once
    assert picture_of(skeleton).width() == 500


def test_a_fast_answer_never_shows_the_skeleton(theme, window):
    skeleton = Skeleton(theme, "Chargement", window)
    window.show()

    skeleton.start()
    skeleton.stop()

    assert not skeleton.is_waiting
    assert not skeleton.isVisible()


def _two_buttons(theme, window):
    row = QVBoxLayout(window)
    made = Button(theme, "Un"), Button(theme, "Deux")
    for button in made:
        row.addWidget(button)
    return made


def test_the_ring_follows_the_keyboard_and_not_the_mouse(theme, qapp, window, qtbot):
    ring = FocusRing(theme, qapp)
    one, two = _two_buttons(theme, window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    one.setFocus(Qt.FocusReason.MouseFocusReason)
    by_mouse = ring.ring

    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)

    assert by_mouse is None
    assert window.focusWidget() is two
    assert ring.ring is not None
    assert ring.ring.geometry() == two.geometry().adjusted(-4, -4, 4, 4)
    ring.deleteLater()


def test_the_ring_survives_the_window_that_it_was_in(theme, qapp, qtbot):
    ring = FocusRing(theme, qapp)
    window = QWidget()
    _two_buttons(theme, window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Tab)

    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    assert ring.ring is None
    assert isValid(ring)
    ring.deleteLater()


class EverythingDialog(QDialog):
    """Holds one of each widget that connects signals."""

    def __init__(self, theme) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        bar = ActionBar(theme)
        bar.set_actions(samples.actions())
        rail = Rail(theme, "Navigation")
        rail.set_items(samples.rail_items())
        tabs = TabStrip(theme, "Files")
        tabs.set_tabs((("a", "A"), ("b", "B")))
        chart = TrendChart(theme)
        chart.set_look(samples.trend())
        secret = TextField(theme, "Mot de passe")
        secret.make_secret("Voir", "Cacher", "Majuscules")
        others = (Banner(theme, self), Strip(theme), FormPanel(theme), EmptyState(theme))
        for part in (bar, rail, tabs, chart, secret, *others):
            column.addWidget(part)
        self.toasts = ToastStack(theme, self)
        self.toasts.show_toast("a", "Annuler", "b")


class LeakingDialog(QDialog):
    """Is kept alive by a closure that a longer-lived object holds, as a check of the check."""

    def __init__(self, theme) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def remember() -> None:
            id(self)

        theme.theme_changed.connect(remember)


def _alive_after_closing(make, theme, count: int = 5) -> int:
    references = []
    for _ in range(count):
        dialog = make(theme)
        references.append(weakref.ref(dialog))
        dialog.open()
        dialog.close()
        del dialog
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return sum(reference() is not None for reference in references)


def test_no_widget_keeps_a_closed_dialog_alive(theme, qapp):
    assert _alive_after_closing(EverythingDialog, theme) == 0


def test_the_check_finds_a_dialog_that_a_closure_keeps_alive(theme, qapp):
    assert _alive_after_closing(LeakingDialog, theme) > 0


def test_widgets_of_a_closed_dialog_are_gone_from_qt(theme, qapp):
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    before = len(qapp.allWidgets())

    _alive_after_closing(EverythingDialog, theme)

    assert len(qapp.allWidgets()) <= before


def test_a_theme_switch_after_closing_reaches_nobody_dead(theme, qapp):
    _alive_after_closing(EverythingDialog, theme)

    theme.set_text_scale_pct(110)

    assert theme.row_height_px == 57
