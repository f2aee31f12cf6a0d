"""A row of segments with live counts; arrow keys move between them. The tabs of a page have a line
under them.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_PADDING_PX, _NARROW_PADDING_PX = 10, 4
_HEIGHT_PX, _UNDERLINED_HEIGHT_PX = 28, 40
_LINE_PX = 3
_CUT_LABEL = "Mm…"


class Tab(QAbstractButton):
    """One segment: a word and its count."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        label: str,
        parent: QWidget | None = None,
        *,
        is_underlined: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_underlined = is_underlined
        self.name = name
        self._label = label
        self._count = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_label(label)
        theme.theme_changed.connect(self.updateGeometry)

    def set_label(self, label: str) -> None:
        """Show another word."""
        self._label = label
        self._refresh()

    def set_count(self, count: str) -> None:
        """Show another count; empty shows none."""
        self._count = count
        self._refresh()

    def _refresh(self) -> None:
        whole = f"{self._label} {self._count}".strip()
        self.setAccessibleName(whole)
        self.setToolTip(plain_tooltip(whole))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        # Sized for the heavier weight, so that choosing a tab moves nothing.
        width = self._theme.text_px("tab_active", f"{self._label} ") + self._theme.text_px(
            "tab_active", self._count
        )
        return QSize(round(width) + 2 * _PADDING_PX, self._height_px())

    def minimumSizeHint(self) -> QSize:
        """The figure is never cut: where room is short the word gives way."""
        width = self._theme.text_px("tab_active", f"{_CUT_LABEL} {self._count}")
        return QSize(round(width) + 2 * _NARROW_PADDING_PX, self._height_px())

    def _height_px(self) -> int:
        height = _UNDERLINED_HEIGHT_PX if self._is_underlined else _HEIGHT_PX
        return self._theme.scaled(height)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, active = self._theme, self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        if active and self._is_underlined:
            line_px = theme.scaled(_LINE_PX)
            painter.fillRect(
                QRectF(0, self.height() - line_px, self.width(), line_px), theme.colour("accent")
            )
        elif active or self.underMouse():
            painter.setBrush(theme.colour("accent.subtle" if active else "bg.hover"))
            radius = theme.radius_px("control")
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, active = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        painter.setPen(theme.colour("accent" if active else "text.secondary"))
        is_narrow = self.width() < self.sizeHint().width()
        padding_px = _NARROW_PADDING_PX if is_narrow else _PADDING_PX
        line = QRectF(padding_px, 0, self.width(), self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        label_role, count_role = ("tab_active", "tab_active") if active else ("tab", "tab_count")
        font = theme.font(label_role)
        label = self._label
        if is_narrow:
            room = self.width() - 2 * padding_px - theme.text_px(count_role, f" {self._count}")
            label = QFontMetricsF(font).elidedText(label, Qt.TextElideMode.ElideRight, max(room, 0))
        painter.setFont(font)
        painter.drawText(line, flags, label)
        line.setLeft(line.left() + theme.text_px(label_role, f"{label} ") + 1)
        painter.setFont(theme.font(count_role))
        painter.drawText(line, flags, self._count)


class TabStrip(QWidget):
    """The segments. Signals: `tab_chosen(name)` when the person picks one, not when code selects
    it.
    """

    tab_chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        accessible_name: str,
        parent: QWidget | None = None,
        *,
        is_underlined: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_underlined = is_underlined
        self._tabs: dict[str, Tab] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._announce)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._row.addStretch(1)
        self.setAccessibleName(accessible_name)

    def set_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Replace the segments by (name, label) pairs; the first is chosen, without a signal."""
        for tab in self._tabs.values():
            self._group.removeButton(tab)
            self._row.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self._tabs = {
            name: Tab(self._theme, name, label, self, is_underlined=self._is_underlined)
            for name, label in tabs
        }
        for position, tab in enumerate(self._tabs.values()):
            self._group.addButton(tab)
            self._row.insertWidget(position, tab)
            tab.setChecked(position == 0)

    def set_label(self, name: str, label: str) -> None:
        """Rename a segment."""
        self._tabs[name].set_label(label)

    def set_count(self, name: str, count: str) -> None:
        """Show a live count."""
        self._tabs[name].set_count(count)

    def set_current(self, name: str) -> None:
        """Choose a segment without a signal."""
        self._tabs[name].setChecked(True)

    @property
    def current(self) -> str:
        """The name of the chosen segment."""
        return next((name for name, tab in self._tabs.items() if tab.isChecked()), "")

    def _announce(self, tab: QAbstractButton) -> None:
        if isinstance(tab, Tab):
            self.tab_chosen.emit(tab.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        tabs = list(self._tabs.values())
        focused = self.focusWidget()
        if step is None or not isinstance(focused, Tab) or focused not in tabs:
            super().keyPressEvent(event)
            return
        target = tabs[(tabs.index(focused) + step) % len(tabs)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        target.click()
