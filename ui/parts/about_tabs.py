"""Over the screens on the product: which part of them is in front, and the way to report."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.session import Session
from resources.wording import Wording
from ui.parts.screen_tabs import ScreenTabs
from widgets.button import Button
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


class AboutTabs(ScreenTabs[AboutTab]):
    """Shows the tabs that this person has, and `Signaler…` for whoever may. Signals:
    `report_wanted()`, beside that of all such tabs.
    """

    report_wanted = Signal()
    NAME = "about_tabs"
    SPOKEN = "about-tabs"
    WORDS: ClassVar = {each: f"about-tab-{each.value}" for each in AboutTab}

    def __init__(
        self,
        tab: AboutTab,
        offered: Collection[AboutTab],
        *,
        theme: Theme,
        wording: Wording,
        screen: QWidget,
    ) -> None:
        self.report = Button(theme, "", "secondary", icon="lifebuoy", key="F2")
        super().__init__(tab, offered, theme=theme, wording=wording, screen=screen)
        self._row.setContentsMargins(12, 0, 16, 0)
        self._row.addWidget(self.report)
        self.report.setObjectName("about_report")
        self.report.setVisible(AboutTab.REQUESTS in offered)
        self.report.clicked.connect(self.report_wanted)

    def set_wording(self, w: Wording) -> None:
        super().set_wording(w)
        self.report.set_label(w.text("support-report"))
        self.report.setAccessibleDescription(w.text("support-report-described"))
