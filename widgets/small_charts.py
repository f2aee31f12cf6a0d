"""The small charts of a page, as many in a row as have room; `F4` shows one as a table."""

from PySide6.QtCore import QLineF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from widgets.elided_label import ElidedLabel
from widgets.number_table import NumberTable
from widgets.number_table_look import NumberTableLook
from widgets.small_chart import LEAST_HEIGHT_PX, LEAST_WIDTH_PX, SmallChart
from widgets.small_chart_look import SmallChartLook, SmallChartsLook
from widgets.theme import Theme
from widgets.time_cursor import TimeCursor

_MOST_COLUMNS = 4
_ROW_GAP_PX = 8
_MOST_STRETCH = 1.8
_LEAST_TABLE_PX = 176


def table_of(page: SmallChartsLook, look: SmallChartLook) -> NumberTableLook:
    """Return the numbers of a chart, oldest first."""
    columns = 4 if look.compared else 3
    others = {page.axis.week_at(point.day): point for point in look.compared}
    rows = []
    for point in look.points:
        week = page.axis.week_at(point.day)
        zones = (zone.label for zone in look.zones if zone.start <= point.day < zone.end)
        other = others[week].value if week in others else ""
        beside = point.source or ", ".join(zones)
        texts = (point.day_text or page.axis.weeks[week].full_text, point.value, beside, other)
        rows.append(texts[:columns])
    return NumberTableLook(look.title, page.table_headers[:columns], tuple(rows))


class ChartGrid(QWidget):
    """Charts side by side, and a line between their rows; arrow keys up and down change the
    chart.
    """

    def __init__(self, theme: Theme, cursor: TimeCursor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cursor = cursor
        self.charts: list[SmallChart] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.theme_changed.connect(self._refit)

    def set_look(self, page: SmallChartsLook) -> None:
        """Show a page; charts that are there already are used again."""
        while len(self.charts) > len(page.charts):
            gone = self.charts.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.charts) < len(page.charts):
            self.charts.append(SmallChart(self._theme, self._cursor, self))
        for chart, look in zip(self.charts, page.charts, strict=True):
            chart.set_look(page, look)
            chart.show()
        self._refit()

    def columns(self, width: int) -> int:
        """Return how many charts stand beside each other in a width."""
        fitting = width // max(self._theme.scaled(LEAST_WIDTH_PX), 1)
        return max(1, min(_MOST_COLUMNS, fitting, max(len(self.charts), 1)))

    def step_from(self, chart: QWidget | None, down: int) -> None:
        """Give the focus to the chart below or above."""
        place = next((i for i, other in enumerate(self.charts) if other is chart), None)
        target = None if place is None else place + down * self.columns(self.width())
        if target is not None and 0 <= target < len(self.charts):
            self.charts[target].setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def _rows(self, width: int) -> int:
        return -(-len(self.charts) // self.columns(width))

    def _row_px(self) -> int:
        return self._theme.scaled(LEAST_HEIGHT_PX)

    def _row_step(self) -> float:
        rows = max(1, self._rows(self.width()))
        share = (self.height() + _ROW_GAP_PX) / rows
        most = self._row_px() * _MOST_STRETCH + _ROW_GAP_PX
        return min(max(share, self._row_px() + _ROW_GAP_PX), most)

    def _place(self) -> None:
        columns, step = self.columns(self.width()), self._row_step()
        for index, chart in enumerate(self.charts):
            row, column = divmod(index, columns)
            left = round(column * self.width() / columns)
            right = round((column + 1) * self.width() / columns)
            top = round(row * step)
            chart.setGeometry(QRect(left, top, right - left, round(step) - _ROW_GAP_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour("border.row"), 1))
        for row in range(1, self._rows(self.width())):
            y = round(row * self._row_step() - _ROW_GAP_PX / 2) + 0.5
            painter.drawLine(QLineF(0, y, self.width(), y))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return max(0, rows * self._row_px() + (rows - 1) * _ROW_GAP_PX)

    def sizeHint(self) -> QSize:
        width = self._theme.scaled(LEAST_WIDTH_PX) * min(_MOST_COLUMNS, max(len(self.charts), 1))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.scaled(LEAST_WIDTH_PX), self._row_px())


class SmallCharts(QWidget):
    """The charts, or the table of one of them. Signals: `table_shown(key)` after F4, empty when the
    charts are back.
    """

    table_shown = Signal(str)

    def __init__(self, theme: Theme, cursor: TimeCursor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page: SmallChartsLook | None = None
        self._tabled = ""
        self._grid = ChartGrid(theme, cursor)
        self._title = ElidedLabel(theme, role="body_strong")
        self._table = NumberTable(theme)
        numbers = QWidget()
        column = QVBoxLayout(numbers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._table, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._grid)
        self._pages.addWidget(numbers)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_look(self, page: SmallChartsLook) -> None:
        """Show a page of charts; a table stays when its chart is still there."""
        self._page = page
        self._grid.set_look(page)
        self.setAccessibleName(page.description)
        self._table.setAccessibleName(page.description)
        keys = {look.key for look in page.charts}
        self.show_table(self._tabled if self._tabled in keys else "")
        self.updateGeometry()

    def show_table(self, key: str) -> None:
        """Show the numbers of a chart, or the charts for an empty key."""
        self._tabled = key
        page = self._page
        charts = page.charts if page is not None else ()
        look = next((chart for chart in charts if chart.key == key), None)
        if page is not None and look is not None:
            self._title.set_full_text(look.title)
            self._table.set_look(table_of(page, look))
        self._pages.setCurrentIndex(0 if look is None else 1)
        # A row of charts is too low for a table of which more than two lines are seen.
        self.setMinimumHeight(0 if look is None else self._theme.scaled(_LEAST_TABLE_PX))

    @property
    def tabled(self) -> str:
        """The key of the chart whose numbers are on screen, empty when the charts are."""
        return self._tabled

    @property
    def charts(self) -> tuple[SmallChart, ...]:
        """The charts in reading order."""
        return tuple(self._grid.charts)

    def _turn(self) -> None:
        page = self._page
        if page is None or not page.charts:
            return
        shown = [look.key for look in page.charts]
        focused = next((i for i, chart in enumerate(self.charts) if chart.hasFocus()), 0)
        back_to, was_tabled = self._tabled, bool(self._tabled)
        self.show_table("" if was_tabled else shown[focused])
        target = self.charts[shown.index(back_to)] if was_tabled else self._table
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table_shown.emit(self._tabled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match Qt.Key(event.key()):
            case Qt.Key.Key_F4:
                self._turn()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if not self._tabled:
                down = 1 if event.key() == Qt.Key.Key_Down else -1
                self._grid.step_from(self.focusWidget(), down)
            case _:
                super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._grid.heightForWidth(width)
