"""What stands in the place of the patients when there are none to show (screens.md 1.7)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.errors import PATIENTS
from console.stores.patient_list import PatientListStore
from resources.wording import Wording
from services.contract.enums import Monitoring
from ui.parts.list_states import ListPlace, ListStates, Nothing
from widgets.theme import Theme

_SHAPES = (
    (0.008, 0.22, 0.14, 0.22),
    (0.008, 0.56, 0.09, 0.16),
    (0.245, 0.22, 0.07, 0.22),
    (0.36, 0.36, 0.07, 0.24),
    (0.46, 0.36, 0.07, 0.24),
    (0.57, 0.22, 0.12, 0.22),
    (0.57, 0.56, 0.06, 0.16),
    (0.77, 0.36, 0.08, 0.24),
    (0.90, 0.36, 0.08, 0.24),
)
_PLACE = ListPlace(PATIENTS, "patients-error", _SHAPES)


class PatientStates(ListStates):
    """The table, or why there is none."""

    def __init__(
        self, table: QWidget, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(table, _PLACE, theme, wording, parent)

    def show_state(self, store: PatientListStore) -> None:
        """Show what the store says."""
        query = store.query
        self.show_rows(
            store.state,
            has_rows=bool(store.rows),
            error=store.error,
            nothing=None if query.is_filtered else self._nothing_of(query.monitoring),
        )

    def _nothing_of(self, monitoring: Monitoring) -> Nothing:
        return Nothing(*_nothing_of(self._wording, monitoring), "users")


def _nothing_of(w: Wording, monitoring: Monitoring) -> tuple[str, str]:
    """What an empty list says, and who comes here."""
    match monitoring:
        case Monitoring.PENDING:
            return w.text("patients-empty-pending"), w.text("patients-empty-pending-body")
        case Monitoring.PAUSED:
            return w.text("patients-empty-paused"), w.text("patients-empty-paused-body")
        case _:
            return w.text("patients-empty-active"), w.text("patients-empty-active-body")
