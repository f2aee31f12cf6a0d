"""The keyboard map: an overlay that names every key of a screen, gone with the next one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from widgets.button import Button
from widgets.keycap import KeyCap, keycap_width_px
from widgets.overlay import Overlay
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX = 760
_MARGIN_PX = 24
_SCRIM_ALPHA = 110
_CAP_GAP_PX = 4
_PADDING_PX = 20
_LEAVES = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class KeyLine:
    """Keys as they are written on them, what they do, and both as a sentence that is read out."""

    keys: tuple[str, ...]
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """Lines under a title."""

    title: str
    lines: tuple[KeyLine, ...]


class KeyMap(Overlay):
    """Every key of a screen; nothing in it is to be reached but its button."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, _SCRIM_ALPHA, parent)
        self._title = PlainLabel(theme, role="title", parent=self)
        self._close = Button(theme, "", "secondary", key="Esc", parent=self)
        self._close.setObjectName("key_map_close")
        self._close.clicked.connect(self.hide)
        self._scroll = QScrollArea(self._card)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._build()

    def open_with(self, title: str, close: str, columns: Sequence[tuple[KeyColumn, ...]]) -> None:
        """Show columns of groups, and take the keyboard."""
        self._title.setText(title)
        self._close.set_label(close)
        self.setAccessibleName(title)
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        self._scroll.setWidget(self._made(columns))
        self._cover(self._close)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(_PADDING_PX, 16, _PADDING_PX, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)

    def _made(self, columns: Sequence[tuple[KeyColumn, ...]]) -> QWidget:
        body = QWidget(self._scroll)
        body.setProperty("ground", "surface")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(32)
        for groups in columns:
            side = QVBoxLayout()
            side.setSpacing(16)
            widest_px = self._widest_px(groups)
            for group in groups:
                side.addLayout(self._group(group, widest_px, body))
            side.addStretch(1)
            row.addLayout(side, 1)
        return body

    def _widest_px(self, groups: Sequence[KeyColumn]) -> int:
        """The keys of one side stand above each other, whatever group they are in."""
        return max(
            sum(keycap_width_px(self._theme, key) + _CAP_GAP_PX for key in line.keys)
            for group in groups
            for line in group.lines
        )

    def _group(self, group: KeyColumn, widest_px: int, parent: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, widest_px)
        title = PlainLabel(self._theme, group.title, "panel", "secondary", parent)
        grid.addWidget(title, 0, 0, 1, 2)
        for place, line in enumerate(group.lines, start=1):
            caps = QHBoxLayout()
            caps.setSpacing(_CAP_GAP_PX)
            for key in line.keys:
                caps.addWidget(KeyCap(self._theme, key, parent))
            caps.addStretch(1)
            text = PlainLabel(self._theme, line.text, "body", parent=parent)
            text.set_wrapping()
            text.setAccessibleName(line.sentence)
            grid.addLayout(caps, place, 0)
            grid.addWidget(text, place, 1)
        return grid

    def _place_card(self) -> None:
        body = self._scroll.widget()
        width = min(self._theme.scaled(_WIDTH_PX), self.width() - 2 * _MARGIN_PX)
        wanted = self._card.sizeHint().height() - self._scroll.sizeHint().height()
        wanted += 0 if body is None else body.heightForWidth(width - 2 * _PADDING_PX) + 2
        height = min(wanted, self.height() - 2 * _MARGIN_PX)
        self._card.setGeometry(
            (self.width() - width) // 2,
            max(_MARGIN_PX, (self.height() - height) // 3),
            width,
            height,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LEAVES:
            self.hide()
        elif event.key() not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            event.accept()
