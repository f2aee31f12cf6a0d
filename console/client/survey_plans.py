"""The endpoints of a patient's weeks, one method each: contract objects in and out."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from console.client.http import Wire, Write
from services.contract.answer_content import AnswerContent
from services.contract.answers import AnswerReceipt
from services.contract.questionnaire_form import QuestionnaireForm
from services.contract.schedule import (
    PatientPlan,
    Pause,
    PauseAsk,
    PauseEndAsk,
    Pauses,
    SendNowAsk,
    SentNow,
    SurveyPlanAsk,
    SurveyWeekPage,
)

LAST_WEEKS: Final = 4


class SurveyPlans:
    """Reads and changes when one patient is asked, and takes their answers down; every method
    raises a `ConsoleError` and may run in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def read(self, patient_id: UUID) -> PatientPlan:
        """When a patient is asked."""
        return self._wire.get(self._path(patient_id, "survey-plan"), PatientPlan)

    def read_pauses(self, patient_id: UUID) -> Pauses:
        """The days on which they are not, the latest first."""
        return self._wire.get(self._path(patient_id, "pauses"), Pauses)

    def read_weeks(self, patient_id: UUID) -> SurveyWeekPage:
        """The last weeks, and those that are planned."""
        path = self._path(patient_id, "windows")
        return self._wire.get(path, SurveyWeekPage, [("limit", LAST_WEEKS)])

    def change(self, patient_id: UUID, ask: SurveyPlanAsk, write: Write) -> PatientPlan:
        """Ask on another day or at another hour."""
        return self._wire.put(self._path(patient_id, "survey-plan"), ask, PatientPlan, write)

    def pause(self, patient_id: UUID, ask: PauseAsk, write: Write) -> Pause:
        """Ask nothing for a time."""
        return self._wire.post(self._path(patient_id, "pauses"), ask, Pause, write)

    def end_pause(self, patient_id: UUID, pause_id: UUID, write: Write) -> Pause:
        """Ask again."""
        path = self._path(patient_id, f"pauses/{pause_id}/end")
        return self._wire.post(path, PauseEndAsk(), Pause, write)

    def send_now(self, patient_id: UUID, write: Write) -> SentNow:
        """Remind of the open week, or open this week's now."""
        path = self._path(patient_id, "survey-plan/send-now")
        return self._wire.post(path, SendNowAsk(), SentNow, write)

    def read_form(self, name: str, version: str) -> QuestionnaireForm:
        """One version of a questionnaire, as it was released."""
        path = f"{self._base}/questionnaires/{name}/versions/{version}"
        return self._wire.get(path, QuestionnaireForm)

    def submit(self, patient_id: UUID, content: AnswerContent, write: Write) -> AnswerReceipt:
        """Hand in what a patient answered on the telephone."""
        return self._wire.post(self._path(patient_id, "answers"), content, AnswerReceipt, write)

    def _path(self, patient_id: UUID, part: str) -> str:
        return f"{self._base}/patients/{patient_id}/{part}"
