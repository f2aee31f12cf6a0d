"""Changes of a patient's weeks: sent, and believed only when the service has answered."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from console.stores.settled_acts import SettledActs
from services.contract.messages import MessagePreferenceAsk
from services.contract.schedule import Pause, PauseAsk, SurveyPlanAsk


class PlanActs(SettledActs):
    """One change of one patient at a time; `done` carries what the service answered."""

    def change(self, patient_id: UUID, version: int, ask: SurveyPlanAsk) -> None:
        """Ask on another day; refused when somebody changed the plan after `version`."""
        self.begin(
            lambda api, write: api.survey_plans.change(
                patient_id, ask, replace(write, version=version)
            )
        )

    def pause(self, patient_id: UUID, ask: PauseAsk) -> None:
        """Ask nothing for a time."""
        self.begin(lambda api, write: api.survey_plans.pause(patient_id, ask, write))

    def end_pause(self, patient_id: UUID, pause: Pause) -> None:
        """Ask again; refused when somebody changed the pause since."""
        self.begin(
            lambda api, write: api.survey_plans.end_pause(
                patient_id, pause.id, replace(write, version=pause.version)
            )
        )

    def prefer(self, patient_id: UUID, version: int, ask: MessagePreferenceAsk) -> None:
        """Write to them otherwise; refused when somebody changed that after `version`."""
        self.begin(
            lambda api, write: api.patient_messages.change_preference(
                patient_id, ask, replace(write, version=version)
            )
        )

    def send_now(self, patient_id: UUID) -> None:
        """Remind of the open week, or open this week's now."""
        self.begin(lambda api, write: api.survey_plans.send_now(patient_id, write))
