"""Paints the heat map of a course: names, a cell a week, week labels, last values and changes."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from widgets.answer_table import Change
from widgets.course_frame import CourseFrame
from widgets.course_look import CourseLook, HeatCell, HeatRow
from widgets.fitted import elided
from widgets.grade_chip import NoGrade
from widgets.icons import icon_pixmap
from widgets.lanes import LINE
from widgets.pixmaps import render
from widgets.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
_ROLES = ("heat_low", "heat_mild", "heat_high", "heat_high", "heat_high")
_ROOM_FOR_TICK_PX = 26
_HATCH_STEP_PX = 6
_LAST_PX, _ARROW_PX = 18, 16
_PIN_PX = 13


def paint_cells(painter: QPainter, theme: Theme, frame: CourseFrame, look: CourseLook) -> None:
    """Paint the visible weeks of every row."""
    ratio = painter.device().devicePixelRatioF()
    shows_numerals = frame.week_px - frame.gap_px >= theme.text_px("heat_high", "0") + 2
    faces = [(week, frame.cell(0, week)) for week in frame.seen_weeks()]
    columns = [(week, face, int(face.left()), int(face.width())) for week, face in faces]
    # A page of ten years has more than a thousand cells, of a dozen kinds.
    pictures: dict[tuple[int | NoGrade, bool, str, int], QPixmap] = {}
    for row, shown in enumerate(look.rows):
        top = round(frame.rows_top + row * frame.row_px)
        cells = shown.cells
        for week, face, left, width in columns:
            if week >= len(cells):
                break
            cell = cells[week]
            kind = (cell.grade, cell.is_confirmed, cell.word, width)
            picture = pictures.get(kind)
            if picture is None:
                picture = _cell_picture(theme, face, cell, shows_numerals, ratio)
                pictures[kind] = picture
            painter.drawPixmap(left, top, picture)


def paint_names(painter: QPainter, theme: Theme, frame: CourseFrame, look: CourseLook) -> None:
    """Paint the names of the symptoms, the title of the weeks, and the pins."""
    ratio = painter.device().devicePixelRatioF()
    pin_px = theme.scaled(_PIN_PX)
    for row, shown in enumerate(look.rows):
        role = "heat_strong" if shown.is_strong else "body"
        room = frame.name_right - (pin_px + 3 if shown.is_pinned else 0)
        text = elided(theme, role, shown.name, room)
        top = frame.rows_top + row * frame.row_px
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(QRectF(0, top, frame.name_right, frame.row_px - 2), _RIGHT, text)
        if shown.is_pinned:
            left = frame.name_right - theme.text_px(role, text) - pin_px - 3
            pixmap = icon_pixmap(theme, "push-pin-fill", pin_px, "text.muted", ratio)
            painter.drawPixmap(
                QPointF(round(left), round(top + (frame.row_px - 2 - pin_px) / 2)), pixmap
            )
    painter.setFont(theme.font("axis"))
    painter.setPen(theme.colour("text.muted"))
    axis_px = frame.height - frame.axis_top
    box = QRectF(0, frame.axis_top, frame.name_right, axis_px)
    painter.drawText(box, _RIGHT, elided(theme, "axis", look.weeks_title, frame.name_right))


def paint_ends(painter: QPainter, theme: Theme, frame: CourseFrame, look: CourseLook) -> None:
    """Paint the last value and the change of each row, and what they are called."""
    for row, shown in enumerate(look.rows):
        _paint_end(painter, theme, frame, frame.rows_top + row * frame.row_px, shown)
    if not frame.shows_words:
        return
    room = frame.width - frame.end_left
    painter.setFont(theme.font("axis"))
    painter.setPen(theme.colour("text.muted"))
    line_px = theme.line_px("axis")
    title = QRectF(frame.end_left, frame.rows_top - line_px - 3, room, line_px)
    painter.drawText(title, LINE, elided(theme, "axis", look.end_title, room))
    axis_px = frame.height - frame.axis_top
    side = theme.scaled(10)
    face = QRectF(frame.end_left, frame.axis_top + round((axis_px - side) / 2), side, side)
    legend = HeatCell(NoGrade.MISSING, look.missing_legend)
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(face.topLeft(), _cell_picture(theme, face, legend, False, ratio))
    left = face.right() + 4
    box = QRectF(left, frame.axis_top, frame.width - left, axis_px)
    painter.drawText(box, LINE, elided(theme, "axis", look.missing_legend, box.width()))


def paint_ring(painter: QPainter, theme: Theme, cell: QRectF) -> None:
    """Paint the ring of the cell that the keyboard stands on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = _radius(theme, cell)
    painter.setPen(QPen(theme.colour("bg.surface"), 1))
    painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(QPen(theme.colour("focus.ring"), 2))
    painter.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), radius + 1, radius + 1)


