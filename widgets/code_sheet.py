"""A sheet of codes to copy by hand: numbered, in two columns, in letters that nobody mistakes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from widgets.focus_ring import RING_PROPERTY
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_COLUMNS = 2


class CodeSheet(QWidget):
    """Codes that are read, one after the other by a screen reader; they cannot be selected, so
    that no copy escapes whoever clears the clipboard.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING_PROPERTY, True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 6, 8, 6)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2 * _COLUMNS, 1)
        self._labels: list[PlainLabel] = []

    def show_codes(self, codes: Sequence[str], name: str) -> None:
        """Show codes down the first column, then the second; none empties the sheet."""
        for label in self._labels:
            label.clear()
            label.hide()
            label.deleteLater()
        self._labels = []
        rows = -(-len(codes) // _COLUMNS)
        for place, code in enumerate(codes):
            column, row = divmod(place, rows)
            number = PlainLabel(self._theme, f"{place + 1}.", "supporting", "muted", self)
            text = PlainLabel(self._theme, code, "title", parent=self)
            alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(number, row, 2 * column, alignment)
            self._grid.addWidget(text, row, 2 * column + 1)
            self._labels += [number, text]
            number.show()
            text.show()
        spoken = ". ".join(f"{place}: {code}" for place, code in enumerate(codes, 1))
        self.setAccessibleName(f"{name}. {spoken}" if codes else name)
