"""The line under the banner: the tabs of the file, its period, and what can be made of it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.stores.patient_file import Period
from resources.wording import Wording
from ui.parts.stale_mark import StaleMark
from widgets.button import Button
from widgets.segments import Segments
from widgets.tab_strip import TabStrip
from widgets.theme import Theme


class FileTab(StrEnum):
    """The tabs of a file, in their order."""

    SYNTHESIS = "synthesis"
    TIMELINE = "timeline"
    SURVEYS = "surveys"
    ACTIONS = "actions"
    RECORD = "record"
    CONSENTS = "consents"
    DOCUMENTS = "documents"


class FileHead(QWidget):
    """Signals: `tab_chosen(FileTab)`, `period_chosen(Period)`, `compare_wanted()`."""

    tab_chosen = Signal(FileTab)
    period_chosen = Signal(Period)
    compare_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tabs = TabStrip(theme, "", self, is_underlined=True)
        self.tabs.set_tabs([(tab.value, "") for tab in FileTab])
        self.tabs.setObjectName("patient_tabs")
        self.periods = Segments(theme, self)
        self.periods.setObjectName("patient_periods")
        self.periods.set_choices([(period.value, "") for period in Period])
        self.compare = Button(theme, "", "secondary", icon="arrows-left-right", parent=self)
        self.compare.setObjectName("patient_compare")
        self.stale = StaleMark(theme, wording, self)
        self._build()
        self.tabs.tab_chosen.connect(self._choose_tab)
        self.periods.chosen.connect(self._choose_period)
        self.compare.clicked.connect(self.compare_wanted)
        self.set_wording(wording)

    @property
    def tab(self) -> FileTab:
        """The tab in front."""
        return FileTab(self.tabs.current)

    def set_tab(self, tab: FileTab) -> None:
        """Bring a tab to the front, without a signal."""
        self.tabs.set_current(tab.value)
        self._offer()

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self.tabs.setAccessibleName(w.text("file-tabs"))
        for tab in FileTab:
            self.tabs.set_label(tab.value, w.text(f"file-tab-{tab}"))
        self.periods.set_labels(
            w.text("file-periods"),
            {period.value: w.text(f"file-period-{period}") for period in Period},
        )
        self.compare.set_label(w.text("file-compare"))
        self.stale.set_wording(w)

    def set_counts(self, surveys: str, actions: str) -> None:
        """How many there are of what can be counted."""
        self.tabs.set_count(FileTab.SURVEYS.value, surveys)
        self.tabs.set_count(FileTab.ACTIONS.value, actions)

    def set_compact(self, is_compact: bool) -> None:
        """Put tabs and periods on two lines where one has no room."""
        self._bottom.setVisible(is_compact)
        target = self._below if is_compact else self._beside
        for part in (self.stale, self.periods, self.compare):
            target.addWidget(part)

    def _offer(self) -> None:
        """The period and the comparison belong to the synthesis."""
        is_synthesis = self.tab is FileTab.SYNTHESIS
        self.periods.setVisible(is_synthesis)
        self.compare.setVisible(is_synthesis)

    def _choose_tab(self, name: str) -> None:
        self._offer()
        self.tab_chosen.emit(FileTab(name))

    def _choose_period(self, name: str) -> None:
        self.period_chosen.emit(Period(name))

    def _build(self) -> None:
        # Larger text asks for a wider line before there are two of them; no window grows for it.
        self.setMinimumWidth(1)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        first = QHBoxLayout()
        first.setContentsMargins(8, 0, 12, 0)
        first.setSpacing(8)
        first.addWidget(self.tabs, 1)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(8)
        first.addLayout(self._beside)
        self._bottom = QWidget(self)
        self._below = QHBoxLayout(self._bottom)
        self._below.setContentsMargins(12, 0, 12, 6)
        self._below.addStretch(1)
        self._below.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(self._bottom)
        self.set_compact(False)
