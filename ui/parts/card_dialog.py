"""A dialog over the whole window that holds what somebody types: nothing leads out of it but its
buttons and Esc.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from widgets.button import Button
from widgets.overlay import Overlay
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme

_MARGIN_PX = 24
_PADDING_PX = 20
_BORDER_PX = 1
_SCRIM_ALPHA = 110


class CardDialog(Overlay):
    """Made anew each time, so that nothing that was typed outlives it.

    A title, a body that scrolls where the window is small, a notice, and buttons: the safe one
    comes first, also for the Tab key. Signals: `left()` when nobody asks any more.
    """

    left = Signal()
    stays = True

    def __init__(self, theme: Theme, width_px: int, parent: QWidget) -> None:
        super().__init__(theme, _SCRIM_ALPHA, parent)
        self._width_px = width_px
        self._title = PlainLabel(theme, role="title", parent=self._card)
        self._body = QWidget(self._card)
        self._notice = Strip(theme, self._card)
        self._scroll = QScrollArea(self._card)
        self._buttons: Sequence[Button] = ()

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through in the body, in reading order."""
        raise NotImplementedError

    def _build_card(
        self, lines: Sequence[QWidget], buttons: Sequence[Button], stretch_before: int
    ) -> None:
        """Put the lines of the body over the buttons, with room before one of these."""
        self._buttons = buttons
        self._title.set_wrapping()
        self._body.setProperty("ground", "surface")
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(12)
        for line in lines:
            inside.addWidget(line)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._body)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in buttons:
            foot.addWidget(button)
        foot.insertStretch(stretch_before, 1)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(_PADDING_PX, 16, _PADDING_PX, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._notice)
        column.addLayout(foot)
        self._body.installEventFilter(self)
        self._card.installEventFilter(self)

    def _place_card(self) -> None:
        layout, inside = self._card.layout(), self._body.layout()
        if layout is None or inside is None:
            return
        width = min(self._theme.scaled(self._width_px), self.width() - 2 * _MARGIN_PX)
        room = width - 2 * (_PADDING_PX + _BORDER_PX)
        wanted = 32 + layout.spacing() * 2 + self._title.heightForWidth(room)
        needed = inside.heightForWidth(room)
        # Lines that wrap say no least height of their own: they would be squeezed, not scrolled.
        self._body.setMinimumHeight(needed)
        wanted += needed + self._buttons[0].sizeHint().height() + 4
        if not self._notice.isHidden():
            wanted += self._notice.heightForWidth(room) + layout.spacing()
        height = min(wanted, self.height() - 2 * _MARGIN_PX)
        top = max(_MARGIN_PX, (self.height() - height) // 3)
        self._card.setGeometry((self.width() - width) // 2, top, width, height)

    # Keys: whatever is pressed stays in here.

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Round the controls of the dialog. Qt's own chain leads out of it, and whoever asks it for
        the next part from Python ties that part's life to this dialog's.
        """
        parts = [*self.stops(), *self._notice.findChildren(QWidget), *self._buttons]
        stops = [part for part in parts if _takes_tab(part)]
        if not stops:
            # Qt asks while the dialog goes, with the keyboard in it still.
            return True
        focus = QApplication.focusWidget()
        here = next((place for place, stop in enumerate(stops) if stop is focus), -1)
        place = here + 1 if is_next else here - 1 if here >= 0 else len(stops) - 1
        reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
        reached = stops[place % len(stops)]
        reached.setFocus(reason)
        if self._body.isAncestorOf(reached):
            self._scroll.ensureWidgetVisible(reached)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card loses nothing that was typed."""
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """Behind a lock it waits as it is; the keyboard is given back when somebody left it."""
        if self.isHidden():
            super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_layout = event.type() is QEvent.Type.LayoutRequest
        if is_layout and watched in (self._body, self._card) and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled()
