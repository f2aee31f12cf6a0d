"""A new password, typed twice; the service decides whether it may be chosen, and says why not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from widgets.plain_label import PlainLabel
from widgets.text_field import TextField
from widgets.theme import Theme

_LONGEST = 128
_SHORTEST = 12


class PasswordPart(QWidget):
    """Signals: `entered()` on Enter in the second field."""

    entered = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._title = PlainLabel(theme, role="title", parent=self)
        self._first = TextField(theme, "", parent=self)
        self._second = TextField(theme, "", parent=self)
        for field, name in ((self._first, "entering_password"), (self._second, "entering_again")):
            field.edit.setMaxLength(_LONGEST)
            field.edit.setObjectName(name)
        self._first.entered.connect(self._on)
        self._second.entered.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._title, self._first, self._second):
            column.addWidget(widget)

    @property
    def text(self) -> str:
        """Exactly what was typed."""
        return self._first.text

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._title.setText(w.text("entering-password-title"))
        self._first.set_label(w.text("entering-password"), w.text("entering-password-hint"))
        self._second.set_label(w.text("entering-password-again"))
        for field in (self._first, self._second):
            field.make_secret(
                w.text("signin-show-password"),
                w.text("signin-hide-password"),
                w.text("signin-caps-lock"),
            )

    def clear(self) -> None:
        """Forget what was typed."""
        self._first.clear()
        self._second.clear()

    def take_focus(self) -> None:
        """Type the password."""
        self._first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, reason: str) -> None:
        """The service does not take it: `length` or `too_easy`."""
        key = "entering-password-length" if reason == "length" else "entering-password-easy"
        self._first.show_error(self._wording.text(key))
        self.take_focus()

    def is_whole(self) -> bool:
        """Whether it can go out; says what is missing where it cannot."""
        w, text = self._wording, self._first.text
        fits = _SHORTEST <= len(text) <= _LONGEST
        is_same = text == self._second.text
        self._first.show_error("" if fits else w.text("entering-password-length"))
        self._second.show_error("" if is_same or not fits else w.text("entering-password-differs"))
        if not fits:
            self.take_focus()
        elif not is_same:
            self._second.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return fits and is_same

    def _on(self) -> None:
        self._second.edit.setFocus(Qt.FocusReason.OtherFocusReason)
