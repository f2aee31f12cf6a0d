"""The table of answers, before and now: symptom, two grade cells with an arrow, and the change as a
word.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from widgets.grade_chip import HEIGHT_PX as CHIP_HEIGHT_PX
from widgets.grade_chip import WIDTH_PX as CHIP_WIDTH_PX
from widgets.grade_chip import NoGrade, paint_grade
from widgets.icons import icon_pixmap
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
SYMPTOM, BEFORE, NOW, CHANGE = range(4)
ROW_PX = 23
_LOOK_ROLE = Qt.ItemDataRole.UserRole + 1
_COLUMN_PX = {BEFORE: 34, NOW: 57, CHANGE: 88}
_NOW_CHIP_CENTRE = 37
_LINE = Qt.TextFlag.TextSingleLine | Qt.AlignmentFlag.AlignVCenter
_ROOT = QModelIndex()


class Change(StrEnum):
    """How a symptom moved since the previous questionnaire."""

    WORSE = "worse"
    STABLE = "stable"
    BETTER = "better"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class AnswerLook:
    """One symptom: both grades, the change and its word as `+2 aggravé`; `sentence` is the row for
    a screen reader. `full` takes the place of the short name where there is room for it. A text in
    the place of a grade is a measure, which has no chip.
    """

    symptom: str
    before: int | str | NoGrade
    now: int | str | NoGrade
    change: Change
    change_text: str
    sentence: str = ""
    full: str = ""


class AnswerModel(QAbstractTableModel):
    """Adapts a list of answers to a table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: tuple[AnswerLook, ...] = ()
        self._headers = ("", "", "", "")

    def set_answers(
        self, answers: tuple[AnswerLook, ...], headers: tuple[str, str, str, str]
    ) -> None:
        """Show other answers; headers are symptom, date before, date now and change."""
        self.beginResetModel()
        self._answers = answers
        self._headers = headers
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._answers)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        answer = self._answers[index.row()]
        if role == _LOOK_ROLE:
            return answer
        texts = (
            answer.symptom,
            _grade_text(answer.before),
            _grade_text(answer.now),
            answer.change_text,
        )
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                answer.sentence
                if index.column() == SYMPTOM and answer.sentence
                else texts[index.column()]
            )
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == SYMPTOM:
            return plain_tooltip(answer.full or answer.symptom)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None


