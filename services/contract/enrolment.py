"""The enrolment of a patient in four steps, each saved as it is (screens.md 3.4).

Step 1 makes the patient, `pending`: nobody who is pending is asked anything. Steps 2 to 4 may be
saved half filled, never wrong; what a step still lacks is said in `missing`, and only an enrolment
that lacks nothing is finished. Reasons beside those of the record: `required`, `not_a_number`,
`not_a_mobile`, `not_an_address`, `past`, `too_far`, `not_offered`, `person_not_eligible`, and
`changed`: what was proposed is another by now.
"""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from services.contract.base import Ask, Reply
from services.contract.enums import IdentityStatus, Sex
from services.contract.invitations import InvitationWords
from services.contract.lines import Civility, Ins, Line, Name, Number
from services.contract.notices import Language
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.contract.problems import FieldProblem
from services.contract.record import Icd10, Label, PartialDate
from services.contract.week_enums import (
    Collection,
    ConsentChoice,
    EnrolmentStop,
    IdentityDocument,
    Reach,
    Rhythm,
    SpokenLanguage,
)

MOST_SEEN: Final = 50
OF_AGE: Final = 18
"""In years: who is followed is of age (S-02)."""
_Version = Annotated[str, StringConstraints(min_length=1, max_length=60)]
_Birthplace = Annotated[str, StringConstraints(pattern=r"^([0-9]{2}|2[AB])[0-9]{3}$")]


class EnrolmentAsk(Ask):
    """Step 1: who it is, and that they are none of those who are like them.

    `seen` names the candidates that were looked at and are somebody else, `elsewhere_is_other` says
    the same of one of another unit; a candidate that is not named is 409 `possible_duplicate`. A
    number that somebody of the centre has is 422 (`somebody_else`), an INS with a wrong key too
    (`wrong_key`), and a birth date of somebody who is not of age (`minor`): nothing is kept then.

    The quality of the identity follows from what was proven: `ins_retrieved` (the INS was given by
    INSi, through the hospital's own identity system) makes it retrieved, a document that was seen
    validated, both qualified.
    """

    unit_id: UUID
    family_name: Name
    birth_name: Name | None
    given_name: Name
    civility: Civility | None
    birth_date: date
    sex: Sex
    record_number: Number
    ins: Ins | None = None
    ins_retrieved: bool = False
    document: IdentityDocument | None = None
    birthplace: _Birthplace | None = None
    """INSEE code of the commune, or 99 and the country."""
    seen: list[UUID] = Field(default=[], max_length=MOST_SEEN)
    elsewhere_is_other: bool = False


class EligibilityStep(Ask):
    """Step 2: whether this person can be followed; a *no* ends the enrolment and says why.

    How they are reached becomes their contact. `sms` needs `phone`, `email` needs `email`, `carer`
    the carer and one of the two, which are the carer's then.
    """

    has_cancer: bool | None = None
    has_systemic_treatment: bool | None = None
    language: SpokenLanguage | None = None
    reach: Reach | None = None
    phone: Number | None = None
    email: Line | None = None
    carer: Line | None = None


class Prescription(Ask):
    """Who prescribed the telemonitoring, when, and until when: a year at most."""

    prescriber_id: UUID | None = None
    prescribed_on: date | None = None
    ends_on: date | None = None


class PathwayStep(Ask):
    """Step 3: the disease, the treatment, and how the patient will be asked.

    `questionnaire_version` and `rule_set_version` are those that were proposed when this was
    filled in; when another is in force at the end, it is looked at again (`changed`). The rhythm
    `cycle` needs `cycle_day`; `weekday` is 1 (Monday) to 7, `opens_at_minute` counts from local
    midnight.
    """

    disease: Label | None = None
    icd10: Icd10 | None = None
    diagnosed_on: PartialDate | None = None
    line_name: Label | None = None
    line_number: int | None = Field(default=None, ge=1, le=20)
    line_started_on: date | None = None
    cycle_number: int | None = Field(default=None, ge=1, le=200)
    cycle_started_on: date | None = None
    questionnaire: _Version | None = None
    questionnaire_version: _Version | None = None
    rule_set_version: _Version | None = None
    rhythm: Rhythm | None = None
    weekday: int | None = Field(default=None, ge=1, le=7)
    cycle_day: int | None = Field(default=None, ge=1, le=60)
    opens_at_minute: int | None = Field(default=None, ge=0, le=1439)
    starts_on: date | None = None
    oncologist_id: UUID | None = None
    nurse_id: UUID | None = None
    prescription: Prescription = Prescription()


