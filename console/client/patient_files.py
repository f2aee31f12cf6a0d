"""The endpoints of a patient's file, one method each: contract objects in and out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from console.client.http import Wire
from services.contract.enums import TimelineKind
from services.contract.patient_file import (
    ActionPage,
    PatientSeries,
    SurveyFile,
    SurveyPage,
    TimelinePage,
)

PAGE_LINES: Final = 50


class PatientFiles:
    """Reads one file; every method raises a `ConsoleError` and may run in any thread."""

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def read_series(self, patient_id: UUID, weeks: int | None) -> PatientSeries:
        """Everything that the synthesis draws of the last weeks; None: of all there are."""
        parameters: list[tuple[str, str | int]] = [("weeks", weeks)] if weeks else [("all", "true")]
        return self._wire.get(self._path(patient_id, "series"), PatientSeries, parameters)

    def read_timeline(
        self,
        patient_id: UUID,
        kinds: Iterable[TimelineKind] = (),
        until: date | None = None,
        cursor: str | None = None,
    ) -> TimelinePage:
        """A page of the timeline, newest first: of some kinds, and from a day backwards."""
        parameters: list[tuple[str, str | int]] = [("kind", kind.value) for kind in kinds]
        if until is not None:
            parameters.append(("until", until.isoformat()))
        return self._wire.get(
            self._path(patient_id, "timeline"), TimelinePage, _paged(parameters, cursor)
        )

    def list_surveys(self, patient_id: UUID, cursor: str | None = None) -> SurveyPage:
        """A page of the questionnaires, newest first."""
        return self._wire.get(self._path(patient_id, "answers"), SurveyPage, _paged([], cursor))

    def read_survey(self, patient_id: UUID, answer_id: UUID) -> SurveyFile:
        """One questionnaire whole."""
        return self._wire.get(self._path(patient_id, f"answers/{answer_id}"), SurveyFile)

    def list_actions(self, patient_id: UUID, cursor: str | None = None) -> ActionPage:
        """A page of the team's acts, newest first."""
        return self._wire.get(self._path(patient_id, "actions"), ActionPage, _paged([], cursor))

    def _path(self, patient_id: UUID, part: str) -> str:
        return f"{self._base}/patients/{patient_id}/{part}"


def _paged(
    parameters: list[tuple[str, str | int]], cursor: str | None
) -> list[tuple[str, str | int]]:
    parameters.append(("limit", PAGE_LINES))
    if cursor is not None:
        parameters.append(("cursor", cursor))
    return parameters
