"""Who is followed already and may be the person about to be enrolled: looked at first (RNIV)."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from services.contract.base import Ask, Reply
from services.contract.enums import IdentityStatus, Monitoring
from services.contract.lines import Ins, Name, Number
from services.contract.patients import PatientLabel


class CandidatesAsk(Ask):
    """What is known of somebody so far; each further trait finds more."""

    birth_date: date
    family_name: Name | None = None
    birth_name: Name | None = None
    given_name: Name | None = None
    ins: Ins | None = None
    record_number: Number | None = None


class Likeness(StrEnum):
    """In what a candidate is like the person, the strongest first."""

    SAME_INS = "same_ins"
    SAME_RECORD_NUMBER = "same_record_number"
    DUPLICATE = "duplicate"
    """The same birth date, and names that are the same or sound alike."""
    HOMONYM = "homonym"
    """Names that are the same or sound alike, and another birth date."""
    SAME_BIRTH_DATE = "same_birth_date"


class Candidate(Reply):
    """A patient of the reader's units who may be this person; `likeness` is the strongest first.

    With `identity_unreadable`, `patient` holds its identifier and nothing else that is true.
    """

    patient: PatientLabel
    birth_name: str | None
    unit_id: UUID
    identity_status: IdentityStatus
    monitoring: Monitoring
    likeness: list[Likeness]
    identity_unreadable: bool = False


class Candidates(Reply):
    """Who may be this person, the likeliest first.

    `elsewhere`: somebody with this number, or of exactly this name and birth date, is in another
    unit of the centre; who and where is not said. `more`: not all are listed, because too many are
    alike.
    """

    items: list[Candidate]
    elsewhere: bool
    more: bool
