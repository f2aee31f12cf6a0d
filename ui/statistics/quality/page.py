"""The page of data quality: its period, the checks, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.stores.connection import ConnectionStore
from console.stores.quality import QualityStore
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.statistics import PERIODS
from ui.parts.keys import bind
from ui.parts.scrolling import scrolling
from ui.parts.stale_mark import StaleMark
from ui.statistics.choice import ChoiceButton, Offer
from ui.statistics.quality.board import QualityBoard
from ui.statistics.quality.looks import summary
from ui.statistics.states import StatisticsStates
from ui.statistics.waiting import QUALITY
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class QualityPage(QWidget):
    """Beside the activity of the centre, over the same closed months."""

    def __init__(
        self,
        store: QualityStore,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._connection = connection
        self._wording = wording
        self._head = QWidget(self)
        self.period = ChoiceButton("quality_period", theme, self._head)
        self._summary = PlainLabel(theme, role="meta", tone="secondary", parent=self._head)
        self._stale = StaleMark(theme, wording, self)
        self.board = QualityBoard(theme)
        self.board.setProperty("ground", "app")
        self._states = StatisticsStates(scrolling(self.board), QUALITY, theme, wording, self)
        self._build()
        store.changed.connect(self._show)
        connection.changed.connect(self._show_age)
        self.period.chosen.connect(self._choose)
        self._states.retry_wanted.connect(store.refresh)
        bind("F5", store.refresh, (self,), self)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self.setAccessibleName(wording.text("quality-tab-quality"))
        for part in (self._stale, self._states):
            part.set_wording(wording)
        self._show()

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks: it is read only then."""
        self._store.set_shown(is_shown)

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self._head, self.board, self.board.detail)

    def take_focus(self) -> None:
        """Put the keyboard on the check that is shown, or on the period."""
        if self.board.isVisible():
            self.board.take_focus()
        else:
            self.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._head.setProperty("ground", "surface")
        self._head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._summary.set_wrapping()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(12, 10, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.period)
        row.addWidget(self._summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stale)
        column.addWidget(self._states, 1)

    def _choose(self, months: int) -> None:
        self._store.choose(months)

    def _show(self) -> None:
        w, page, query = self._wording, self._store.page, self._store.query
        self._states.show_state(self._store, has_page=page is not None and page.months is not None)
        if page is not None and page.months is not None:
            self.board.show_page(w, page)
        periods = PERIODS if page is None else page.periods
        months = query or (PERIODS[-1] if page is None else page.months or PERIODS[-1])
        value = w.text("statistics-period-months", months=months)
        label = w.text("statistics-choice", name=w.text("statistics-period"), value=value)
        offers = [Offer(each, w.text("statistics-period-months", months=each)) for each in periods]
        self.period.show_offers(label, offers, months)
        self.period.set_enabled_because(bool(periods), w.text("statistics-not-offered"))
        told = "" if page is None else summary(w, page)
        self._summary.setText(told or w.text("quality-about"))
        self._show_age()

    def _show_age(self) -> None:
        store = self._store
        is_old = store.state is StoreState.STALE or self._connection.shows_offline
        self._stale.show_since(store.as_of if is_old else None)
