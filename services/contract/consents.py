"""What a patient agreed to, refused, or took back: each question by itself (S-47 to S-50)."""

from typing import Final
from uuid import UUID

from pydantic import AwareDatetime

from services.contract.base import Ask, Reply
from services.contract.notices import Language
from services.contract.people import PersonLabel
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind

CHOICES: Final[dict[ConsentKind, tuple[ConsentChoice, ...]]] = {
    ConsentKind.TELEMONITORING: (
        ConsentChoice.ACCEPTED,
        ConsentChoice.REFUSED,
        ConsentChoice.WITHDRAWN,
    ),
    ConsentKind.RESEARCH: (ConsentChoice.OPPOSED, ConsentChoice.NOT_OPPOSED),
    ConsentKind.COMMUNICATION: (
        ConsentChoice.ACCEPTED,
        ConsentChoice.REFUSED,
        ConsentChoice.WITHDRAWN,
    ),
}
"""What may be said of each; another pair is refused (`not_a_choice`)."""


class ConsentAsk(Ask):
    """What a patient said, as a nurse writes it down.

    Of telemonitoring only a withdrawal is written here: it ends the follow-up at once, and only a
    new enrolment with a new consent begins another (`not_here` for anything else). What stands is
    not written twice.
    """

    kind: ConsentKind
    choice: ConsentChoice
    collection: Collection


class ConsentSaid(Reply):
    """One answer of the past: what, when, how, and which text was read.

    `collected_by` None: the patient themself, on their pages.
    """

    id: UUID
    choice: ConsentChoice
    at: AwareDatetime
    collection: Collection
    collected_by: PersonLabel | None
    notice: str
    """The name of the text: its kind, tool and profile."""
    notice_version: str
    language: Language


class ConsentLine(Reply):
    """One question: what holds now, None while it was never asked, and all answers, newest first.

    `current_version` is the version of the text that is in force; when it is not the one that was
    read, the text has changed since.
    """

    kind: ConsentKind
    standing: ConsentSaid | None
    history: list[ConsentSaid]
    notice: str
    current_version: str


class PatientConsents(Reply):
    """The three lines, always in the same order. `may_be_followed`: telemonitoring is accepted."""

    lines: list[ConsentLine]
    may_be_followed: bool
