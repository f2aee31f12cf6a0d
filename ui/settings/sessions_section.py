"""One's own sessions in the settings: what is open in one's name, and ending it (R-SES-05)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from console.errors import ACCESS
from console.session import Session
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from console.stores.own_sessions import OwnSessionsStore
from console.stores.states import StoreState
from resources.wording import Wording
from ui.parts.failures_part import FailuresPart
from ui.parts.session_line import SessionLine
from ui.settings.rows import Section
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.skeleton import Skeleton
from widgets.strip import Strip
from widgets.theme import Theme

_SKELETON_PX, _SKELETON_ROW_PX = 112, 56
_SHAPES = ((0.0, 0.2, 0.03, 0.4), (0.05, 0.15, 0.3, 0.22), (0.05, 0.5, 0.5, 0.2))


class SessionsSection(Section):
    """Signals: `said(text)` after sessions were ended."""

    said = Signal(str)

    def __init__(
        self,
        store: OwnSessionsStore,
        connection: ConnectionStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._store = store
        self._connection = connection
        self._session = session
        self._theme = theme
        self._wording = wording
        self._explained = PlainLabel(theme, role="supporting", tone="secondary")
        self._copied = Strip(theme)
        self._tried = Strip(theme)
        self._failed = Strip(theme)
        self._unread = Strip(theme)
        self._skeleton = Skeleton(theme, "")
        self._lines = QWidget()
        self._line_column = QVBoxLayout(self._lines)
        self._alone = PlainLabel(theme, role="body", tone="secondary")
        self._end_others = Button(theme, "", "secondary", icon="sign-out")
        self._refresh = Button(theme, "", "quiet", icon="arrows-clockwise")
        self._failures_title = PlainLabel(theme, role="section")
        self._failures = FailuresPart(theme)
        self._build()
        store.changed.connect(self._show)
        store.ended.connect(self._say)
        connection.changed.connect(self._offer)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self.set_title(w.text("access-sessions"))
        self._explained.setText(w.text("access-sessions-explained"))
        self._alone.setText(w.text("access-none-other"))
        self._failures_title.setText(w.text("access-failures"))
        self._refresh.set_label(w.text("access-refresh"))
        self._skeleton.setAccessibleName(w.text("access-loading"))
        self._show()

    def _build(self) -> None:
        self.setObjectName("settings_sessions")
        self._explained.set_wrapping()
        for strip, name in (
            (self._copied, "sessions_copied"),
            (self._tried, "sessions_tried"),
            (self._failed, "sessions_failed"),
            (self._unread, "sessions_unread"),
        ):
            strip.setObjectName(name)
        self._skeleton.set_shapes(_SHAPES, _SKELETON_ROW_PX)
        self._skeleton.setFixedHeight(_SKELETON_PX)
        self._end_others.setObjectName("sessions_end_others")
        self._refresh.setObjectName("sessions_refresh")
        self._line_column.setContentsMargins(0, 0, 0, 0)
        self._line_column.setSpacing(8)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._end_others)
        row.addWidget(self._refresh)
        row.addStretch(1)
        for part in (
            self._explained,
            self._copied,
            self._tried,
            self._failed,
            self._unread,
            self._skeleton,
            self._lines,
            self._alone,
            foot,
            self._failures_title,
            self._failures,
        ):
            self.add(part)
        self._end_others.clicked.connect(self._store.end_others)
        self._refresh.clicked.connect(self._store.read)
        self._unread.accepted.connect(self._store.read)

    def _show(self) -> None:
        store = self._store
        if store.state is StoreState.LOADING:
            self._skeleton.start()
        else:
            self._skeleton.stop()
        self._show_lines()
        self._alone.setVisible(store.state is StoreState.READY and not store.others)
        is_known = store.state in (StoreState.READY, StoreState.STALE)
        self._failures_title.setVisible(is_known)
        self._failures.setVisible(is_known)
        self._failures.show_failures(self._wording, store.failures, self._session.server_now())
        self._show_notices()
        self._offer()

    def _show_lines(self) -> None:
        """Lines are made anew; the keyboard stays at the same session, or goes to the foot."""
        focus = QApplication.focusWidget()
        held = focus.parentWidget() if focus is not None else None
        key = held.session_id if isinstance(held, SessionLine) else None
        while (item := self._line_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        store, current = self._store, None
        for each in store.items:
            current = each if each.is_current else current
            line = SessionLine(
                self._theme,
                self._wording,
                each,
                current,
                self._session.server_now(),
                self._lines,
            )
            line.end_wanted.connect(store.end)
            self._line_column.addWidget(line)
            line.show()  # else it could not take the keyboard before the next turn of the loop
            if each.id == key and not each.is_current:
                line.end.setFocus(Qt.FocusReason.OtherFocusReason)
                key = None
        if key is not None:
            self._refresh.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lines.setVisible(bool(store.items))

    def _show_notices(self) -> None:
        w, store = self._wording, self._store
        now = self._session.server_now()
        if store.copied_at is None:
            self._copied.hide()
        else:
            text = w.text("access-copied", when=w.moment(store.copied_at, now))
            self._copied.ask(text, kind="danger", icon="warning-circle")
        if store.failures_since:
            self._tried.ask(w.text("access-failures-since", count=store.failures_since))
        else:
            self._tried.hide()
        if store.act_error is None:
            self._failed.hide()
        elif store.act_error.outcome_unknown:
            self._failed.ask(w.text("access-end-unknown"))
        else:
            reason = error_with_code(w, store.act_error, ACCESS)
            self._failed.ask(w.text("access-end-failed", text=reason), kind="danger")
        if store.error is None:
            self._unread.hide()
        else:
            reason = error_with_code(w, store.error, ACCESS)
            key = "access-stale" if store.items else "access-unread"
            self._unread.ask(w.text(key, text=reason), accept=w.text("access-retry"), kind="danger")

    def _offer(self) -> None:
        """What can be done now, and why not. A button whose act is on its way stays: disabled, it
        would lose the keyboard to another part of the window.
        """
        w, store = self._wording, self._store
        can_end = not self._connection.shows_offline
        reason = "" if can_end else w.text("access-offline")
        self._end_others.set_label(
            w.text("access-ending" if store.is_ending else "access-end-others")
        )
        self._end_others.set_enabled_because(can_end, reason)
        self._end_others.setVisible(bool(store.others))
        self._refresh.setVisible(store.error is None)  # else the notice offers it
        for line in self._lines.findChildren(SessionLine):
            line.end.set_enabled_because(can_end, reason)

    def _say(self, count: int) -> None:
        self.said.emit(self._wording.text("access-ended", count=count))
