"""What is asked before a file goes to a doubtful place, and after a disk has refused it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.parts.card_dialog import CardDialog
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 560
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SaveDialog(CardDialog):
    """A title, what is the matter, and two ways on: the safe one has the keyboard. Signals:
    `elsewhere_wanted()` for another place, `other_wanted()` for the other way; `left()` on Esc.
    """

    elsewhere_wanted = Signal()
    other_wanted = Signal()

    def __init__(
        self,
        texts: tuple[str, str],
        elsewhere: str,
        other: tuple[str, str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        """`other` is the word of its button and of which kind that is."""
        super().__init__(theme, _WIDTH_PX, parent)
        title, text = texts
        self._text = PlainLabel(theme, text, "body", "secondary", self._body)
        self._text.set_wrapping()
        self._elsewhere = Button(theme, elsewhere, "primary", "download-simple")
        self._other = Button(theme, *other)
        self.setObjectName("save_dialog")
        self._elsewhere.setObjectName("save_elsewhere")
        self._other.setObjectName("save_other")
        self._title.setText(title)
        self.setAccessibleName(f"{title}. {text}")
        self._build_card((self._text,), (self._elsewhere, self._other), stretch_before=1)
        self._elsewhere.clicked.connect(self._choose_elsewhere)
        self._other.clicked.connect(self._choose_other)

    def open_up(self) -> None:
        """Cover the screen."""
        self._cover(self)
        self._elsewhere.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return ()

    def _choose_elsewhere(self) -> None:
        self.hide()
        self.elsewhere_wanted.emit()

    def _choose_other(self) -> None:
        self.hide()
        self.other_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if self.isHidden():
            pass  # the key that ended it goes on through it
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif event.key() in _ENTER and isinstance(focus, QPushButton):
            focus.click()
        event.accept()
