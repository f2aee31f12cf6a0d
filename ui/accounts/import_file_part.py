"""Which file, how it was read, and why its people are invited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.stores.staff_import import StaffImport
from resources.wording import Wording
from services.contract.texts import says_enough
from ui.accounts.import_words import accents_line, file_fault, file_line, limits
from ui.accounts.invite_fields import LONGEST_WORDS
from ui.parts.fault_line import FaultLine
from ui.parts.fields import BoxField
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class ImportFilePart(QWidget):
    """Signals: `file_wanted()`; `template_wanted()`."""

    file_wanted = Signal()
    template_wanted = Signal()

    def __init__(
        self, store: StaffImport, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._wording = w = wording
        self.choose = Button(theme, "", "secondary", icon="tray")
        self.choose.setObjectName("staffimport_choose")
        self.template = Button(theme, w.text("staffimport-template"), "secondary", icon="export")
        self.template.setObjectName("staffimport_template")
        self._file = PlainLabel(theme, role="body_strong", parent=self)
        self._accents = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._fault = FaultLine(theme, self)
        self.words = BoxField("words", w.text("invite-field-words"), LONGEST_WORDS, theme, w, self)
        self.words.is_required = True
        self._lay_out(theme)
        self.show_told()

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        return (self.choose, self.template, self.words.control)

    def show_told(self) -> None:
        """What the store knows of the file."""
        w, store = self._wording, self._store
        has_file = store.file is not None
        self.choose.set_label(w.text(f"staffimport-choose{'-other' if has_file else ''}"))
        text, tone = w.text("staffimport-file-none"), "muted"
        if store.is_reading:
            text = w.text("staffimport-reading")
        elif store.file is not None:
            text, tone = file_line(w, store.file), "primary"
        self._file.setText(text)
        self._file.set_tone(tone)
        self._accents.setVisible(has_file)
        if store.file is not None:
            self._accents.setText(accents_line(w, store.file))
        if store.fault is not None:
            self._fault.show_text(file_fault(w, store.fault))
        elif has_file or store.is_reading:
            self._fault.show_text("")

    @property
    def told(self) -> str:
        """What is said of the file, in a sentence."""
        return self._fault.text or f"{self._file.text()}. {self._accents.text()}"

    def first_fault(self) -> QWidget | None:
        """Says what is missing, and gives the first control that can mend it."""
        w = self._wording
        wrong: list[QWidget] = []
        if self._store.file is None:
            if self._store.fault is None:
                self._fault.show_text(w.text("staffimport-file-needed"))
            wrong.append(self.choose)
        fault = self.words.fault()
        if not fault and not says_enough(self.words.raw()):
            fault = "invite-words-few"
        self.words.show_error(w.text(fault) if fault else "")
        if fault:
            wrong.append(self.words.control)
        return wrong[0] if wrong else None

    def _lay_out(self, theme: Theme) -> None:
        w = self._wording
        self.choose.clicked.connect(self.file_wanted)
        self.template.clicked.connect(self.template_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for text in (
            w.text("staffimport-intro"), w.text("staffimport-columns"), limits(w)
        ):  # fmt: skip
            line = PlainLabel(theme, text, "body", "secondary", self)
            line.set_wrapping()
            column.addWidget(line)
        buttons = QWidget(self)
        row = FlowRow(buttons, gap_px=8, line_gap_px=6, spread=False)
        row.addWidget(self.choose)
        row.addWidget(self.template)
        column.addWidget(buttons)
        for label in (self._file, self._accents):
            label.set_wrapping()
            column.addWidget(label)
        column.addWidget(self._fault)
        column.addWidget(self.words)
