"""The first two steps: whose secret is to be mailed, and the secret that came."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.first_sign_in import SecretPurpose
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.text_field import TextField
from widgets.theme import Theme

_LONGEST_NAME, _LONGEST_SECRET, _LONGEST_PASSWORD = 128, 64, 128
_LETTERS = 28


class NamePage(QWidget):
    """Signals: `submitted(username)`; `skipped()`: a secret is there already."""

    submitted = Signal(str)
    skipped = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._explained = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._name = TextField(theme, "", parent=self)
        self._send = Button(theme, "", "primary", icon="envelope-simple", parent=self)
        self._skip = Button(theme, "", "secondary", parent=self)
        self._explained.set_wrapping()
        self._name.edit.setMaxLength(_LONGEST_NAME)
        self._name.edit.setObjectName("entering_username")
        self._send.setObjectName("entering_send")
        self._skip.setObjectName("entering_have_secret")
        self._name.entered.connect(self._submit)
        self._send.clicked.connect(self._submit)
        self._skip.clicked.connect(self.skipped)
        _lay_out(self, (self._explained, self._name), (self._send, self._skip))

    def set_wording(self, wording: Wording, purpose: SecretPurpose) -> None:
        """Speak a language about what is wanted."""
        self._wording = w = wording
        self._explained.setText(w.text(f"entering-{_key(purpose)}-name-explained"))
        self._name.set_label(w.text("signin-username"))
        self._send.set_label(w.text("entering-send"))
        self._skip.set_label(w.text("entering-have-secret"))

    def begin(self, username: str) -> None:
        """What was typed at the sign-in stands here."""
        self._name.clear()
        self._name.set_text(username)

    def take_focus(self) -> None:
        """Type the name."""
        self._name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, is_busy: bool) -> None:
        """It is on its way."""
        self._send.setEnabled(not is_busy)

    def _submit(self) -> None:
        has_name = bool(self._name.text.strip())
        self._name.show_error("" if has_name else self._wording.text("signin-username-missing"))
        if has_name:
            self.submitted.emit(self._name.text)
        else:
            self.take_focus()


class SecretPage(QWidget):
    """Signals: `submitted(secret, password)`; the password is empty where none is asked for."""

    submitted = Signal(str, str)

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._asks_password = False
        self._explained = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._secret = TextField(theme, "", parent=self)
        self._password = TextField(theme, "", parent=self)
        self._go = Button(theme, "", "primary", parent=self)
        self._explained.set_wrapping()
        self._secret.edit.setMaxLength(_LONGEST_SECRET)
        self._secret.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferUppercase)
        self._password.edit.setMaxLength(_LONGEST_PASSWORD)
        for part, name in (
            (self._secret.edit, "entering_secret"),
            (self._password.edit, "entering_old_password"),
            (self._go, "entering_open"),
        ):
            part.setObjectName(name)
        for field in (self._secret, self._password):
            field.entered.connect(self._submit)
        self._go.clicked.connect(self._submit)
        _lay_out(self, (self._explained, self._secret, self._password), (self._go,))

    def set_wording(self, wording: Wording, purpose: SecretPurpose) -> None:
        """Speak a language about what is wanted."""
        self._wording = w = wording
        self._asks_password = purpose is SecretPurpose.FACTOR
        self._explained.setText(w.text(f"entering-{_key(purpose)}-secret-explained"))
        self._secret.set_label(w.text("entering-secret"), w.text("entering-secret-hint"))
        self._password.set_label(w.text("signin-password"))
        self._password.make_secret(
            w.text("signin-show-password"),
            w.text("signin-hide-password"),
            w.text("signin-caps-lock"),
        )
        self._password.setVisible(self._asks_password)
        self._go.set_label(w.text("signin-continue"))

    def clear(self) -> None:
        """Forget what was typed."""
        self._secret.clear()
        self._password.clear()

    def take_focus(self) -> None:
        """Type the secret."""
        self._secret.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._secret.edit.selectAll()

    def set_busy(self, is_busy: bool) -> None:
        """It is on its way."""
        self._go.setEnabled(not is_busy)

    def _submit(self) -> None:
        w = self._wording
        letters = "".join(each for each in self._secret.text if each.isalnum())
        is_whole = len(letters) == _LETTERS
        is_known = bool(self._password.text) or not self._asks_password
        self._secret.show_error("" if is_whole else w.text("entering-secret-missing"))
        self._password.show_error("" if is_known else w.text("signin-password-missing"))
        if is_whole and is_known:
            self.submitted.emit(self._secret.text.strip(), self._password.text)
        else:
            field = self._password if is_whole else self._secret
            field.edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _key(purpose: SecretPurpose) -> str:
    return purpose.value.replace("_", "-")


def _lay_out(page: QWidget, lines: tuple[QWidget, ...], buttons: tuple[QWidget, ...]) -> None:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    for line in lines:
        column.addWidget(line)
    column.addLayout(row)
    column.addStretch(1)
