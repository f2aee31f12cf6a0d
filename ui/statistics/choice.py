"""One choice of the page: a button that says what holds, and a menu of what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from widgets.button import Button
from widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Offer:
    """A value with its words, and why it cannot be chosen now, if so."""

    value: object
    text: str
    why_not: str = ""


class ChoiceButton(Button):
    """Signals: `chosen(value)` when somebody picks another one."""

    chosen = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        """`name` is what it is found by."""
        super().__init__(theme, "", "secondary", icon="caret-down", parent=parent)
        self.setObjectName(name)
        self._offers: tuple[Offer, ...] = ()
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._menu.triggered.connect(self._tell)

    def show_offers(self, label: str, offers: Sequence[Offer], current: object) -> None:
        """What there is, and which of it holds."""
        self.set_label(label)
        self._offers = tuple(offers)
        self._menu.clear()
        for offer in offers:
            text = f"{offer.text} ({offer.why_not})" if offer.why_not else offer.text
            action = QAction(text.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(offer.value == current)
            action.setEnabled(not offer.why_not)
            self._menu.addAction(action)

    def _tell(self, action: QAction) -> None:
        # Not as data of the action: Qt makes a plain text of a word of a closed set.
        self.chosen.emit(self._offers[self._menu.actions().index(action)].value)
