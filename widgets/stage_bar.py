"""A bar of stages that follow each other: from which day each holds, and which one does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.fitted import elided
from widgets.theme import Theme

_BAR_PX, _GAP_PX, _BETWEEN_PX, _LEAST_STAGE_PX = 12, 4, 3, 56
_LINE: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and the day from which it holds, empty where there is none."""

    name: str
    day: str


class StageBar(QWidget):
    """Read as one sentence; nothing in it takes the keyboard. What has passed is filled pale, where
    it stands is full and heavy, what comes is an outline.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stages: Sequence[Stage] = ()
        self._current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def show_stages(self, stages: Sequence[Stage], current: int, spoken: str) -> None:
        """Show stages, of which one holds."""
        self._stages, self._current = tuple(stages), current
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        lines = theme.line_px("supporting_strong") + theme.line_px("axis")
        height = lines + theme.scaled(_BAR_PX) + 2 * theme.scaled(_GAP_PX)
        return QSize(theme.scaled(320), height)

    def minimumSizeHint(self) -> QSize:
        width = self._theme.scaled(_LEAST_STAGE_PX) * max(1, len(self._stages))
        return QSize(width, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = self.width() / max(1, len(self._stages))
        for place, stage in enumerate(self._stages):
            self._paint_stage(painter, QRectF(place * share, 0, share, self.height()), place, stage)

    def _paint_stage(self, painter: QPainter, area: QRectF, place: int, stage: Stage) -> None:
        theme, is_now, is_past = self._theme, place == self._current, place < self._current
        gap, room = theme.scaled(_GAP_PX), area.width() - theme.scaled(_BETWEEN_PX) - 2
        role = "supporting_strong" if is_now else "supporting"
        name_px, day_px = theme.line_px("supporting_strong"), theme.line_px("axis")
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text.primary" if is_now else "text.secondary"))
        name = QRectF(area.left(), 0, room, name_px)
        painter.drawText(name, _LINE, elided(theme, role, stage.name, room))
        bar = QRectF(area.left() + 1, name_px + gap, room, theme.scaled(_BAR_PX))
        painter.setPen(QPen(theme.colour("accent" if is_now else "border.strong"), 1))
        fill = "accent" if is_now else "accent.subtle" if is_past else "bg.surface"
        painter.setBrush(theme.colour(fill))
        radius = theme.radius_px("cell")
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.colour("text.secondary"))
        day = QRectF(area.left(), bar.bottom() + gap, room, day_px)
        painter.drawText(day, _LINE, elided(theme, "axis", stage.day, room))
