"""A symptom grade as a small coloured cell with its numeral; hatched when missing, a dot when not
asked.
"""

from enum import StrEnum

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import Theme

WIDTH_PX = 20
HEIGHT_PX = 18


class NoGrade(StrEnum):
    """Why a cell holds no grade."""

    MISSING = "missing"
    NOT_ASKED = "not_asked"


def paint_grade(
    painter: QPainter, theme: Theme, rect: QRectF, grade: int | NoGrade, confirmed: bool = False
) -> None:
    """Paint a cell; `confirmed` adds the tick of a clinician's own grade."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.radius_px("cell")
    match grade:
        case NoGrade.MISSING:
            _paint_hatch(painter, theme, rect, radius)
        case NoGrade.NOT_ASKED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("text.muted"))
            painter.drawEllipse(rect.center(), 1.6, 1.6)
        case _:
            _paint_numeral(painter, theme, rect, radius, grade)
    if confirmed:
        _paint_tick(painter, theme, rect)
    painter.restore()


def _paint_numeral(painter: QPainter, theme: Theme, rect: QRectF, radius: int, grade: int) -> None:
    colours = theme.grade(grade)
    painter.setPen(QPen(theme.colour("grade.edge"), 1) if grade == 0 else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.fill))
    painter.drawRoundedRect(
        rect.adjusted(0.5, 0.5, -0.5, -0.5) if grade == 0 else rect, radius, radius
    )
    painter.setFont(theme.font("chip_grade"))
    painter.setPen(QColor(colours.text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(grade))


def _paint_hatch(painter: QPainter, theme: Theme, rect: QRectF, radius: int) -> None:
    face = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    clip = QPainterPath()
    clip.addRoundedRect(face, radius, radius)
    pen = QPen(theme.colour("hatch"), 1)
    painter.setPen(pen)
    painter.setBrush(theme.colour("bg.surface"))
    painter.drawPath(clip)
    painter.setClipPath(clip)
    reach = face.height()
    x = face.left() - reach
    while x < face.right():
        painter.drawLine(QLineF(x, face.bottom(), x + reach, face.top()))
        x += 4.5
    painter.setClipping(False)


def _paint_tick(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    centre = QPointF(rect.right() - 0.5, rect.top() + 0.5)
    painter.setPen(QPen(theme.colour("bg.surface"), 1))
    painter.setBrush(theme.colour("success"))
    painter.drawEllipse(centre, 5.0, 5.0)
    pen = QPen(theme.colour("bg.surface"), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    tick = QPainterPath(centre + QPointF(-2.1, 0.1))
    tick.lineTo(centre + QPointF(-0.5, 1.7))
    tick.lineTo(centre + QPointF(2.3, -1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(tick)


class GradeChip(QWidget):
    """A grade cell as a widget; `spoken` is what a screen reader says."""

    def __init__(
        self,
        theme: Theme,
        grade: int | NoGrade,
        spoken: str,
        confirmed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_grade(grade, spoken, confirmed)
        theme.theme_changed.connect(self.updateGeometry)

    def set_grade(self, grade: int | NoGrade, spoken: str, confirmed: bool = False) -> None:
        """Show another grade."""
        self._grade = grade
        self._confirmed = confirmed
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        # Room for the tick that overlaps the upper right corner.
        return QSize(self._theme.scaled(WIDTH_PX) + 6, self._theme.scaled(HEIGHT_PX) + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        cell = QRectF(self.rect()).adjusted(0, 6, -6, 0)
        paint_grade(QPainter(self), self._theme, cell, self._grade, self._confirmed)
