"""What opening a record outside one's units will do, said before it is done."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.exceptional_access import ExceptionalAccessAsk
from ui.exceptional.words import motive, subject
from ui.parts.held_line import HeldLine
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_EFFECTS = (("open", "timer"), ("recorded", "clipboard-text"), ("told", "shield-check"))


class Effects(QWidget):
    """Who is meant, why, and what will happen."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._who = HeldLine(theme, wording, self)
        self._why = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._why.setObjectName("exceptional_motive")
        self._why.set_wrapping()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._who)
        column.addWidget(self._why)
        for name, icon in _EFFECTS:
            column.addLayout(self._effect(wording.text(f"exceptional-effect-{name}"), icon))

    @property
    def who(self) -> str:
        """Who is meant, as it is shown now."""
        return self._who.text

    def show_ask(self, w: Wording, ask: ExceptionalAccessAsk, now: datetime) -> None:
        """Say whose record it is and why it is asked for."""
        self._who.show_line(subject(w.masked(False), ask, now), subject(w, ask, now))
        self._why.setText(motive(w, ask))

    def _effect(self, text: str, icon: str) -> QHBoxLayout:
        label = PlainLabel(self._theme, text, "body", parent=self)
        label.set_wrapping()
        mark = QVBoxLayout()
        mark.setContentsMargins(0, 1, 0, 0)
        mark.addWidget(IconLabel(self._theme, icon, "accent", 18, self))
        mark.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(mark)
        row.addWidget(label, 1)
        return row
