"""What stands in the place of the file or of a part of it: on its way, failed, gone, none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.errors import PATIENT_FILE, ConsoleError
from console.stores.error_words import error_code, error_sentence
from resources.wording import Wording
from ui.parts.loading import Loading
from widgets.empty_state import EmptyState
from widgets.error_state import ErrorState
from widgets.theme import Theme

Shapes = tuple[tuple[float, float, float, float], ...]

FILE_SHAPES: Shapes = (
    (0.0, 0.0, 1.0, 0.105),
    (0.01, 0.125, 0.09, 0.02),
    (0.11, 0.125, 0.09, 0.02),
    (0.21, 0.125, 0.11, 0.02),
    (0.01, 0.18, 0.77, 0.44),
    (0.01, 0.64, 0.77, 0.34),
    (0.79, 0.18, 0.2, 0.26),
    (0.79, 0.46, 0.2, 0.17),
    (0.79, 0.65, 0.2, 0.15),
)
"""Banner, tabs, course, charts and column, as shares of the screen."""
LIST_SHAPES: Shapes = tuple((0.02, 0.02 + 0.06 * place, 0.96, 0.035) for place in range(14))


class PartStates(QStackedWidget):
    """Signals: `retry_wanted()`, `stopped()` when a person waits no longer, `action_wanted()` on
    the button of the empty state.
    """

    retry_wanted = Signal()
    stopped = Signal()
    action_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        wording: Wording,
        shapes: Shapes = LIST_SHAPES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wording = wording
        self._shapes = shapes
        self._loading = Loading(theme, wording, self)
        self._error = ErrorState(theme, "", "", self)
        self._empty = EmptyState(theme, self)
        for page in (self._loading, self._error, self._empty):
            self.addWidget(page)
        self._error.retry_requested.connect(self.retry_wanted)
        self._loading.stopped.connect(self.stopped)
        self._empty.action_triggered.connect(self.action_wanted)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._loading.set_wording(wording)
        self._error.set_labels(wording.text("triage-retry"), wording.text("triage-error-copy-code"))

    def show_loading(self) -> None:
        """Something is on its way."""
        self._loading.skeleton.set_shapes(self._shapes, max(1, self.height()))
        self.setCurrentWidget(self._loading)
        self._loading.start()

    def show_error(self, what: str, error: ConsoleError | None) -> None:
        """It could not be read; without an error a person stopped waiting."""
        self._loading.stop()
        hint = "" if error is None else error_sentence(self._wording, error)
        code = "" if error is None else error_code(self._wording, error, PATIENT_FILE)
        details = "" if error is None else error.support_details(PATIENT_FILE)
        self._error.show_error(what, hint, code, details)
        self.setCurrentWidget(self._error)

    def show_empty(self, title: str, hint: str = "", icon: str = "tray", action: str = "") -> None:
        """There is nothing, and this is why."""
        self._loading.stop()
        self._empty.show_text(title, hint, icon, action)
        self.setCurrentWidget(self._empty)

    def stop_waiting(self) -> None:
        """What was on its way is here."""
        self._loading.stop()
