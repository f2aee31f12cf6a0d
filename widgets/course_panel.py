"""The course of a patient: lanes and heat map, or with `F4` the same numbers as a table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from widgets.course_board import CourseBoard
from widgets.course_look import CourseLook
from widgets.number_table import NumberTable
from widgets.number_table_look import NumberTableLook
from widgets.theme import Theme
from widgets.time_cursor import TimeCursor


def table_of(look: CourseLook) -> NumberTableLook:
    """Return the numbers of a course: a row a symptom, then its weeks, the newest first."""
    weeks = range(len(look.axis.weeks) - 1, -1, -1)
    headers = (look.symptom_title, look.end_title, *(look.axis.weeks[w].full_text for w in weeks))
    rows = tuple(
        (
            row.name,
            f"{row.last} {row.change_text}".strip(),
            *(row.cells[week].value for week in weeks),
        )
        for row in look.rows
    )
    return NumberTableLook(look.description, headers, rows, tuple(r.sentence for r in look.rows))


class CoursePanel(QWidget):
    """Board and table in one place. Signals: those of the board, and `table_shown(bool)` after
    F4.
    """

    cell_opened = Signal(str, int)
    pin_requested = Signal(str)
    table_shown = Signal(bool)

    def __init__(self, theme: Theme, cursor: TimeCursor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: CourseLook | None = None
        self.board = CourseBoard(theme, cursor)
        self._table = NumberTable(theme)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.board)
        self._pages.addWidget(self._table)
        self.board.cell_opened.connect(self.cell_opened)
        self.board.pin_requested.connect(self.pin_requested)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_look(self, look: CourseLook) -> None:
        """Show a course; board or table stays what was chosen."""
        self._look = look
        self.board.set_look(look)
        if self.is_table_shown:
            self._table.set_look(table_of(look))
        self.updateGeometry()

    def show_table(self, shown: bool) -> None:
        """Show the table, or the board."""
        if shown and self._look is not None:
            self._table.set_look(table_of(self._look))
        self._pages.setCurrentWidget(self._table if shown else self.board)

    @property
    def is_table_shown(self) -> bool:
        """Whether the table is on screen."""
        return self._pages.currentWidget() is self._table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 and self._look is not None:
            self.show_table(not self.is_table_shown)
            shown = self._table if self.is_table_shown else self.board
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table_shown.emit(self.is_table_shown)
        else:
            super().keyPressEvent(event)
