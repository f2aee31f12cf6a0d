"""Failures to sign in under each other, with a warning over many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.models.failures_text import burst_text, failure_facts
from resources.wording import Wording
from services.contract.sessions import FailureLabel
from ui.parts.fact_grid import FactGrid
from ui.parts.told_line import ToldLine
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_MOST = 8


class FailuresPart(QWidget):
    """What was tried of one account; nothing of what was typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._burst: ToldLine | None = None
        self._none = PlainLabel(theme, role="body", tone="muted", parent=self)
        self._none.set_wrapping()
        self._facts = FactGrid(theme, self)
        self._more = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._none)
        self._column.addWidget(self._facts)
        self._column.addWidget(self._more)

    def show_failures(self, w: Wording, failures: Sequence[FailureLabel], now: datetime) -> None:
        """Show those in the place of those before."""
        self._none.setText(w.text("access-failures-none"))
        self._none.setVisible(not failures)
        self._facts.show_facts(failure_facts(w, failures[:_MOST], now))
        self._facts.setVisible(bool(failures))
        left = max(len(failures) - _MOST, 0)
        self._more.setText(w.text("access-failures-more", count=left))
        self._more.setVisible(left > 0)
        if self._burst is not None:
            self._burst.hide()
            self._column.removeWidget(self._burst)
            self._burst.deleteLater()
            self._burst = None
        text = burst_text(w, failures, now)
        if text:
            self._burst = ToldLine(("warning", "warning"), "", (text,), self._theme, self)
            self._column.insertWidget(0, self._burst)
            self._burst.show()
