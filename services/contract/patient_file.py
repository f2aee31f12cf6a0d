"""A patient's file as its screen needs it: the synthesis in columns, the rest in pages."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime

from services.contract.alerts import AlertAction, AlertZone, AnsweredSurvey, LeadSymptom
from services.contract.base import Reply
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    AnswerOutcome,
    Channel,
    EntrySource,
    EventType,
    Role,
    TimelineKind,
)
from services.contract.explanations import Explanation
from services.contract.patients import PatientHeader
from services.contract.people import PersonLabel
from services.contract.record import RecordedLine, RecordEntry
from services.contract.rule_exceptions import RuleException


class ZoneSpan(Reply):
    """The alert zone of a symptom from a day on, by the rules in force then; None: no zone."""

    since: date
    zone: AlertZone | None


class SymptomColumn(Reply):
    """One symptom over the weeks of `PatientSeries.weeks`, oldest first.

    `grades`: worst estimated grade of the week, 0 to 3; None without one. `confirmed`: worst CTCAE
    grade that a clinician confirmed in that week, 0 to 5; None without one. `not_asked` lists the
    weeks (their places) whose surveys did not ask for it, `not_answered` those that asked in vain.
    `pinned` and `last` belong to the order: what has an open alert comes first.
    """

    item: str
    grades: list[int | None]
    confirmed: list[int | None]
    not_asked: list[int]
    not_answered: list[int]
    presence: list[bool | None]
    """Of an item that has no grade; empty for all others."""
    zones: list[ZoneSpan]
    has_open_alert: bool


class Measurement(Reply):
    """A weight in kg, a temperature in °C or an ECOG grade; `by_patient` in a survey."""

    on: date
    value: float
    by_patient: bool


class FileEvent(Reply):
    """Something in the lane of events: of the record, or an act of the team on an alert.

    One of `event` (record) and `act` (call, escalation) says which.
    """

    on: date
    event: EventType | None
    act: ActionKind | None
    label: str | None
    id: UUID


class OpenAlert(Reply):
    """An open alert as the right column shows it."""

    id: UUID
    version: int
    kind: AlertKind
    level: AlertLevel
    state: AlertState
    received_at: AwareDatetime
    due_at: AwareDatetime | None
    waits_until: AwareDatetime | None
    leads: list[LeadSymptom]
    owner: PersonLabel | None
    escalated_by: PersonLabel | None
    escalated_at: AwareDatetime | None


class FollowUp(Reply):
    """How the patient answers: surveys written in the period, and weeks of it.

    `first_survey_on` is the first one ever; None before it.
    """

    answered_weeks: int
    weeks: int
    first_survey_on: date | None
    last_survey_at: AwareDatetime | None
    survey_count: int
    action_count: int


class PatientSeries(Reply):
    """Everything that the synthesis draws, in one round trip.

    `weeks` are the days that stand for the weeks, oldest first, evenly seven days apart, the last
    one that of the last survey or of today; `answers` the surveys of each week, newest first, empty
    for a missing week. `lines` and `events` are those that touch the period. `last_actions` are the
    two latest. `blocks_missing` names the parts that could not be opened.
    """

    patient: PatientHeader
    weeks: list[date]
    answers: list[list[UUID]]
    symptoms: list[SymptomColumn]
    weights: list[Measurement]
    temperatures: list[Measurement]
    ecog: list[Measurement]
    lines: list[RecordedLine]
    events: list[FileEvent]
    open_alerts: list[OpenAlert]
    last_actions: list[AlertAction]
    follow_up: FollowUp
    exceptions: list[RuleException]
    blocks_missing: list[str]
    as_of: AwareDatetime


class TimelineEntry(Reply):
    """One line of the timeline, newest first; what it is about is in the field of its kind."""

    id: UUID
    kind: TimelineKind
    at: AwareDatetime
    is_day_only: bool
    """Only the day of `at` is known, or less: `date_known` says it as FHIR writes it."""
    date_known: str | None
    author: PersonLabel | None
    role: Role | None
    source: EntrySource | None
    channel: Channel | None
    level: AlertLevel | None
    alert_kind: AlertKind | None
    state: AlertState | None
    outcome: AnswerOutcome | None
    leads: list[LeadSymptom]
    action: AlertAction | None
    entry: RecordEntry | None
    text: str | None
    thread: UUID | None
    """The alert that an act, a call or an alert belongs to: escalations are read in threads."""


class TimelinePage(Reply):
    """A page of the timeline and the cursor of the next."""

    items: list[TimelineEntry]
    next_cursor: str | None


class SurveyLine(Reply):
    """One submitted questionnaire in the list.

    `answered` of `asked` items have an answer; `worst` is the worst estimated grade.
    `seconds` is how long it took, where the sender said so. `replaces` and `replaced_by` make
    versions of it (decision 16); `withdrawn_at` is when its sender took it back.
    """

    id: UUID
    authored_at: AwareDatetime
    received_at: AwareDatetime
    channel: Channel
    by: PersonLabel | None
    outcome: AnswerOutcome
    answered: int
    asked: int
    worst: int | None
    alert_id: UUID | None
    alert_level: AlertLevel | None
    alert_kind: AlertKind | None
    questionnaire_version: str
    is_late: bool
    replaces: UUID | None
    replaced_by: UUID | None
    withdrawn_at: AwareDatetime | None


class SurveyPage(Reply):
    """A page of questionnaires, newest first, and how many there are in all."""

    items: list[SurveyLine]
    next_cursor: str | None
    count: int


class AnsweredQuestion(Reply):
    """One question with its exact wording, the answer and the one before, in words of the form.

    A value of None carries the reason why there is none.
    """

    item: str
    attribute: str | None
    wording: str
    answer: str | None
    missing: str | None
    before: str | None


class SurveyFile(Reply):
    """One questionnaire whole: each question as it was asked, its grades, and what the rules said.

    `survey` is what an alert's detail shows of it. `wording_language` is that of the questions;
    `questions` is empty where the version of the form is unknown: `survey.as_sent` then has all.
    """

    line: SurveyLine
    survey: AnsweredSurvey
    wording_language: str
    questions: list[AnsweredQuestion]
    explanation: Explanation | None
    rule_set_version: str


class ActionPage(Reply):
    """A page of the team's acts on a patient, newest first; undone ones stay, struck through."""

    items: list[AlertAction]
    next_cursor: str | None
    count: int
