"""The second step of signing in as a form: a code of the authenticator, or a recovery code."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from console.session import Membership
from resources.wording import Wording
from ui.code_field import CodeField
from widgets.button import Button
from widgets.theme import Theme


class CodeStep(QWidget):
    """Six digits or a recovery code, and a role when there are several.

    Signals: `submitted(code, membership)`, `left()`.
    """

    submitted = Signal(str, object)
    left = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._is_busy = self._waits = False
        self._code = CodeField(theme, wording, "signin", self)
        self._roles = QComboBox(self)
        self._go = Button(theme, "", "primary", parent=self)
        self._back = Button(theme, "", key="Esc", parent=self)
        self._build(theme)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._roles.setAccessibleName(w.text("signin-role"))
        self._back.set_label(w.text("signin-back"))
        self._code.set_wording(w)
        self._name_button()

    def clear(self) -> None:
        """Forget the code and the roles; the authenticator is asked for again."""
        self._code.clear()
        self.offer_roles(())

    def take_focus(self) -> None:
        """Type the code."""
        self._code.take_focus()

    def offer_roles(self, memberships: Sequence[Membership]) -> None:
        """Let the person choose when they hold several roles."""
        self._roles.clear()
        for membership in memberships:
            self._roles.addItem(membership.label, str(membership.id))
        self._roles.setVisible(bool(memberships))

    def set_busy(self, is_busy: bool) -> None:
        """A step is on its way."""
        self._is_busy = is_busy
        self._name_button()

    def set_waiting(self, waits: bool) -> None:
        """The service asked for a pause."""
        self._waits = waits
        self._name_button()

    def submit(self) -> None:
        """Hand over the code, or say that some of it is missing."""
        if self._is_busy or self._waits:
            return
        letters = self._code.whole()
        if letters:
            chosen = self._roles.currentData()
            self.submitted.emit(letters, None if chosen is None else UUID(chosen))

    def _build(self, theme: Theme) -> None:
        self._code.entered.connect(self.submit)
        theme.dress(self._roles, "body")
        self._roles.setObjectName("signin_role")
        self._roles.hide()
        self._go.setObjectName("signin_confirm")
        self._back.setObjectName("signin_back")
        self._go.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._go, 1)
        buttons.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._code)
        column.addWidget(self._roles)
        column.addLayout(buttons)
        column.addWidget(self._code.other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        QWidget.setTabOrder(self._back, self._code.other)

    def _name_button(self) -> None:
        w = self._wording
        self._go.set_label(
            w.text("signin-continuing") if self._is_busy else w.text("signin-confirm")
        )
        self._go.setEnabled(not self._is_busy and not self._waits)
