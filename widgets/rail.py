"""The navigation rail on the left: icon over label, a count where work waits, 84 px or icons
only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from widgets.focus_ring import OWN_FOCUS_PROPERTY
from widgets.icon_names import ICON_NAMES
from widgets.icons import icon_pixmap
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_ITEM_PX = 54
_ICON_PX = 22
_FACE_GAP_PX = 3
"""Beside the ground of a chosen one: its longest label stands inside at every size of text."""
_KEYBOARD_FOCUS = Qt.WidgetAttribute.WA_KeyboardFocusChange


@dataclass(frozen=True, slots=True)
class RailItemLook:
    """One destination; `at_bottom` puts it in the lower group, `is_work` paints its count
    yellow.
    """

    name: str
    label: str
    icon: str
    at_bottom: bool = False
    is_work: bool = False


class RailItem(QAbstractButton):
    """One destination of the rail."""

    def __init__(self, theme: Theme, look: RailItemLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._compact = False
        self._count_text = ""
        self.look = look
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_FOCUS_PROPERTY, True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count("", "")
        theme.theme_changed.connect(self.updateGeometry)

    def set_look(self, look: RailItemLook) -> None:
        """Show another label or icon, as after a switch of language."""
        self.look = look
        self.set_compact(self._compact)

    def set_compact(self, compact: bool) -> None:
        """Show the icon only and the label as a tooltip."""
        self._compact = compact
        self.setToolTip(plain_tooltip(self.look.label) if compact else "")
        self.setAccessibleName(self.look.label)
        self.updateGeometry()
        self.update()

    def set_count(self, count: str, spoken: str) -> None:
        """Show a badge, or none for an empty text; `spoken` says what it counts."""
        self._count_text = count
        self.setAccessibleName(self.look.label)
        self.setAccessibleDescription(spoken)
        self.update()

    def _paint_badge(self, painter: QPainter, icon: QRectF) -> None:
        theme = self._theme
        work = self.look.is_work
        width = max(18.0, theme.text_px("badge", self._count_text) + 9)
        badge = QRectF(icon.right() + 11 - width, icon.top() - 4, width, 15.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("rail.badge_work" if work else "rail.badge"))
        painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
        painter.setFont(theme.font("badge"))
        painter.setPen(theme.colour("rail.badge_work_text" if work else "rail.badge_text"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._count_text)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        face = QRectF(self.rect()).adjusted(_FACE_GAP_PX, 0, -_FACE_GAP_PX, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(theme.colour("rail.selected"))
            painter.drawRoundedRect(face, 8, 8)
            painter.setBrush(theme.colour("rail.marker"))
            painter.drawRoundedRect(QRectF(-4, 10, 8, self.height() - 20), 3, 3)
        elif self.underMouse():
            hover = QColor(theme.colour("rail.selected"))
            hover.setAlphaF(0.5)
            painter.setBrush(hover)
            painter.drawRoundedRect(face, 8, 8)

    def sizeHint(self) -> QSize:
        theme = self._theme
        width = theme.layout_px("rail_width_compact" if self._compact else "rail_width")
        return QSize(theme.scaled(width), theme.scaled(44 if self._compact else _ITEM_PX))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        active = self.isChecked()
        filled = f"{self.look.icon}-fill"
        name = filled if active and filled in ICON_NAMES else self.look.icon
        token = "rail.selected_text" if active else "rail.text"
        size = theme.scaled(_ICON_PX)
        top = round((self.height() - size) / 2) if self._compact else theme.scaled(8)
        icon = QRectF(round((self.width() - size) / 2), top, size, size)
        painter.drawPixmap(
            icon.topLeft(), icon_pixmap(theme, name, size, token, self.devicePixelRatioF())
        )
        if not self._compact:
            painter.setFont(theme.font("rail_active" if active else "rail"))
            painter.setPen(theme.colour(token))
            line = QRectF(0, icon.bottom() + 2, self.width(), theme.line_px("rail"))
            painter.drawText(
                line, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self.look.label
            )
        if self._count_text:
            self._paint_badge(painter, icon)
        if self.hasFocus() and self.window().testAttribute(_KEYBOARD_FOCUS):
            painter.setPen(QPen(theme.colour("rail.focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 1, -3, -1), 9, 9)


class Rail(QWidget):
    """The rail. Signals: `destination_chosen(name)` when the person picks an item, not when code
    selects one.
    """

    destination_chosen = Signal(str)

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._compact = False
        self._items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        self.setAccessibleName(accessible_name)
        self.setProperty("ground", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 6)
        self._column.setSpacing(2)
        self._group.buttonClicked.connect(self._announce)
        theme.theme_changed.connect(self._fit)
        self._fit()

    def set_items(self, looks: Sequence[RailItemLook]) -> None:
        """Replace the destinations; items absent from the list do not exist for this person."""
        for item in self._items.values():
            self._group.removeButton(item)
            self._column.removeWidget(item)
            item.hide()
            item.deleteLater()
        while self._column.count():
            self._column.takeAt(0)
        self._items = {look.name: RailItem(self._theme, look, self) for look in looks}
        for look in looks:
            if not look.at_bottom:
                self._column.addWidget(self._items[look.name])
        self._column.addStretch(1)
        for look in looks:
            self._group.addButton(self._items[look.name])
            if look.at_bottom:
                self._column.addWidget(self._items[look.name])
        self.set_compact(self._compact)

    def set_labels(self, labels: dict[str, str]) -> None:
        """Rename items in place, as after a switch of language."""
        for name, label in labels.items():
            item = self._items[name]
            item.set_look(
                RailItemLook(name, label, item.look.icon, item.look.at_bottom, item.look.is_work)
            )

    def set_current(self, name: str) -> None:
        """Mark a destination as the one on screen, without a signal."""
        self._items[name].setChecked(True)

    def set_count(self, name: str, count: str, spoken: str = "") -> None:
        """Show a count on a destination; empty hides it. A name that is not on this rail is
        ignored.
        """
        if name in self._items:
            self._items[name].set_count(count, spoken)

    def set_compact(self, compact: bool) -> None:
        """Use 56 px, icons with tooltips."""
        self._compact = compact
        for item in self._items.values():
            item.set_compact(compact)
        self._fit()

    def _announce(self, item: QAbstractButton) -> None:
        if isinstance(item, RailItem):
            self.destination_chosen.emit(item.look.name)

    def _fit(self) -> None:
        width = self._theme.layout_px("rail_width_compact" if self._compact else "rail_width")
        self.setFixedWidth(self._theme.scaled(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        items = list(self._items.values())
        focused = self.focusWidget()
        if step is None or not isinstance(focused, RailItem) or focused not in items:
            super().keyPressEvent(event)
            return
        items[(items.index(focused) + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)
