"""What stands in the place of the silent patients when there are none to show."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.errors import SILENCE, ConsoleError
from console.stores.error_words import error_code, error_sentence
from console.stores.silence import SilenceStore
from console.stores.states import StoreState
from resources.wording import Wording
from ui.parts.loading import Loading
from ui.parts.scrolling import scrolling
from widgets.empty_state import EmptyState
from widgets.error_state import ErrorState
from widgets.theme import Theme

_SHAPES = (
    (0.012, 0.34, 0.014, 0.30),
    (0.045, 0.22, 0.15, 0.22),
    (0.045, 0.56, 0.10, 0.16),
    (0.25, 0.22, 0.07, 0.22),
    (0.25, 0.56, 0.05, 0.16),
    (0.36, 0.36, 0.02, 0.24),
    (0.42, 0.22, 0.13, 0.22),
    (0.60, 0.36, 0.10, 0.24),
    (0.75, 0.36, 0.09, 0.24),
    (0.88, 0.36, 0.09, 0.24),
)


class SilenceStates(QStackedWidget):
    """The table, or why there is none. Signals: `retry_wanted()`, `filter_unwanted()`."""

    retry_wanted = Signal()
    filter_unwanted = Signal()

    def __init__(
        self, table: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._table = table
        self._loading = Loading(theme, wording, self)
        self._empty = EmptyState(theme, self)
        self._error = ErrorState(theme, "", "", self)
        self._empty_page, self._error_page = scrolling(self._empty), scrolling(self._error)
        for page in (table, self._loading, self._empty_page, self._error_page):
            self.addWidget(page)
        self._empty.action_triggered.connect(self.filter_unwanted)
        self._error.retry_requested.connect(self.retry_wanted)
        self._loading.stopped.connect(self._give_up)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller shows its state again."""
        self._wording = wording
        self._loading.set_wording(wording)
        self._error.set_labels(wording.text("triage-retry"), wording.text("triage-error-copy-code"))

    def show_state(self, store: SilenceStore) -> None:
        """Show what the store says; rows that are here stay on screen whatever fails."""
        self._loading.stop()
        match store.state:
            case StoreState.READY | StoreState.STALE if store.rows:
                self.setCurrentWidget(self._table)
            case StoreState.LOADING:
                self._loading.skeleton.set_shapes(_SHAPES, self._theme.row_height_px)
                self.setCurrentWidget(self._loading)
                self._loading.start()
            case StoreState.ERROR | StoreState.STALE:
                self._show_error(store.error)
            case StoreState.NO_RIGHT:
                w = self._wording
                self._error.show_error(
                    w.text("triage-no-right"), w.text("triage-no-right-body"), "", can_retry=False
                )
                self.setCurrentWidget(self._error_page)
            case StoreState.EMPTY | StoreState.READY:
                self._show_empty(store)

    def _show_empty(self, store: SilenceStore) -> None:
        w = self._wording
        if store.query.unit is not None:
            self._empty.show_text(
                w.text("triage-empty-filter"), icon="funnel", action=w.text("triage-clear-filters")
            )
        else:
            group = store.query.silence.value
            title, body = w.text(f"silence-empty-{group}"), w.text(f"silence-empty-{group}-body")
            self._empty.show_text(title, body, icon="check-circle")
        self.setCurrentWidget(self._empty_page)

    def _show_error(self, error: ConsoleError | None) -> None:
        w = self._wording
        hint = "" if error is None else error_sentence(w, error)
        code = "" if error is None else error_code(w, error, SILENCE)
        details = "" if error is None else error.support_details(SILENCE)
        self._error.show_error(w.text("silence-error"), hint, code, details)
        self.setCurrentWidget(self._error_page)

    def _give_up(self) -> None:
        self._loading.stop()
        self._show_error(None)
