"""What stands in the place of the rows when there are none to show (screens.md 1.7)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.errors import TRIAGE, ConsoleError
from console.stores.error_words import error_code, error_sentence
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.enums import WorklistView
from ui.parts.loading import Loading
from ui.parts.scrolling import scrolling
from widgets.empty_state import EmptyState
from widgets.error_state import ErrorState
from widgets.theme import Theme


class ListStates(QStackedWidget):
    """The rows, or why there are none. Signals: `retry_wanted()`, `filters_unwanted()`."""

    retry_wanted = Signal()
    filters_unwanted = Signal()

    def __init__(
        self, rows: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wording = wording
        self._rows = rows
        self._loading = Loading(theme, wording, self)
        self._empty = EmptyState(theme, self)
        self._error = ErrorState(
            theme, wording.text("triage-retry"), wording.text("triage-error-copy-code"), self
        )
        self._empty_page, self._error_page = scrolling(self._empty), scrolling(self._error)
        for page in (rows, self._loading, self._empty_page, self._error_page):
            self.addWidget(page)
        self._empty.action_triggered.connect(self.filters_unwanted)
        self._error.retry_requested.connect(self.retry_wanted)
        self._loading.stopped.connect(self._give_up)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller shows its state again."""
        self._wording = wording
        self._loading.set_wording(wording)
        self._error.set_labels(wording.text("triage-retry"), wording.text("triage-error-copy-code"))

    def show_state(
        self,
        state: StoreState,
        view: WorklistView,
        is_filtered: bool,
        has_rows: bool,
        error: ConsoleError | None,
    ) -> None:
        """Show what the store says; rows that are here stay on screen whatever fails."""
        self._loading.stop()
        match state:
            case StoreState.READY | StoreState.STALE if has_rows:
                self.setCurrentWidget(self._rows)
            case StoreState.LOADING:
                self.setCurrentWidget(self._loading)
                self._loading.start()
            case StoreState.ERROR | StoreState.STALE:
                self._show_error(error)
            case StoreState.NO_RIGHT:
                self._show_no_right()
            case StoreState.EMPTY | StoreState.READY:
                self._show_empty(view, is_filtered)

    def _show_empty(self, view: WorklistView, is_filtered: bool) -> None:
        w = self._wording
        if is_filtered:
            self._empty.show_text(
                w.text("triage-empty-filter"), icon="funnel", action=w.text("triage-clear-filters")
            )
        else:
            self._empty.show_text(*_nothing_in(w, view), icon="check-circle")
        self.setCurrentWidget(self._empty_page)

    def _show_error(self, error: ConsoleError | None) -> None:
        w = self._wording
        hint = "" if error is None else error_sentence(w, error)
        code = "" if error is None else error_code(self._wording, error, TRIAGE)
        details = "" if error is None else error.support_details(TRIAGE)
        self._error.show_error(w.text("triage-list-error"), hint, code, details)
        self.setCurrentWidget(self._error_page)

    def _show_no_right(self) -> None:
        w = self._wording
        self._error.show_error(
            w.text("triage-no-right"), w.text("triage-no-right-body"), "", can_retry=False
        )
        self.setCurrentWidget(self._error_page)

    def _give_up(self) -> None:
        self._loading.stop()
        self._show_error(None)


def _nothing_in(w: Wording, view: WorklistView) -> tuple[str, str]:
    """What an empty view says: that nothing waits, and what comes here."""
    match view:
        case WorklistView.TODO:
            return w.text("triage-empty-title"), w.text("triage-empty-body")
        case WorklistView.MINE:
            return w.text("triage-empty-mine-title"), w.text("triage-empty-mine-body")
        case WorklistView.DEFERRED:
            return w.text("triage-empty-deferred-title"), w.text("triage-empty-deferred-body")
        case WorklistView.ESCALATED:
            return w.text("triage-empty-escalated-title"), w.text("triage-empty-escalated-body")
        case WorklistView.CLOSED:
            return w.text("triage-empty-closed-title"), w.text("triage-empty-closed-body")
