"""The real store of a file on a service that answers at once, fails, or does not answer."""

from collections.abc import Callable, Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from console.errors import ConsoleError
from console.stores.patient_file import PatientFileStore
from console.stores.record_acts import RecordActs
from services.contract.enums import TimelineKind
from services.contract.patient_file import (
    ActionPage,
    PatientSeries,
    SurveyFile,
    SurveyPage,
    TimelinePage,
)
from tests.samples import file_data, file_pages
from tests.samples.at_once import AtOnce, Silence
from tests.samples.consents import SampleConsentCalls
from tests.samples.record import SampleRecords
from tests.samples.rows import NOW


class SampleFiles:
    """The endpoints of a file; any answer can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.asked: list[tuple[frozenset[TimelineKind], date | None, str | None]] = []
        self.survey: Callable[[UUID], SurveyFile] = file_pages.survey_file
        self.series: Callable[[int | None], PatientSeries] = lambda weeks: file_data.series(
            weeks or 31
        )

    def read_series(self, _patient_id: UUID, weeks: int | None) -> PatientSeries:
        """The synthesis of the picture."""
        self._meet("series")
        return self.series(weeks)

    def list_surveys(self, _patient_id: UUID, cursor: str | None = None) -> SurveyPage:
        """The questionnaires of the picture, in two pages."""
        self._meet("surveys")
        return file_pages.survey_page(cursor)

    def read_survey(self, _patient_id: UUID, answer_id: UUID) -> SurveyFile:
        """One of them."""
        self._meet("survey")
        return self.survey(answer_id)

    def read_timeline(
        self,
        _patient_id: UUID,
        kinds: Iterable[TimelineKind] = (),
        until: date | None = None,
        cursor: str | None = None,
    ) -> TimelinePage:
        """The timeline of the picture."""
        self._meet("timeline")
        self.asked.append((frozenset(kinds), until, cursor))
        return file_pages.timeline_page(frozenset(kinds), until)

    def list_actions(self, _patient_id: UUID, cursor: str | None = None) -> ActionPage:
        """What was done."""
        self._meet("actions")
        acts = file_data.actions()
        return ActionPage(items=acts, next_cursor=None, count=len(acts))

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


class SampleFile(PatientFileStore):
    """Reads `files`; `said` answers for the consents."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.said = SampleConsentCalls()
        self.files = SampleFiles()
        self.records = SampleRecords()
        jobs, session = _around(self)
        self.reader = session
        super().__init__(jobs, session, parent)

    def weeks_of(self, calls: Any) -> None:
        """Read weeks and messages through these calls."""
        self.reader.api.survey_plans = self.reader.api.patient_messages = calls

    def ends_of(self, calls: Any) -> None:
        """Read ends of follow-ups through these calls."""
        self.reader.api.archiving = calls


class SampleRecordActs(RecordActs):
    """Changes the record behind a sample file."""

    def __init__(self, file: SampleFile, connection: Any, parent: QObject | None = None) -> None:
        super().__init__(*_around(file), connection, parent)
        self.done.connect(file.hear_of_record)


def _around(file: SampleFile) -> tuple[Any, Any]:
    """What does the calls, and the session that they are made in."""
    api = SimpleNamespace(
        patient_files=file.files, patient_records=file.records, patient_consents=file.said
    )
    return AtOnce(), SimpleNamespace(api=api, server_now=lambda: NOW)
