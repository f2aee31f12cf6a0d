"""The synthesis: lanes and heat map, small charts of symptoms and measures under them on the same
weeks, and the column.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.session import Session
from console.settings import Settings
from resources.wording import Wording
from services.contract.patient_file import FileBlock, PatientSeries
from ui.parts.keys import bind
from ui.patient.chart_words import FIRST_CHARTS, charts_look, graded_count
from ui.patient.course_words import course_look
from ui.patient.measure_words import measures_heading, measures_look
from ui.patient.side_column import SideColumn
from widgets.button import Button
from widgets.course_panel import CoursePanel
from widgets.runs_label import Run, RunsLabel
from widgets.small_charts import SmallCharts
from widgets.theme import Theme
from widgets.time_cursor import TimeCursor

_SIDE_PX, _EDGE_PX = 264, 12
_ALL_THE_REST = 255
_NO_LIMIT_PX = 16_777_215
_OF_COURSE = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_F4})


class SynthesisPage(QScrollArea):
    """Signals: `survey_wanted(answer id)` for the questionnaire of a cell; `pin_wanted(item)`;
    those of the column.
    """

    survey_wanted = Signal(UUID)
    pin_wanted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        session: Session,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._series: PatientSeries | None = None
        self._wording: Wording | None = None
        self._pinned: tuple[str, ...] = ()
        self._day: date | None = None
        self._is_all = False
        self._content = QWidget()
        self.time = TimeCursor(self)
        self.course = CoursePanel(theme, self.time, self._content)
        self.charts = SmallCharts(theme, self.time, self._content)
        self.measures = SmallCharts(theme, self.time, self._content)
        self._heading = RunsLabel(theme, parent=self._content)
        self._measures_heading = RunsLabel(theme, parent=self._content)
        self._all = Button(theme, "", "quiet", parent=self._content)
        self.side = SideColumn(theme, session, settings, self._content)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._content)
        self._build()
        self.course.cell_opened.connect(self._open_cell)
        self.course.pin_requested.connect(self.pin_wanted)
        self._all.clicked.connect(self._turn_all)
        self.measures.table_shown.connect(self._fit_table)
        bind("Space", self._pin_current, (self.course.board,), self)
        theme.theme_changed.connect(self._fit)

    def show_series(
        self, w: Wording, series: PatientSeries, pinned: tuple[str, ...], now: datetime
    ) -> None:
        """Show a file; the time cursor stays where the weeks stay. What is shown already is not
        painted again, but for the times beside it.
        """
        self.side.show_series(w, series, now)
        day = w.local(now).date()
        is_same = self._wording is w and self._series is series and self._day == day
        if is_same and self._pinned == pinned:
            return
        self._wording, self._series, self._pinned, self._day = w, series, pinned, day
        self.course.set_look(course_look(w, series, pinned, now))
        self._show_charts()
        self._show_measures(w, series)
        self.setAccessibleName(w.text("file-tab-synthesis"))
        self._fit()

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self._series = None
        self._is_all = False
        self.verticalScrollBar().setValue(0)

    def set_beside(self, is_beside: bool) -> None:
        """Whether the column has room beside the charts, or stands under them."""
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if is_beside else directions.TopToBottom)
        self._is_beside = is_beside
        self._fit()

    def take_focus(self) -> None:
        """Put the keyboard on the page: the first arrow brings the time cursor."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_charts(self) -> None:
        w, series = self._wording, self._series
        if w is None or series is None:
            return
        self.charts.set_look(charts_look(w, series, self._pinned, is_all=self._is_all))
        self._charts_card.setVisible(bool(series.symptoms))
        count = graded_count(series)
        span = w.text(
            "file-charts-span", first=w.day(series.weeks[0]), last=w.day(series.weeks[-1])
        )
        self._heading.set_runs(
            (
                Run(f"{w.text('file-charts')}   ", "section"),
                Run(f"{span} · ", "axis", "text.secondary"),
                Run(w.text("triage-chart-direction"), "axis_strong", "text.secondary"),
                Run(f" · {w.text('file-charts-legend')}", "axis", "text.secondary"),
            )
        )
        key = "file-charts-fewer" if self._is_all else "file-charts-all"
        self._all.set_label(w.text(key, count=count))
        self._all.setVisible(count > FIRST_CHARTS)

    def _show_measures(self, w: Wording, series: PatientSeries) -> None:
        """Those that there are; where none is and all could be read, nothing stands there."""
        page = measures_look(w, series)
        self.measures.set_look(page)
        self.measures.setVisible(bool(page.charts))
        self._measures_heading.set_runs(measures_heading(w, series))
        is_missing = FileBlock.MEASURES in series.blocks_missing
        self._measures_card.setVisible(bool(page.charts) or is_missing)

    def _turn_all(self) -> None:
        self._is_all = not self._is_all
        self._show_charts()

    def _pin_current(self) -> None:
        if self.course.board.current_row:
            self.pin_wanted.emit(self.course.board.current_row)

    def _open_cell(self, _item: str, week: int) -> None:
        series = self._series
        if series is not None and 0 <= week < len(series.answers) and series.answers[week]:
            self.survey_wanted.emit(series.answers[week][0])

    def _build(self) -> None:
        self._is_beside = True
        self.setObjectName("patient_synthesis")
        self.course.setObjectName("patient_course")
        self.charts.setObjectName("patient_charts")
        self.measures.setObjectName("patient_measures")
        self._all.setObjectName("patient_charts_all")
        self._all.set_low()
        gap = self._theme.layout_px("card_gap")
        left = QVBoxLayout()
        left.setSpacing(gap)
        self._course_card = self._card(self.course)
        self._charts_card = self._card(self._charts_head(), self.charts)
        self._measures_card = self._card(self._measures_heading, self.measures)
        left.addWidget(self._course_card)
        left.addWidget(self._charts_card, _ALL_THE_REST)
        left.addWidget(self._measures_card, _ALL_THE_REST)
        left.addStretch(1)
        self._row.setContentsMargins(_EDGE_PX, gap, _EDGE_PX, 8)
        self._row.setSpacing(gap)
        self._row.addLayout(left, 1)
        self._row.addWidget(self.side)
        self._content.setProperty("ground", "app")
        self._content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._content)
        self._fit()

    def _charts_head(self) -> QWidget:
        head = QWidget(self._content)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._heading, 1)
        row.addWidget(self._all)
        return head

    def _card(self, *parts: QWidget) -> QFrame:
        card = QFrame(self._content)
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 7, 10, 6)
        column.setSpacing(1)
        for part in parts:
            stretch = 1 if isinstance(part, SmallCharts) else 0
            column.addWidget(part, stretch)
        return card

    def _fit(self) -> None:
        """The column has one width beside the charts, which share the height that is in sight as
        they need it.
        """
        width = self._theme.scaled(_SIDE_PX) if self._is_beside else _NO_LIMIT_PX
        self.side.setMinimumWidth(width if self._is_beside else 0)
        self.side.setMaximumWidth(width)
        gap, room = self._theme.layout_px("card_gap"), self.viewport().size()
        above = self._course_card.sizeHint().height() + 3 * gap
        beside = width + gap if self._is_beside else 0
        across = room.width() - 2 * _EDGE_PX - beside
        cards = [
            card
            for card in (self._charts_card, self._measures_card)
            if card.isVisibleTo(self._content)
        ]
        needed = [card.heightForWidth(across) for card in cards]
        spare = room.height() - above - (len(cards) - 1) * gap - sum(needed)
        for card, height in zip(cards, needed, strict=True):
            card.setMaximumHeight(height + max(0, spare) * height // max(1, sum(needed)))

    def _fit_table(self) -> None:
        """A table is taller than the charts were: once it has its height, it is in sight."""
        self._fit()
        QTimer.singleShot(0, self, self._reveal_measures)

    def _reveal_measures(self) -> None:
        self.ensureWidgetVisible(self.measures, 0, _EDGE_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What belongs to the heat map goes there from anywhere on the page."""
        if event.key() in _OF_COURSE and self.hasFocus():
            target = self.course if self.course.is_table_shown else self.course.board
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(target, event)
        else:
            super().keyPressEvent(event)
