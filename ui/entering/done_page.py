"""It is set up: ten recovery codes to keep, where there are new ones, and the way to sign in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.first_sign_in import SecretPurpose
from widgets.button import Button
from widgets.clipboard import Clipboard
from widgets.code_sheet import CodeSheet
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class DonePage(QWidget):
    """Signals: `left()`."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clipboard = Clipboard(self)
        self._codes: Sequence[str] = ()
        self._done = PlainLabel(theme, role="body_strong", parent=self)
        self._explained = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._sheet = CodeSheet(theme, self)
        self._go = Button(theme, "", "primary", parent=self)
        self._copy = Button(theme, "", "secondary", icon="copy", parent=self)
        self._copied = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        for label in (self._done, self._explained, self._copied):
            label.set_wrapping()
        self._go.setObjectName("entering_to_sign_in")
        self._copy.setObjectName("entering_copy")
        self._go.clicked.connect(self._leave)
        self._copy.clicked.connect(self._put)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._go)
        row.addWidget(self._copy)
        row.addWidget(self._copied, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for widget in (self._done, self._explained, self._sheet):
            column.addWidget(widget)
        column.addLayout(row)
        column.addStretch(1)

    def show_codes(self, wording: Wording, purpose: SecretPurpose, codes: Sequence[str]) -> None:
        """Show the codes, or only that it is done; none forgets them."""
        w, self._codes = wording, codes
        key = purpose.value.replace("_", "-")
        self._done.setText(w.text(f"entering-{key}-done"))
        self._explained.setText(w.text("entering-codes-explained"))
        self._sheet.show_codes(codes, w.text("access-codes-shown"))
        self._go.set_label(w.text("entering-codes-kept" if codes else "entering-to-sign-in"))
        self._copy.set_label(w.text("access-codes-copy"))
        self._copied.clear()
        for part in (self._explained, self._sheet, self._copy):
            part.setVisible(bool(codes))
        self._said = w.text("access-codes-copied")

    def take_focus(self) -> None:
        """The codes first, so that a screen reader tells them."""
        target: QWidget = self._sheet if self._codes else self._go
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self) -> None:
        self._clipboard.put("\n".join(self._codes))
        self._copied.setText(self._said)

    def _leave(self) -> None:
        self._clipboard.clear()
        self.left.emit()
