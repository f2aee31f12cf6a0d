"""The frame of a session: rail, top bar, banners, the screen, and what is said about acts."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.shell.greeting import greetings
from ui.shell.key_map import columns_of
from ui.shell.top_bar import TopBar
from ui.shell.user_menu import TEXT_STEP_PCT, resize_text
from ui.shell.waiting import waiting
from ui.triage.layout_class import SMALL, LayoutClass, layout_class
from ui.triage.screen import TriageScreen
from widgets.banner import Banner
from widgets.empty_state import EmptyState
from widgets.key_map import KeyMap
from widgets.rail import Rail, RailItemLook
from widgets.theme import Theme
from widgets.toast import ToastStack

TRIAGE = "triage"
TOAST_CLEARANCE_PX = 52
_READS_TRIAGE = "read_worklist"
_TICK_MS = 30_000


class Shell(QWidget):
    """Everything on screen while somebody is signed in; it is destroyed when they are not."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        desk: TriageDesk,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._desk = desk
        self._theme = theme
        self._wording = wording
        self._rail = Rail(theme, "", self)
        self._fill_rail()
        self._top_bar = TopBar(
            session, settings, desk.connection, desk.surveillance, theme, wording, self
        )
        self._offline = Banner(theme, self)
        self._closed = Banner(theme, self)
        self._toasts = ToastStack(theme, self, TOAST_CLEARANCE_PX)
        self._key_map = KeyMap(theme, self)
        self._triage = (
            TriageScreen(desk, session, settings, theme, wording, self)
            if self._may_triage()
            else None
        )
        self._no_right = EmptyState(theme, self)
        self._layout_class = LayoutClass.STANDARD
        self._ticks = QTimer(self)
        self._build()
        self._connect()
        self._bind_keys()
        self.set_wording(wording)

    @property
    def triage(self) -> TriageScreen | None:
        """The triage screen, None for a role without it."""
        return self._triage

    @property
    def toasts(self) -> ToastStack:
        """What was said last."""
        return self._toasts

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._key_map.hide()
        self._rail.setAccessibleName(wording.text("shell-rail"))
        if self._triage is not None:
            self._rail.set_labels({TRIAGE: wording.text("shell-rail-triage")})
            self._triage.set_wording(wording)
        self._no_right.show_text(
            wording.text("shell-refused-no-right"),
            wording.text("shell-refused-no-right-body"),
            "prohibit",
        )
        self._top_bar.set_wording(wording)
        self._show_counts()
        self._show_banners()

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        if self._triage is not None:
            self._triage.take_focus()

    def greet(self) -> None:
        """Say what happened to this account: a sign-in that was not theirs is worth knowing."""
        grant = self._session.grant
        if grant is not None:
            for said in greetings(self._wording, grant, self._session.server_now()):
                self._toasts.show_toast(said)

    def close_session(self) -> None:
        """Take what was said and typed off the screen before the frame itself goes."""
        self._toasts.clear()
        self._ticks.stop()
        self.hide()

    def _fill_rail(self) -> None:
        """First of all, because the order of making is the order of the Tab key."""
        if self._may_triage():
            self._rail.set_items([RailItemLook(TRIAGE, "", "tray", is_work=True)])
            self._rail.set_current(TRIAGE)

    def _may_triage(self) -> bool:
        return self._session.may(_READS_TRIAGE)

    def _build(self) -> None:
        self.setProperty("ground", "app")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self._top_bar, self._offline, self._closed):
            right.addWidget(widget)
        right.addWidget(self._triage if self._triage is not None else self._no_right, 1)
        self._no_right.setVisible(self._triage is None)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(right, 1)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.start()

    def _connect(self) -> None:
        self._desk.connection.changed.connect(self._show_banners)
        self._desk.worklist.counts_changed.connect(self._show_counts)
        self._ticks.timeout.connect(self._show_banners)
        self._theme.theme_changed.connect(self._fit)
        self._toasts.undone.connect(self._undo)
        if self._triage is not None:
            self._triage.done.connect(self._say_done)
            self._triage.act_began.connect(self._toasts.clear)
            self._triage.form_shown.connect(self._toasts.make_way)

    def _bind_keys(self) -> None:
        for keys, does in (
            (("F1",), self.show_keys),
            (("F6",), self._go_to_next_pane),
            (("Shift+F6",), self._go_to_previous_pane),
            (("Ctrl++", "Ctrl+="), self._enlarge_text),
            (("Ctrl+-",), self._reduce_text),
            (("Ctrl+0",), self._reset_text),
        ):
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(does)
            self.addAction(action)

    def show_keys(self) -> None:
        """Lay the keyboard map over the screen, or take it away (F1)."""
        if self._key_map.isVisible():
            self._key_map.hide()
            return
        w = self._wording
        columns = columns_of(w, has_triage=self._triage is not None)
        self._key_map.open_with(w.text("keys-title"), w.text("keys-close"), columns)

    def _panes(self) -> list[QWidget]:
        panes = [] if self._triage is None else list(self._triage.panes())
        return [pane for pane in (self._rail, *panes) if pane.isVisible()]

    def _go_to_next_pane(self) -> None:
        self._go_to_pane(1)

    def _go_to_previous_pane(self) -> None:
        self._go_to_pane(-1)

    def _go_to_pane(self, by: int) -> None:
        if self._key_map.isVisible():
            return
        panes, focused = self._panes(), QApplication.focusWidget()
        inside = [
            place
            for place, pane in enumerate(panes)
            if focused is not None and (pane is focused or pane.isAncestorOf(focused))
        ]
        start = inside[0] if inside else 0
        target = panes[(start + by) % len(panes)]
        if self._triage is not None:
            self._triage.reveal(target)
        # Only Tab tells Qt that the keyboard leads; F6 does too, and the ring must show where.
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        _focus_into(target)

    def _enlarge_text(self) -> None:
        resize_text(self._settings, TEXT_STEP_PCT)

    def _reduce_text(self) -> None:
        resize_text(self._settings, -TEXT_STEP_PCT)

    def _reset_text(self) -> None:
        resize_text(self._settings, 0)

    def _say_done(self, text: str, undo_s: int) -> None:
        # Only the last act can be undone: a button beside an older one would reverse that instead.
        self._toasts.clear()
        undo = self._wording.text("shell-toast-undo") if undo_s else ""
        self._toasts.show_toast(text, undo, stays_ms=undo_s * 1000)

    def _undo(self, _token: str) -> None:
        if self._triage is not None:
            self._triage.undo()

    def _show_counts(self) -> None:
        counts = self._desk.worklist.counts
        if counts is None or self._triage is None:
            return
        self._rail.set_count(TRIAGE, *waiting(self._wording, counts, self._session.me))

    def _show_banners(self) -> None:
        self._show_offline()
        self._show_closed()

    def _show_offline(self) -> None:
        w, connection = self._wording, self._desk.connection
        if not connection.shows_offline or connection.offline_since is None:
            self._offline.hide()
            return
        since = w.time(connection.offline_since)
        text = w.text("shell-offline-banner-bare", since=since)
        if connection.last_contact is not None:
            text = w.text("shell-offline-banner", since=since, copy=w.time(connection.last_contact))
        kind = "danger" if connection.is_long_offline else "warning"
        self._offline.show_notice(text, kind, "wifi-slash")

    def _show_closed(self) -> None:
        w, me = self._wording, self._session.me
        if me is None or not self._is_closed(me.centre.is_open, me.centre.opens_at):
            self._closed.hide()
            return
        if me.centre.opens_at is None:
            text = w.text("shell-closed-banner-bare")
        else:
            text = w.text(
                "shell-closed-banner", when=w.coming(me.centre.opens_at, self._session.server_now())
            )
        self._closed.show_notice(text, "neutral", "clock")

    def _is_closed(self, is_open: bool, opens_at: datetime | None) -> bool:
        if is_open:
            return False
        return opens_at is None or self._session.server_now() < opens_at

    def _fit(self) -> None:
        found = layout_class(self.width(), self.height(), self._theme.text_scale_pct)
        if found is not self._layout_class:
            self._layout_class = found
            self._apply_layout_class()

    def _apply_layout_class(self) -> None:
        self._rail.set_compact(self._layout_class in SMALL)
        self._top_bar.set_compact(self._layout_class in SMALL)
        if self._triage is not None:
            self._triage.set_layout_class(self._layout_class)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_first = event.oldSize().isEmpty()
        self._layout_class = layout_class(self.width(), self.height(), self._theme.text_scale_pct)
        if is_first or event.oldSize() != event.size():
            self._apply_layout_class()


def _focus_into(pane: QWidget) -> None:
    """Give the focus to a pane, or to the first thing inside it that takes it."""
    if pane.focusPolicy() != Qt.FocusPolicy.NoFocus:
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return
    for child in pane.findChildren(QWidget):
        if (
            child.isVisibleTo(pane)
            and child.isEnabled()
            and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            child.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