def _cell_picture(
    theme: Theme, face: QRectF, cell: HeatCell, shows_numeral: bool, ratio: float
) -> QPixmap:
    """Return the picture of a cell, made once for all that look the same."""
    width, height = round(face.width()), round(face.height())
    key = ("heat", cell.grade, cell.is_confirmed, cell.word, width, height, shows_numeral, ratio)

    def paint(painter: QPainter) -> None:
        _paint_cell(painter, theme, QRectF(0, 0, width, height), cell, shows_numeral)

    return theme.picture(key, lambda: render(width, height, ratio, paint))


def _paint_word(painter: QPainter, theme: Theme, face: QRectF, word: str) -> None:
    """An answer that is no grade stands on no colour of the grades."""
    painter.setFont(theme.font("axis"))
    painter.setPen(theme.colour("text.primary"))
    painter.drawText(face, _CENTRE, elided(theme, "axis", word, face.width()))


def _paint_cell(
    painter: QPainter, theme: Theme, face: QRectF, cell: HeatCell, shows_numeral: bool
) -> None:
    match cell.grade:
        case NoGrade.MISSING:
            _paint_hatch(painter, theme, face)
            return
        case NoGrade.NOT_ASKED if cell.word:
            _paint_word(painter, theme, face, cell.word)
            return
        case NoGrade.NOT_ASKED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("text.muted"))
            painter.drawEllipse(face.center(), 1.5, 1.5)
            return
    grade = int(cell.grade)
    colours = theme.grade(grade)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.fill))
    radius = _radius(theme, face)
    painter.drawRoundedRect(face, radius, radius)
    if shows_numeral:
        painter.setFont(theme.font(_ROLES[grade]))
        painter.setPen(QColor(colours.text))
        painter.drawText(face, _CENTRE, str(grade))
    if cell.is_confirmed:
        _paint_confirmed(painter, theme, face, QColor(colours.text))


def _paint_confirmed(painter: QPainter, theme: Theme, face: QRectF, ink: QColor) -> None:
    """A tick in the upper right, where it does not touch the numeral; else a dark corner."""
    if face.width() < theme.scaled(_ROOM_FOR_TICK_PX):
        side = min(5.0, face.width())
        corner = QPolygonF(
            [
                QPointF(face.right() - side, face.top()),
                face.topRight(),
                QPointF(face.right(), face.top() + side),
            ]
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(corner)
        return
    unit = theme.scaled(10) / 10
    middle = QPointF(face.right() - 6 * unit, face.top() + 6.5 * unit)
    pen = QPen(ink, 1.1 * unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        QPolygonF(
            [
                middle + QPointF(-3, 0.2) * unit,
                middle + QPointF(-1, 2.2) * unit,
                middle + QPointF(3, -2.2) * unit,
            ]
        )
    )


def _radius(theme: Theme, face: QRectF) -> float:
    """The radius of a cell, smaller in one too small for it."""
    return min(theme.radius_px("cell"), face.width() / 4, face.height() / 4)


def _paint_hatch(painter: QPainter, theme: Theme, cell: QRectF) -> None:
    face = cell.adjusted(0.5, 0.5, -0.5, -0.5)
    width, height = cell.width(), cell.height()
    outline = QPainterPath()
    radius = _radius(theme, face)
    outline.addRoundedRect(face, radius, radius)
    painter.setPen(QPen(theme.colour("hatch"), 0.7))
    painter.setBrush(theme.colour("bg.surface"))
    painter.drawPath(outline)
    painter.setClipPath(outline)
    step = _HATCH_STEP_PX
    count = int((width + height) / step) + 2
    painter.drawLines([QLineF(i * step - height, height, i * step, 0) for i in range(1, count)])


def _paint_end(
    painter: QPainter, theme: Theme, frame: CourseFrame, top: float, shown: HeatRow
) -> None:
    height = frame.row_px - 2
    left = frame.end_left
    painter.setFont(theme.font("heat_last"))
    painter.setPen(theme.colour("text.primary"))
    painter.drawText(QRectF(left, top, theme.scaled(_LAST_PX), height), LINE, shown.last)
    left += theme.scaled(_LAST_PX)
    worse = shown.change is Change.WORSE
    ink = theme.colour("text.primary" if worse else "text.secondary")
    if shown.change in {Change.WORSE, Change.BETTER}:
        unit = theme.scaled(10) / 10
        middle = top + height / 2
        tip, base = (-5 * unit, 4.5 * unit) if worse else (5 * unit, -4.5 * unit)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(left + 5 * unit, middle + tip),
                    QPointF(left + 10 * unit, middle + base),
                    QPointF(left, middle + base),
                ]
            )
        )
        left += theme.scaled(_ARROW_PX)
    if frame.shows_words:
        role = "axis_strong" if worse else "axis"
        room = frame.width - left
        painter.setFont(theme.font(role))
        painter.setPen(ink)
        text = elided(theme, role, shown.change_text, room)
        painter.drawText(QRectF(left, top, room, height), LINE, text)
