"""A table of people: a row is chosen as a whole, and stays chosen whatever happens to the rows."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from widgets.row_ground import RowState, paint_row_ground
from widgets.table_cell import CellLook, paint_cell
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LookOf = Callable[[Index], CellLook | None]

_HEADER_PX = 30
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
_RUNS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_AT_REST = RowState()
_KEYBOARD_FOCUS = Qt.WidgetAttribute.WA_KeyboardFocusChange


class PeopleTable(QTableView):
    """Rows with a key in the role `key_role`; `row_of` says where a key stands, -1 for nowhere.

    Signals: `opened(key, is_deliberate)` on Enter or a double click, deliberate when the person
    went to this row by a key or the mouse; `end_wanted()` on End; `sight_changed(first, last)` when
    other rows are in sight; `resized()` when there is another room for columns;
    `reordered(columns)` after somebody dragged a column to another place. Where several can be
    chosen (`takes_runs`): `toggled(key)` on Space, `run_wanted(row)` on a step with Shift.
    """

    opened = Signal(object, bool)
    end_wanted = Signal()
    sight_changed = Signal(int, int)
    resized = Signal()
    reordered = Signal(object)
    toggled = Signal(object)
    run_wanted = Signal(int)

    def __init__(
        self,
        theme: Theme,
        look_of: LookOf,
        key_role: int,
        row_of: Callable[[UUID], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key_role = key_role
        self._row_of = row_of
        self._key: UUID | None = None
        self._is_deliberate = False
        self._sight = (-1, -1)
        self.hovered_row = -1
        self.takes_runs = False
        self.step_modifiers: frozenset[Qt.KeyboardModifier] = _PLAIN
        self.setItemDelegate(_RowDelegate(theme, look_of, self))
        self._build()
        self.doubleClicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._see)
        self.horizontalHeader().sectionMoved.connect(self._tell_order)
        theme.theme_changed.connect(self._fit)
        self._fit()

    @property
    def key(self) -> UUID | None:
        """Whose row is selected."""
        return self._key

    @property
    def is_deliberate(self) -> bool:
        """Whether somebody chose that row, not the list itself."""
        return self._is_deliberate

    def choose(self, row: int) -> None:
        """Select a row as a key would."""
        if 0 <= row < self._count():
            self._is_deliberate = True
            self._go_to(row)

    def step(self, by: int) -> None:
        """Go up or down, and stay at the ends."""
        here = self.currentIndex()
        self.choose(self._within(here.row() + by if here.isValid() else 0))

    def restore(self) -> None:
        """After a reset: the same person where they are now, or the first, whom nobody chose."""
        row = -1 if self._key is None else self._row_of(self._key)
        if row < 0:
            self._is_deliberate = False
            row = 0
        if self._count():
            self._go_to(row)
        else:
            self._key = None
        self._see()

    def put_in_order(self, columns: Sequence[int]) -> None:
        """Put the columns into an order; one that does not name each of them once is left."""
        header = self.horizontalHeader()
        if sorted(columns) != list(range(header.count())):
            return
        was_blocked = header.blockSignals(True)
        for place, column in enumerate(columns):
            header.moveSection(header.visualIndex(column), place)
        header.blockSignals(was_blocked)
        self.viewport().update()

    def _tell_order(self) -> None:
        header = self.horizontalHeader()
        self.reordered.emit([header.logicalIndex(place) for place in range(header.count())])

    def _build(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionsMovable(True)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setProperty("people", True)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._theme.dress(columns, "axis")

    def _fit(self) -> None:
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(self._theme.row_height_px)
        rows.setDefaultSectionSize(self._theme.row_height_px)
        self.horizontalHeader().setFixedHeight(self._theme.scaled(_HEADER_PX))

    def _count(self) -> int:
        model: QAbstractItemModel | None = self.model()
        return 0 if model is None else model.rowCount()

    def _go_to(self, row: int) -> None:
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self.model().index(row, column))

    def _open(self) -> None:
        if self._key is not None:
            self.opened.emit(self._key, self._is_deliberate)

    def open_chosen(self) -> None:
        """What Enter does."""
        self._open()

    def _see(self) -> None:
        top = self.rowAt(0)
        bottom = self.rowAt(self.viewport().height() - 1)
        sight = (max(0, top), bottom if bottom >= 0 else self._count() - 1)
        if sight != self._sight:
            self._sight = sight
            self.sight_changed.emit(*sight)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.restore)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        key = current.data(self._key_role) if current.isValid() else None
        if isinstance(key, UUID):
            self._key = key
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, never a search (screens.md 1.8)."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() in self.step_modifiers and key in _STEPS:
            self.step(_STEPS[key])
        elif key in _ENTER:
            self._open()
        elif self.takes_runs and self._extends(event):
            self.run_wanted.emit(self._within(self.currentIndex().row() + _RUNS[key]))
        elif self.takes_runs and key is Qt.Key.Key_Space:
            if self._key is not None:
                self.toggled.emit(self._key)
        elif key is Qt.Key.Key_Home:
            self.choose(0)
        elif key is Qt.Key.Key_End:
            self.end_wanted.emit()
        else:
            self._is_deliberate = True
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_deliberate = True
        row = self.rowAt(round(event.position().y()))
        if self.takes_runs and event.modifiers() == _SHIFT and row >= 0:
            self.run_wanted.emit(row)
        else:
            super().mousePressEvent(event)

    def _extends(self, event: QKeyEvent) -> bool:
        is_step = Qt.Key(event.key()) in _RUNS and event.modifiers() == _SHIFT
        return is_step and self.currentIndex().isValid()

    def _within(self, row: int) -> int:
        return max(0, min(self._count() - 1, row))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground first, a row at a time: for each of its cells it would take a fifth of a frame."""
        dirty, rows = event.rect(), self.verticalHeader()
        top, bottom = self.rowAt(dirty.top()), self.rowAt(dirty.bottom())
        painter = QPainter(self.viewport())
        for row in range(max(0, top), (bottom if bottom >= 0 else self._count() - 1) + 1):
            whole = self.whole_row(rows.sectionViewportPosition(row), rows.sectionSize(row))
            paint_row_ground(painter, self._theme, whole, _AT_REST)
        painter.end()
        super().paintEvent(event)

    def whole_row(self, top: float, height: float) -> QRectF:
        """A row from its first column to its last, whatever of it is in sight."""
        header = self.horizontalHeader()
        return QRectF(-header.offset(), top, header.length(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
        self._see()

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()


class _RowDelegate(QStyledItemDelegate):
    """Paints cells; under those of a row that is not at rest, the ground of their whole row."""

    def __init__(self, theme: Theme, look_of: LookOf, table: PeopleTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._look_of = look_of
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, theme = QRectF(option.rect), self._theme
        state, look = self._state(index.row()), self._look_of(index)
        if state is _AT_REST and look is not None and look.is_only_words:
            # Words stay in their cell by themselves.
            paint_cell(painter, theme, rect, look)
            return
        painter.save()
        painter.setClipRect(rect)
        if state is not _AT_REST:
            whole = self._table.whole_row(rect.top(), rect.height())
            paint_row_ground(painter, theme, whole, state)
        if look is not None:
            paint_cell(painter, theme, rect, look)
        painter.restore()

    def _state(self, row: int) -> RowState:
        table = self._table
        is_current = row == table.currentIndex().row()
        if not is_current and row != table.hovered_row:
            return _AT_REST
        return RowState(
            selected=is_current,
            hovered=row == table.hovered_row,
            focus_shown=is_current
            and table.hasFocus()
            and table.window().testAttribute(_KEYBOARD_FOCUS),
        )

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, self._theme.row_height_px)
