"""Over screens that stand behind one place of the rail: which of them is in front."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.wording import Wording
from ui.parts.keys import bind
from widgets.tab_strip import TabStrip
from widgets.theme import Theme

TabT = TypeVar("TabT", bound=StrEnum)


class ScreenTabs(QWidget, Generic[TabT]):
    """Stands over each of some screens with its own tab chosen; hidden for whoever has one alone.
    Signals: `wanted(tab)` on another tab, and on Ctrl+Tab anywhere on the screen.
    """

    wanted = Signal(object)
    NAME: ClassVar[str]
    SPOKEN: ClassVar[str]
    """The key of what the tabs are called together."""
    WORDS: ClassVar[Mapping[Any, str]]
    """The tabs in their order, each with the key of its name."""

    def __init__(
        self,
        tab: TabT,
        offered: Collection[TabT],
        *,
        theme: Theme,
        wording: Wording,
        screen: QWidget,
    ) -> None:
        """`offered` are the tabs that this person has."""
        super().__init__(screen)
        self.current = tab
        self._offered: list[TabT] = [each for each in self.WORDS if each in offered]
        self._strip = TabStrip(theme, "", self, is_underlined=True)
        self._strip.setObjectName(self.NAME)
        self._strip.set_tabs([(each.value, "") for each in self._offered])
        self._strip.tab_chosen.connect(self._choose)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.addWidget(self._strip, 1)
        self.setVisible(len(self._offered) > 1)
        if len(self._offered) > 1:
            bind("Ctrl+Tab", self._go_on, (screen,), screen)
            bind("Ctrl+Shift+Tab", self._go_back, (screen,), screen)
        self.set_current(tab)
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._strip.setAccessibleName(w.text(self.SPOKEN))
        for each in self._offered:
            self._strip.set_label(each.value, w.text(self.WORDS[each]))

    def set_current(self, tab: TabT) -> None:
        """Which of them is in front."""
        self.current = tab
        if tab in self._offered:
            self._strip.set_current(tab.value)

    def _choose(self, name: str) -> None:
        """The strip stays where it is until the other one is really in front."""
        self.set_current(self.current)
        if name != self.current.value:
            self.wanted.emit(next(each for each in self._offered if each.value == name))

    def _go_on(self) -> None:
        self._step(1)

    def _go_back(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        place = self._offered.index(self.current) + by
        self.wanted.emit(self._offered[place % len(self._offered)])
