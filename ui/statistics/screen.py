"""The statistics of the centre: one page of masked figures, without any person (screens.md 3.7)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.settings import LetterKeys, Settings
from console.stores.connection import ConnectionStore
from console.stores.quality import QualityStore
from console.stores.states import StoreState
from console.stores.statistics import StatisticsStore
from resources.wording import Wording
from ui.letters import Letters, written
from ui.parts.keys import bind
from ui.parts.scrolling import scrolling
from ui.parts.stale_mark import StaleMark
from ui.statistics.board import Board
from ui.statistics.definitions import DefinitionsPanel
from ui.statistics.head import StatisticsHead
from ui.statistics.quality.page import QualityPage
from ui.statistics.states import StatisticsStates
from ui.statistics.tabs import StatisticsTab, StatisticsTabs
from ui.statistics.waiting import ACTIVITY
from widgets.clipboard import Clipboard
from widgets.theme import Theme

DEFINITIONS_KEY = "D"


class StatisticsScreen(QWidget):
    """Signals: `left()` on Esc; `said(text)` for a toast; `export_wanted()` for a file;
    `locked(bool)`."""

    left = Signal()
    said = Signal(str)
    export_wanted = Signal()
    locked = Signal(bool)

    def __init__(
        self,
        store: StatisticsStore,
        quality: QualityStore,
        connection: ConnectionStore,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._connection = connection
        self._settings = settings
        self._wording = wording
        self._without_info = False
        self._clipboard = Clipboard(self)
        self._tabs = StatisticsTabs(
            StatisticsTab.ACTIVITY, tuple(StatisticsTab), theme=theme, wording=wording, screen=self
        )  # fmt: skip
        self._activity = QWidget(self)
        self.quality = QualityPage(quality, connection, theme, wording, self)
        self.head = StatisticsHead(store, theme, wording, self)
        self._stale = StaleMark(theme, wording, self)
        self.board = Board(theme)
        self._area = scrolling(self.board)
        self.board.setProperty("ground", "app")
        self._states = StatisticsStates(self._area, ACTIVITY, theme, wording, self)
        self.definitions = DefinitionsPanel(theme, wording, self)
        self._build()
        self._connect()
        self._letters = Letters(settings, self)
        self._letters.changed.connect(self._name_letters)
        self._name_letters()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self.setAccessibleName(wording.text("statistics-screen"))
        parts = (self._tabs, self.quality, self.head, self._stale, self._states, self.definitions)
        for part in parts:
            part.set_wording(wording)
        self._show()

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks: the page in front is read only then."""
        is_quality = self._tabs.current is StatisticsTab.QUALITY
        self._store.set_shown(is_shown and not is_quality)
        self.quality.set_shown(is_shown and is_quality)

    def set_locked(self, is_locked: bool) -> None:
        """Behind a locked screen nothing is read, and nothing stays copied."""
        self.set_shown(not is_locked and self.isVisible())
        if is_locked:
            self._clipboard.clear()
        self.locked.emit(is_locked)

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        if self._tabs.current is StatisticsTab.QUALITY:
            return (self._tabs, *self.quality.panes())
        return (self._tabs, self.head, self.board, self.definitions)

    def show_tab(self, tab: StatisticsTab) -> None:
        """Bring one of the two pages to the front, with the keyboard on it."""
        is_quality = tab is StatisticsTab.QUALITY
        self._tabs.set_current(tab)
        self._activity.setVisible(not is_quality)
        self.quality.setVisible(is_quality)
        self.set_shown(True)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the first choice of the page in front."""
        if self._tabs.current is StatisticsTab.QUALITY:
            self.quality.take_focus()
        else:
            self.head.take_focus()

    def show_definitions(self) -> None:
        """Open the panel of definitions, or close it (D)."""
        is_open = self.definitions.isHidden()
        self.definitions.setVisible(is_open)
        if is_open:
            self.definitions.take_focus()
        else:
            self.take_focus()

    def copy_summary(self) -> None:
        """Copy the choices in one line."""
        if self.head.summary:
            self._clipboard.put(self.head.summary)
            self.said.emit(self._wording.text("statistics-copied"))

    def _build(self) -> None:
        self.setObjectName("statistics_screen")
        self.setProperty("ground", "app")
        self.definitions.hide()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._states, 1)
        row.addWidget(self.definitions)
        activity = QVBoxLayout(self._activity)
        activity.addWidget(self.head)
        activity.addWidget(self._stale)
        activity.addLayout(row, 1)
        column = QVBoxLayout(self)
        column.addWidget(self._tabs)
        column.addWidget(self._activity, 1)
        column.addWidget(self.quality, 1)
        for each in (activity, column):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(0)
        self.quality.hide()

    def _connect(self) -> None:
        self._store.changed.connect(self._show)
        self._connection.changed.connect(self._show_age)
        self._states.retry_wanted.connect(self._store.refresh)
        self.head.definitions_wanted.connect(self.show_definitions)
        self.head.copy_wanted.connect(self.copy_summary)
        self.head.info_chosen.connect(self._choose_info)
        self.definitions.closed.connect(self.show_definitions)
        self.head.export_wanted.connect(self.export_wanted)
        self._tabs.wanted.connect(self.show_tab)
        bind(DEFINITIONS_KEY, self.show_definitions, (self._activity,), self)
        bind("Ctrl+E", self.export_wanted.emit, (self._activity,), self)
        bind("F5", self._store.refresh, (self._activity,), self)
        bind("Esc", self.left.emit, (self._tabs, self.head, self.board, self.quality), self)

    def _choose_info(self, without: bool) -> None:
        self._without_info = without
        self._show()

    def _show(self) -> None:
        page = self._store.page
        has_page = page is not None and page.choices is not None
        self._states.show_state(self._store, has_page=has_page)
        if page is not None:
            self.definitions.show_definitions(page.definitions)
            if page.choices is not None:
                self.board.show_page(self._wording, page, without_info=self._without_info)
        self.head.show_told()
        self._show_age()

    def _show_age(self) -> None:
        store = self._store
        is_old = store.state is StoreState.STALE or self._connection.shows_offline
        self._stale.show_since(store.as_of if is_old else None)

    def _name_letters(self) -> None:
        letters: LetterKeys = self._settings.letter_keys
        self.head.set_key(written(DEFINITIONS_KEY, letters))
