"""A new authenticator: a QR code to scan, the same as letters to type, and the code it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.first_sign_in import AuthenticatorOffer
from widgets.plain_label import PlainLabel
from widgets.qr_code import QrCode
from widgets.text_field import TextField
from widgets.theme import Theme

_DIGITS = 6
_GROUP = 4


class AuthenticatorPart(QWidget):
    """Signals: `entered()` on Enter in the code."""

    entered = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._secret = ""
        self._title = PlainLabel(theme, role="title", parent=self)
        self._explained = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self.picture = QrCode(theme, self)
        self._by_hand = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._letters = PlainLabel(theme, role="body_strong", parent=self)
        self._code = TextField(theme, "", parent=self)
        self._code.edit.setObjectName("entering_code")
        self._code.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._code.entered.connect(self.entered)
        for label in (self._explained, self._by_hand, self._letters):
            label.set_wrapping()
        self._letters.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._lay_out()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._title.setText(w.text("entering-authenticator-title"))
        self._explained.setText(w.text("entering-authenticator-explained"))
        self._by_hand.setText(w.text("entering-authenticator-by-hand"))
        self._code.set_label(w.text("signin-code"))
        self.picture.setAccessibleName(w.text("entering-authenticator-picture"))

    def show_offer(self, offer: AuthenticatorOffer | None) -> None:
        """Show the authenticator that goes with a secret; None empties it."""
        self._secret = "" if offer is None else offer.totp_secret
        self.picture.show_text("" if offer is None else offer.totp_uri)
        groups = range(0, len(self._secret), _GROUP)
        self._letters.setText(" ".join(self._secret[each : each + _GROUP] for each in groups))

    @property
    def code(self) -> str:
        """The digits that were typed."""
        return "".join(self._code.text.split())

    def clear_code(self) -> None:
        """Another code is wanted."""
        self._code.clear()

    def take_focus(self) -> None:
        """Type the code."""
        self._code.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._code.edit.selectAll()

    def is_whole(self) -> bool:
        """Whether six digits stand there; says so where they do not."""
        is_whole = len(self.code) == _DIGITS and self.code.isdecimal()
        self._code.show_error("" if is_whole else self._wording.text("signin-code-missing"))
        if not is_whole:
            self.take_focus()
        return is_whole

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self._by_hand)
        beside.addWidget(self._letters)
        beside.addWidget(self._code)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._explained)
        column.addLayout(row)
