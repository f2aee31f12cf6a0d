"""The second step of signing in as a form: a code of the authenticator, or a recovery code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from console.session import Membership
from resources.wording import Wording
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.text_field import TextField
from widgets.theme import Theme


class _Kind(NamedTuple):
    """A kind of code: its length, what may be typed, and the names of its words."""

    length: int
    pattern: str
    hints: Qt.InputMethodHint
    body: str
    label: str
    described: str
    missing: str
    other: str


# Pasted codes come as `123 456` and `ABCD-EFGH-…`; what separates is taken away on submitting.
_DIGITS = _Kind(
    6,
    r"(\s*\d){0,6}\s*",
    Qt.InputMethodHint.ImhDigitsOnly,
    "signin-second-body",
    "signin-code",
    "signin-code-described",
    "signin-code-missing",
    "signin-use-recovery",
)
_RECOVERY = _Kind(
    16,
    r"([\s-]*[0-9A-Za-z]){0,16}[\s-]*",
    Qt.InputMethodHint.ImhPreferUppercase,
    "signin-recovery-body",
    "signin-recovery",
    "signin-recovery-described",
    "signin-recovery-missing",
    "signin-use-code",
)


class CodeStep(QWidget):
    """Six digits or a recovery code, and a role when there are several.

    Signals: `submitted(code, membership)`, `left()`.
    """

    submitted = Signal(str, object)
    left = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._kind = _DIGITS
        self._is_busy = self._waits = False
        self._body = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._code = TextField(theme, "", parent=self)
        self._roles = QComboBox(self)
        self._go = Button(theme, "", "primary", parent=self)
        self._back = Button(theme, "", key="Esc", parent=self)
        self._other = Button(theme, "", "quiet", parent=self)
        self._build(theme)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._roles.setAccessibleName(w.text("signin-role"))
        self._back.set_label(w.text("signin-back"))
        self._name_kind()
        self._name_button()

    def clear(self) -> None:
        """Forget the code and the roles; the authenticator is asked for again."""
        self._take_kind(_DIGITS)
        self.offer_roles(())

    def take_focus(self) -> None:
        """Type the code."""
        self._code.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._code.edit.selectAll()

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
        letters = "".join(self._code.text.replace("-", " ").split())
        if len(letters) != self._kind.length:
            self._code.show_error(self._wording.text(self._kind.missing))
            self._code.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._code.show_error("")
        chosen = self._roles.currentData()
        self.submitted.emit(letters, None if chosen is None else UUID(chosen))

    def _switch(self) -> None:
        self._take_kind(_RECOVERY if self._kind is _DIGITS else _DIGITS)
        self.take_focus()

    def _take_kind(self, kind: _Kind) -> None:
        """What was typed for the other kind goes: it would not fit."""
        self._kind = kind
        self._code.clear()
        self._code.edit.setValidator(
            QRegularExpressionValidator(QRegularExpression(kind.pattern), self._code.edit)
        )
        self._code.edit.setInputMethodHints(kind.hints)
        self._name_kind()

    def _build(self, theme: Theme) -> None:
        self._body.set_wrapping()
        self._code.edit.setObjectName("signin_code")
        self._code.entered.connect(self.submit)
        theme.dress(self._code.edit, "title")
        theme.dress(self._roles, "body")
        self._roles.setObjectName("signin_role")
        self._roles.hide()
        self._go.setObjectName("signin_confirm")
        self._back.setObjectName("signin_back")
        self._other.setObjectName("signin_other_code")
        self._go.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)
        self._other.clicked.connect(self._switch)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._go, 1)
        buttons.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._body, self._code, self._roles):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._take_kind(_DIGITS)

    def _name_kind(self) -> None:
        w, kind = self._wording, self._kind
        self._body.setText(w.text(kind.body))
        self._code.set_label(w.text(kind.label))
        self._code.edit.setAccessibleDescription(w.text(kind.described))
        self._other.set_label(w.text(kind.other))

    def _name_button(self) -> None:
        w = self._wording
        self._go.set_label(
            w.text("signin-continuing") if self._is_busy else w.text("signin-confirm")
        )
        self._go.setEnabled(not self._is_busy and not self._waits)
