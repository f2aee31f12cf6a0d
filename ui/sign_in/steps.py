"""The first step of signing in as a form: checks that something was typed, and hands it over."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from widgets.button import Button
from widgets.text_field import TextField
from widgets.theme import Theme

_MOST_CHARACTERS = 128
# By the words of `SecretPurpose`, which is not loaded before the first paint.
_WAYS: Final = {
    "first_sign_in": "signin-first",
    "password": "signin-forgotten",
    "factor": "signin-new-factor",
}


class PasswordStep(QWidget):
    """Name and password, and Pro Santé Connect where the service offers it.

    Signals: `submitted(username, password)`, exactly as typed; `provider_chosen()`;
    `entering_asked(purpose, username)` by whoever cannot sign in yet, or not any more.
    """

    submitted = Signal(str, str)
    provider_chosen = Signal()
    entering_asked = Signal(str, str)

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._is_busy = self._waits = False
        self._username = TextField(theme, "", parent=self)
        self._password = TextField(theme, "", parent=self)
        self._go = Button(theme, "", "primary", parent=self)
        self._provider = Button(theme, "", "secondary", parent=self)
        self._ways = {purpose: Button(theme, "", "quiet", parent=self) for purpose in _WAYS}
        self._username.edit.setObjectName("signin_username")
        self._password.edit.setObjectName("signin_password")
        self._go.setObjectName("signin_continue")
        for field in (self._username, self._password):
            field.edit.setMaxLength(_MOST_CHARACTERS)
            field.entered.connect(self.submit)
        self._go.clicked.connect(self.submit)
        self._provider.setObjectName("signin_provider")
        self._provider.clicked.connect(self.provider_chosen)
        self._provider.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._username, self._password, self._go, self._provider):
            column.addWidget(widget)
        for purpose, way in self._ways.items():
            way.setObjectName(f"signin_to_{purpose}")
            column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._ways["first_sign_in"].clicked.connect(self._ask_first)
        self._ways["password"].clicked.connect(self._ask_password)
        self._ways["factor"].clicked.connect(self._ask_factor)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._username.set_label(w.text("signin-username"))
        self._password.set_label(w.text("signin-password"))
        self._username.edit.setAccessibleDescription(w.text("signin-username-described"))
        self._password.edit.setAccessibleDescription(w.text("signin-password-described"))
        self._password.make_secret(
            w.text("signin-show-password"),
            w.text("signin-hide-password"),
            w.text("signin-caps-lock"),
        )
        for purpose, way in self._ways.items():
            way.set_label(w.text(_WAYS[purpose]))
        self._provider.set_label(w.text("signin-provider"))
        self._name_button()

    def offer_provider(self, is_offered: bool) -> None:
        """Show the other way in, or not."""
        self._provider.setVisible(is_offered)

    def begin(self, username: str) -> None:
        """Somebody who has just been set up goes on with their name."""
        if username:
            self._username.set_text(username)

    def clear(self, *, keep_name: bool) -> None:
        """Forget the password, and the name too unless the same person goes on."""
        if not keep_name:
            self._username.clear()
        self._password.clear()

    def take_focus(self) -> None:
        """Go to the first empty field."""
        field = self._password if self._username.text else self._username
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, is_busy: bool) -> None:
        """A step is on its way."""
        self._is_busy = is_busy
        self._name_button()

    def set_waiting(self, waits: bool) -> None:
        """The service asked for a pause."""
        self._waits = waits
        self._name_button()

    def submit(self) -> None:
        """Hand over what was typed, or say what is missing."""
        if self._is_busy or self._waits:
            return
        w = self._wording
        has_name, has_password = bool(self._username.text.strip()), bool(self._password.text)
        self._username.show_error("" if has_name else w.text("signin-username-missing"))
        self._password.show_error("" if has_password else w.text("signin-password-missing"))
        if has_name and has_password:
            self.submitted.emit(self._username.text, self._password.text)
        else:
            (self._password if has_name else self._username).edit.setFocus(
                Qt.FocusReason.OtherFocusReason
            )

    def _ask_first(self) -> None:
        self._ask("first_sign_in")

    def _ask_password(self) -> None:
        self._ask("password")

    def _ask_factor(self) -> None:
        self._ask("factor")

    def _ask(self, purpose: str) -> None:
        self._password.clear()
        self.entering_asked.emit(purpose, self._username.text)

    def _name_button(self) -> None:
        w = self._wording
        self._go.set_label(
            w.text("signin-continuing") if self._is_busy else w.text("signin-continue")
        )
        for each in (self._go, self._provider):
            each.setEnabled(not self._is_busy and not self._waits)
