"""The dialog that invites many people from a file: chosen, rehearsed, looked at, and then done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from console.errors import ConsoleError
from console.stores.connection import ConnectionStore
from console.stores.proven_act import ProofState
from console.stores.staff_import import ImportStep, StaffImport
from resources.wording import Wording
from services.contract.staff import ImportOutcome
from ui.accounts.import_file_part import ImportFilePart
from ui.accounts.import_report import StaffReport
from ui.accounts.import_words import count_of, file_line, refusal, saved_rows, template
from ui.parts.settled_dialog import SettledDialog
from ui.proof.panel import ProofPanel
from widgets.announce import announce
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 940


class ImportDialog(SettledDialog):
    """A view of the store: what was rehearsed is what is sent.

    Signals: `said(text)` for a toast.
    """

    said = Signal(str)

    def __init__(
        self,
        store: StaffImport,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        super().__init__(
            "staffimport", "staffimport", store, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave="", submit="primary",
        )  # fmt: skip
        self._store = store
        self._told: ImportStep | None = None
        self._heard = ""
        self._window: QFileDialog | None = None
        self._rows: list[list[str]] = []
        self._title.setText(w.text("staffimport-title"))
        self.setAccessibleName(w.text("staffimport-title"))
        self.file = ImportFilePart(store, theme, w, self._body)
        self._summary = PlainLabel(theme, "", "body_strong", parent=self._body)
        self.report = StaffReport(theme, w, self._body)
        self._effects = PlainLabel(theme, "", "body", "secondary", self._body)
        for label in (self._summary, self._effects):
            label.set_wrapping()
        self._proof = ProofPanel(store.proof, self.submit, theme, w, self._body)
        self.other = Button(theme, w.text("staffimport-other"), "secondary")
        self.other.setObjectName("staffimport_other")
        lines = (self.file, self._summary, self._effects, self.report, self._proof)
        self._build_card(lines, (self.leave, self.other, self.submit), stretch_before=1)
        self.file.file_wanted.connect(self._ask_file)
        self.file.template_wanted.connect(self._ask_template_place)
        self.report.save_wanted.connect(self._ask_report_place)
        self.other.clicked.connect(self._start_over)
        store.saved.connect(self._tell_saved)
        self._follow()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard where work begins."""
        self._cover(self)
        self._first().setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (
            *self.file.stops(), *self.report.stops(), *self._proof.findChildren(QWidget)
        )  # fmt: skip

    def choose(self, path: str) -> None:
        """Take a file, as the window of the system names it."""
        self._notice.hide()
        self._store.choose_file(Path(path))

    def save(self, path: str) -> None:
        """Write the table that was asked for where the window of the system says."""
        self._store.save(Path(path), self._rows)

    # What the frame of every such dialog asks

    def first_fault(self) -> QWidget | None:
        return self.file.first_fault() if self._store.step is ImportStep.FILE else None

    def send(self) -> None:
        if self._store.step is ImportStep.FILE:
            self._store.rehearse(self.file.words.raw().strip())
        else:
            self._store.invite()

    @property
    def can_send(self) -> bool:
        if self._store.step is ImportStep.REHEARSED:
            return self._people > 0
        return self._store.step is ImportStep.FILE and not self._store.is_reading

    def submit_label(self) -> str:
        if self._store.step is ImportStep.FILE:
            return self._wording.text("staffimport-rehearse")
        return self._wording.text("staffimport-invite", count=self._people)

    def busy_label(self) -> str:
        """What waits for a proof is not on its way."""
        if self._store.proof.state is ProofState.ASKED:
            return self.submit_label()
        is_rehearsing = self._store.step is ImportStep.FILE
        return self._wording.text("staffimport-rehearsing" if is_rehearsing else "invite-busy")

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error)

    # What is shown

    @property
    def _people(self) -> int:
        """How many are invited, at once or once somebody has agreed."""
        report = self._store.report
        if report is None:
            return 0
        return len(report.lines) - count_of(report, ImportOutcome.REFUSED)

    def _show(self) -> None:
        super()._show()
        store, step = self._store, self._store.step
        self.file.setVisible(step is ImportStep.FILE)
        self.file.show_told()
        self.report.show_report(store.report)
        is_done = step is ImportStep.DONE
        self.leave.set_label(self._wording.text("staffimport-close" if is_done else "invite-leave"))
        self.submit.setVisible(not is_done)
        self.other.setVisible(step is not ImportStep.FILE and not store.is_held)
        self._show_words(step)
        self._follow_step(step)

    def _show_words(self, step: ImportStep) -> None:
        w, store = self._wording, self._store
        self._summary.setVisible(step is not ImportStep.FILE)
        self._effects.setVisible(step is not ImportStep.FILE)
        if store.file is None or store.asked is None or store.report is None:
            return
        said = w.text("staffimport-words", words=store.asked.words)
        self._summary.setText(f"{file_line(w, store.file)}\n{said}")
        if step is ImportStep.DONE:
            self._effects.setText(w.text("staffimport-effects-done"))
            return
        waiting = count_of(store.report, ImportOutcome.WAITS)
        invited = count_of(store.report, ImportOutcome.INVITED)
        key = "staffimport-effects" if self._people else "staffimport-effects-nobody"
        self._effects.setText(w.text(key, waiting=waiting, invited=invited))

    def _follow_step(self, step: ImportStep) -> None:
        """The keyboard goes where the next thing is, and what was found out is said aloud."""
        before, self._told = self._told, step
        if before is None or not self.isVisible():
            return
        if before is not step:
            self._fit()
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)
        heard = self.file.told if step is ImportStep.FILE else self.report.summary
        if heard != self._heard and not self._store.is_reading:
            self._heard = heard
            announce(self, heard)

    def _first(self) -> QWidget:
        if self._store.step is ImportStep.FILE:
            return self.file.choose
        return self.report.table if self.report.table.rows else self.leave

    def _start_over(self) -> None:
        self._notice.hide()
        self._store.start_over()

    def _tell_saved(self, is_written: bool) -> None:
        w = self._wording
        if is_written:
            self.said.emit(w.text("staffimport-saved"))
        else:
            self._notice.ask(w.text("staffimport-not-saved"), kind="danger")
            announce(self, self._notice.accessibleName())

    # Windows of the system

    def _ask_file(self) -> None:
        if self._store.is_held:
            return
        w = self._wording
        window = QFileDialog(
            self, w.text("staffimport-window"), "", w.text("staffimport-filter")
        )  # fmt: skip
        window.setFileMode(QFileDialog.FileMode.ExistingFile)
        window.fileSelected.connect(self.choose)
        self._open(window)

    def _ask_template_place(self) -> None:
        self._ask_place(template(self._wording), "staffimport-template-name")

    def _ask_report_place(self) -> None:
        if self._store.report is not None:
            rows = saved_rows(self._wording, self._store.report)
            self._ask_place(rows, "staffimport-report-name")

    def _ask_place(self, rows: list[list[str]], name_key: str) -> None:
        w, self._rows = self._wording, rows
        window = QFileDialog(self, w.text("staffimport-save-window"), w.text(name_key))
        window.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        window.setDefaultSuffix("csv")
        window.selectFile(w.text(name_key))
        window.fileSelected.connect(self.save)
        self._open(window)

    def _open(self, window: QFileDialog) -> None:
        """It stops nothing else."""
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.finished.connect(self._forget_window)
        self._window = window
        window.open()

    def _forget_window(self, _result: int) -> None:
        self._window = None

    def hideEvent(self, event: QHideEvent) -> None:
        """Behind a lock no window of the system stays open."""
        if self._window is not None:
            self._window.reject()
        super().hideEvent(event)
