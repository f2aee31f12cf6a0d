"""What stops the clocks of a patient, and the buttons that place it and end it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.retention import Hold, PatientRetention
from ui.parts.told_line import ToldLine
from ui.retention.side_words import hold_text
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class HoldsPart(QWidget):
    """The last hold first; buttons for whoever may.

    Signals: `place_wanted()`, `end_wanted(Hold)`.
    """

    place_wanted = Signal()
    end_wanted = Signal(object)

    def __init__(
        self, *, may_place: bool, may_end: bool, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._may_end = may_end
        self._theme = theme
        self._title = PlainLabel(theme, role="section", parent=self)
        self._place = Button(theme, "", "secondary", icon="lock-simple", key="B", parent=self)
        self._place.setObjectName("retention_place")
        self._place.set_low()
        self._place.setVisible(may_place)
        self._place.clicked.connect(self.place_wanted)
        self._none = PlainLabel(theme, role="body", tone="muted", parent=self)
        self._none.set_wrapping()
        self._lines: list[QWidget] = []
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._column.addWidget(self._none)

    def set_key(self, key: str) -> None:
        """Name the letter only while it works."""
        self._place.set_key(key)

    def show_holds(self, w: Wording, bar: PatientRetention) -> None:
        """Show those of a patient."""
        self._title.setText(w.text("retention-holds"))
        self._place.set_label(w.text("retention-place"))
        self._place.setAccessibleDescription(w.text("retention-place-described"))
        self._none.setText(w.text("retention-holds-none"))
        self._none.setVisible(all(hold.ended_at is not None for hold in bar.holds))
        for line in self._lines:
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [self._line(w, hold) for hold in bar.holds]
        for line in self._lines:
            self._column.addWidget(line)

    def _line(self, w: Wording, hold: Hold) -> QWidget:
        line = _HoldLine(hold, self._theme, w, self)
        if hold.ended_at is None and self._may_end:
            line.offer_end(self._theme, w)
            line.end_wanted.connect(self.end_wanted)
        return line


class _HoldLine(ToldLine):
    """One hold. Signals: `end_wanted(Hold)` on its button."""

    end_wanted = Signal(object)

    def __init__(self, hold: Hold, theme: Theme, w: Wording, parent: QWidget) -> None:
        self._hold = hold
        text = hold_text(w, hold)
        stands = hold.ended_at is None
        icon = ("lock-simple-fill", "warning") if stands else ("check", "text.muted")
        told = (text.words, text.placed, text.ended)
        super().__init__(icon, text.reason, told, theme, parent)
        self._reason = text.reason

    def offer_end(self, theme: Theme, w: Wording) -> None:
        """Put a button under it that ends it."""
        button = Button(theme, w.text("retention-end"), "secondary", parent=self)
        button.setObjectName("retention_end")
        button.setAccessibleDescription(w.text("retention-end-described", reason=self._reason))
        button.set_low()
        button.clicked.connect(self._tell)
        self.texts.addSpacing(4)
        self.texts.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _tell(self) -> None:
        self.end_wanted.emit(self._hold)
