"""Under the table: what can be done with the delivery that is chosen, each with its key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.settings import LetterKeys
from resources.wording import Wording
from services.contract.delivery import Delivery
from ui.letters import written
from widgets.button import Button
from widgets.theme import Theme

FILE_KEY = "O"


class DeliveryActsBar(QWidget):
    """Signals: `resend_wanted()`, `cancel_wanted()`, `history_wanted()`, `file_wanted()`."""

    resend_wanted = Signal()
    cancel_wanted = Signal()
    history_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._resend = Button(theme, "", "primary", "arrows-clockwise", "↵", self)
        self._cancel = Button(theme, "", "secondary", "x", "", self)
        self._history = Button(theme, "", "secondary", "clock", "", self)
        self._file = Button(theme, "", "secondary", "user", FILE_KEY, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        for button, name, told in (
            (self._resend, "resend", self.resend_wanted),
            (self._cancel, "cancel", self.cancel_wanted),
            (self._history, "history", self.history_wanted),
            (self._file, "file", self.file_wanted),
        ):
            button.setObjectName(f"deliveries_{name}")
            button.clicked.connect(told)
            row.addWidget(button)
        row.addStretch(1)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._resend.set_label(w.text("deliveries-resend"))
        self._cancel.set_label(w.text("deliveries-cancel"))
        self._cancel.set_key(w.text("exports-key-delete"))
        self._history.set_label(w.text("deliveries-history"))
        self._history.set_key(w.text("deliveries-key-space"))
        self._file.set_label(w.text("exports-open-file"))

    def set_letters(self, letters: LetterKeys) -> None:
        """Name the letter while it works."""
        self._file.set_key(written(FILE_KEY, letters))

    def show_row(
        self, delivery: Delivery | None, *, may_resend: bool, may_cancel: bool, why_not: str
    ) -> None:
        """What can be done with it; `why_not`: nothing now, and why."""
        self.setVisible(delivery is not None)
        if delivery is None:
            return
        self._resend.setVisible(may_resend and delivery.can_resend)
        self._cancel.setVisible(may_cancel and delivery.can_cancel)
        for button in (self._resend, self._cancel):
            button.set_enabled_because(not why_not, why_not)

    @property
    def does(self) -> str:
        """What Enter does with the row: the key of its word; empty for nothing."""
        return "deliveries-open-hint" if self._resend.isVisibleTo(self) else ""
