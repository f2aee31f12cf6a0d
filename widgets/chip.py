"""Rounded chips over a list: level filters with a shape and a count, and active filters that can be
removed.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.icons import icon_pixmap
from widgets.level_glyph import level_pixmap
from widgets.theme import Theme

_HEIGHT_PX = 24
_GLYPH_PX = 13
_CROSS_PX = 12


class Chip(QAbstractButton):
    """A chip that switches a filter: `clicked` and `toggled` as any Qt button.

    `level` adds the level's shape in front. A removable chip shows a cross; clicking it, Delete or
    Backspace emit `clicked`, and the owner takes the chip away.
    """

    def __init__(
        self,
        theme: Theme,
        label: str,
        level: str = "",
        count: str = "",
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = level
        self._removable = removable
        self.setCheckable(not removable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(label, count)
        theme.theme_changed.connect(self.updateGeometry)

    def set_text(self, label: str, count: str = "") -> None:
        """Show another word and count."""
        self._text = f"{label} {count}".strip()
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 10 + round(self._theme.text_px("chip", self._text)) + 11
        width += _GLYPH_PX + 6 - 2 if self._level else 0
        width += _CROSS_PX + 5 if self._removable else 0
        return QSize(width, self._theme.scaled(_HEIGHT_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, ratio = self._theme, self.devicePixelRatioF()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.isChecked() or self._removable
        painter.setPen(QPen(theme.colour("accent" if active else "border.chip"), 1))
        fill = "accent.subtle" if active else "bg.hover" if self.underMouse() else "bg.surface"
        painter.setBrush(theme.colour(fill))
        face = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(face, face.height() / 2, face.height() / 2)
        left = 10
        if self._level:
            glyph_top = round((self.height() - _GLYPH_PX) / 2)
            painter.drawPixmap(
                QPointF(left - 2, glyph_top), level_pixmap(theme, self._level, _GLYPH_PX, ratio)
            )
            left += _GLYPH_PX + 4
        painter.setFont(theme.font("chip"))
        painter.setPen(theme.colour("accent" if active else "text.secondary"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), flags, self._text)
        if self._removable:
            cross = icon_pixmap(theme, "x-bold", _CROSS_PX, "accent", ratio)
            painter.drawPixmap(
                QPointF(self.width() - _CROSS_PX - 9, round((self.height() - _CROSS_PX) / 2)), cross
            )
