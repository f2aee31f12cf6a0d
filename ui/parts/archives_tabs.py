"""Over the archives and the calendar of retention: which of the two is in front."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.wording import Wording
from ui.parts.keys import bind
from widgets.tab_strip import TabStrip
from widgets.theme import Theme


class ArchivesTab(StrEnum):
    """The two screens behind one place of the rail."""

    ARCHIVES = "archives"
    CALENDAR = "calendar"


class ArchivesTabs(QWidget):
    """Stands over each of the two with its own tab chosen; hidden for whoever has one of them.
    Signals: `other_wanted()` on the other tab, and on Ctrl+Tab anywhere on the screen.
    """

    other_wanted = Signal()

    def __init__(
        self, tab: ArchivesTab, *, has_both: bool, theme: Theme, wording: Wording, screen: QWidget
    ) -> None:
        super().__init__(screen)
        self._tab = tab
        self._strip = TabStrip(theme, "", self, is_underlined=True)
        self._strip.setObjectName("archives_tabs")
        self._strip.set_tabs([(each.value, "") for each in ArchivesTab])
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
        self._strip.setAccessibleName(w.text("retention-tabs"))
        for each in ArchivesTab:
            self._strip.set_label(each.value, w.text(f"retention-tab-{each.value}"))

    def _choose(self, name: str) -> None:
        """The strip stays on its own tab: the other one stands over the other screen."""
        self._strip.set_current(self._tab.value)
        if name != self._tab.value:
            self.other_wanted.emit()
