"""The field for a second factor: a code of the authenticator, or a recovery code instead."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QVBoxLayout, QWidget

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


class CodeField(QWidget):
    """What it asks for and the field. Signals: `entered()` on Enter.

    `other` is the button that asks for the other kind; whoever shows the field gives it its place.
    `name` is the prefix of the object names.
    """

    entered = Signal()

    def __init__(
        self, theme: Theme, wording: Wording, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wording = wording
        self._kind = _DIGITS
        self._body = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._field = TextField(theme, "", parent=self)
        self.other = Button(theme, "", "quiet", parent=self)
        self._build(theme, name)
        self._take_kind(_DIGITS)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._name_kind()

    def clear(self) -> None:
        """Forget the code; the authenticator is asked for again."""
        self._take_kind(_DIGITS)

    def clear_text(self) -> None:
        """Forget the code; the same kind is asked for again."""
        self._field.clear()

    def take_focus(self) -> None:
        """Type the code."""
        self._field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.edit.selectAll()

    def whole(self) -> str:
        """The code without what separates; empty, and said so, when some of it is missing."""
        letters = "".join(self._field.text.replace("-", " ").split())
        if len(letters) != self._kind.length:
            self._field.show_error(self._wording.text(self._kind.missing))
            self._field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return ""
        self._field.show_error("")
        return letters

    def _switch(self) -> None:
        self._take_kind(_RECOVERY if self._kind is _DIGITS else _DIGITS)
        self.take_focus()

    def _take_kind(self, kind: _Kind) -> None:
        """What was typed for the other kind goes: it would not fit."""
        self._kind = kind
        self._field.clear()
        self._field.edit.setValidator(
            QRegularExpressionValidator(QRegularExpression(kind.pattern), self._field.edit)
        )
        self._field.edit.setInputMethodHints(kind.hints)
        self._name_kind()

    def _build(self, theme: Theme, name: str) -> None:
        self._body.set_wrapping()
        self._field.edit.setObjectName(f"{name}_code")
        self._field.entered.connect(self.entered)
        theme.dress(self._field.edit, "title")
        self.other.setObjectName(f"{name}_other_code")
        self.other.clicked.connect(self._switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._body)
        column.addWidget(self._field)

    def _name_kind(self) -> None:
        w, kind = self._wording, self._kind
        self._body.setText(w.text(kind.body))
        self._field.set_label(w.text(kind.label))
        self._field.edit.setAccessibleDescription(w.text(kind.described))
        self.other.set_label(w.text(kind.other))
