"""Choices to read out, one under the other in large type, each with its key; none is chosen before
somebody chooses.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from widgets.keycap import HEIGHT_PX as KEY_HEIGHT_PX
from widgets.keycap import keycap_width_px, paint_keycap
from widgets.theme import Theme

_PADDING_PX = 12
_GAP_PX = 12
_DOT_PX = 18
_LEAST_PX = 42
_ROLE = "row_first"
_WRAPS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_KEYBOARD_FOCUS = Qt.WidgetAttribute.WA_KeyboardFocusChange
# Where digits need Shift, as on a French keyboard, the keys that bear them say so.
_UNSHIFTED = {"à": "0", "&": "1", "é": "2", '"': "3", "'": "4"}


class ChoiceRow(QRadioButton):
    """One choice: its key, its words over as many lines as they need."""

    def __init__(self, theme: Theme, words: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self.key = key
        self.setAccessibleName(words)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(40, width - self._lead_px() - _PADDING_PX), 4000)
        metrics = QFontMetrics(self._theme.font(_ROLE))
        box = metrics.boundingRect(room, int(_WRAPS | Qt.TextFlag.TextWordWrap), self._words)
        return max(self._theme.scaled(_LEAST_PX), box.height() + 2 * _GAP_PX)

    def sizeHint(self) -> QSize:
        width = max(self._theme.scaled(320), self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._theme.scaled(_LEAST_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def _lead_px(self) -> int:
        dot = self._theme.scaled(_DOT_PX)
        return _PADDING_PX + dot + _GAP_PX + self._key_px() + _GAP_PX

    def _key_px(self) -> int:
        """All keys take the room of the widest, so that the words stand in line."""
        return round(keycap_width_px(self._theme, "0")) + 4

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, chosen = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        has_focus = self.hasFocus() and self.window().testAttribute(_KEYBOARD_FOCUS)
        edge = "focus.ring" if has_focus else "accent" if chosen else "border.strong"
        hot = self.underMouse() and self.isEnabled()
        fill = "bg.selected" if chosen else "bg.hover" if hot else "bg.surface"
        painter.setPen(QPen(theme.colour(edge), 2 if chosen or has_focus else 1))
        painter.setBrush(theme.colour(fill))
        radius = theme.radius_px("control")
        painter.drawRoundedRect(face, radius, radius)
        left = self._paint_dot(painter, chosen)
        middle, height = self.height() / 2, theme.scaled(KEY_HEIGHT_PX)
        width = keycap_width_px(theme, self.key)
        if self.key:
            box = QRectF(left, round(middle - height / 2), width, height)
            paint_keycap(painter, theme, box, self.key, on_accent=False)
        left += self._key_px() + _GAP_PX
        painter.setFont(theme.font("row_name" if chosen else _ROLE))
        painter.setPen(theme.colour("text.primary"))
        words = QRectF(left, 0, self.width() - left - _PADDING_PX, self.height())
        painter.drawText(words, int(_WRAPS | Qt.TextFlag.TextWordWrap), self._words)

    def _paint_dot(self, painter: QPainter, chosen: bool) -> float:
        """The ring and its dot: what is chosen is seen without colour."""
        theme, side = self._theme, self._theme.scaled(_DOT_PX)
        ring = QRectF(_PADDING_PX, round((self.height() - side) / 2), side, side)
        painter.setPen(QPen(theme.colour("accent" if chosen else "border.strong"), 2))
        painter.setBrush(theme.colour("bg.surface"))
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            inset = side * 0.3
            painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
        return ring.right() + _GAP_PX


class ChoiceRows(QWidget):
    """Signals: `chosen(code)` by the person."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: dict[str, ChoiceRow] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._group.buttonClicked.connect(self._tell)

    def set_choices(self, choices: Sequence[tuple[str, str, str]], code: str) -> None:
        """Show (code, words, key) of each, and which one is chosen; empty for none."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if isinstance(old, ChoiceRow):
                self._group.removeButton(old)
                old.hide()
                old.deleteLater()
        self._rows = {}
        for value, words, key in choices:
            row = ChoiceRow(self._theme, words, key, self)
            row.setObjectName(f"choice_{value}")
            self._group.addButton(row)
            self._column.addWidget(row)
            self._rows[value] = row
            row.show()
        self._column.addStretch(1)
        if code in self._rows:
            self._rows[code].setChecked(True)

    def describe(self, question: str) -> None:
        """What is asked, for whoever hears a choice."""
        for row in self._rows.values():
            row.setAccessibleDescription(question)

    @property
    def code(self) -> str:
        """The chosen one, or empty."""
        return next((code for code, row in self._rows.items() if row.isChecked()), "")

    def rows(self) -> Sequence[ChoiceRow]:
        """The choices in reading order."""
        return list(self._rows.values())

    def take_focus(self) -> None:
        """Put the keyboard on the chosen one, or on the first, without choosing it."""
        rows = self.rows()
        if rows:
            row = self._rows.get(self.code, rows[0])
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self, text: str) -> bool:
        """Choose by a typed key; False when it is none of these."""
        wanted = _UNSHIFTED.get(text, text).upper()
        for code, row in self._rows.items():
            if wanted and row.key == wanted:
                self._choose(code)
                return True
        return False

    def step(self, by: int) -> None:
        """Choose the next one; the first or the last where none was chosen."""
        codes, here = list(self._rows), self.code
        if codes:
            start = (-1 if by > 0 else len(codes)) if not here else codes.index(here)
            self._choose(codes[max(0, min(len(codes) - 1, start + by))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event.text()):
            super().keyPressEvent(event)

    def _choose(self, code: str) -> None:
        row = self._rows[code]
        row.setChecked(True)
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.chosen.emit(code)

    def _tell(self, button: ChoiceRow) -> None:
        for code, row in self._rows.items():
            if row is button:
                self.chosen.emit(code)
