"""The window of the system that asks where a file goes; it stops nothing else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from console.stores.save_places import first_folder


class SaveWindow(QObject):
    """One at a time. Signals: `chosen(path)`."""

    chosen = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._window: QFileDialog | None = None

    def ask(self, title: str, name: str, suffix: str) -> None:
        """Ask where, with the name that is proposed, first in a folder that is not copied away."""
        self.close()
        window = QFileDialog(self._owner, title, str(first_folder()))
        window.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        window.setDefaultSuffix(suffix)
        window.selectFile(name)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.fileSelected.connect(self.chosen)
        window.finished.connect(self._forget)
        self._window = window
        window.open()

    def close(self) -> None:
        """Ask no longer: behind a lock no window of the system stays open."""
        if self._window is not None:
            self._window.reject()

    def _forget(self, _result: int) -> None:
        self._window = None
