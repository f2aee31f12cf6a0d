"""The name of a list, and beside it which of its people are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.plain_label import PlainLabel
from widgets.segments import Segments
from widgets.tab_strip import Tab
from widgets.theme import Theme


class ListTitle(QWidget):
    """Signals: `chosen(name)` when the person asks for others."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Iterable[StrEnum], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = PlainLabel(theme, role="title", parent=self)
        self._groups = Segments(theme, self)
        self._groups.setObjectName(name)
        self._groups.set_choices([(choice.value, "") for choice in choices])
        self._groups.chosen.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._groups)

    def set_words(self, title: str, groups: str, labels: Mapping[str, str]) -> None:
        """Name the list, the choice and what there is to choose, in another language."""
        self._title.setText(title)
        self._groups.set_labels(groups, dict(labels))

    def set_current(self, name: str) -> None:
        """Who is shown."""
        self._groups.set_current(name)

    @property
    def chosen_segment(self) -> QWidget:
        """Where another one is chosen by keyboard."""
        return next(tab for tab in self._groups.findChildren(Tab) if tab.isChecked())

    def set_count(self, name: str, count: str) -> None:
        """How many there are of them; empty shows none."""
        self._groups.set_count(name, count)
