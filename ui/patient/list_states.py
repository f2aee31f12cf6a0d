"""A list of the file with what stands in its place, and what is said under it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.stores.file_blocks import Lines
from console.stores.states import StoreState
from resources.wording import Wording
from ui.patient.states import PartStates
from widgets.button import Button
from widgets.theme import Theme


class ListStates(QWidget):
    """Signals: `retry_wanted()`, `stopped()`, `more_wanted()` after a page that failed."""

    retry_wanted = Signal()
    stopped = Signal()
    more_wanted = Signal()

    def __init__(
        self, theme: Theme, wording: Wording, part: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wording = wording
        self._states = PartStates(theme, wording, parent=self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(part)
        self._pages.addWidget(self._states)
        self._more = Button(theme, "", "quiet", icon="arrows-clockwise", parent=self)
        self._more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self._more)
        self._states.retry_wanted.connect(self.retry_wanted)
        self._states.stopped.connect(self.stopped)
        self._more.clicked.connect(self.more_wanted)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._wording = w
        self._states.set_wording(w)

    def show_lines(self, lines: Lines[Any], empty: tuple[str, str]) -> None:
        """Show the list, or why there is none; `empty` is a title and what comes next."""
        w = self._wording
        if lines.items:
            self._states.stop_waiting()
            self._pages.setCurrentIndex(0)
        elif lines.state is StoreState.LOADING:
            self._states.show_loading()
            self._pages.setCurrentIndex(1)
        elif lines.state is StoreState.READY:
            self._states.show_empty(*empty)
            self._pages.setCurrentIndex(1)
        elif lines.state is not StoreState.EMPTY:
            self._states.show_error(w.text("file-part-error"), lines.error)
            self._pages.setCurrentIndex(1)
        is_cut = bool(lines.items) and lines.state is StoreState.STALE
        self._more.set_label(w.text("file-list-cut"))
        self._more.setVisible(is_cut)
