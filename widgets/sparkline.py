"""A small trend of weekly grades: line, missing weeks as crosses, dotted threshold, last point
coloured by grade.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.pixmaps import render
from widgets.theme import Theme

GRADE_MAX = 3
WIDTH_PX = 68
HEIGHT_PX = 28
_LEFT_PX = 2.0
_RIGHT_PX = 5.0
_TOP_PX = 5.0
_BOTTOM_PX = 4.0


def paint_sparkline(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    grades: Sequence[int | None],
    threshold: float | None,
) -> None:
    """Paint grades 0 to 3, oldest first; None is a missing week and breaks the line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if threshold is not None:
        _paint_threshold(painter, theme, rect, _y(rect, threshold))
    points = [
        None if grade is None else QPointF(_x(rect, index, len(grades)), _y(rect, grade))
        for index, grade in enumerate(grades)
    ]
    _paint_line(painter, theme, points)
    _paint_missing(painter, theme, rect, grades)
    _paint_last(painter, theme, points, grades)
    painter.restore()


def sparkline_pixmap(
    theme: Theme, grades: tuple[int | None, ...], threshold: float | None, ratio: float
) -> QPixmap:
    """Return a sparkline of the standard size, made once per series, ratio and theme."""

    def paint(painter: QPainter) -> None:
        paint_sparkline(painter, theme, QRectF(0, 0, WIDTH_PX, HEIGHT_PX), grades, threshold)

    return theme.picture(
        ("trend", grades, threshold, ratio), lambda: render(WIDTH_PX, HEIGHT_PX, ratio, paint)
    )


def _x(rect: QRectF, index: int, count: int) -> float:
    step = (rect.width() - _LEFT_PX - _RIGHT_PX) / max(1, count - 1)
    return rect.left() + _LEFT_PX + index * step


def _y(rect: QRectF, grade: float) -> float:
    span = rect.height() - _TOP_PX - _BOTTOM_PX
    return rect.top() + _TOP_PX + (1 - min(grade, GRADE_MAX) / GRADE_MAX) * span


def _paint_threshold(painter: QPainter, theme: Theme, rect: QRectF, y: float) -> None:
    pen = QPen(theme.colour("spark.threshold"), 1.0)
    pen.setDashPattern([1.5, 2.5])
    painter.setPen(pen)
    painter.drawLine(QLineF(rect.left(), y, rect.right(), y))


def _paint_line(painter: QPainter, theme: Theme, points: Sequence[QPointF | None]) -> None:
    colour = theme.colour("spark.line")
    painter.setPen(QPen(colour, 1.4))
    painter.drawLines(
        [QLineF(a, b) for a, b in pairwise(points) if a is not None and b is not None]
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for point in points:
        if point is not None:
            painter.drawEllipse(point, 1.5, 1.5)


def _paint_missing(
    painter: QPainter, theme: Theme, rect: QRectF, grades: Sequence[int | None]
) -> None:
    if None not in grades:
        return
    painter.setPen(QPen(theme.colour("spark.missing"), 1.2))
    y = _y(rect, 0)
    arms: list[QLineF] = []
    for index, grade in enumerate(grades):
        if grade is None:
            x = _x(rect, index, len(grades))
            arms += (QLineF(x - 2, y - 2, x + 2, y + 2), QLineF(x - 2, y + 2, x + 2, y - 2))
    painter.drawLines(arms)


def _paint_last(
    painter: QPainter, theme: Theme, points: Sequence[QPointF | None], grades: Sequence[int | None]
) -> None:
    for point, grade in zip(reversed(points), reversed(grades), strict=True):
        if point is not None and grade is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"spark.{min(grade, GRADE_MAX)}"))
            painter.drawEllipse(point, 3.4, 3.4)
            return


class Sparkline(QWidget):
    """A sparkline as a widget; the caller says in words what it shows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grades: tuple[int | None, ...] = ()
        self._threshold: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def set_grades(
        self, grades: Sequence[int | None], threshold: float | None, description: str
    ) -> None:
        """Show weekly grades; `description` is what a screen reader says."""
        self._grades = tuple(grades)
        self._threshold = threshold
        self.setAccessibleName(description)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_sparkline(painter, self._theme, QRectF(self.rect()), self._grades, self._threshold)
