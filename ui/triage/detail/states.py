"""What stands in the place of an alert: loading, nothing chosen, failed, no longer within reach."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.errors import TRIAGE, ConsoleError
from console.stores.error_words import error_code, error_sentence
from resources.wording import Wording
from ui.parts.loading import Loading
from widgets.empty_state import EmptyState
from widgets.error_state import ErrorState
from widgets.theme import Theme

# Header, context line, alert header, why, chart beside answers, action bar: the geometry of the
# detail.
_SHAPES = (
    (0.017, 0.015, 0.965, 0.11),
    (0.02, 0.145, 0.96, 0.02),
    (0.017, 0.19, 0.965, 0.08),
    (0.035, 0.295, 0.7, 0.025),
    (0.035, 0.36, 0.45, 0.4),
    (0.53, 0.36, 0.43, 0.4),
    (0.017, 0.91, 0.18, 0.07),
    (0.21, 0.91, 0.12, 0.07),
    (0.34, 0.91, 0.12, 0.07),
)


class DetailStates(QStackedWidget):
    """Signals: `retry_wanted()`."""

    retry_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._loading = Loading(theme, wording, self)
        self._empty = EmptyState(theme, self)
        self._error = ErrorState(theme, "", "", self)
        self._blank = QWidget(self)
        for page in (self._loading, self._empty, self._error, self._blank):
            self.addWidget(page)
        self._error.retry_requested.connect(self.retry_wanted)
        self._loading.stopped.connect(self._give_up)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._loading.set_wording(wording)
        self._error.set_labels(wording.text("triage-retry"), wording.text("triage-error-copy-code"))

    def show_loading(self) -> None:
        """Something is on its way."""
        self._loading.skeleton.set_shapes(_SHAPES, max(1, self.height()))
        self.setCurrentWidget(self._loading)
        self._loading.start()

    def show_nothing(self, *, may_choose: bool) -> None:
        """Nothing is chosen; without a row to choose, the list says why and this stays silent."""
        self.stop_waiting()
        if not may_choose:
            self.setCurrentWidget(self._blank)
            return
        w = self._wording
        self._empty.show_text(w.text("triage-no-selection"), w.text("triage-no-selection-body"))
        self.setCurrentWidget(self._empty)

    def show_error(self, error: ConsoleError | None) -> None:
        """It could not be read; the list still can."""
        self.stop_waiting()
        hint = "" if error is None else error_sentence(self._wording, error)
        code = "" if error is None else error_code(self._wording, error, TRIAGE)
        details = "" if error is None else error.support_details(TRIAGE)
        self._error.show_error(self._wording.text("triage-detail-error"), hint, code, details)
        self.setCurrentWidget(self._error)

    def show_gone(self) -> None:
        """This person may no longer see it."""
        self.stop_waiting()
        w = self._wording
        self._error.show_error(
            w.text("triage-gone"), w.text("triage-gone-body"), "", can_retry=False
        )
        self.setCurrentWidget(self._error)

    def stop_waiting(self) -> None:
        """It is here, or failed."""
        self._loading.stop()

    def _give_up(self) -> None:
        self.show_error(None)