class NoticeGiven(Ask):
    """A text that the patient was given, by its name and version."""

    notice: _Version
    version: _Version


class ConsentStep(Ask):
    """Step 4: what the patient was told, and their three answers, each by itself.

    Who collected it, and when, is who saves this step with an answer to telemonitoring. A refusal
    of telemonitoring ends the enrolment; the two others change nothing else.
    """

    language: Language | None = None
    notices: list[NoticeGiven] = Field(default=[], max_length=20)
    collection: Collection | None = None
    telemonitoring: Literal[ConsentChoice.ACCEPTED, ConsentChoice.REFUSED] | None = None
    research: Literal[ConsentChoice.OPPOSED, ConsentChoice.NOT_OPPOSED] | None = None
    communication: Literal[ConsentChoice.ACCEPTED, ConsentChoice.REFUSED] | None = None


class EnrolmentFinishAsk(Ask):
    """Ends the enrolment: the patient is followed from now on. There is nothing to say."""


class EnrolmentAbandonAsk(Ask):
    """Ends an enrolment that leads nowhere."""

    reason: EnrolmentStop


class EnrolmentReopenAsk(Ask):
    """Begins the enrolment of somebody again who is followed no more, or never was."""


class EnrolmentRow(Reply):
    """An open enrolment in the list of drafts."""

    patient: PatientLabel
    unit_id: UUID
    step: int
    started_by: PersonLabel | None
    started_at: AwareDatetime
    changed_by: PersonLabel | None
    changed_at: AwareDatetime
    version: int
    identity_unreadable: bool = False


class Enrolments(Reply):
    """The open enrolments of the reader's units, the one that was changed last first."""

    items: list[EnrolmentRow]


class Enrolment(Reply):
    """An enrolment as it stands.

    `step` is the furthest that was saved. `missing` is what is needed before it can be finished,
    each field behind its step (`pathway.rhythm`). `stop` says why it ended; then nothing of steps 2
    to 4 is kept. `unreadable`: what was answered could not be opened, and is not among the steps.
    """

    patient: PatientLabel
    unit_id: UUID
    identity_status: IdentityStatus
    document: IdentityDocument | None
    birthplace: str | None
    is_of_age: bool | None
    step: int
    eligibility: EligibilityStep | None
    pathway: PathwayStep | None
    consent: ConsentStep | None
    consent_collected_by: PersonLabel | None
    consent_collected_at: AwareDatetime | None
    missing: list[FieldProblem]
    stop: EnrolmentStop | None
    started_by: PersonLabel | None
    started_at: AwareDatetime
    changed_by: PersonLabel | None
    changed_at: AwareDatetime
    finished_at: AwareDatetime | None
    version: int
    unreadable: bool = False


class ProposedQuestionnaire(Reply):
    """A questionnaire that may be chosen, in the version that would be asked now."""

    questionnaire: str
    version: str
    title: dict[Language, str]


class ProposedUnit(Reply):
    """A unit of the reader, and who works there."""

    unit_id: UUID
    name: str
    oncologists: list[PersonLabel]
    nurses: list[PersonLabel]


class ProposedNotice(Reply):
    """A text that a patient is given before they answer, in the version in force."""

    notice: str
    version: str
    dated: date
    title: dict[Language, str]


class EnrolmentProposals(Reply):
    """What an enrolment begins with: everything with its version, and nothing of a patient.

    `portal_url` is the bare address that an invitation names; `invitation` is what it says.
    """

    questionnaires: list[ProposedQuestionnaire]
    rule_set_version: str
    units: list[ProposedUnit]
    notices: list[ProposedNotice]
    rhythm: Rhythm
    weekday: int
    opens_at_minute: int
    starts_on: date
    latest_end_on: date
    portal_url: str
    invitation: dict[Language, InvitationWords]
