"""The weeks of a patient as the console shows them: when they are asked, their pauses, the open
week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from services.contract.messages import MessagePreference
from services.contract.schedule import PatientPlan, Pause, SurveyPlan, SurveyWeek, SurveyWeekPage
from services.contract.week_enums import SurveyState

if TYPE_CHECKING:
    from console.client.api import Api


@dataclass(frozen=True)
class Weeks:
    """What was read at one moment of one patient."""

    patient_id: UUID
    planned: PatientPlan
    pauses: tuple[Pause, ...]
    weeks: SurveyWeekPage
    preference: MessagePreference

    @property
    def plan(self) -> SurveyPlan | None:
        """The plan, None before the first."""
        return self.planned.plan

    @property
    def pause(self) -> Pause | None:
        """The pause that they are in."""
        return next((pause for pause in self.pauses if pause.runs), None)

    @property
    def coming_pauses(self) -> tuple[Pause, ...]:
        """Those that are written down and have not begun."""
        return tuple(each for each in self.pauses if not each.runs and each.ended_at is None)

    def open_week(self, now: datetime) -> SurveyWeek | None:
        """The week that may be answered now, answered or not."""
        for week in self.weeks.items:
            if week.opens_at <= now < week.closes_at and week.state is not SurveyState.CANCELLED:
                return week
        return None


def read_weeks(api: Api, patient_id: UUID) -> Weeks:
    """Everything about the weeks of a patient; runs in a worker."""
    plans = api.survey_plans
    planned, pauses = plans.read(patient_id), plans.read_pauses(patient_id)
    weeks, preference = (
        plans.read_weeks(patient_id),
        api.patient_messages.read_preference(patient_id),
    )
    return Weeks(patient_id, planned, tuple(pauses.items), weeks, preference)
