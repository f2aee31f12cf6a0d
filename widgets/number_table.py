"""A plain table of texts, the same numbers as a chart draws: read and walked through."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from widgets.number_table_look import NumberTableLook
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW_PX = 24
_MOST_COLUMN_PX = 320
_EMPTY = NumberTableLook("", (), ())


class NumberModel(QAbstractTableModel):
    """Adapts a table of texts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = _EMPTY

    def set_look(self, look: NumberTableLook) -> None:
        """Show another table."""
        self.beginResetModel()
        self._look = look
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._look.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._look.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._look.rows[row][column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            has_sentence = column == 0 and row < len(self._look.sentences)
            return self._look.sentences[row] if has_sentence else self._look.rows[row][column]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._look.headers[section]
        return None


class NumberTable(QTableView):
    """The table; it reads, scrolls and is walked through with the arrow keys."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._numbers = NumberModel(self)
        self.setModel(self._numbers)
        self.setProperty("numbers", True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        theme.dress(self, "meta")
        theme.dress(self.horizontalHeader(), "axis")
        theme.theme_changed.connect(self._fit)
        self._fit()

    def set_look(self, look: NumberTableLook) -> None:
        """Show another table and stand on its first cell."""
        self._numbers.set_look(look)
        self.setAccessibleName(look.title)
        self._fit()
        if look.rows:
            self.setCurrentIndex(self._numbers.index(0, 0))

    def _fit(self) -> None:
        vertical = self.verticalHeader()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(self._theme.scaled(_ROW_PX))
        vertical.setDefaultSectionSize(self._theme.scaled(_ROW_PX))
        self.horizontalHeader().setMaximumSectionSize(self._theme.scaled(_MOST_COLUMN_PX))
        # Of many columns only the first rows are measured: all of ten years would take too long.
        self.horizontalHeader().setResizeContentsPrecision(16)
        self.resizeColumnsToContents()
