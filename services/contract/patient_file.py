"""A patient's file as its screen needs it: the synthesis in columns, the rest in pages."""

from datetime import date
from enum import StrEnum
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
from services.contract.messages import MessageMark
from services.contract.patients import PatientHeader
from services.contract.people import PersonLabel
from services.contract.record import RecordedLine, RecordEntry
from services.contract.rule_exceptions import RuleException
from services.contract.timeline_marks import ConsentMark, FollowUpMark


class FileBlock(StrEnum):
    """A part of the synthesis that could not be opened whole; what could be is shown."""

    IDENTITY = "identity"
    CONTACT = "contact"
    MEASURES = "measures"
    LINES = "lines"
    EVENTS = "events"
    CONFIRMED = "confirmed"
    ALERTS = "alerts"
    ACTIONS = "actions"
    RULES = "rules"


class ZoneSpan(Reply):
    """The alert zone of a symptom from a day on, by the rules in force then; None: no zone.

    `since` is never before the first day of the period.
    """

    since: date
    zone: AlertZone | None


class SymptomColumn(Reply):
    """One symptom over the weeks of `PatientSeries.weeks`, oldest first.

    `grades`: worst estimated grade of the week, 0 to 3; None without one. `confirmed`: worst CTCAE
    grade that a clinician confirmed for the survey of that week, 0 to 5; None without one.
    `not_asked` lists the weeks (their places) whose surveys did not ask for it, `not_answered`
    those that asked in vain, or whose form is not known. A week without a survey is in neither.
    Symptoms are ordered: what has an open alert, then the last grade, then the worst one.
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

    One of `event` (record) and `act` (call, escalation) says which. `on` is the first day that is
    possible, `known` that day as FHIR writes it where less than the day is known. `last` is the
    last day that is possible; None: it goes on, as far as anybody wrote. `until` is the end that
    was written, as FHIR writes it. `label` of a record's event is None too when it could not be
    opened.
    """

    on: date
    event: EventType | None
    act: ActionKind | None
    label: str | None
    id: UUID
    last: date | None
    known: str | None = None
    until: str | None = None


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
    """How the patient answers: weeks of the period with a survey, of those since the first one.

    `first_survey_on` is the first one ever; None before it. `survey_count` counts the surveys that
    stand, `action_count` all acts, whatever the period.
    """

    answered_weeks: int
    weeks: int
    first_survey_on: date | None
    last_survey_at: AwareDatetime | None
    survey_count: int
    action_count: int


class PatientSeries(Reply):
    """Everything that the synthesis draws, in one round trip.

    `weeks` are the days that stand for the weeks, oldest first, evenly seven days apart. The last
    one is that of the last survey, or as many weeks later as have gone by without one; of today
    before the first. A survey up to three days early or late counts for its own week. `answers`
    are the surveys of each week, newest first, empty for a missing week; of a corrected one the
    newest version, and none that its sender took back. `lines` and `events` are those that touch
    the period or, half known, may have touched it. `last_actions` are the two latest that did
    something for the patient and stand. `blocks_missing` names the parts that could not be opened
    whole (`FileBlock`).
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


class TreatmentMark(Reply):
    """A line of treatment that began or ended, or a cycle of it that began.

    `name` None: could not be opened. `cycle` None: it is about the line.
    """

    line_id: UUID
    name: str | None
    number: int | None
    cycle: int | None
    note: str | None
    is_end: bool


class TimelineEntry(Reply):
    """One line of the timeline, newest first; what it is about is in the field of its kind.

    An answer stands where it was written, an alert where it came, what has a day only at the
    beginning of that day. `role` is None where somebody has several; `patient` without an author is
    the patient themself, also where they ended their follow-up. `text` is what was written,
    by the patient in an answer, by the team otherwise. `unreadable`: what is sealed could not be
    opened whole.
    """

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
    treatment: TreatmentMark | None = None
    message: MessageMark | None = None
    follow_up: FollowUpMark | None = None
    consent: ConsentMark | None = None
    unreadable: bool = False


class TimelinePage(Reply):
    """A page of the timeline and the cursor of the next."""

    items: list[TimelineEntry]
    next_cursor: str | None


class SurveyLine(Reply):
    """One submitted questionnaire in the list.

    `answered` of `asked` symptoms have an answer; `worst` is the worst estimated grade. `replaces`
    and `replaced_by` make versions of it (decision 16); `withdrawn_at` is when its sender took it
    back. `is_unfinished`: what the patient had said so far, sent before the questionnaire was
    finished (decision 0029). `questionnaire` and its version are empty where the form is not known.
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
    questionnaire: str
    questionnaire_version: str
    is_late: bool
    replaces: UUID | None
    replaced_by: UUID | None
    withdrawn_at: AwareDatetime | None
    is_unfinished: bool = False


class SurveyPage(Reply):
    """A page of questionnaires, newest first, and how many there are in all.

    Every version is a line, the newest of a survey first; what was taken back too.
    """

    items: list[SurveyLine]
    next_cursor: str | None
    count: int


class AnsweredQuestion(Reply):
    """One question with its exact wording, the answer and the one before, in words of the form.

    `item` is a symptom, or the word of a measure; `attribute` is None where there is one question
    only. `missing` is the reason why there is no answer (`MissingReason`); `not_computable`: what
    came is no answer to this question, and is shown as it came. `before` is None without one.
    """

    item: str
    attribute: str | None
    wording: str
    answer: str | None
    missing: str | None
    before: str | None


class SurveyFile(Reply):
    """One questionnaire whole: each question as it was asked, its grades, and what the rules said.

    `survey` is what an alert's detail shows of it; None: what is sealed could not be opened.
    `wording_language` is that of the questions. `questions` is empty where the version of the form
    is unknown: `survey.as_sent` then has all.
    """

    line: SurveyLine
    survey: AnsweredSurvey | None
    wording_language: str
    questions: list[AnsweredQuestion]
    explanation: Explanation | None
    rule_set_version: str


class ActionPage(Reply):
    """A page of the team's acts on a patient, newest first; undone ones stay, struck through."""

    items: list[AlertAction]
    next_cursor: str | None
    count: int
