"""Where the account that is chosen is signed in, and closing that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.sessions import SessionLabel
from ui.parts.session_line import SessionLine
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class AccountSessions(QWidget):
    """Buttons for whoever may, of somebody else's account. Signals: `end_wanted(list[UUID])`."""

    end_wanted = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ids: list[UUID] = []
        self._lines: list[SessionLine] = []
        self._title = PlainLabel(theme, role="section", parent=self)
        self._all = Button(theme, "", "secondary", icon="sign-out", parent=self)
        self._all.setObjectName("accounts_end_sessions")
        self._all.set_low()
        self._all.clicked.connect(self.end_all)
        self._none = PlainLabel(theme, role="body", tone="muted", parent=self)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        self._column.addWidget(self._none)

    def set_key(self, key: str) -> None:
        """Name the letter only while it works."""
        self._all.set_key(key)

    def show_sessions(
        self,
        w: Wording,
        sessions: Sequence[SessionLabel] | None,
        now: datetime,
        *,
        may_end: bool,
    ) -> None:
        """Show those of an account; None hides them all."""
        self.setVisible(sessions is not None)
        found = sessions or ()
        self._title.setText(w.text("accounts-sessions-title"))
        self._none.setText(w.text("accounts-sessions", count=0))
        self._none.setVisible(not found)
        self._all.set_label(w.text("accounts-end-sessions"))
        self._all.setVisible(may_end and len(found) > 1)
        self._ids = [each.id for each in found] if may_end else []
        held = next((line for line in self._lines if line.end.hasFocus()), None)
        for line in self._lines:
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = []
        for each in found:
            line = SessionLine(self._theme, w, each, None, now, self, of_other=True)
            line.end.setVisible(may_end and not each.is_current)
            line.end.set_low()
            line.end_wanted.connect(self._end_one)
            self._column.addWidget(line)
            line.show()
            self._lines.append(line)
            if held is not None and held.session_id == each.id:
                line.end.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_contact(self, w: Wording, *, is_offline: bool, is_busy: bool) -> None:
        """Without contact nothing is closed; a closing that is on its way says so."""
        why = w.text("accounts-offline") if is_offline else ""
        for button in (self._all, *(line.end for line in self._lines)):
            button.set_enabled_because(not is_offline, why)
        key = "accounts-ending-sessions" if is_busy else "accounts-end-sessions"
        self._all.set_label(w.text(key))

    @property
    def can_end(self) -> bool:
        """Whether there is a session that may be closed."""
        return bool(self._ids)

    def end_all(self) -> None:
        """Close every one that is shown."""
        if self._ids:
            self.end_wanted.emit(self._ids)

    def _end_one(self, session_id: UUID) -> None:
        self.end_wanted.emit([session_id])
