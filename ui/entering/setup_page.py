"""Everything that is set up, on one page and sent at once: password, authenticator, notices."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.first_sign_in import AuthenticatorOffer, SecretPurpose
from ui.code_field import CodeField
from ui.entering.authenticator_part import AuthenticatorPart
from ui.entering.notices_part import NoticesPart
from ui.entering.password_part import PasswordPart
from ui.parts.scrolling import scrolling
from ui.parts.tab_order import put_in_order
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class SetUpPage(QWidget):
    """Signals: `submitted(password, code)`."""

    submitted = Signal(str, str)

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._purpose = SecretPurpose.FIRST_SIGN_IN
        self._whose = PlainLabel(theme, role="body_strong", parent=self)
        self.password = PasswordPart(theme, wording, self)
        self.authenticator = AuthenticatorPart(theme, wording, self)
        self._factor = CodeField(theme, wording, "entering", self)
        self.notices = NoticesPart(theme, wording, self)
        self._go = Button(theme, "", "primary", parent=self)
        self._go.setObjectName("entering_finish")
        self._whose.set_wrapping()
        self.password.entered.connect(self._on)
        self.authenticator.entered.connect(self.submit)
        self._factor.entered.connect(self.submit)
        self._go.clicked.connect(self.submit)
        self._lay_out()

    def set_wording(self, wording: Wording, purpose: SecretPurpose) -> None:
        """Speak a language about what is wanted."""
        self._purpose = purpose
        self.password.set_wording(wording)
        self.authenticator.set_wording(wording)
        self._factor.set_wording(wording)
        self.notices.set_wording(wording)
        self._go.set_label(wording.text(f"entering-{purpose.value.replace('_', '-')}-finish"))
        self.password.setVisible(purpose is not SecretPurpose.FACTOR)
        self.authenticator.setVisible(purpose is not SecretPurpose.PASSWORD)
        is_password = purpose is SecretPurpose.PASSWORD
        self._factor.setVisible(is_password)
        self._factor.other.setVisible(is_password)

    def show_offer(self, wording: Wording, offer: AuthenticatorOffer | None) -> None:
        """Show what goes with a secret; None empties the page."""
        self.authenticator.show_offer(offer)
        self.notices.show_notices([] if offer is None else offer.notices)
        self.notices.set_wording(wording)
        text = ""
        if offer is not None:
            name, username = offer.person.name, offer.username
            text = wording.text("entering-whose", name=name, username=username)
            if offer.centre_name is not None:
                text = wording.text(
                    "entering-whose-at", name=name, username=username, centre=offer.centre_name
                )
        self._whose.setText(text)
        self._whose.setVisible(bool(text))

    def clear(self) -> None:
        """Forget what was typed."""
        self.password.clear()
        self.authenticator.clear_code()
        self._factor.clear()

    def clear_code(self) -> None:
        """The code was not the right one: another is wanted."""
        self.authenticator.clear_code()
        self._factor.clear_text()
        self._code_part().take_focus()

    def take_focus(self) -> None:
        """Go to the first field."""
        has_password = self._purpose is not SecretPurpose.FACTOR
        (self.password if has_password else self.authenticator).take_focus()

    def set_busy(self, is_busy: bool) -> None:
        """It is on its way."""
        self._go.setEnabled(not is_busy)

    def submit(self) -> None:
        """Hand everything over, or say what is missing first."""
        if self._purpose is not SecretPurpose.FACTOR and not self.password.is_whole():
            return
        code = self._code()
        if code and self.notices.is_whole():
            self.submitted.emit(self.password.text, code)

    def _code(self) -> str:
        if self._purpose is SecretPurpose.PASSWORD:
            return self._factor.whole()
        return self.authenticator.code if self.authenticator.is_whole() else ""

    def _code_part(self) -> AuthenticatorPart | CodeField:
        is_password = self._purpose is SecretPurpose.PASSWORD
        return self._factor if is_password else self.authenticator

    def _on(self) -> None:
        self._code_part().take_focus()

    def _lay_out(self) -> None:
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(20)
        column.addWidget(self._whose)
        for part in (self.password, self.authenticator, self._factor, self._factor.other):
            column.addWidget(part)
        column.addStretch(1)
        area = scrolling(fields)
        columns = QHBoxLayout()
        columns.setSpacing(28)
        columns.addWidget(area, 1)
        columns.addWidget(self.notices, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._go)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addLayout(columns, 1)
        whole.addLayout(buttons)
        put_in_order([*self.notices.in_order(), self._go])
