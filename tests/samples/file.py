"""The real store of a file on a service that answers at once, fails, or does not answer."""

from collections.abc import Callable, Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any, Final
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


class Silence(Exception):
    """No answer comes."""


_NOBODY: Final = object()


def _about(about: Any) -> tuple[Any, ...]:
    return () if about is _NOBODY else (about,)


class AtOnce:
    """Does what it is given before it returns."""

    def submit(
        self,
        _owner: QObject,
        call: Callable[[], Any],
        done: Callable[..., None],
        failed: Callable[..., None],
        *,
        about: Any = _NOBODY,
        key: str = "",
    ) -> SimpleNamespace:
        """Run it, and tell."""
        job = SimpleNamespace(cancel=lambda: None)
        try:
            found = call()
        except Silence:
            return job
        except ConsoleError as error:
            failed(*_about(about), error)
            return job
        done(*_about(about), found)
        return job


class SampleFile(PatientFileStore):
    """Reads `files`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.files = SampleFiles()
        self.records = SampleRecords()
        super().__init__(*_around(self), parent)


class SampleRecordActs(RecordActs):
    """Changes the record behind a sample file."""

    def __init__(self, file: SampleFile, connection: Any, parent: QObject | None = None) -> None:
        super().__init__(*_around(file), connection, parent)
        self.done.connect(file.hear_of_record)


def _around(file: SampleFile) -> tuple[Any, Any]:
    """What does the calls, and the session that they are made in."""
    api = SimpleNamespace(patient_files=file.files, patient_records=file.records)
    return AtOnce(), SimpleNamespace(api=api, server_now=lambda: NOW)
