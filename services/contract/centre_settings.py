"""What an administrator sets for a centre, each section in versions with a day of their own."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.contact_settings import ContactsContent
from services.contract.message_texts import MessageTextsContent
from services.contract.people import PersonLabel
from services.contract.reminder_settings import RemindersContent
from services.contract.setting_content import SettingContent

FURTHEST_DAYS = 366
"""How far ahead a version may begin."""
MOST_CLOSED_DAYS = 60


class CentreSection(StrEnum):
    """What is set together, and has one history."""

    OPENING_HOURS = "opening_hours"
    IDLE_LOCK = "idle_lock"
    REMINDERS = "reminders"
    CONTACTS = "contacts"
    MESSAGE_TEXTS = "message_texts"
    RESPONSE_TIMES = "response_times"


class VersionState(StrEnum):
    """Where a version stands at this moment.

    PLANNED: it begins later. REPLACED: another one was planned in its place before it began.
    UNDONE: it was taken back before it began.
    """

    PLANNED = "planned"
    IN_FORCE = "in_force"
    PAST = "past"
    REPLACED = "replaced"
    UNDONE = "undone"


class OpenInterval(SettingContent):
    """From when to when the doors are open, on the clocks of the centre."""

    opens: str = Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    closes: str = Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")


class OpeningHoursContent(SettingContent):
    """A week from Monday on, the region whose public holidays are closed, and own closed days."""

    section: Literal["opening_hours"]
    days: list[Annotated[list[OpenInterval], Field(max_length=4)]] = Field(
        min_length=7, max_length=7
    )
    holidays: Literal["FR", "FR-57", "FR-67", "FR-68"] | None
    closed_days: list[date] = Field(max_length=MOST_CLOSED_DAYS)


class IdleLockContent(SettingContent):
    """After how many minutes without a hand on it a console locks."""

    section: Literal["idle_lock"]
    minutes: int = Field(ge=1, le=15)


RESPONSE_BOUNDS: Final = {
    "technical": (15, 120),
    "critical": (15, 240),
    "high": (15, 600),
    "moderate": (15, 960),
    "info": (15, 2880),
}
"""From how many minutes to how many each level may wait, the most urgent first."""


def _within(level: str) -> Any:
    least, most = RESPONSE_BOUNDS[level]
    return Field(ge=least, le=most)


class ResponseTimesContent(SettingContent):
    """In how many opening minutes an alert of each level is to be answered; written by two people.

    At most twice what is usual, and never longer for what is more urgent.
    """

    section: Literal["response_times"]
    technical: int = _within("technical")
    critical: int = _within("critical")
    high: int = _within("high")
    moderate: int = _within("moderate")
    info: int = _within("info")

    @property
    def minutes(self) -> list[int]:
        """Minutes of each level, the most urgent first."""
        return [getattr(self, level) for level in RESPONSE_BOUNDS]


CentreContent = Annotated[
    OpeningHoursContent
    | IdleLockContent
    | RemindersContent
    | ContactsContent
    | MessageTextsContent
    | ResponseTimesContent,
    Field(discriminator="section"),
]


class CentreVersion(Reply):
    """One version; `version` 0 is what was there before anybody changed it, by nobody.

    `approved_by` is the second person, where one had to agree.
    """

    version: int
    state: VersionState
    content: CentreContent
    effective_from: AwareDatetime | None
    made_by: PersonLabel | None
    made_at: AwareDatetime | None
    approved_by: PersonLabel | None = None
    undone_by: PersonLabel | None
    undone_at: AwareDatetime | None


class SectionState(Reply):
    """What is in force and what is planned; `revision` grows with each change, `If-Match` names it.

    `earliest` is the first day on which another version may begin.
    """

    section: CentreSection
    revision: int
    in_force: CentreVersion
    planned: CentreVersion | None
    earliest: date


class CentreSettings(Reply):
    """Everything that is set for a centre, as it is now; `contract_ended_on` is its last day.

    `shown_names` are what messages call it, by language: the public name, else the name of the
    centre, else neutral words when either would tell of health or is too long. `pages_address` is
    where patients answer, as messages show it.
    """

    name: str
    shown_names: dict[str, str]
    pages_address: str
    zone: str
    today: date
    contract_ended_on: date | None
    sections: list[SectionState]


class SectionHistory(Reply):
    """Every version of a section, the newest first."""

    section: CentreSection
    versions: list[CentreVersion]


class CentreSettingAsk(Ask):
    """Another content of a section; `effective_on` None: as soon as it can be."""

    content: CentreContent
    effective_on: date | None = None


class CentreUndoAsk(Ask):
    """Which version shall not begin."""

    section: CentreSection
    version: int = Field(ge=1)


class OpenDay(Reply):
    """A day of the coming weeks as it would be; `why` tells why it is closed."""

    day: date
    intervals: list[OpenInterval]
    why: Literal["weekday", "holiday", "closed_day"] | None


class HoursPreview(Reply):
    """What hours would do: the coming days, and the longest time that the centre is closed.

    `critical_from` and `critical_due`: a critical alert that comes when the doors of that time
    have closed, and when it is due.
    """

    effective_on: date
    days: list[OpenDay]
    longest_closed_hours: int
    critical_from: AwareDatetime
    critical_due: AwareDatetime
