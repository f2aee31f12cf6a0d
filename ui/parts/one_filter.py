"""A filter of a list with one value at a time: a button with its choices, and a chip while one of
them holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from resources.wording import Wording
from widgets.button import Button
from widgets.chip import Chip
from widgets.theme import Theme


class OneFilter(QWidget):
    """Signals: `chosen(value)` with None for all."""

    chosen = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        """`name` is what its parts are found by."""
        super().__init__(parent)
        self._button = Button(theme, "", "secondary", icon="caret-down", parent=self)
        self._button.setObjectName(name)
        self._button.set_low()
        self._menu = QMenu(self._button)
        self._button.setMenu(self._menu)
        self._menu.triggered.connect(self._tell)
        self._chip = Chip(theme, "", removable=True, parent=self)
        self._chip.setObjectName(f"{name}_chip")
        self._chip.clicked.connect(self._tell_none)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)
        row.addWidget(self._chip)

    def show_choices(
        self,
        w: Wording,
        label: str,
        every: str,
        choices: Sequence[tuple[object, str]],
        current: object,
    ) -> None:
        """What there is to choose as (value, word), `every` for all, and which of it holds."""
        is_filtered = current is not None
        self._button.set_label(label)
        self._button.setVisible(not is_filtered)
        self._chip.setVisible(is_filtered)
        named = dict(choices)
        if is_filtered:
            value = named.get(current, "")
            self._chip.set_text(w.text("filter-chip", name=label, value=value) if value else label)
            self._chip.setAccessibleDescription(w.text("filter-chip-described"))
        self._menu.clear()
        for each, text in ((None, every), *choices):
            action = QAction(text.replace("&", "&&"), self._menu)
            action.setData(each)
            action.setCheckable(True)
            action.setChecked(each == current)
            self._menu.addAction(action)

    def open_menu(self, below: QWidget) -> None:
        """The choices, under the head of the list (F)."""
        self._menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    def _tell(self, action: QAction) -> None:
        self.chosen.emit(action.data())

    def _tell_none(self) -> None:
        self.chosen.emit(None)
