"""One part of the page: its title, what it counts, and its chart or the same in a table (F4)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.keys import bind
from widgets.figure_table import FigureTable, FigureTableLook
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class FigureCard(QFrame):
    """A card; without a chart the table is all there is."""

    def __init__(
        self, name: str, theme: Theme, chart: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        """`name` is what it is found by."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("card", True)
        self.chart = chart
        self._title = PlainLabel(theme, role="section", parent=self)
        self._about = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self.table = FigureTable(theme, self)
        self.table.setObjectName(f"{name}_table")
        self._column = QVBoxLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._build(theme)
        bind("F4", self.turn, (self,), self)

    @property
    def is_tabled(self) -> bool:
        """Whether the numbers are on screen."""
        return not self.table.isHidden()

    def set_words(self, title: str, about: str = "") -> None:
        """Name it, and say in which unit."""
        self._title.setText(title)
        self._about.setText(about)
        self.setAccessibleName(f"{title}, {about}" if about else title)

    def set_table(self, look: FigureTableLook) -> None:
        """The figures of the chart."""
        self.table.set_look(look)

    def add_below(self, part: QWidget) -> None:
        """What is said under it."""
        self._column.addWidget(part)

    def turn(self) -> None:
        """From the chart to its table, or back (F4); the keyboard goes along."""
        if self.chart is None:
            return
        is_tabled = not self.is_tabled
        target: QWidget = self.table if is_tabled else self.chart
        self.table.setVisible(is_tabled)
        self.chart.setVisible(not is_tabled)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, theme: Theme) -> None:
        padding = theme.layout_px("card_padding")
        self._about.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._about, 1, Qt.AlignmentFlag.AlignBottom)
        column = self._column
        column.setContentsMargins(padding, 8, padding, 10)
        column.setSpacing(4)
        column.addLayout(head)
        if self.chart is not None:
            self.chart.setParent(self)
            column.addWidget(self.chart, 1)
            self.table.hide()
        column.addWidget(self.table, 1)
