"""A list and its side pane, with what stands over both: beside each other where there is room, and
scrolled as a whole where there is too little.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.parts.room import Room
from widgets.in_sight import bring_into_sight
from widgets.theme import Theme

_BESIDE_FROM_PX: Final = 1060
_SIDE_PX: Final = 356
_LIST_LEAST_PX, _SIDE_LEAST_PX = 190, 230


class ListAndSide(QScrollArea):
    """At 200 % text, or on a small screen, the side pane goes under the list. `side_px` is how
    wide it is beside it.
    """

    def __init__(
        self,
        above: QWidget | None,
        listed: QWidget,
        table: QWidget,
        side: QWidget,
        theme: Theme,
        parent: QWidget | None = None,
        side_px: int = _SIDE_PX,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side_px = side_px
        self._listed = listed
        self._side = side
        self._rule = QFrame()
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(0)
        self._below.addWidget(listed, 1)
        self._below.addWidget(self._rule)
        self._below.addWidget(side)
        inside = Room()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if above is not None:
            column.addWidget(above)
        column.addLayout(self._below, 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        for part in (above, table, side):
            if part is not None:
                part.installEventFilter(self)
        theme.theme_changed.connect(self._fit)
        self._rule.setVisible(not side.isHidden())
        self._fit()

    def _fit(self) -> None:
        theme = self._theme
        is_beside = self.width() >= theme.scaled(_BESIDE_FROM_PX)
        directions = QBoxLayout.Direction
        self._below.setDirection(directions.LeftToRight if is_beside else directions.TopToBottom)
        self._rule.setProperty("rule", "vertical" if is_beside else "horizontal")
        self._rule.style().unpolish(self._rule)
        self._rule.style().polish(self._rule)
        self._listed.setMinimumHeight(theme.scaled(_LIST_LEAST_PX))
        self._side.setMinimumHeight(0 if is_beside else theme.scaled(_SIDE_LEAST_PX))
        least, most = (theme.scaled(self._side_px),) * 2 if is_beside else (0, 16_777_215)
        self._side.setMinimumWidth(least)
        self._side.setMaximumWidth(most)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What gets the keyboard is scrolled into sight, and the side pane brings its rule."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            bring_into_sight(watched)
        if watched is self._side and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._rule.setVisible(not self._side.isHidden())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
