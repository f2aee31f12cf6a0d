"""Parts side by side in as many columns as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.theme import Theme

_GAP_PX = 24
_BETWEEN_PX = 16


class Columns(QWidget):
    """The order of the parts is that of reading, whatever the number of columns."""

    def __init__(
        self, theme: Theme, parts: Sequence[QWidget], least_px: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts = list(parts)
        self._least_px = least_px
        self._count = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP_PX)
        theme.theme_changed.connect(self._fit)
        self._lay_out(len(self._parts))

    def _fit(self) -> None:
        room = (self.width() + _GAP_PX) // (self._theme.scaled(self._least_px) + _GAP_PX)
        self._lay_out(max(1, min(len(self._parts), room)))

    def _lay_out(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.layout()) is not None:
                while old.takeAt(0) is not None:
                    pass
                old.deleteLater()
        columns = [QVBoxLayout() for _ in range(count)]
        for place, part in enumerate(self._parts):
            columns[place * count // len(self._parts)].addWidget(part)
        for column in columns:
            column.setSpacing(_BETWEEN_PX)
            column.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._row.addLayout(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
