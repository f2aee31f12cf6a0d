"""Treatments, events and the heat map of symptoms on one time axis, with a cell cursor."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from widgets.announce import announce
from widgets.course_frame import LEAST_WEEK_PX, CourseFrame, frame_of, height_of
from widgets.course_look import CourseLook
from widgets.course_paint import Laid, paint_board, paint_cursor, paint_hovered_name
from widgets.lane_marks import bar_rows, place_marks
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme
from widgets.time_cursor import NOWHERE, TimeCursor
from widgets.week_labels import labels_with_room

_WIDTH_PX = 700
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_KEPT = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


class CourseBoard(QAbstractScrollArea):
    """The lanes and the heat map; where the weeks have no room they scroll, and nothing else does.

    Signals: `cell_opened(row key, week)` on a click or Enter; `pin_requested(row key)` on a click
    on a name.
    """

    cell_opened = Signal(str, int)
    pin_requested = Signal(str)

    def __init__(self, theme: Theme, cursor: TimeCursor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cursor = cursor
        self._look: CourseLook | None = None
        self._row = 0
        self._hovered_row = self._hovered_name = NOWHERE
        self._face: QPixmap | None = None
        self._laid: Laid | None = None
        self._labels: dict[int, str] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.horizontalScrollBar().valueChanged.connect(self._lay_out_again)
        cursor.moved.connect(self.viewport().update)
        theme.theme_changed.connect(self._refit)

    def set_look(self, look: CourseLook) -> None:
        """Show another course, its newest weeks in sight."""
        same_axis = self._look is not None and self._look.axis == look.axis
        self._look = look
        self._row = max(0, min(self._row, len(look.rows) - 1))
        self._hovered_row = self._hovered_name = NOWHERE
        self.setAccessibleName(look.description)
        self.setAccessibleDescription("\n".join(row.sentence for row in look.rows))
        self._refit()
        if not same_axis:
            self._cursor.forget()
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum())

    @property
    def current_row(self) -> str:
        """The key of the row that the cell cursor stands on."""
        rows = self._look.rows if self._look is not None else ()
        return rows[self._row].key if rows else ""

    @property
    def frame(self) -> CourseFrame | None:
        """Where everything lies now, in pixels of the viewport."""
        laid = self._placed()
        return laid.frame if laid is not None else None

    def _placed(self) -> Laid | None:
        if self._laid is None and self._look is not None:
            look = self._look
            offset = self.horizontalScrollBar().value()
            width = self.viewport().width()
            frame = frame_of(self._theme, look, self._bars(), width, offset)
            marks = place_marks(self._theme, frame, look.lanes, look.axis.last_day)
            if self._labels is None:
                self._labels = labels_with_room(self._theme, look.axis, frame.week_px)
            self._laid = Laid(frame, marks, self._labels)
        return self._laid

    def _bars(self) -> int:
        bars = self._look.lanes.bars if self._look is not None else ()
        return max(bar_rows(bars), default=0) + 1

    def _refit(self) -> None:
        """Measure again: another look, size or text size."""
        self._labels = None
        self._lay_out_again()
        frame = self.frame
        if frame is not None:
            bar = self.horizontalScrollBar()
            bar.setRange(0, max(0, round(frame.content_px - frame.plot_width)))
            bar.setPageStep(round(frame.plot_width))
            bar.setSingleStep(4 * LEAST_WEEK_PX)
        self.updateGeometry()

    def _lay_out_again(self) -> None:
        self._laid = self._face = None
        self.viewport().update()

    def _move(self, row: int, week: int) -> None:
        """Put the cell cursor somewhere inside, in sight, and say what is there."""
        look, frame = self._look, self.frame
        if look is None or frame is None or not frame.weeks:
            return
        week = max(0, min(week, frame.weeks - 1))
        before, self._row = self._row, max(0, min(row, len(look.rows) - 1))
        self._hovered_row = NOWHERE
        bar, left = self.horizontalScrollBar(), week * frame.week_px
        if left < bar.value():
            bar.setValue(int(left))
        elif left + frame.week_px > bar.value() + frame.plot_width:
            bar.setValue(round(left + frame.week_px - frame.plot_width))
        self._cursor.move_to(week)
        self.viewport().update()
        if look.rows:
            shown = look.rows[self._row]
            spoken = shown.cells[week].spoken or self._readout(self._row, week)
            announce(self, spoken if before == self._row else f"{shown.sentence} {spoken}")

    def _readout(self, row: int, week: int) -> str:
        """The week, and the value of a row in it."""
        if self._look is None:
            return ""
        text = self._look.axis.weeks[week].full_text
        if 0 <= row < len(self._look.rows):
            shown = self._look.rows[row]
            text = f"{text} · {shown.name} · {shown.cells[week].value}"
        return text

    def _name_at(self, position: QPointF) -> int:
        frame = self.frame
        if frame is None or self._look is None or position.x() >= frame.plot_left:
            return NOWHERE
        row = frame.row_at(position.y())
        return row if row < len(self._look.rows) else NOWHERE

    def _cell_at(self, position: QPointF) -> tuple[int, int]:
        frame = self.frame
        if frame is None or self._look is None:
            return NOWHERE, NOWHERE
        row, week = frame.row_at(position.y()), frame.week_at(position.x())
        return (row if row < len(self._look.rows) else NOWHERE), week

    def _tooltip_at(self, position: QPointF) -> str:
        placed, look = self._placed(), self._look
        if placed is None or look is None:
            return ""
        frame, marks = placed.frame, placed.marks
        row, week = self._cell_at(position)
        if row != NOWHERE and week != NOWHERE:
            return self._readout(row, week)
        if row != NOWHERE:
            is_name = position.x() < frame.plot_left
            return "\n".join(filter(None, (look.rows[row].sentence, look.pin_hint * is_name)))
        if frame.plot_left <= position.x() < frame.plot_right:
            return marks.sentence_at(position.x(), position.y())
        return look.lanes.treatment_note if position.y() < frame.bar_px else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        week = self._cursor.week
        newest = len(self._look.axis.weeks) - 1 if self._look is not None else NOWHERE
        if key in _STEPS:
            down, right = _STEPS[key]
            # The first key on a hidden cursor only shows it.
            hidden = week == NOWHERE
            self._move(self._row + down, newest if hidden else week + right)
        elif key is Qt.Key.Key_Home:
            self._move(self._row, 0)
        elif key is Qt.Key.Key_End:
            self._move(self._row, newest)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and week != NOWHERE and self.current_row:
            self.cell_opened.emit(self.current_row, week)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row, week = self._cell_at(event.position())
        name = self._name_at(event.position())
        if (row, name) != (self._hovered_row, self._hovered_name):
            self._hovered_row, self._hovered_name = row, name
            self.viewport().update()
        if week != NOWHERE:
            self._cursor.move_to(week)
        opens = name != NOWHERE or (row != NOWHERE and week != NOWHERE)
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._look is None:
            return
        row, week = self._cell_at(event.position())
        name = self._name_at(event.position())
        if name != NOWHERE:
            self.pin_requested.emit(self._look.rows[name].key)
        elif row != NOWHERE and week != NOWHERE:
            self._move(row, week)
            self.cell_opened.emit(self.current_row, week)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._look is not None and self._look.axis.weeks:
            self._cursor.come_back(len(self._look.axis.weeks) - 1)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEPT:
            self._cursor.move_to(NOWHERE)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            text = self._tooltip_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tooltip(text), self.viewport())
            return True
        if event.type() is QEvent.Type.Leave:
            self._hovered_row = self._hovered_name = NOWHERE
            if not self.hasFocus():
                self._cursor.move_to(NOWHERE)
            self.viewport().update()
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        at_end = self.horizontalScrollBar().value() == self.horizontalScrollBar().maximum()
        self._refit()
        if at_end:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum())

    def paintEvent(self, _event: QPaintEvent) -> None:
        placed, look = self._placed(), self._look
        if placed is None or look is None:
            return
        frame = placed.frame
        if self._face is None:
            size, ratio = self.viewport().size(), self.devicePixelRatioF()
            self._face = paint_board(self._theme, placed, look, size, ratio)
        painter = QPainter(self.viewport())
        painter.drawPixmap(QPoint(0, 0), self._face)
        if self._hovered_name != NOWHERE:
            paint_hovered_name(
                painter, self._theme, frame, look.rows[self._hovered_name], self._hovered_name
            )
        week = self._cursor.week
        if 0 <= week < frame.weeks:
            row = self._row if self.hasFocus() else NOWHERE
            told = self._hovered_row if self._hovered_row != NOWHERE else row
            paint_cursor(painter, self._theme, frame, row, week, self._readout(told, week))

    def sizeHint(self) -> QSize:
        if self._look is None:
            return QSize(_WIDTH_PX, 0)
        height = height_of(self._theme, self._look, self._bars())
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return QSize(_WIDTH_PX, height + extra)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.scaled(240), self.sizeHint().height())
