"""Over screens that stand behind one place of the rail: which of them is in front."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.wording import Wording
from ui.parts.keys import bind
from widgets.tab_strip import TabStrip
from widgets.theme import Theme


class ScreenTabs(QWidget):
    """Stands over each of two screens with its own tab chosen; hidden for whoever has one of them.
    Signals: `other_wanted()` on the other tab, and on Ctrl+Tab anywhere on the screen.
    """

    other_wanted = Signal()
    NAME: ClassVar[str]
    SPOKEN: ClassVar[str]
    """The key of what the tabs are called together."""
    WORDS: ClassVar[Mapping[StrEnum, str]]
    """The tabs in their order, each with the key of its name."""

    def __init__(
        self, tab: StrEnum, *, has_both: bool, theme: Theme, wording: Wording, screen: QWidget
    ) -> None:
        super().__init__(screen)
        self._tab = tab
        self._strip = TabStrip(theme, "", self, is_underlined=True)
        self._strip.setObjectName(self.NAME)
        self._strip.set_tabs([(each.value, "") for each in self.WORDS])
        self._strip.set_current(tab.value)
        self._strip.tab_chosen.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self._strip)
        self.setVisible(has_both)
        if has_both:
            for key in ("Ctrl+Tab", "Ctrl+Shift+Tab"):
                bind(key, self.other_wanted.emit, (screen,), screen)
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._strip.setAccessibleName(w.text(self.SPOKEN))
        for each, word in self.WORDS.items():
            self._strip.set_label(each.value, w.text(word))

    def _choose(self, name: str) -> None:
        """The strip stays on its own tab: the other one stands over the other screen."""
        self._strip.set_current(self._tab.value)
        if name != self._tab.value:
            self.other_wanted.emit()
