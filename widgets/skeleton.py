"""Grey shapes in the final geometry while something loads; they appear only after 150 ms and never
move.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.theme import Theme

# One row of a triage list as (left, top, width, height) shares of its box.
ROW_SHAPES = (
    (0.018, 0.28, 0.04, 0.42),
    (0.074, 0.20, 0.30, 0.22),
    (0.074, 0.56, 0.42, 0.20),
    (0.74, 0.20, 0.16, 0.22),
    (0.925, 0.24, 0.05, 0.50),
)


class Skeleton(QWidget):
    """Placeholder rows; `start` shows them after the delay, `stop` hides them at once."""

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row_px = theme.row_height_px
        self._shapes: Sequence[tuple[float, float, float, float]] = ROW_SHAPES
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        self.setAccessibleName(accessible_name)
        theme.theme_changed.connect(self.update)
        self.hide()

    @property
    def is_waiting(self) -> bool:
        """Whether the delay is running and nothing is shown yet."""
        return self._timer.isActive()

    def set_shapes(
        self, shapes: Sequence[tuple[float, float, float, float]], row_height_px: int
    ) -> None:
        """Use other shapes, as shares of a row of this height."""
        self._shapes = shapes
        self._row_px = row_height_px
        self.update()

    def start(self) -> None:
        """Show after the delay, unless stopped before."""
        if not self.isVisible():
            self._timer.start(self._theme.motion_ms("skeleton_delay"))

    def stop(self) -> None:
        """Hide at once."""
        self._timer.stop()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.colour("bg.surface"))
        width, height = self.width(), self._row_px
        for top in range(0, self.height(), height):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("border.row"))
            for x, y, w, h in self._shapes:
                painter.drawRoundedRect(
                    QRectF(x * width, top + y * height, w * width, h * height), 5, 5
                )
            painter.fillRect(
                QRectF(0, top + height - 1, width, 1), self._theme.colour("border.row")
            )
