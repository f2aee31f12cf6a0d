"""The end of a follow-up: what it will do, what it did, who was told, and the way back (3.5).

Codes of the refusals: `alerts_open` (409, with `open_alerts`) while an alert is neither closed nor
named in the body; `monitoring_not_active` (409, `current` says who ended it and when) for somebody
who is followed no more, or not yet; `undo_too_late` (409); `version_stale` (412). Reasons of
fields: `required`, `unexpected`, `in_the_future`, `before_birth`, `not_offered`, `repeated`; of the
last day of a plan `past`, and `never_asks` where no questionnaire would open before it.
"""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.alert_acts import AlertRef
from services.contract.archive_enums import (
    ArchiveReason,
    CareReportFault,
    CareReportState,
    CareReportWay,
    InformedHow,
    RestoreReason,
)
from services.contract.base import Ask, Reply
from services.contract.delivery_enums import DeliveryFault, DeliveryState
from services.contract.enums import Channel, MeasureCode, Monitoring, NotRelevantCause
from services.contract.notices import Language
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.contract.problems import BlockingAlert
from services.contract.record import TreatmentLineAsk
from services.contract.schedule import PatientPlan, SurveyPlanAsk
from services.contract.texts import something_said
from services.contract.week_enums import Collection, MessageChannel, MessageState

MOST_CLOSED_AT_ONCE: Final = 50
KEPT_YEARS: Final = 10
"""How long a record is kept after the last completed questionnaire (S-29)."""
CONSENT_MONTHS: Final = 12
"""How old a consent may be with which somebody is followed again."""
FOLLOWED: Final = frozenset({Monitoring.ACTIVE, Monitoring.PAUSED})
"""Whose follow-up can be ended."""
_Words = Annotated[str, AfterValidator(something_said)]


class AlertClosingAsk(AlertRef):
    """How one open alert is closed with the follow-up: by coded actions, or by a reason in words.

    Coded actions are those of any closing and demand what it demands; a reason stands in the place
    of both, for what nobody can act on any more.
    """

    codes: list[MeasureCode] = Field(default=[], max_length=15)
    cause: NotRelevantCause | None = None
    other: str | None = Field(default=None, max_length=500)
    reason: _Words | None = Field(default=None, min_length=3, max_length=500)


class ArchiveAsk(Ask):
    """Ends a follow-up, with every open alert of the patient; all of it or nothing.

    `If-Match` holds the version of the patient that the preview gave. `died_on` belongs to `death`,
    `collection` (how the withdrawal was said; never on the pages) to `patient_request`.
    """

    reason: ArchiveReason
    detail: _Words | None = Field(default=None, min_length=3, max_length=500)
    died_on: date | None = None
    collection: Collection | None = None
    alerts: list[AlertClosingAsk] = Field(default=[], max_length=MOST_CLOSED_AT_ONCE)


class ArchiveUndoAsk(Ask):
    """Takes one's own archiving back within 30 s; `If-Match` is the version of the archive."""


class InformedAsk(Ask):
    """The patient was told by somebody; `If-Match` is the version of the archive."""

    how: Literal[InformedHow.IN_PERSON, InformedHow.BY_PHONE, InformedHow.BY_LETTER]


class RestoreAsk(Ask):
    """Follows somebody again; `If-Match` is the version of the archive.

    With a consent that still holds they are followed at once, by the plan given here or else the
    one they had; one is `required` here where that asks nothing more or never was. A plan or a line
    without such a consent is `unexpected`, because the enrolment asks for them.
    """

    reason: RestoreReason
    plan: SurveyPlanAsk | None = None
    line: TreatmentLineAsk | None = None


class ArchiveStops(Reply):
    """What ends with the follow-up. `next_opening`: when the patient would have been asked next."""

    is_asked_now: bool
    next_opening: date | None
    is_paused: bool
    waiting_messages: int


class PreviewedMessage(Reply):
    """What would be said on one channel in one language, to the letter.

    `has_address` False: this channel does not exist for the patient, and nothing leaves on it.
    `is_chosen`: in this language they are written to. `subject` is that of a mail; `septets` the
    length of an SMS, of 160. `text` None: it cannot be written so, and would not leave.
    """

    channel: MessageChannel
    language: Language
    has_address: bool
    is_chosen: bool
    subject: str | None
    text: str | None
    septets: int | None


