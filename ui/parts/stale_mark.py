"""The mark of old data: a clock and the time of the copy, in amber (screens.md 1.7)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.wording import Wording
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class StaleMark(QWidget):
    """Hidden while what is shown is fresh."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._since: datetime | None = None
        self._text = PlainLabel(theme, role="supporting_strong", tone="warning", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 14, 4)
        row.setSpacing(6)
        row.addWidget(IconLabel(theme, "clock", "warning", 15, self))
        row.addWidget(self._text, 1)
        self.hide()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self.show_since(self._since)

    def show_since(self, since: datetime | None) -> None:
        """Say how old the copy is; None means that it is fresh."""
        self._since = since
        self.setVisible(since is not None)
        if since is not None:
            at = self._wording.time(since)
            self._text.setText(self._wording.text("triage-stale", at=at))
            self.setAccessibleName(self._wording.text("triage-stale-described", at=at))
