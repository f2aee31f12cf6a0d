"""What is done with exports and believed when the service has answered: asking, and cancelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Slot

from console.client.http import Write
from console.stores.exports import Asked, Exported, Listed
from console.stores.settled_acts import SettledActs
from services.contract.cohorts import CohortAsk
from services.contract.exports import ExportAsk

if TYPE_CHECKING:
    from console.client.api import Api

ASKS: Final = "ask_export"
ASKS_COHORT: Final = "ask_cohort"
LISTS: Final = "list_exports"
_LEAST_WEEKS: Final = 8


class ExportAsking(SettledActs):
    """One at a time; `done` gives the `Export`."""

    def ask(self, patient_id: UUID, ask: ExportAsk, *, is_whole: bool = False) -> None:
        """Have the report of a patient made; `is_whole`: from their first questionnaire on, else
        from the first day that is asked for.
        """
        self.begin(
            lambda api, write: api.exports.ask(
                patient_id, whole(api, patient_id, ask) if is_whole else ask, write
            )
        )


def whole(api: Api, patient_id: UUID, ask: ExportAsk) -> ExportAsk:
    """The same from the first questionnaire on, where there is one; runs in a worker."""
    first = api.patient_files.read_series(patient_id, _LEAST_WEEKS).follow_up.first_survey_on
    return ask if first is None else ask.model_copy(update={"first": min(first, ask.last)})


class CohortAsking(SettledActs):
    """The same of a whole unit: it waits for a second person; `done` gives the `CohortExport`."""

    def ask(self, ask: CohortAsk) -> None:
        """Have all patients of a unit wait for the privacy officer."""
        self.begin(lambda api, write: api.cohorts.ask(ask, write))


class ExportCancelling(SettledActs):
    """Shown as done while it is on its way; `about` is what was cancelled last."""

    about: Asked | None = None

    def cancel(self, shown: Listed) -> bool:
        """Cancel what is not made, discard what is; whether that was begun."""
        if self.is_busy or self.is_unsettled or shown.is_gone or not shown.may_cancel:
            return False
        self.about = shown.row
        key, is_cohort = shown.key, not isinstance(shown, Exported)

        def _cancel(api: Api, write: Write) -> Asked:
            calls = api.cohorts if is_cohort else api.exports
            return calls.cancel(key, write)

        self.begin(_cancel)
        return True

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.about = None
        super().forget()
