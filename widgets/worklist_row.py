"""Paints one triage row: level, patient, lead symptom, trend, due time, owner, at both
densities.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.fitted import elided, whole_parts, with_last_word, without_first_words
from widgets.icons import icon_pixmap
from widgets.level_glyph import level_pixmap
from widgets.owner_circle import SIZE_PX as OWNER_SIZE_PX
from widgets.owner_circle import OwnerMark as OwnerMark
from widgets.owner_circle import owner_pixmap
from widgets.row_ground import RowState as RowState
from widgets.row_ground import paint_row_ground
from widgets.sparkline import HEIGHT_PX as TREND_HEIGHT_PX
from widgets.sparkline import WIDTH_PX as TREND_WIDTH_PX
from widgets.sparkline import sparkline_pixmap
from widgets.theme import Density, Theme

NO_TREND_BELOW_PX = {Density.COMFORT: 460, Density.COMPACT: 640}
LEVEL_SIZE_PX = 21
GREYED_OPACITY = 0.55
"""Of the shapes of a greyed row; its words are muted instead, and stay readable."""

_LEVEL_LEFT = 10
_TEXT_LEFT = 40
_GAP = 8
_TREND_GAP = 5
_TREND_RIGHT = 181
_DUE_RIGHT = 50
_DUE_WIDTH = _TREND_RIGHT - _GAP - _DUE_RIGHT
_OWNER_CENTRE_RIGHT = 28
_FIRST_NAME_MIN = 28
_AGE_GAP = 6
_PILL_GAP = 8
_LEAD_GAP = 14
_CLOCK_PX = 14
_MIDDLE_LEFT = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)
_MIDDLE_RIGHT = (
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)


@dataclass(frozen=True, slots=True)
class WorklistRowLook:
    """What one row shows, as text ready to paint; `sentence` is the row for a screen reader.

    `rest` belongs to the lead and is never cut; `others` are left out whole where room is short.
    `closed_note` greys the row and takes the place of the second line, `pending_note` takes its
    place too. `tooltip` replaces the full name. `freshness` is 1.0 just
    after a remote change and falls to 0.0 as the caller fades it.
    """

    level: str
    family_name: str
    first_name: str
    age_sex: str
    lead: str
    rest: str = ""
    others: tuple[str, ...] = ()
    open_count: str = ""
    grades: tuple[int | None, ...] = ()
    threshold: float | None = 3
    due: str = ""
    is_overdue: bool = False
    received: str = ""
    owner: OwnerMark = OwnerMark.NOBODY
    initials: str = ""
    closed_note: str = ""
    pending_note: str = ""
    tooltip: str = ""
    freshness: float = 0.0
    sentence: str = ""


def paint_worklist_row(
    painter: QPainter, theme: Theme, rect: QRectF, look: WorklistRowLook, state: RowState
) -> None:
    """Paint a row; the painter is left as it was found."""
    painter.save()
    paint_row_ground(painter, theme, rect, state, look.freshness)
    shape_opacity = GREYED_OPACITY if look.closed_note else 1.0
    painter.setOpacity(shape_opacity)
    ratio = painter.device().devicePixelRatioF()
    glyph_px = theme.scaled(LEVEL_SIZE_PX)
    top = rect.top() + round((rect.height() - 1 - glyph_px) / 2)
    painter.drawPixmap(
        QPointF(rect.left() + _LEVEL_LEFT, top), level_pixmap(theme, look.level, glyph_px, ratio)
    )
    painter.setOpacity(1.0)
    first, second = _lines(theme, rect)
    text_left = rect.left() + _TEXT_LEFT + glyph_px - LEVEL_SIZE_PX
    text_right = _paint_due(painter, theme, rect, look, first, second) - _GAP
    trend_left = rect.right() - _TREND_RIGHT - TREND_WIDTH_PX
    if _has_room_for_trend(theme, rect, look, text_left, trend_left, text_right):
        trend_top = round(rect.center().y() - TREND_HEIGHT_PX / 2 - 3)
        trend = sparkline_pixmap(theme, look.grades, look.threshold, ratio)
        painter.setOpacity(shape_opacity)
        painter.drawPixmap(QPointF(trend_left, trend_top), trend)
        painter.setOpacity(1.0)
        text_right = trend_left - _TREND_GAP
    _paint_text(
        painter,
        theme,
        look,
        QRectF(text_left, first.top(), text_right - text_left, first.height()),
        second,
    )
    painter.setOpacity(shape_opacity)
    owner = owner_pixmap(theme, look.owner, look.initials, ratio)
    owner_top = round(rect.center().y() - 0.5 - OWNER_SIZE_PX / 2)
    painter.drawPixmap(
        QPointF(rect.right() - _OWNER_CENTRE_RIGHT - OWNER_SIZE_PX / 2, owner_top), owner
    )
    painter.restore()


def _ink(look: WorklistRowLook) -> str:
    """A greyed row says nothing in the colour of work that waits."""
    return "text.muted" if look.closed_note else "text.primary"


def full_name(look: WorklistRowLook) -> str:
    """Return the name as it reads in full, for a tooltip."""
    return f"{look.family_name} {look.first_name}".strip()


def _lines(theme: Theme, rect: QRectF) -> tuple[QRectF, QRectF]:
    """Return the boxes of the two lines; in the compact density they are one and the same."""
    if theme.density is Density.COMPACT:
        line = QRectF(rect.left(), rect.top(), rect.width(), rect.height() - 1)
        return line, line
    name_px, second_px = theme.line_px("row_name"), theme.line_px("row_lead")
    top = rect.top() + round((rect.height() - 1 - name_px - second_px) / 2) - 1
    first = QRectF(rect.left(), top, rect.width(), name_px)
    return first, QRectF(rect.left(), top + name_px + 1, rect.width(), second_px)


def _has_room_for_trend(
    theme: Theme,
    rect: QRectF,
    look: WorklistRowLook,
    text_left: float,
    trend_left: float,
    due_left: float,
) -> bool:
    """Whether the trend fits without touching the family name or the due time, which come first."""
    if (
        not look.grades
        or rect.width() < theme.scaled(NO_TREND_BELOW_PX[theme.density])
        or due_left < trend_left + TREND_WIDTH_PX
    ):
        return False
    fixed = theme.text_px("row_name", f"{look.family_name} ") + _after_name_px(theme, look)
    if theme.density is Density.COMPACT:
        fixed += _LEAD_GAP + theme.text_px("row_lead", look.lead)
    return (
        text_left + fixed + min(_FIRST_NAME_MIN, theme.text_px("row_first", look.first_name))
        <= trend_left - _GAP
    )


def _after_name_px(theme: Theme, look: WorklistRowLook) -> float:
    age_px = theme.text_px("meta", look.age_sex) + _AGE_GAP
    return age_px + (_PILL_GAP + _pill_px(theme, look.open_count) if look.open_count else 0)


def _pill_px(theme: Theme, text: str) -> float:
    return theme.text_px("axis_strong", text) + 16


def _paint_text(
    painter: QPainter, theme: Theme, look: WorklistRowLook, first: QRectF, second: QRectF
) -> None:
    if theme.density is Density.COMPACT:
        reserve = theme.text_px("row_lead", look.lead) + _LEAD_GAP
        end = _paint_patient(painter, theme, look, first, reserve)
        line = QRectF(end + _LEAD_GAP, first.top(), first.right() - end - _LEAD_GAP, first.height())
    else:
        _paint_patient(painter, theme, look, first, 0)
        line = QRectF(first.left(), second.top(), first.width(), second.height())
    note = look.closed_note or look.pending_note
    if note:
        shown = elided(theme, "row_rest", note, line.width())
        _draw(painter, theme, "row_rest", "text.secondary", line, shown)
        return
    _paint_symptoms(painter, theme, look, line)


def _paint_symptoms(painter: QPainter, theme: Theme, look: WorklistRowLook, line: QRectF) -> None:
    """Paint the lead with its change, which are never cut, and the others as whole as they fit."""
    kept = theme.text_px("row_rest", look.rest + whole_parts(theme, "row_rest", look.others, 0))
    lead = with_last_word(theme, "row_lead", look.lead, line.width() - kept)
    left = line.left() + _draw(painter, theme, "row_lead", "text.primary", line, lead)
    room = line.right() - left - theme.text_px("row_rest", look.rest)
    rest = look.rest + whole_parts(theme, "row_rest", look.others, room)
    _draw(painter, theme, "row_rest", "text.secondary", _from(line, left), rest)


def _paint_patient(
    painter: QPainter, theme: Theme, look: WorklistRowLook, line: QRectF, reserve: float
) -> float:
    """Paint name, age, sex and the number of open alerts; return where they end. Only the first
    name is elided.
    """
    left = line.left()
    left += _draw(painter, theme, "row_name", _ink(look), line, f"{look.family_name} ")
    room = line.right() - left - _after_name_px(theme, look) - reserve
    first_name = elided(theme, "row_first", look.first_name, room)
    left += _draw(painter, theme, "row_first", _ink(look), _from(line, left), first_name) + _AGE_GAP
    if room >= 0:
        left += (
            _draw(painter, theme, "meta", "text.muted", _from(line, left, 0.5), look.age_sex)
            + _PILL_GAP
        )
    if look.open_count and left + _pill_px(theme, look.open_count) <= line.right():
        pill = QRectF(left, line.center().y() - 9, _pill_px(theme, look.open_count), 18)
        _paint_pill(painter, theme, pill, look.open_count)
        left = pill.right()
    return left


def _from(line: QRectF, left: float, down: float = 0) -> QRectF:
    return QRectF(left, line.top() + down, max(0.0, line.right() - left), line.height())


def _paint_pill(painter: QPainter, theme: Theme, rect: QRectF, text: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("pill.bg"))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setFont(theme.font("axis_strong"))
    painter.setPen(theme.colour("text.secondary"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _paint_due(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    look: WorklistRowLook,
    first: QRectF,
    second: QRectF,
) -> float:
    """Paint the due and received lines, right-aligned; return the left end of the column."""
    right = rect.right() - _DUE_RIGHT
    role, token = ("row_overdue", "danger.strong") if look.is_overdue else ("row_due", _ink(look))
    if look.closed_note:
        token = "text.muted"
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(token))
    painter.drawText(
        QRectF(rect.left(), first.top(), right - rect.left(), first.height()),
        _MIDDLE_RIGHT,
        look.due,
    )
    left = right - theme.text_px(role, look.due)
    if look.is_overdue:
        left -= _CLOCK_PX + 3
        clock = icon_pixmap(
            theme, "clock-fill", _CLOCK_PX, token, painter.device().devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(round(left), round(first.center().y() - _CLOCK_PX / 2)), clock)
    if theme.density is Density.COMFORT:
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text.muted"))
        line = QRectF(rect.left(), second.top() - 1, right - rect.left(), second.height())
        shown = without_first_words(theme, "meta", look.received, theme.scaled(_DUE_WIDTH))
        painter.drawText(line, _MIDDLE_RIGHT, shown)
        left = min(left, right - theme.text_px("meta", shown))
    return left


def _draw(painter: QPainter, theme: Theme, role: str, token: str, line: QRectF, text: str) -> float:
    """Draw left-aligned text and return its advance."""
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(token))
    painter.drawText(line, _MIDDLE_LEFT, text)
    return theme.text_px(role, text)
