"""The order of a list, always written, and the menu that changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from widgets.button import Button
from widgets.theme import Theme

SortT = TypeVar("SortT", bound=StrEnum)


class SortButton(Button, Generic[SortT]):
    """Signals: `sort_chosen(sort)`."""

    sort_chosen = Signal(object)

    def __init__(self, sorts: Iterable[SortT], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "quiet", icon="sort-ascending", parent=parent)
        self._orders: dict[SortT, QAction] = {}
        menu = QMenu(self)
        group = QActionGroup(menu)
        for sort in sorts:
            action = QAction(menu)
            action.setCheckable(True)
            action.setData(sort)
            group.addAction(action)
            menu.addAction(action)
            self._orders[sort] = action
        menu.triggered.connect(self._tell)
        self.setMenu(menu)

    def show_sort(self, sort: SortT, text_of: Callable[[SortT], str]) -> None:
        """Which order holds, and what each is called."""
        for each, action in self._orders.items():
            action.setText(text_of(each))
            action.setChecked(each is sort)

    def _tell(self, action: QAction) -> None:
        sort = next(each for each, held in self._orders.items() if held is action)
        self.sort_chosen.emit(sort)
