"""An alert with everything that its reader needs."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Reply
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    Channel,
    ContactResult,
    DeferReason,
    MeasureCode,
    NotRelevantCause,
    Urgency,
)
from services.contract.explanations import Explanation
from services.contract.filters import FilterCounts
from services.contract.patients import PatientHeader, PatientLabel
from services.contract.people import PersonLabel
from services.contract.rule_exceptions import Expectable, RuleException


class Claim(Reply):
    """Somebody is working on an alert until a time, unless they let go or are taken over."""

    by: PersonLabel
    until: AwareDatetime


class LeadSymptom(Reply):
    """What a row shows first: a symptom with its estimated grade, or a temperature in °C.

    `value` is a weight's change in percent, or an ECOG grade.
    """

    item: str
    grade: int | None
    change: int | None
    temperature_c: float | None
    value: float | None = None


class WorklistRow(Reply):
    """One patient of the queue, by their highest open alert of the view.

    `spark` holds the lead symptom's estimated grades of the last 8 weeks, oldest first; None is a
    missing week. `due_at` is None once the response timer has stopped; `waits_until` is until when
    the first of the patient's alerts waits for its owner's next act, the end of its deferral or
    its answer. `owner` answers for the row; of an escalated one it is who is asked, and `is_to_me`
    says that this is the reader, asked first or after others who did not answer. `open_count`
    counts all open alerts of the patient, `claim` is a live one of any of them. `outside_filter`:
    it does not match, and no filter may hide it.
    `identity_unreadable` and `content_unreadable`: what is sealed could not be opened, the label or
    the leads hold nothing true, everything else does. `expected_version` is that of the detail.
    """

    patient: PatientLabel
    unit_id: UUID
    alert_id: UUID
    alert_version: int
    kind: AlertKind
    level: AlertLevel
    rank: int
    state: AlertState
    open_count: int
    received_at: AwareDatetime
    due_at: AwareDatetime | None
    leads: list[LeadSymptom]
    spark: list[int | None]
    spark_threshold: int | None
    claim: Claim | None
    owner: PersonLabel | None
    closed_at: AwareDatetime | None
    closed_by: PersonLabel | None
    waits_until: AwareDatetime | None = None
    is_to_me: bool = False
    outside_filter: bool = False
    identity_unreadable: bool = False
    content_unreadable: bool = False
    expected_version: int = 0


class WorklistPage(Reply):
    """A page of the queue and the keyset cursor of the next one; `filtered` None without filter."""

    items: list[WorklistRow]
    next_cursor: str | None
    as_of: AwareDatetime
    filtered: FilterCounts | None = None


class WorklistCounts(Reply):
    """Live counts of rows (patients); `alerts` counts the alerts of the to-do view.

    `escalated_to_me` counts the rows that wait for the reader. `newest_urgent_at` is when the
    latest critical or technical alert came that nobody has taken in hand, whatever view is open.
    """

    todo: int
    mine: int
    deferred: int
    escalated: int
    escalated_to_me: int
    closed: int
    levels: dict[str, int]
    alerts: int
    overdue: int
    as_of: AwareDatetime
    newest_urgent_at: AwareDatetime | None = None
    newest_urgent_kind: AlertKind | None = None


class SeriesPoint(Reply):
    """One week of one symptom; `grade` None with `answered` False is a missing week."""

    on: date
    grade: int | None
    answered: bool
    confirmed: bool


class AlertZone(Reply):
    """From which estimated grade a rule fires, as the chart draws it."""

    threshold: int
    level: AlertLevel
    rule_id: str
    rule_version: int


class CycleMark(Reply):
    """Start of a treatment cycle and what was changed then."""

    number: int
    on: date
    note: str | None


class Series(Reply):
    """Eight weeks of the lead symptom for the detail chart, oldest first."""

    item: str
    points: list[SeriesPoint]
    zone: AlertZone | None
    cycles: list[CycleMark]


class AnsweredSymptom(Reply):
    """A symptom before and now; a grade of None carries the reason why there is none."""

    item: str
    before: int | None
    now: int | None
    before_missing: str | None
    now_missing: str | None
    presence_before: bool | None
    presence_now: bool | None
    change: int | None


class AnsweredMeasure(Reply):
    """Weight in kg, ECOG 0 to 4 or a fall (0 or 1) before and now; None carries the reason why.

    `before` is of the survey compared with.
    """

    item: str
    before: float | None
    now: float | None
    before_missing: str | None
    now_missing: str | None


class AnsweredTemperature(Reply):
    """A temperature in degrees Celsius as the patient gave it."""

    value_c: float
    measured_at: AwareDatetime


class SentValue(Reply):
    """One value of an answer as it came, in words of its sender; `attribute` None for a field."""

    item: str
    attribute: str | None
    value: str


class AnsweredSurvey(Reply):
    """The survey behind an alert, all symptoms, changed ones first.

    `as_sent` holds the whole answer as it came when the rules could not judge it, so that a person
    can; `is_reception_time` says that `authored_at` is not what the sender's clock claimed.
    `is_late`: outside the answer rate. `is_unfinished`: what the patient had said so far, sent
    before the questionnaire was finished (decision 0029). `corrects_received_at` is when the
    version came that this one takes the place of; `corrected_at` when another one took the place
    of this.
    """

    answer_id: UUID
    authored_at: AwareDatetime
    compared_with: AwareDatetime | None
    channel: Channel
    language: str
    questionnaire: str
    questionnaire_version: str
    symptoms: list[AnsweredSymptom]
    temperatures: list[AnsweredTemperature]
    urgency: Urgency | None
    comment: str | None
    is_reception_time: bool
    as_sent: list[SentValue]
    received_at: AwareDatetime | None = None
    is_late: bool = False
    is_unfinished: bool = False
    corrects_received_at: AwareDatetime | None = None
    corrected_at: AwareDatetime | None = None
    measures: list[AnsweredMeasure] = Field(default=[])


class ConfirmedGrade(Reply):
    """A CTCAE grade that a clinician confirmed; never mixed with an estimated one (decision 17)."""

    item: str
    grade: int


class Assessment(Reply):
    """The level that a person gave a technical alert; no level means nothing to report."""

    level: AlertLevel | None


class AlertAction(Reply):
    """One act in the history of an alert or of the patient's other alerts.

    `alert_received_at` tells which alert it was; `other` is the text of code 99, apart from `text`;
    `until` is the end of a deferral; `unreadable` says that its sealed words could not be opened.
    """

    id: UUID
    alert_id: UUID
    kind: ActionKind
    by: PersonLabel
    at: AwareDatetime
    result: ContactResult | None
    measures: list[MeasureCode]
    grades: list[ConfirmedGrade]
    text: str | None
    undone: bool
    cause: NotRelevantCause | None = None
    other: str | None = None
    assessment: Assessment | None = None
    defer_reason: DeferReason | None = None
    until: AwareDatetime | None = None
    escalated_to: PersonLabel | None = None
    alert_received_at: AwareDatetime | None = None
    unreadable: bool = False


class AlertLabel(Reply):
    """Another open alert of the same patient, and until when it waits."""

    id: UUID
    version: int
    kind: AlertKind
    level: AlertLevel
    received_at: AwareDatetime
    lead: LeadSymptom | None
    state: AlertState = AlertState.NEW
    waits_until: AwareDatetime | None = None


class Escalation(Reply):
    """Who is asked about an alert, in the order in which their times came.

    `by` asked, and may take it back until `effective_at` without anybody having seen it; after
    `answer_due_at` the unit sees the alert again, and the next of its list is asked too.
    """

    by: PersonLabel
    asked: list[PersonLabel]
    effective_at: AwareDatetime
    answer_due_at: AwareDatetime


class AlertDetail(Reply):
    """Everything that the detail pane shows of one alert.

    `waits_until`: until when an acknowledged alert waits for its owner's next act, a deferred one
    for its time, an escalated one for its answer. `reopen_until`: until when a closed one may be
    opened again.
    `identity_unreadable` and `content_unreadable` as in a row; the explanation is then empty.
    `exceptions` are what is expected of the patient, in force first, then what was over in the last
    fourteen days; `expected_version` grows whenever one is made or ended, while `version` stays.
    `expectable` has each rule that fired.
    """

    id: UUID
    version: int
    kind: AlertKind
    level: AlertLevel
    rank: int
    state: AlertState
    patient: PatientHeader
    received_at: AwareDatetime
    due_at: AwareDatetime | None
    response_minutes: int
    claim: Claim | None
    owner: PersonLabel | None
    acknowledged_at: AwareDatetime | None
    closed_at: AwareDatetime | None
    explanation: Explanation
    survey: AnsweredSurvey | None
    series: Series | None
    history: list[AlertAction]
    other_open: list[AlertLabel]
    undoable: UUID | None
    undo_until: AwareDatetime | None
    waits_until: AwareDatetime | None = None
    escalation: Escalation | None = None
    reopen_until: AwareDatetime | None = None
    identity_unreadable: bool = False
    content_unreadable: bool = False
    exceptions: list[RuleException] = Field(default=[])
    expected_version: int = 0
    expectable: list[Expectable] = Field(default=[])


class AlertChange(Reply):
    """What an act answers: the alert as it stands now; it replaces what the console believed."""

    action_id: UUID
    alert: AlertDetail


class AlertPage(Reply):
    """A page of alerts, newest first."""

    items: list[AlertLabel]
    patients: dict[UUID, PatientLabel]
    next_cursor: str | None


class AlertBatch(Reply):
    """Details of the rows in view, fetched ahead; recorded as one list access."""

    items: list[AlertDetail]
