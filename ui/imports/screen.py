"""Bringing patients in: a file and a unit, sent once, then what became of each resource."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.session import Session
from console.stores.bundle_import import BundleImportStore, ImportState
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from ui.imports.report import ReportPart
from ui.imports.words import failure, fault_text, file_line, none_chosen, report_csv
from ui.parts.choices import Choices
from ui.parts.keys import bind
from widgets.announce import announce
from widgets.button import Button
from widgets.clipboard import Clipboard
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme

_TICK_MS = 1000


class ImportScreen(QWidget):
    """Signals: `left()` on Esc; `file_wanted(UUID)` for the file of a patient of the report;
    `said(text)` for a toast.
    """

    left = Signal()
    file_wanted = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        store: BundleImportStore,
        connection: ConnectionStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._connection = connection
        self._units = [] if session.me is None else list(session.me.units)
        self._theme = theme
        self._wording = wording
        self._told = store.state
        self._clipboard = Clipboard(self)
        self._dialog: QFileDialog | None = None
        self._title = PlainLabel(theme, role="display", parent=self)
        self._intro = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._card = QFrame(self)
        self._file = PlainLabel(theme, role="body_strong", parent=self._card)
        self._choose = Button(theme, "", "secondary", icon="tray", parent=self._card)
        self._unit = Choices("imports_unit", "", [each.name for each in self._units], theme, self)
        self._followed = PlainLabel(theme, role="supporting", tone="secondary", parent=self._card)
        self._send = Button(theme, "", "primary", parent=self._card)
        self._progress = PlainLabel(theme, role="body", tone="secondary", parent=self._card)
        self._notice = Strip(theme, self)
        self.report = ReportPart(theme, wording, self)
        self._since = QElapsedTimer()
        self._ticks = QTimer(self)
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or hide the name of the file."""
        self._wording = w = wording
        self.setAccessibleName(w.text("imports-screen"))
        self._title.setText(w.text("imports-screen"))
        self._intro.setText(w.text("imports-intro"))
        self._unit.set_title(w.text("imports-step-unit"))
        self._followed.setText(w.text("imports-followed"))
        self.report.set_wording(w)
        self._show()

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        is_told = self._store.state is ImportState.DONE
        first = self.report.table if is_told else self._choose
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self._card, self.report.table)

    def set_locked(self, is_locked: bool) -> None:
        """Behind a lock no window of the system stays open."""
        if is_locked and self._dialog is not None:
            self._dialog.reject()

    def choose(self, path: str) -> None:
        """Take a file, as the window of the system names it."""
        self._store.choose_file(Path(path))

    # What is shown

    def _show(self) -> None:
        w, store, state = self._wording, self._store, self._store.state
        has_file = store.file is not None
        text = none_chosen(w) if store.file is None else file_line(w, store.file)
        self._file.setText(text)
        self._file.set_tone("primary" if has_file else "muted")
        self._choose.set_label(w.text("imports-choose-other" if has_file else "imports-choose"))
        self._choose.setEnabled(not store.is_under_way)
        self._unit.setVisible(len(self._units) > 1)
        self._unit.setEnabled(store.can_choose_unit)
        self._followed.setVisible(has_file)
        is_done = state is ImportState.DONE
        self._send.set_label(w.text("imports-send"))
        self._send.setVisible(has_file and not is_done and state is not ImportState.UNKNOWN)
        self._show_progress()
        self._show_notice()
        self.report.setVisible(is_done)
        if store.report is not None:
            self.report.show_report(store.report)
        self._offer()

    def _show_progress(self) -> None:
        """How long the service has been at it: one transaction has no share that is done."""
        w, state = self._wording, self._store.state
        if state is ImportState.SENDING:
            if not self._ticks.isActive():
                self._since.start()
                self._ticks.start()
            seconds = self._since.elapsed() // 1000
            text = w.text("imports-sending", duration=f"{seconds} s" if seconds else "")
            self._progress.setText(text.strip())
        else:
            self._ticks.stop()
            self._progress.setText(w.text("imports-reading"))
        self._progress.setVisible(self._store.is_under_way)

    def _show_notice(self) -> None:
        w, store = self._wording, self._store
        if store.fault is not None:
            self._notice.ask(fault_text(w, store.fault), kind="danger")
        elif store.state is ImportState.UNKNOWN:
            self._notice.ask(w.text("imports-unknown"), accept=w.text("imports-ask-again"))
        elif store.state is ImportState.FAILED and store.error is not None:
            self._notice.ask(failure(w, store.error), kind="danger")
        elif not self._units:
            self._notice.ask(w.text("imports-unit-none"))
        elif self._connection.shows_offline and store.state is not ImportState.DONE:
            self._notice.ask(w.text("imports-offline"), icon="wifi-slash")
        else:
            self._notice.hide()

    def _offer(self) -> None:
        is_offline = self._connection.shows_offline
        why = self._wording.text("imports-offline") if is_offline else ""
        can_send = self._store.can_send and not is_offline
        # While it is on its way the button keeps the keyboard.
        is_sending = self._store.state is ImportState.SENDING
        self._send.set_enabled_because(can_send or is_sending, why)

    def _follow(self) -> None:
        self._show()
        state = self._store.state
        if state is self._told:
            return
        self._told = state
        # Behind another screen or the lock the keyboard is somebody else's.
        in_front = self.isVisible()
        if state is ImportState.DONE:
            if in_front:
                self.report.table.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.report.summary)
        elif state is ImportState.CHOSEN:
            if in_front:
                self._send.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self._file.text())
        elif self._notice.isVisible():
            announce(self, self._notice.accessibleName())

    # What a person asks for

    def _open_dialog(self) -> None:
        w = self._wording
        dialog = QFileDialog(self, w.text("imports-dialog"), "", w.text("imports-filter"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.choose)
        self._open(dialog)

    def _save_report(self) -> None:
        w = self._wording
        dialog = QFileDialog(self, w.text("imports-save-dialog"), w.text("imports-save-name"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(w.text("imports-save-name"))
        dialog.fileSelected.connect(self.save)
        self._open(dialog)

    def _open(self, dialog: QFileDialog) -> None:
        """A window of the system, which stops nothing else."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    def _forget_dialog(self, _result: int) -> None:
        self._dialog = None

    def save(self, path: str) -> None:
        """Write the report where the window of the system says."""
        if self._store.report is not None:
            self._store.save(Path(path), report_csv(self._wording, self._store.report))

    def _tell_saved(self, is_written: bool) -> None:
        if is_written:
            self.said.emit(self._wording.text("imports-saved"))
        else:
            self._notice.ask(self._wording.text("imports-not-saved"), kind="danger")
            announce(self, self._notice.accessibleName())

    def _copy_report(self) -> None:
        if self._store.report is not None:
            self._clipboard.put(report_csv(self._wording, self._store.report))
            self.said.emit(self._wording.text("imports-copied"))

    def _want_file(self, patient_id: object) -> None:
        if patient_id is None:
            self.said.emit(self._wording.text("imports-no-patient"))
        else:
            self.file_wanted.emit(patient_id)

    def _choose_unit(self, place: int) -> None:
        self._store.choose_unit(self._units[place].id)

    def _build(self) -> None:
        self.setObjectName("imports_screen")
        self.setProperty("ground", "app")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card.setProperty("card", True)
        for part, name in (
            (self._choose, "imports_choose"),
            (self._send, "imports_send"),
            (self._notice, "imports_notice"),
        ):
            part.setObjectName(name)
        for label in (self._intro, self._followed, self._file):
            label.set_wrapping()
        self._ticks.setInterval(_TICK_MS)
        file = QHBoxLayout()
        file.setSpacing(12)
        file.addWidget(self._choose)
        file.addWidget(self._file, 1)
        send = QHBoxLayout()
        send.setSpacing(12)
        send.addWidget(self._send)
        send.addWidget(self._progress)
        send.addStretch(1)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(18, 14, 18, 14)
        card.setSpacing(12)
        card.addLayout(file)
        card.addWidget(self._unit)
        card.addWidget(self._followed)
        card.addLayout(send)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for line in (self._title, self._intro, self._card, self._notice):
            column.addWidget(line)
        column.addWidget(self.report, 1)
        column.addStretch()
        if self._units:
            self._unit.choose(0)
            self._choose_unit(0)

    def _connect(self) -> None:
        self._choose.clicked.connect(self._open_dialog)
        self._send.clicked.connect(self._store.send)
        self._notice.accepted.connect(self._store.send)
        self._unit.chosen.connect(self._choose_unit)
        self._store.changed.connect(self._follow)
        self._store.saved.connect(self._tell_saved)
        self._connection.changed.connect(self._show)
        self._ticks.timeout.connect(self._show_progress)
        self.report.patient_wanted.connect(self._want_file)
        self.report.copy_wanted.connect(self._copy_report)
        self.report.save_wanted.connect(self._save_report)
        bind("Esc", self.left.emit, (self,), self)
