"""The list of coded measures: arrows go through it, Space ticks, a letter or a number finds."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from resources import words
from resources.wording import Wording
from services.contract.alert_acts import CODES_THAT_LEAVE_OPEN
from services.contract.enums import MeasureCode
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_CODE_ROLE = Qt.ItemDataRole.UserRole
_ROW_PX = 24
_MOST_ROWS = 8
_COLUMN_PX = 270


class CodedList(QListWidget):
    """Measures to tick. Signals: `ticked()` after any change by the person."""

    ticked = Signal()

    def __init__(
        self,
        codes: Sequence[MeasureCode],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
        least_rows: int = _MOST_ROWS,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._least_rows = least_rows
        self._columns = 2
        self.setObjectName("measure_list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(wording.text("forms-measure-list"))
        self.setAccessibleDescription(wording.text("forms-measure-list-described"))
        theme.dress(self, "body")
        for code in codes:
            self.addItem(self._item(code, wording))
        self.setCurrentRow(0)
        self.itemChanged.connect(self._tell)

    def codes(self) -> tuple[MeasureCode, ...]:
        """What is ticked, in the order of the numbers."""
        items = (self.item(place) for place in range(self.count()))
        return tuple(
            MeasureCode(item.data(_CODE_ROLE))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def set_codes(self, codes: Sequence[MeasureCode]) -> None:
        """Tick exactly these."""
        for place in range(self.count()):
            item = self.item(place)
            is_ticked = item.data(_CODE_ROLE) in set(codes)
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)

    def rows_px(self) -> int:
        """Height that shows every measure in the columns there are."""
        rows = -(-self.count() // self._columns)
        return rows * self._theme.scaled(_ROW_PX) + 2

    def _item(self, code: MeasureCode, wording: Wording) -> QListWidgetItem:
        text = f"{code.value}  {words.measure(wording, code)}"
        if code in CODES_THAT_LEAVE_OPEN:
            text = f"{text} ({wording.text('forms-measure-keeps-open')})"
        item = QListWidgetItem(text)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setData(_CODE_ROLE, code.value)
        item.setToolTip(plain_tooltip(text))
        return item

    def _tell(self, _item: QListWidgetItem) -> None:
        self.ticked.emit()

    def _fit(self) -> None:
        """Two columns where they fit, with the few longest words cut; else one that scrolls."""
        width = self.viewport().width()
        self._columns = 2 if width >= 2 * self._theme.scaled(_COLUMN_PX) else 1
        self.setWrapping(self._columns == 2)
        self.setGridSize(QSize(width // self._columns - 1, self._theme.scaled(_ROW_PX)))
        self.updateGeometry()

    def keyboardSearch(self, search: str) -> None:
        """Find by the first letters of the label, accents aside, or by the number; the next one
        comes first.
        """
        wanted = _folded(search)
        here = self.currentRow()
        for offset in range(1, self.count() + 1):
            place = (here + offset) % self.count()
            number, _, label = self.item(place).text().partition("  ")
            if _folded(label).startswith(wanted) or number.startswith(wanted):
                self.setCurrentRow(place)
                return

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.rows_px())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(self.rows_px(), self._least_rows * self._theme.scaled(_ROW_PX) + 2))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
