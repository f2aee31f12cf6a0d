"""The figures of a page: tiles, charts and tables, side by side where there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from resources.figures import legend
from resources.wording import Wording
from services.contract import statistics_tables as tables
from services.contract.statistics import Statistics
from services.contract.statistics_enums import FigureUnit
from ui.statistics import charts
from ui.statistics.card import FigureCard
from ui.statistics.looks import counted
from ui.statistics.tables import table_look
from ui.statistics.tiles import TileRow
from ui.statistics.words import told
from widgets.mark_legend import MarkLegend
from widgets.plain_label import PlainLabel
from widgets.rate_lines import RateLines
from widgets.share_bars import ShareBars
from widgets.stacked_months import StackedMonths
from widgets.theme import Theme
from widgets.time_ranges import TimeRanges

_WIDE_PX = 1000
_WHOLE = 30
_RATE_COLUMN = 1


class Board(QWidget):
    """Everything that there is to see of a centre."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statistics_board")
        self._theme = theme
        self._is_wide: bool | None = None
        self.tiles = TileRow(theme, self)
        self._alerts, self._response = StackedMonths(theme), TimeRanges(theme)
        self._rate, self._symptoms = RateLines(theme), ShareBars(theme)
        self._outcomes = ShareBars(theme)
        self.alerts = FigureCard("statistics_alerts", theme, self._alerts, self)
        self.response = FigureCard("statistics_response", theme, self._response, self)
        self.rate = FigureCard("statistics_rate", theme, self._rate, self)
        self.symptoms = FigureCard("statistics_symptoms", theme, self._symptoms, self)
        self.breakdown = FigureCard("statistics_breakdown", theme, parent=self)
        self.outcomes = FigureCard("statistics_outcomes", theme, self._outcomes, self)
        self.flow = FigureCard("statistics_flow", theme, parent=self)
        self.silence = FigureCard("statistics_silence", theme, parent=self)
        self.work = FigureCard("statistics_work", theme, parent=self)
        self._legend = MarkLegend(theme, self.breakdown)
        self._nurse_time = PlainLabel(theme, role="meta", tone="secondary", parent=self.work)
        self.breakdown.add_below(self._legend)
        self.work.add_below(self._nurse_time)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.layout_px("card_gap"))
        margin = theme.layout_px("page_margin")
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, 4, margin, margin)
        column.setSpacing(theme.layout_px("card_gap"))
        column.addWidget(self.tiles)
        column.addLayout(self._grid)
        column.addStretch(1)
        for chart in (self._alerts, self._rate):
            chart.pointed.connect(self._point)
        theme.theme_changed.connect(self._fit)
        self._fit()

    def show_page(self, w: Wording, page: Statistics, *, without_info: bool) -> None:
        """Show the figures of a page."""
        self.tiles.show_page(w, page, without_info=without_info)
        self._show_charts(w, page)
        look = table_look(w, tables.breakdown(page), bar=_RATE_COLUMN)
        self.breakdown.set_words(look.title, counted(w, page))
        self.breakdown.set_table(look)
        self._legend.set_words(w.text("statistics-mark"), legend(w, page.threshold))
        self.flow.set_words(w.text("statistics-flow"), w.text("statistics-flow-about"))
        self.flow.set_table(table_look(w, tables.flow(page)))
        self.silence.set_words(w.text("statistics-silence"))
        self.silence.set_table(table_look(w, tables.silence(page)))
        self.work.setVisible(page.workload is not None)
        self.work.set_words(w.text("statistics-work"), w.text("statistics-work-about"))
        self.work.set_table(table_look(w, tables.work(page.workload or ())))
        minutes = told(w, page.foreground_seconds, FigureUnit.SECONDS)
        self._nurse_time.setText(w.text("statistics-nurse-time", value=minutes.spoken))

    def _point(self, place: int) -> None:
        """One cursor through all that goes by month."""
        for chart in (self._alerts, self._rate):
            chart.set_cursor(place)
        months = len(self._alerts.look.months)
        self.tiles.point_back(months - 1 - place if place >= 0 else -1)

    def _show_charts(self, w: Wording, page: Statistics) -> None:
        for card, name, about in (
            (self.alerts, "alerts", ""),
            (self.response, "response", "statistics-response-about"),
            (self.rate, "rate", ""),
            (self.symptoms, "symptoms", "statistics-symptoms-about"),
            (self.outcomes, "outcomes", "statistics-outcomes-about"),
        ):
            card.set_words(w.text(f"statistics-{name}"), w.text(about) if about else "")
        self._alerts.set_look(w.text("statistics-alerts"), charts.alerts_look(w, page))
        self.alerts.set_table(table_look(w, tables.alerts(page)))
        self._response.set_look(w.text("statistics-response"), charts.response_look(w, page))
        self.response.set_table(table_look(w, tables.response(page)))
        self._rate.set_look(w.text("statistics-rate"), charts.rate_look(w, page))
        self.rate.set_table(table_look(w, tables.answer_rate(page)))
        self._symptoms.set_look(w.text("statistics-symptoms"), charts.symptoms_look(w, page))
        self.symptoms.set_table(table_look(w, tables.symptoms(page)))
        self._outcomes.set_look(w.text("statistics-outcomes"), charts.outcomes_look(w, page))
        self.outcomes.set_table(table_look(w, tables.outcomes(page)))

    def _rows(self) -> tuple[tuple[tuple[FigureCard, int], ...], ...]:
        """The cards of each row with their shares of the width."""
        return (
            ((self.alerts, 11), (self.response, 10), (self.rate, 9)),
            ((self.symptoms, 11), (self.breakdown, 19)),
            ((self.outcomes, 11), (self.flow, 10), (self.silence, 9)),
            ((self.work, _WHOLE),),
        )

    def _fit(self) -> None:
        is_wide = self.width() >= self._theme.scaled(_WIDE_PX)
        if is_wide is self._is_wide:
            return
        self._is_wide = is_wide
        line = 0
        for row in self._rows():
            column = 0
            for card, share in row:
                if is_wide:
                    self._grid.addWidget(card, line, column, 1, share)
                    column += share
                else:
                    self._grid.addWidget(card, line, 0, 1, _WHOLE)
                    line += 1
            line += is_wide
        for column in range(_WHOLE):
            self._grid.setColumnStretch(column, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