class AnswerDelegate(QStyledItemDelegate):
    """Paints the four cells of an answer."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = index.data(_LOOK_ROLE)
        rect = QRectF(option.rect)
        match index.column():
            case 0:
                self._paint_symptom(painter, rect, look)
            case 1:
                self._paint_value(painter, rect, rect.center().x(), look.before)
            case 2:
                self._paint_now(painter, rect, look)
            case _:
                self._paint_change(painter, rect, look)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, self._theme.scaled(ROW_PX))

    def _paint_symptom(self, painter: QPainter, rect: QRectF, look: AnswerLook) -> None:
        font = self._theme.font("body")
        painter.setFont(font)
        painter.setPen(self._theme.colour("text.primary"))
        text = look.full or look.symptom
        if self._theme.text_px("body", text) > rect.width():
            text = look.symptom
        if self._theme.text_px("body", text) > rect.width():
            text = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, int(rect.width())
            )
        painter.drawText(rect, _LINE, text)

    def _paint_now(self, painter: QPainter, rect: QRectF, look: AnswerLook) -> None:
        theme = self._theme
        ratio = painter.device().devicePixelRatioF()
        arrow = icon_pixmap(theme, "arrow-right", 13, "text.muted", ratio)
        painter.drawPixmap(QPointF(rect.left() + 2, round(rect.center().y() - 6.5)), arrow)
        self._paint_value(painter, rect, rect.left() + theme.scaled(_NOW_CHIP_CENTRE), look.now)

    def _paint_value(
        self, painter: QPainter, rect: QRectF, centre: float, value: int | str | NoGrade
    ) -> None:
        if isinstance(value, int | NoGrade):
            paint_grade(painter, self._theme, _chip(self._theme, rect, centre), value)
        else:
            painter.setFont(self._theme.font("meta"))
            painter.setPen(self._theme.colour("text.primary"))
            half = self._theme.text_px("meta", value) / 2 + 2
            box = QRectF(centre - half, rect.top(), 2 * half, rect.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, value)

    def _paint_change(self, painter: QPainter, rect: QRectF, look: AnswerLook) -> None:
        theme = self._theme
        worse = look.change is Change.WORSE
        colour = theme.colour("text.primary" if worse else "text.secondary")
        painter.save()
        left = rect.left() + 3
        if look.change in {Change.WORSE, Change.BETTER}:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            y = rect.center().y()
            tip, base = (y - 5, y + 4.5) if worse else (y + 5, y - 4.5)
            painter.drawPolygon(
                QPolygonF([QPointF(left + 5.5, tip), QPointF(left + 11, base), QPointF(left, base)])
            )
            left += 16
        painter.setFont(theme.font("answer_worse" if worse else "meta"))
        painter.setPen(colour)
        painter.drawText(
            QRectF(left, rect.top(), rect.right() - left, rect.height()), _LINE, look.change_text
        )
        painter.restore()


class AnswerHeader(QHeaderView):
    """The header of the table: dates centred over their grade cells."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: object, section: int) -> None:
        theme = self._theme
        box = QRectF(rect)  # type: ignore[call-overload]
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.colour("text.muted"))
        if section in {BEFORE, NOW}:
            centre = (
                box.left() + theme.scaled(_NOW_CHIP_CENTRE) if section == NOW else box.center().x()
            )
            half = theme.text_px("axis", text) / 2 + 2
            box = QRectF(centre - half, box.top(), 2 * half, box.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
        elif section == SYMPTOM:
            painter.drawText(box, _LINE, text)

    def sizeHint(self) -> QSize:
        return QSize(100, self._theme.scaled(22))


class AnswerTable(QTableView):
    """The table; it reads, and nothing in it can be changed."""

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._answers = AnswerModel(self)
        self.setModel(self._answers)
        self.setItemDelegate(AnswerDelegate(theme, self))
        self.setHorizontalHeader(AnswerHeader(theme, self))
        self.setAccessibleName(accessible_name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        theme.theme_changed.connect(self._fit)
        self._fit()

    def set_answers(
        self, answers: tuple[AnswerLook, ...], headers: tuple[str, str, str, str]
    ) -> None:
        """Show answers in the order given; headers are symptom, date before, date now and
        change.
        """
        self._answers.set_answers(answers, headers)
        self._fit()

    def content_height_px(self) -> int:
        """Return the height at which no scroll bar is needed."""
        rows = self._answers.rowCount() * self._theme.scaled(ROW_PX)
        return rows + self.horizontalHeader().sizeHint().height() + 2

    def _fit(self) -> None:
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(self._theme.scaled(ROW_PX))
        self.verticalHeader().setDefaultSectionSize(self._theme.scaled(ROW_PX))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column, width in _COLUMN_PX.items():
            header.resizeSection(column, self._theme.scaled(width))
        others = sum(self._theme.scaled(width) for width in _COLUMN_PX.values())
        free = self.viewport().width() - others
        header.resizeSection(SYMPTOM, max(free, self._longest_symptom_px()))

    def _longest_symptom_px(self) -> int:
        names = (self._answers.index(row, SYMPTOM) for row in range(self._answers.rowCount()))
        return max(
            (round(self._theme.text_px("body", str(n.data()))) + 2 for n in names), default=0
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _grade_text(value: int | str | NoGrade) -> str:
    return "" if isinstance(value, NoGrade) else str(value)


def _chip(theme: Theme, rect: QRectF, centre_x: float) -> QRectF:
    width, height = theme.scaled(CHIP_WIDTH_PX), theme.scaled(CHIP_HEIGHT_PX)
    return QRectF(round(centre_x - width / 2), round(rect.center().y() - height / 2), width, height)
