"""In whose name a centre writes, what its patients call, and where questions go (S-67)."""

from typing import Final, Literal
from uuid import UUID

from pydantic import Field

from services.contract.setting_content import SettingContent

LONGEST_MAILBOX: Final = 80
LONGEST_DIALLED: Final = 20
MOST_UNIT_PHONES: Final = 200


class UnitPhone(SettingContent):
    """What the patients of a unit call instead of the centre's number."""

    unit_id: UUID
    phone: str = Field(min_length=1, max_length=LONGEST_DIALLED)


class ContactsContent(SettingContent):
    """What messages and pages call the centre, and whom they say to call or write to.

    `public_name` None: the name of the centre. `phone` is None only where nobody has set one so
    far. `privacy_email` is for questions about data, `help_email` for the end of a follow-up and a
    copy of what is kept, `info_email` for anything else; None: not told.
    """

    section: Literal["contacts"]
    public_name: str | None = Field(min_length=1, max_length=22)
    phone: str | None = Field(min_length=1, max_length=LONGEST_DIALLED)
    units: list[UnitPhone] = Field(max_length=MOST_UNIT_PHONES)
    privacy_email: str | None = Field(min_length=3, max_length=LONGEST_MAILBOX)
    help_email: str | None = Field(min_length=3, max_length=LONGEST_MAILBOX)
    info_email: str | None = Field(min_length=3, max_length=LONGEST_MAILBOX)