class ArchivePreview(Reply):
    """What archiving would do now. `version` is what the act sends back in `If-Match`.

    `kept_until` is the day on which the record may be erased: ten calendar years after the last
    completed questionnaire, never before the archiving itself. `undo_s`: seconds in which it can be
    taken back, and before which nothing leaves.
    """

    patient_id: UUID
    version: int
    monitoring: Monitoring
    open_alerts: list[BlockingAlert]
    stops: ArchiveStops
    last_survey_on: date | None
    kept_until: date
    messages: list[PreviewedMessage]
    undo_s: int


class ArchiveMessage(Reply):
    """What became of the message on one channel; `fault` is a coded word of `MessageFault`."""

    id: UUID
    channel: MessageChannel
    state: MessageState
    fault: str | None
    at: AwareDatetime
    """When it came to this state, as far as that is known; else when it may leave."""


class Informed(Reply):
    """That somebody told the patient; `by` None: the patient ended it themself."""

    how: InformedHow
    by: PersonLabel | None
    at: AwareDatetime


class CareReportDelivery(Reply):
    """How far the report came on its way to the record; `at` is when that was so: acknowledged,
    sent, given up, or for what waits when it is tried next.
    """

    state: DeliveryState
    fault: DeliveryFault | None
    at: AwareDatetime | None


class CareReport(Reply):
    """The report that an end makes, for who prescribed the follow-up and for the patient.

    `way` says what was done of it for the record: where it is `queued`, `delivery` (which has the
    identifier of the archive) says what became of it. `fault` says what hinders it. `on_pages`: the
    patient finds their copy on their pages.
    """

    state: CareReportState
    fault: CareReportFault | None
    way: CareReportWay | None
    made_at: AwareDatetime | None
    delivery: CareReportDelivery | None = None
    on_pages: bool = False


class Archive(Reply):
    """The end of a follow-up. `archived_by` None: the patient, on their own pages.

    `is_told` None: nobody is to be told (a death). `undo_until` is given to whoever may still take
    it back. `may_return_at_once`: the consent still holds; else a new one is needed. `detail` None
    with `unreadable`: what was written could not be opened. `report` None: none is due.
    """

    id: UUID
    patient_id: UUID
    version: int
    reason: ArchiveReason
    detail: str | None
    died_on: date | None
    archived_at: AwareDatetime
    archived_by: PersonLabel | None
    undo_until: AwareDatetime | None
    is_told: bool | None
    informed: Informed | None
    messages: list[ArchiveMessage]
    last_survey_on: date | None
    kept_until: date
    may_return_at_once: bool
    undone_at: AwareDatetime | None
    restored_at: AwareDatetime | None
    unreadable: bool = False
    report: CareReport | None = None


class PatientArchives(Reply):
    """Every end of a patient's follow-up, the last one first: also undone, or returned from."""

    items: list[Archive]


class ArchivedPatient(Reply):
    """One line of the archives."""

    patient: PatientLabel
    archive: Archive
    identity_unreadable: bool = False


class ArchivePage(Reply):
    """A page of the archives, the last archived first."""

    items: list[ArchivedPatient]
    next_cursor: str | None


class LateAnswer(Reply):
    """Answers of a day that came after the end and were refused; nothing of what they said is kept.

    `received_at` is that of the last of `count`. `by` None: the patient themself, or a machine.
    """

    id: UUID
    patient: PatientLabel
    received_at: AwareDatetime
    channel: Channel
    count: int
    by: PersonLabel | None
    identity_unreadable: bool = False


class LateAnswerPage(Reply):
    """A page of refused answers, newest first."""

    items: list[LateAnswer]
    next_cursor: str | None


class Restored(Reply):
    """A patient who is followed again: active at once, or pending with an enrolment to finish."""

    patient_id: UUID
    monitoring: Monitoring
    needs_enrolment: bool
    plan: PatientPlan | None
