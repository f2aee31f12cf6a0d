"""A patient as a row, as a header, and the treatment that goes with them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from services.contract.base import Reply
from services.contract.enums import IdentityStatus, Monitoring, Sex


class PatientLabel(Reply):
    """Identity as a row shows it; names are already in their display case (family name upper)."""

    id: UUID
    family_name: str
    given_name: str
    birth_date: date
    sex: Sex
    record_number: str


class Treatment(Reply):
    """The line of treatment in force: names as written by the team, day counted from 1."""

    name: str
    cycle: int | None
    day: int | None


class HeaderPart(StrEnum):
    """A part of a header that is sealed by itself."""

    IDENTITY = "identity"
    CONTACT = "contact"
    TREATMENT = "treatment"


class PatientHeader(Reply):
    """Identity and context above everything that touches a patient.

    `ins` is present only when the identity is qualified (decision 29). `oncologist_id` is the
    account of the treating oncologist, when there is one. `unreadable` are the parts that could not
    be opened: of the identity only the identifier is true then, of the others nothing is known.
    `ended_on` is the day on which the follow-up of somebody archived ended, `died_on` that of a
    death that was recorded with it.
    """

    label: PatientLabel
    birth_name: str | None
    civility: str | None
    identity_status: IdentityStatus
    ins: str | None
    monitoring: Monitoring
    unit_id: UUID
    disease: str | None
    treatment: Treatment | None
    oncologist: str | None
    oncologist_id: UUID | None
    phone: str | None
    preferred_hours: str | None
    carer: str | None
    version: int
    email: str | None = None
    address: str | None = None
    nurse: str | None = None
    general_practitioner: str | None = None
    ended_on: date | None = None
    died_on: date | None = None
    unreadable: tuple[HeaderPart, ...] = ()
