"""Corrections of who a patient is and of how they are reached (S-53): each keeps what was before.

Both ask for the version of the patient (`If-Match`); what is asked for replaces what stands, so a
field that shall stay is sent as it is. What stands and cannot be opened is never replaced unseen:
409 `integrity_error`.
"""

from datetime import date
from typing import Final
from uuid import UUID

from pydantic import Field

from services.contract.base import Ask
from services.contract.enums import IdentityStatus, Sex
from services.contract.lines import Address, Civility, Ins, Line, Name, Number

_LONGEST_REASON: Final = 500


class IdentityChangeAsk(Ask):
    """Who the patient is.

    `ins` None keeps the number that is stored, which nobody sees before it is qualified;
    `drop_ins` forgets it. A number with a wrong key is refused (`wrong_key`), and so is an INS or a
    record number that another patient of the centre has (`somebody_else`): also one that stood
    before, when the identity shall be retrieved or qualified with it.

    The status follows the RNIV: provisional, then retrieved (INSi answered) or validated (a
    document was seen), then qualified (both); any of them may be found doubtful or fall back to
    provisional. Retrieved and qualified have an INS (`required`). Another way is refused
    (`not_reachable`).

    The strict traits are the birth name (the family name of who has no other), the given name, the
    birth date, the sex and the INS; accents, capitals, hyphens, apostrophes and spaces are no
    difference. With another of them nothing is proven any more: a status that is sent as it stands
    falls back to provisional; one that is sent anew is taken as proven for the new traits, as from
    provisional. What is doubtful stays so, or is made provisional.
    """

    family_name: Name
    birth_name: Name | None
    given_name: Name
    civility: Civility | None
    birth_date: date
    sex: Sex
    identity_status: IdentityStatus
    record_number: Number
    ins: Ins | None = None
    drop_ins: bool = False
    reason: str | None = Field(default=None, max_length=_LONGEST_REASON)


class ContactChangeAsk(Ask):
    """How the patient is reached, and who treats them.

    `oncologist_id` is an oncologist of the unit (422 `person_not_eligible`), or who it was before.
    """

    phone: Number | None
    email: Line | None
    address: Address | None
    preferred_hours: Line | None
    carer: Line | None
    disease: Line | None
    oncologist: Line | None
    oncologist_id: UUID | None
    nurse: Line | None
    general_practitioner: Line | None
    reason: str | None = Field(default=None, max_length=_LONGEST_REASON)
