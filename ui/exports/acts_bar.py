"""Under the table: what can be done with the export that is chosen, each with its key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.settings import LetterKeys
from console.stores.exports import Exported, Listed
from resources.wording import Wording
from ui.letters import written
from widgets.button import Button
from widgets.theme import Theme

FILE_KEY = "O"


class ExportActsBar(QWidget):
    """Signals: `save_wanted()`, `again_wanted()`, `cancel_wanted()`, `file_wanted()`."""

    save_wanted = Signal()
    again_wanted = Signal()
    cancel_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._shown: Listed | None = None
        self._save = Button(theme, "", "primary", "download-simple", "↵", self)
        self._again = Button(theme, "", "secondary", "arrows-clockwise", "↵", self)
        self._cancel = Button(theme, "", "secondary", "x", "", self)
        self._file = Button(theme, "", "secondary", "user", FILE_KEY, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        for button, name, told in (
            (self._save, "save", self.save_wanted),
            (self._again, "again", self.again_wanted),
            (self._cancel, "cancel", self.cancel_wanted),
            (self._file, "file", self.file_wanted),
        ):
            button.setObjectName(f"exports_{name}")
            button.clicked.connect(told)
            row.addWidget(button)
        row.addStretch(1)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._save.set_label(w.text("exports-save"))
        self._again.set_label(w.text("exports-again"))
        self._file.set_label(w.text("exports-open-file"))
        self._cancel.set_key(w.text("exports-key-delete"))
        self._name_cancel()

    def set_letters(self, letters: LetterKeys) -> None:
        """Name the letter while it works."""
        self._file.set_key(written(FILE_KEY, letters))

    def show_row(self, shown: Listed | None, *, may_ask: bool, why_not: str) -> None:
        """What can be done with it; `may_ask`: another one like it; `why_not`: nothing now, and
        why.
        """
        self._shown = shown
        self.setVisible(shown is not None)
        here = None if shown is None or shown.is_gone else shown
        is_over = here is not None and not here.may_cancel and not _is_saved(here)
        self._save.setVisible(here is not None and here.is_ready)
        self._again.setVisible(may_ask and is_over)
        self._cancel.setVisible(here is not None and here.may_cancel)
        self._file.setVisible(isinstance(here, Exported))
        self._name_cancel()
        for button in (self._save, self._again, self._cancel):
            button.set_enabled_because(not why_not, why_not)

    @property
    def does(self) -> str:
        """What Enter does with the row: the key of its word; empty for nothing."""
        if self._save.isVisibleTo(self):
            return "exports-open-hint"
        return "exports-again-hint" if self._again.isVisibleTo(self) else ""

    def _name_cancel(self) -> None:
        is_ready = self._shown is not None and self._shown.is_ready
        self._cancel.set_label(
            self._wording.text("exports-discard" if is_ready else "exports-cancel")
        )


def _is_saved(shown: Listed) -> bool:
    """Whether its file is on the way to a disk just now."""
    return not isinstance(shown, Exported) and shown.saved is not None
