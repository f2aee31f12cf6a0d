"""A figure as it is told, and the one mark of statistical confidentiality."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from widgets.theme import Theme

_MARK_WIDTH_PX: Final = 20
_MARK_HEIGHT_PX: Final = 17
_HATCH_STEP_PX: Final = 5


@dataclass(frozen=True, slots=True)
class FigureText:
    """What stands in a place, what a screen reader and a tooltip say of it, and the number that a
    chart draws, None where there is none. A masked one has nothing but its mark.
    """

    shown: str
    spoken: str
    value: int | None = None
    is_masked: bool = False


NOTHING: Final = FigureText("", "")
"""A place that is not there."""


def mark_size(theme: Theme) -> tuple[int, int]:
    """Width and height of the mark."""
    return theme.scaled(_MARK_WIDTH_PX), theme.scaled(_MARK_HEIGHT_PX)


def paint_mark(
    painter: QPainter, theme: Theme, centre_x: float, centre_y: float, sign: str
) -> None:
    """Paint the mark, a letter on a hatched pill, around a point; the painter is left as it was."""
    width, height = mark_size(theme)
    face = QRectF(round(centre_x - width / 2) + 0.5, round(centre_y - height / 2) + 0.5,
                  width - 1, height - 1)  # fmt: skip
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(face, theme.radius_px("cell"), theme.radius_px("cell"))
    painter.setPen(QPen(theme.colour("hatch"), 1))
    painter.setBrush(theme.colour("bg.surface"))
    painter.drawPath(outline)
    painter.setClipPath(outline)
    painter.setPen(QPen(theme.colour("border.chip"), 0.8))
    count = int((width + height) / _HATCH_STEP_PX) + 2
    left, bottom = face.left(), face.bottom()
    painter.drawLines(
        [
            QLineF(
                left + i * _HATCH_STEP_PX - height, bottom, left + i * _HATCH_STEP_PX, face.top()
            )
            for i in range(1, count)
        ]
    )
    painter.setFont(theme.font("axis_strong"))
    painter.setPen(theme.colour("text.primary"))
    painter.drawText(face, Qt.AlignmentFlag.AlignCenter, sign)
    painter.restore()


def paint_figure(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    text: FigureText,
    role: str,
    *,
    right: bool = True,
) -> None:
    """Paint a figure, or its mark, at one end of a line."""
    if text.is_masked:
        half = mark_size(theme)[0] / 2
        x = rect.right() - half if right else rect.left() + half
        paint_mark(painter, theme, x, rect.center().y(), text.shown)
        return
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(theme.font(role if text.value is not None else "axis"))
    painter.setPen(theme.colour("text.primary" if text.value is not None else "text.muted"))
    painter.drawText(
        rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text.shown
    )
