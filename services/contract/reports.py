"""The report of one patient over a period (S-07): the object from which every format is made.

PDF, FHIR, CDA and CSV take a `Report` and nothing else: no database, no clock, no other language.
Nothing of the journal is in it, and of who the patient is only what a document needs (no telephone,
no address, no carer). It holds three blocks and no other: the questionnaires, the alerts with the
acts of the team, and the words. What a block does not hold because nobody asked for it is told
apart from what is not there by `Report.blocks`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Self
from uuid import UUID

from pydantic import AwareDatetime, model_validator

from services.contract.accounts import Profession
from services.contract.base import Reply
from services.contract.enums import IdentityStatus, Monitoring, Role
from services.contract.notices import Language
from services.contract.patient_file import FileEvent, FollowUp, Measurement, SymptomColumn
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.contract.record import RecordedLine
from services.contract.report_content import (
    ReportAlert,
    ReportComment,
    ReportForm,
    ReportNote,
    ReportSurvey,
)
from services.contract.report_enums import CommentOrigin, ExportPurpose, ReportBlock
from services.contract.rule_exceptions import RuleException


class ReportIdentity(Reply):
    """Who the report is about.

    `ins` and `ins_system` (the OID of its assigning authority, without `urn:oid:`) are there only
    where the identity is qualified, and then both or neither; anything else is no report.
    `birthplace` is the INSEE code of a commune, or 99 and the country. `died_on` and `ended_on` as
    in the header of a file.
    """

    label: PatientLabel
    birth_name: str | None
    civility: str | None
    identity_status: IdentityStatus
    ins: str | None
    ins_system: str | None
    birthplace: str | None
    monitoring: Monitoring
    disease: str | None
    oncologist: str | None
    ended_on: date | None = None
    died_on: date | None = None

    @model_validator(mode="after")
    def _ins_is_qualified(self) -> Self:
        """The INS travels only with a qualified identity (decision 29)."""
        if (self.ins is None) is not (self.ins_system is None):
            raise ValueError("an INS needs its OID, and an OID its INS")
        if self.ins is not None and self.identity_status is not IdentityStatus.QUALIFIED:
            raise ValueError("an INS needs a qualified identity")
        return self


class ReportCentre(Reply):
    """Where the patient is followed. `zone` is the IANA name of the time zone of all instants."""

    id: UUID
    name: str
    finess: str | None
    unit: str | None
    zone: str


class ReportRequester(Reply):
    """Who asked for the report; `rpps` is the number of the national directory."""

    person: PersonLabel
    role: Role
    profession: Profession | None
    rpps: str | None


class ReportPeriod(Reply):
    """Days of the centre, first and last included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _has_a_day(self) -> Self:
        if self.last < self.first:
            raise ValueError("a period ends before it begins")
        return self


class ReportSummary(Reply):
    """What the first page draws, cut to the period; each as in `PatientSeries`.

    `weeks` are oldest first, and the places in a column are theirs.
    """

    weeks: tuple[date, ...]
    symptoms: tuple[SymptomColumn, ...]
    weights: tuple[Measurement, ...]
    temperatures: tuple[Measurement, ...]
    ecog: tuple[Measurement, ...]
    lines: tuple[RecordedLine, ...]
    events: tuple[FileEvent, ...]
    follow_up: FollowUp
    expected: tuple[RuleException, ...] = ()


class Report(Reply):
    """One patient, one period, one purpose.

    `surveys` are those written in the period, newest first, every version and also what was taken
    back. `alerts` are those that came in the period, were open in it or were acted on in it, newest
    first. `notes` are the team's notes of the record about days of the period, newest first. A
    block that is not in `blocks` is empty here, and without `comments` there are no words in the
    others either; anything else is no report. The summary always stands. `forms` has each form of
    `surveys` that is known. `could_not_open` names what is missing because what is sealed could not
    be opened (words of `FileBlock`, `surveys`, `notes`): a report says so where it is read.
    `is_demonstration`: everybody in it is invented.
    """

    id: UUID
    patient: ReportIdentity
    centre: ReportCentre
    requester: ReportRequester
    purpose: ExportPurpose
    period: ReportPeriod
    language: Language
    made_at: AwareDatetime
    software_version: str
    blocks: tuple[ReportBlock, ...]
    summary: ReportSummary
    surveys: tuple[ReportSurvey, ...]
    alerts: tuple[ReportAlert, ...]
    notes: tuple[ReportNote, ...]
    forms: tuple[ReportForm, ...]
    could_not_open: tuple[str, ...] = ()
    is_demonstration: bool = False

    @model_validator(mode="after")
    def _holds_what_was_asked_for(self) -> Self:
        words = any(each.comment for each in self.surveys) or any(
            act.text or act.other for alert in self.alerts for act in alert.acts
        )
        held = {
            ReportBlock.SURVEYS: bool(self.surveys),
            ReportBlock.ACTIONS: bool(self.alerts),
            ReportBlock.COMMENTS: words or bool(self.notes),
        }
        if any(is_there and block not in self.blocks for block, is_there in held.items()):
            raise ValueError("a report holds a block that nobody asked for")
        return self

    def form_of(self, survey: ReportSurvey) -> ReportForm | None:
        """The form that a survey answered; None: not known."""
        key = (survey.line.questionnaire, survey.line.questionnaire_version)
        return next(
            (each for each in self.forms if (each.questionnaire, each.version) == key), None
        )

    @property
    def comments(self) -> tuple[ReportComment, ...]:
        """All that anybody wrote, newest first: the third block, where it was asked for.

        The words of an act that was undone are not among them.
        """
        if ReportBlock.COMMENTS not in self.blocks:
            return ()
        found = [*self._of_surveys(), *self._of_acts(), *self._of_notes()]
        return tuple(sorted(found, key=lambda each: (each.at, each.about.int), reverse=True))

    def _of_surveys(self) -> Iterator[ReportComment]:
        for survey in self.surveys:
            if survey.comment is not None:
                yield ReportComment(
                    origin=CommentOrigin.SURVEY,
                    at=survey.line.authored_at,
                    by=None,
                    text=survey.comment,
                    about=survey.line.id,
                )

    def _of_acts(self) -> Iterator[ReportComment]:
        for alert in self.alerts:
            for act in alert.acts:
                for text in (act.text, act.other):
                    if text is not None and not act.undone:
                        yield ReportComment(
                            origin=CommentOrigin.ALERT,
                            at=act.at,
                            by=act.by,
                            text=text,
                            about=alert.id,
                        )

    def _of_notes(self) -> Iterator[ReportComment]:
        for note in self.notes:
            if note.text is not None:
                yield ReportComment(
                    origin=CommentOrigin.RECORD,
                    at=note.at,
                    by=note.by,
                    text=note.text,
                    about=note.id,
                )
