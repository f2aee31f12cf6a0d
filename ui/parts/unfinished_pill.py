"""Beside the date of an answer: that it was sent before its questionnaire was finished."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from resources.wording import Wording
from widgets.pill import Pill
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme


class UnfinishedPill(Pill):
    """Quiet: what was answered counts as much; the rest may still come (decision 0029)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setObjectName("answer_unfinished")
        self.hide()

    def show_of(self, w: Wording, *, is_unfinished: bool) -> None:
        """Say so, or nothing."""
        described = w.text("triage-unfinished-described")
        self.set_state(w.text("triage-unfinished"))
        self.setAccessibleDescription(described)
        self.setToolTip(plain_tooltip(described))
        self.setVisible(is_unfinished)
