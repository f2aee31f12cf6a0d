"""The course of a patient: lanes, heat map and small charts, drawn first and then panned.

`python -m tests.bench.desktop.course [bare]` prints what it measured as JSON; `bare` shows as much
with tables and lines of Qt alone.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QGridLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tests.bench.desktop.eyes import Painted, centile, rest
from widgets import gallery_file_samples as samples
from widgets.course_look import CourseLook
from widgets.course_panel import CoursePanel
from widgets.small_charts import SmallCharts
from widgets.theme import Theme
from widgets.time_cursor import TimeCursor

Index = QModelIndex | QPersistentModelIndex
SYMPTOMS, CHARTS = 12, 8
WEEKS, MOST_WEEKS = 16, 520
FRAMES = 100
_PAGE_PX = (984, 640)
_CELL_PX = 5
_AT_REST_MS = 200


def measure(
    window: QWidget,
    board: QAbstractScrollArea,
    show: Callable[[int], None],
    move: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Milliseconds to the first drawing of 16 weeks, and for each frame: of the time cursor over
    them, and on the way through ten years.
    """
    painted = Painted(window)
    window.resize(*_PAGE_PX)
    window.show()
    rest(_AT_REST_MS)
    started_s = time.perf_counter()
    show(WEEKS)
    told = {"first_ms": painted.settled_after(started_s)}
    if move is not None:
        frames_ms = _frames(lambda frame: move(frame % WEEKS), window)
        told["cursor_p95_ms"] = centile(frames_ms, 95)
    show(MOST_WEEKS)
    rest(_AT_REST_MS)
    bar = board.horizontalScrollBar()
    if not bar.maximum():
        raise RuntimeError("ten years do not scroll")
    frames_ms = _frames(lambda frame: bar.setValue(bar.maximum() * frame // FRAMES), window)
    return {**told, "pan_p50_ms": centile(frames_ms, 50), "pan_p95_ms": centile(frames_ms, 95)}


def _frames(step: Callable[[int], None], window: QWidget) -> list[float]:
    frames_ms = []
    for frame in range(FRAMES):
        started_s = time.perf_counter()
        step(frame)
        window.repaint()
        frames_ms.append((time.perf_counter() - started_s) * 1000)
    return frames_ms


def _twelve(look: CourseLook) -> CourseLook:
    return replace(look, rows=(look.rows * 2)[:SYMPTOMS])


def ours() -> dict[str, Any]:
    """The panel and the charts of the file; the values are made beforehand."""
    theme, cursor, window = Theme(_app()), TimeCursor(), QWidget()
    panel, charts = CoursePanel(theme, cursor), SmallCharts(theme, cursor)
    looks = {weeks: _twelve(samples.course(weeks)) for weeks in (WEEKS, MOST_WEEKS)}
    page = samples.charts(WEEKS)
    column = QVBoxLayout(window)
    column.addWidget(panel)
    column.addWidget(charts, 1)

    def show(weeks: int) -> None:
        panel.set_look(looks[weeks])
        if weeks == WEEKS:
            charts.set_look(page)

    return measure(window, panel.board, show, cursor.move_to)


class _Numbers(QAbstractTableModel):
    """A numeral a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.weeks = 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else SYMPTOMS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.weeks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str((index.row() + index.column()) % 4)
        return None


class _Line(QWidget):
    """Sixteen points and the line through them."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / WEEKS
        points = [QPointF(week * step, 20 + 15 * (week % 4)) for week in range(WEEKS)]
        painter.drawPolyline(QPolygonF(points))
        for point in points:
            painter.drawEllipse(point, 3, 3)


def bare() -> dict[str, Any]:
    """A table of as many cells over as many lines."""
    app, window, table, numbers = _app(), QWidget(), QTableView(), _Numbers()
    table.setModel(numbers)
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.horizontalHeader().setMinimumSectionSize(_CELL_PX)
    column, grid = QVBoxLayout(window), QGridLayout()
    column.addWidget(table)
    column.addLayout(grid)

    def show(weeks: int) -> None:
        numbers.beginResetModel()
        numbers.weeks = weeks
        numbers.endResetModel()
        width = 43 if weeks == WEEKS else _CELL_PX
        table.horizontalHeader().setDefaultSectionSize(width)
        for place in range(grid.count(), CHARTS):
            grid.addWidget(_Line(), *divmod(place, 4))

    told = measure(window, table, show)
    app.processEvents()
    return told


def _app() -> QApplication:
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    return app


if __name__ == "__main__":
    print(json.dumps(bare() if sys.argv[1:] == ["bare"] else ours()))
