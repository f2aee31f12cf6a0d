"""The one patient file that is open: its parts, its period, and that it may have gone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.jobs import Jobs
from console.stores.file_parts import BlockPart, PagedPart, PageFound, PartKey
from console.stores.weeks import Weeks, read_weeks
from services.contract.alerts import AlertAction
from services.contract.archiving import PatientArchives
from services.contract.consents import PatientConsents
from services.contract.enums import TimelineKind
from services.contract.invitations import Invitations
from services.contract.messages import PatientMessage
from services.contract.patient_file import PatientSeries, SurveyFile, SurveyLine, TimelineEntry
from services.contract.patients import PatientHeader
from services.contract.record import PatientRecord, RecordVersions

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


class Period(StrEnum):
    """How much the synthesis shows."""

    WEEKS_8 = "weeks8"
    WEEKS_16 = "weeks16"
    YEAR = "year"
    ALL = "all"


WEEKS: Final = {Period.WEEKS_8: 8, Period.WEEKS_16: 16, Period.YEAR: 52, Period.ALL: None}


@dataclass(frozen=True)
class TimelineQuery:
    """What of the timeline is shown: some kinds (none: all), from a day backwards."""

    kinds: frozenset[TimelineKind] = frozenset()
    until: date | None = None


class PatientFileStore(QObject):
    """Nothing is read before it is shown; opening a file reads its synthesis.

    Signals: `opened()` when another file is open, or none; `gone()` when the open one is not there
    any more for this person: nothing of it is left here; `pins_changed()`.
    """

    opened = Signal()
    gone = Signal()
    pins_changed = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.patient_id: UUID | None = None
        self.period = Period.WEEKS_16
        self.is_gone = False
        self.series: BlockPart[PatientSeries] = BlockPart(jobs, session, _series, self)
        self.whole: BlockPart[PatientSeries] = BlockPart(jobs, session, _whole, self)
        self.survey: BlockPart[SurveyFile] = BlockPart(jobs, session, _survey, self)
        self.record: BlockPart[PatientRecord] = BlockPart(jobs, session, _record, self)
        self.versions: BlockPart[RecordVersions] = BlockPart(jobs, session, _versions, self)
        self.consents: BlockPart[PatientConsents] = BlockPart(jobs, session, _consents, self)
        self.invitations: BlockPart[Invitations] = BlockPart(jobs, session, _invitations, self)
        self.weeks: BlockPart[Weeks] = BlockPart(jobs, session, _weeks, self)
        self.archives: BlockPart[PatientArchives] = BlockPart(jobs, session, _archives, self)
        self.surveys: PagedPart[SurveyLine] = PagedPart(jobs, session, _surveys, self)
        self.timeline: PagedPart[TimelineEntry] = PagedPart(jobs, session, _timeline, self)
        self.actions: PagedPart[AlertAction] = PagedPart(jobs, session, _actions, self)
        self.messages: PagedPart[PatientMessage] = PagedPart(jobs, session, _messages, self)
        self._pins: dict[UUID, tuple[str, ...]] = {}
        self._is_locked = False
        self._is_seen = True
        self._is_old = False
        for part in self._lists:
            part.gone.connect(self._lose)
        self.series.gone.connect(self._lose)
        self.whole.gone.connect(self._lose)
        self.record.gone.connect(self._lose)
        self.consents.gone.connect(self._lose)
        self.survey.gone.connect(self._lose_part)
        self.versions.gone.connect(self._lose_part)
        self.weeks.gone.connect(self._lose_part)
        self.archives.gone.connect(self._lose_part)

    @property
    def header(self) -> PatientHeader | None:
        """Whose file it is, as far as it is known."""
        if self.patient_id is None:
            return None
        for period in (self.period, *Period):
            block = self.series.kept(PartKey(self.patient_id, period))
            if block.value is not None:
                return block.value.patient
        return None

    @property
    def pinned(self) -> tuple[str, ...]:
        """The rows that this person keeps on top of this file, until they sign out."""
        return () if self.patient_id is None else self._pins.get(self.patient_id, ())

    def turn_pin(self, item: str) -> None:
        """Keep a row on top, or let it go."""
        if self.patient_id is not None:
            kept = self.pinned
            is_pinned = item in kept
            others = tuple(each for each in kept if each != item)
            self._pins[self.patient_id] = others if is_pinned else (*kept, item)
            self.pins_changed.emit()

    def open(self, patient_id: UUID) -> None:
        """Open a file: at once what is kept of it, and what the service says."""
        is_other = patient_id != self.patient_id
        self.patient_id, self.is_gone = patient_id, False
        if is_other:
            self._hide_parts()
            self.opened.emit()
        elif self._is_old:
            self._read_record()
        self._is_old = False
        self.series.show(patient_id, self.period)

    @Slot()
    def close(self) -> None:
        """No file is open; what was read stays in memory for the next time."""
        if self.patient_id is not None:
            self.patient_id, self.is_gone = None, False
            self._hide_parts()
            self.opened.emit()

    def set_period(self, period: Period) -> None:
        """Show more or less of the past."""
        if period is not self.period and self.patient_id is not None:
            self.period = period
            self.series.show(self.patient_id, period)

    def hear(self) -> None:
        """Something of this patient changed: read the synthesis again, unless nobody sees it."""
        if self._is_read_now():
            self.series.read()

    def hear_of_record(self) -> None:
        """The record was changed here: every part that shows something of it is read again."""
        self._read_record()
        self.series.read()

    def hear_of_others(self, patient_ids: Collection[UUID] | None) -> None:
        """Somebody else changed patients, None for anybody: the file that is open is read again,
        now or when it is seen; of others nothing that was read passes for new.
        """
        self.timeline.outdate(patient_ids)
        whose = self.patient_id
        is_meant = whose is not None and (patient_ids is None or whose in patient_ids)
        if is_meant and self._is_read_now():
            self.hear_of_record()

    def set_seen(self, is_seen: bool) -> None:
        """Whether the file is in front: reading is told to whoever asks who looked into it."""
        self._is_seen = is_seen
        self._catch_up()

    def hear_of_consents(self) -> None:
        """The patient said something, or was invited: who withdraws is followed no more."""
        for part in (self.consents, self.invitations, self.series, self.timeline, self.archives):
            part.read()

    def hear_of_answer(self) -> None:
        """A questionnaire was handed in here."""
        for part in (self.surveys, self.series, self.whole, self.timeline, self.weeks):
            part.read()

    def set_locked(self, is_locked: bool) -> None:
        """Behind a locked screen nothing is read."""
        self._is_locked = is_locked
        if not self._catch_up() and not is_locked:
            self.hear()

    @Slot(object)
    def lose(self, patient_id: UUID) -> None:
        """A patient's file is not this person's to read any more."""
        self._lose(patient_id)

    @Slot()
    def forget(self) -> None:
        """The session is over, or the copy is too old to be read."""
        for part in (*self._blocks, *self._lists):
            part.forget()
        self._pins.clear()
        self.period = Period.WEEKS_16
        self.close()

    @property
    def _blocks(
        self,
    ) -> tuple[
        BlockPart[PatientSeries],
        BlockPart[PatientSeries],
        BlockPart[SurveyFile],
        BlockPart[PatientRecord],
        BlockPart[RecordVersions],
        BlockPart[PatientConsents],
        BlockPart[Invitations],
        BlockPart[Weeks],
        BlockPart[PatientArchives],
    ]:
        of_record = (self.record, self.versions, self.consents, self.invitations)
        return self.series, self.whole, self.survey, *of_record, self.weeks, self.archives

    @property
    def _lists(
        self,
    ) -> tuple[
        PagedPart[SurveyLine],
        PagedPart[TimelineEntry],
        PagedPart[AlertAction],
        PagedPart[PatientMessage],
    ]:
        return self.surveys, self.timeline, self.actions, self.messages

    def _is_read_now(self) -> bool:
        """Whether somebody sees the file; if not, it is old until somebody does."""
        is_seen = self._is_seen and not self._is_locked
        self._is_old = self._is_old or not is_seen
        return is_seen and not self.is_gone

    def _catch_up(self) -> bool:
        """Read what changed while nobody saw it."""
        if not self._is_old or self.patient_id is None or not self._is_read_now():
            return False
        self._is_old = False
        self.hear_of_record()
        return True

    def _read_record(self) -> None:
        for part in (self.record, self.versions, self.whole, self.timeline, self.archives):
            part.read()

    def _hide_parts(self) -> None:
        for part in (*self._blocks, *self._lists):
            part.hide()

    def _lose(self, patient_id: UUID) -> None:
        for part in (*self._blocks, *self._lists):
            part.drop(patient_id)
        if patient_id == self.patient_id and not self.is_gone:
            self.is_gone = True
            self.gone.emit()

    def _lose_part(self, patient_id: UUID) -> None:
        """One questionnaire or fact is not there: whether its patient is, the synthesis tells."""
        self.survey.drop(patient_id)
        self.versions.drop(patient_id)
        self.weeks.drop(patient_id)
        self.archives.drop(patient_id)
        if patient_id == self.patient_id:
            self.series.read()


def _series(api: Api, patient_id: UUID, period: Period) -> PatientSeries:
    return api.patient_files.read_series(patient_id, WEEKS[period])


def _whole(api: Api, patient_id: UUID, _what: None) -> PatientSeries:
    return api.patient_files.read_series(patient_id, None)


def _survey(api: Api, patient_id: UUID, answer_id: UUID) -> SurveyFile:
    return api.patient_files.read_survey(patient_id, answer_id)


def _record(api: Api, patient_id: UUID, _what: None) -> PatientRecord:
    return api.patient_records.read(patient_id)


def _versions(api: Api, patient_id: UUID, place: str) -> RecordVersions:
    return api.patient_records.read_versions(patient_id, place)


def _consents(api: Api, patient_id: UUID, _what: None) -> PatientConsents:
    return api.patient_consents.read(patient_id)


def _invitations(api: Api, patient_id: UUID, _what: None) -> Invitations:
    return api.patient_consents.list_invitations(patient_id)


def _weeks(api: Api, patient_id: UUID, _what: None) -> Weeks:
    return read_weeks(api, patient_id)


def _archives(api: Api, patient_id: UUID, _what: None) -> PatientArchives:
    return api.archiving.read(patient_id)


def _surveys(api: Api, key: PartKey, cursor: str | None) -> PageFound:
    page = api.patient_files.list_surveys(key.patient_id, cursor)
    return PageFound(page.items, page.next_cursor, page.count)


def _timeline(api: Api, key: PartKey, cursor: str | None) -> PageFound:
    asked: TimelineQuery = key.what
    page = api.patient_files.read_timeline(key.patient_id, asked.kinds, asked.until, cursor)
    return PageFound(page.items, page.next_cursor, None)


def _messages(api: Api, key: PartKey, cursor: str | None) -> PageFound:
    page = api.patient_messages.list(key.patient_id, cursor)
    return PageFound(page.items, page.next_cursor, None)


def _actions(api: Api, key: PartKey, cursor: str | None) -> PageFound:
    page = api.patient_files.list_actions(key.patient_id, cursor)
    return PageFound(page.items, page.next_cursor, page.count)
