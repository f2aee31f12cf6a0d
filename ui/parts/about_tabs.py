"""Over the screens on the product: which part of them is in front, and the way to report."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.session import Session
from resources.wording import Wording
from ui.parts.keys import bind
from widgets.button import Button
from widgets.tab_strip import TabStrip
from widgets.theme import Theme


class AboutTab(StrEnum):
    """The parts behind one place of the rail; the notices are a screen of their own."""

    PRODUCT = "product"
    NOTICES = "notices"
    LICENCES = "licences"
    ACCESSIBILITY = "accessibility"
    STATE = "state"
    REQUESTS = "requests"


_NEEDS = {AboutTab.NOTICES: "list_notices", AboutTab.REQUESTS: "make_support_request"}


def offered_tabs(session: Session) -> frozenset[AboutTab]:
    """The tabs that a role has."""
    return frozenset(each for each in AboutTab if each not in _NEEDS or session.may(_NEEDS[each]))


class AboutTabs(QWidget):
    """Shows the tabs that this person has, and `Signaler…` for whoever may.

    Signals: `wanted(AboutTab)` on a tab, and on Ctrl+Tab anywhere on the screen;
    `report_wanted()`.
    """

    wanted = Signal(object)
    report_wanted = Signal()

    def __init__(
        self,
        tab: AboutTab,
        offered: Collection[AboutTab],
        *,
        theme: Theme,
        wording: Wording,
        screen: QWidget,
    ) -> None:
        super().__init__(screen)
        self.current = tab
        self._offered = [each for each in AboutTab if each in offered]
        self._strip = TabStrip(theme, "", self, is_underlined=True)
        self._strip.setObjectName("about_tabs")
        self._strip.set_tabs([(each.value, "") for each in self._offered])
        self._strip.tab_chosen.connect(self._choose)
        self.report = Button(theme, "", "secondary", icon="lifebuoy", key="F2", parent=self)
        self.report.setObjectName("about_report")
        self.report.setVisible(AboutTab.REQUESTS in offered)
        self.report.clicked.connect(self.report_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 0)
        row.addWidget(self._strip, 1)
        row.addWidget(self.report)
        bind("Ctrl+Tab", self._go_on, (screen,), screen)
        bind("Ctrl+Shift+Tab", self._go_back, (screen,), screen)
        self.set_current(tab)
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._strip.setAccessibleName(w.text("about-tabs"))
        for each in self._offered:
            self._strip.set_label(each.value, w.text(f"about-tab-{each}"))
        self.report.set_label(w.text("support-report"))
        self.report.setAccessibleDescription(w.text("support-report-described"))

    def set_current(self, tab: AboutTab) -> None:
        """Which part is in front."""
        self.current = tab
        self._strip.set_current(tab.value)

    def _choose(self, name: str) -> None:
        """The strip stays where it is until the part is really in front."""
        self._strip.set_current(self.current.value)
        if name != self.current.value:
            self.wanted.emit(AboutTab(name))

    def _go_on(self) -> None:
        self._step(1)

    def _go_back(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        place = self._offered.index(self.current) + by
        self.wanted.emit(self._offered[place % len(self._offered)])
