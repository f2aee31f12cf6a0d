"""From an export that is ready to a file on a disk: where, whether that is a good place, and what
becomes of a file that a disk has refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.errors import ConsoleError, Incompatible, Offline
from console.stores.cohort_saving import CohortSaving
from console.stores.export_saving import ExportSaving, Savable
from console.stores.exports import Asked
from console.stores.private_files import SaveFault
from console.stores.save_places import risk_of
from console.stores.statistics_file import StatisticsFile
from resources.wording import Wording
from services.contract.exports import Export, ExportFormat
from services.contract.statistics_exports import StatisticsFormat
from ui.exports.save_dialog import SaveDialog
from ui.exports.words import refusal
from ui.parts.save_window import SaveWindow
from widgets.theme import Theme

_SUFFIXES: Final = {
    ExportFormat.PDF: "pdf",
    ExportFormat.CSV: "zip",
    ExportFormat.FHIR: "json",
    ExportFormat.CDA: "xml",
    ExportFormat.XDM: "zip",
}
_SUFFIXES_OF_FIGURES: Final = {StatisticsFormat.PDF: "pdf", StatisticsFormat.CSV: "zip"}
_NAME_DIGITS: Final = 8
Saved = Asked | Savable
"""The report of a patient, that of a unit, or figures."""


class FileWay(QObject):
    """One file at a time, over whatever screen; whoever inherits says how it is taken. Signals:
    `said(text)` for a toast.
    """

    said = Signal(str)

    def __init__(
        self, store: ExportSaving | CohortSaving, theme: Theme, wording: Wording, over: QWidget
    ) -> None:
        super().__init__(over)
        self._store = store
        self._theme = theme
        self._wording = wording
        self._over = over
        self._export: Saved | None = None
        self._path: Path | None = None
        self._dialog: SaveDialog | None = None
        self.window = SaveWindow(over)
        self.window.chosen.connect(self._judge)
        store.saved.connect(self._tell_saved)
        store.refused.connect(self._ask_again)
        store.failed.connect(self._tell_failed)

    def _send(self, path: Path) -> None:
        """Take the file that is wanted."""
        raise NotImplementedError

    def set_wording(self, wording: Wording) -> None:
        """Speak another language from the next sentence on."""
        self._wording = wording

    def begin(self, export: Saved) -> None:
        """Ask where; one whose file is in memory alone comes first."""
        if self._dialog is not None or self._store.is_busy:
            return
        if self._store.has_left and self._store.export is not None:
            export = self._store.export
        self._export = export
        self._ask_where()

    def set_locked(self, is_locked: bool) -> None:
        """Behind a lock no window of the system stays open; what is in memory stays there."""
        if is_locked:
            self.window.close()
        elif self._store.has_left and self._dialog is None:
            self._ask_again(SaveFault.OTHER)

    @property
    def _is_of_figures(self) -> bool:
        return isinstance(self._export, StatisticsFile)

    def _ask_where(self) -> None:
        export, w = self._export, self._wording
        if export is not None:
            self.window.ask(w.text("exports-save-title"), proposed_name(export), suffix(export))

    @Slot(str)
    def _judge(self, path: str) -> None:
        """A place from which copies go elsewhere is asked about once more."""
        self._path = Path(path)
        risk = risk_of(self._path.parent)
        if risk is None:
            self._save()
            return
        w = self._wording
        kind = "figures" if self._is_of_figures else "risk"
        texts = (w.text("exports-risk-title"), w.text(f"exports-{kind}-{risk.value}"))
        elsewhere = w.text("exports-elsewhere")
        dialog = self._open(texts, elsewhere, (w.text("exports-here-anyway"), "danger"))
        dialog.elsewhere_wanted.connect(self._choose_again)
        dialog.other_wanted.connect(self._save)

    def _save(self) -> None:
        self._close()
        if self._path is not None:
            self._send(self._path)

    @Slot(object)
    def _ask_again(self, fault: SaveFault) -> None:
        w = self._wording
        is_kept = self._store.has_left
        rest = w.text("exports-disk-kept" if is_kept else "exports-disk-waits")
        if self._is_of_figures:
            rest = w.text("exports-disk-again")
        texts = (w.text("exports-disk-title"), f"{w.text(f'exports-disk-{fault.value}')} {rest}")
        other = ("exports-give-up", "danger") if is_kept else ("exports-later", "secondary")
        dialog = self._open(texts, w.text("exports-elsewhere"), (w.text(other[0]), other[1]))
        dialog.elsewhere_wanted.connect(self._choose_again)
        dialog.other_wanted.connect(self._give_up)

    def _open(self, texts: tuple[str, str], way_on: str, other: tuple[str, str]) -> SaveDialog:
        self._close()
        dialog = SaveDialog(texts, way_on, other, self._theme, self._over)
        dialog.left.connect(self._leave)
        self._dialog = dialog
        dialog.open_up()
        return dialog

    def _choose_again(self) -> None:
        self._close()
        self._ask_where()

    def _give_up(self) -> None:
        was_kept = self._store.has_left
        self._close()
        self._store.give_up()
        self._export = self._path = None
        if was_kept:
            self.said.emit(self._wording.text("exports-given-up"))

    def _leave(self) -> None:
        """Esc never throws a file away that is nowhere else; figures are made again."""
        self._close()
        if self._is_of_figures:
            self._store.give_up()
        elif self._store.has_left:
            self.said.emit(self._wording.text("exports-still-kept"))

    def _close(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    @Slot(object)
    def _tell_saved(self, _export: Saved) -> None:
        self._export = self._path = None
        self.said.emit(self._wording.text("exports-saved"))

    @Slot(ConsoleError)
    def _tell_failed(self, error: ConsoleError) -> None:
        """An answer that was lost on the way is a file that may have left: nothing repeats it."""
        w = self._wording
        self.said.emit(w.text("exports-lost") if is_answer_lost(error) else refusal(w, error))


class SavingWay(FileWay):
    """The report of one patient, or figures: what a disk refuses late stays in memory."""

    def __init__(self, store: ExportSaving, theme: Theme, wording: Wording, over: QWidget) -> None:
        super().__init__(store, theme, wording, over)
        self._saving = store

    def _send(self, path: Path) -> None:
        if isinstance(self._export, Savable):
            self._saving.save(self._export, path)


def is_answer_lost(error: ConsoleError) -> bool:
    """Whether nobody knows if the file has left."""
    return isinstance(error, (Offline, Incompatible)) and error.outcome_unknown


def proposed_name(file: Saved) -> str:
    """Names nobody and nothing of a health; an envelope has the name that mail asks for."""
    if isinstance(file, StatisticsFile):
        word = {"fr": "statistiques", "en": "statistics"}[file.ask.language]
        return f"vigie-{word}-{file.ask.closed_through}.{suffix(file)}"
    if file.format is ExportFormat.XDM:
        return "IHE_XDM.zip"
    return f"vigie-{file.id.hex[-_NAME_DIGITS:]}.{suffix(file)}"


def suffix(file: Saved) -> str:
    """What the name of its file ends with: that of a whole unit is a zip always."""
    if isinstance(file, StatisticsFile):
        return _SUFFIXES_OF_FIGURES[file.ask.format]
    return _SUFFIXES[file.format] if isinstance(file, Export) else "zip"
