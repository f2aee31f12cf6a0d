"""What stands in the place of the queue when there is nobody in it to show (screens.md 1.7)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.errors import TRIAGE, ConsoleError
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.enums import WorklistView
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_PLACE = ListPlace(TRIAGE, "triage-list-error")


class QueueStates(ListStates):
    """The rows, or why there are none."""

    def __init__(
        self, rows: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(rows, _PLACE, theme, wording, parent)

    def show_state(
        self,
        state: StoreState,
        view: WorklistView,
        is_filtered: bool,
        has_rows: bool,
        error: ConsoleError | None,
    ) -> None:
        """Show what the store says."""
        nothing = None if is_filtered else self._nothing_in(view)
        self.show_rows(state, has_rows=has_rows, error=error, nothing=nothing)

    def _nothing_in(self, view: WorklistView) -> Nothing:
        return Nothing(*_nothing_in(self._wording, view), "check-circle")


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
