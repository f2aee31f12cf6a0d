"""What stands in the place of the rows of a list when there are none to show (screens.md 1.7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.errors import ConsoleError
from console.stores.error_words import error_code, error_sentence
from console.stores.states import StoreState
from resources.wording import Wording
from ui.parts.loading import Loading
from ui.parts.scrolling import scrolling
from widgets.empty_state import EmptyState
from widgets.error_state import ErrorState
from widgets.theme import Theme

Shape = tuple[float, float, float, float]


class ListPlace(NamedTuple):
    """What is a list's own: the place of its codes of support, the keys of what is said when it was
    not read and to whom it is not shown, and what a row looks like while it is on its way (none: as
    the queue's).
    """

    code: str
    error: str
    shapes: Sequence[Shape] = ()
    no_right: str = "triage-no-right"


class Nothing(NamedTuple):
    """Why a list that is not filtered is empty."""

    title: str
    body: str
    icon: str


class ListStates(QStackedWidget):
    """The rows, or why there are none. Signals: `retry_wanted()`, `filters_unwanted()`."""

    retry_wanted = Signal()
    filters_unwanted = Signal()

    def __init__(
        self,
        rows: QWidget,
        place: ListPlace,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._theme = theme
        self._wording = wording
        self._rows = rows
        self._loading = Loading(theme, wording, self)
        self._empty = EmptyState(theme, self)
        self._error = ErrorState(theme, "", "", self)
        self._empty_page, self._error_page = scrolling(self._empty), scrolling(self._error)
        for page in (rows, self._loading, self._empty_page, self._error_page):
            self.addWidget(page)
        self._empty.action_triggered.connect(self.filters_unwanted)
        self._error.retry_requested.connect(self.retry_wanted)
        self._loading.stopped.connect(self._give_up)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller shows its state again."""
        self._wording = wording
        self._loading.set_wording(wording)
        self._error.set_labels(wording.text("triage-retry"), wording.text("triage-error-copy-code"))

    def show_rows(
        self,
        state: StoreState,
        *,
        has_rows: bool,
        error: ConsoleError | None,
        nothing: Nothing | None,
    ) -> None:
        """Show what the store says; rows that are here stay on screen whatever fails. `nothing` is
        None where a filter may be why there is none.
        """
        self._loading.stop()
        match state:
            case StoreState.READY | StoreState.STALE if has_rows:
                self.setCurrentWidget(self._rows)
            case StoreState.LOADING:
                self._show_loading()
            case StoreState.ERROR | StoreState.STALE:
                self._show_error(error)
            case StoreState.NO_RIGHT:
                self._show_no_right()
            case StoreState.EMPTY | StoreState.READY:
                self._show_empty(nothing)

    def _show_loading(self) -> None:
        if self._place.shapes:
            self._loading.skeleton.set_shapes(self._place.shapes, self._theme.row_height_px)
        self.setCurrentWidget(self._loading)
        self._loading.start()

    def _show_empty(self, nothing: Nothing | None) -> None:
        w = self._wording
        if nothing is None:
            self._empty.show_text(
                w.text("triage-empty-filter"), icon="funnel", action=w.text("triage-clear-filters")
            )
        else:
            self._empty.show_text(nothing.title, nothing.body, icon=nothing.icon)
        self.setCurrentWidget(self._empty_page)

    def _show_error(self, error: ConsoleError | None) -> None:
        w, place = self._wording, self._place.code
        hint = "" if error is None else error_sentence(w, error)
        code = "" if error is None else error_code(w, error, place)
        details = "" if error is None else error.support_details(place)
        self._error.show_error(w.text(self._place.error), hint, code, details)
        self.setCurrentWidget(self._error_page)

    def _show_no_right(self) -> None:
        w = self._wording
        self._error.show_error(
            w.text(self._place.no_right), w.text("triage-no-right-body"), "", can_retry=False
        )
        self.setCurrentWidget(self._error_page)

    def _give_up(self) -> None:
        self._loading.stop()
        self._show_error(None)
