"""The clocks of retention: civil dates in, a state and its borders out; pure (decision 30, 0036).

A term of months ends on the day of the same number; where the month has none, on its last day (code
of civil procedure, art. 641): 31 August and six months is 28 or 29 February. Ten years from a leap
day end on 1 March where there is no other, as `archiving` says it beforehand: data that the law has
kept are never erased a day early. Every border counts from the last use itself, never from another
border, so that a short month in between takes no days away.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from services.archiving.keeping import kept_until
from services.contract.retention import RetentionState, RetentionStep

INACTIVE_AFTER_MONTHS: Final = 6
KEPT_MONTHS: Final = 24
ANNOUNCED_DAYS: Final = 30
TOO_EARLY_DAYS: Final = 7
"""How much too early an announcement may stand: a clock that is set right takes none back."""
_YEAR: Final = 12


@dataclass(frozen=True)
class Facts:
    """What the clocks of one patient start from.

    `is_followed`: monitoring is active or paused. `last_use_on` is the last day on which the
    patient came to their pages, answered or asked to be kept, or on which the team followed them;
    `followed_on` the last of the team alone. `archived_on` is when the engine archived, None while
    it has not.
    """

    is_followed: bool
    last_use_on: date
    followed_on: date
    last_survey_on: date | None
    archived_on: date | None


@dataclass(frozen=True)
class Borders:
    """The day from which each state holds, if nothing is used until then."""

    inactive_on: date
    archive_on: date
    erase_on: date

    def of(self, step: RetentionStep) -> date:
        """The border that an announced step waits for."""
        return self.archive_on if step is RetentionStep.ARCHIVE else self.erase_on


@dataclass(frozen=True)
class Notice:
    """An announcement that stands: of what, for which border, and how many days it was seen to."""

    step: RetentionStep
    border_on: date
    days_stood: int


class Move(StrEnum):
    """What is to be done for one patient now."""

    RETURN = "return"
    TURN_INACTIVE = "turn_inactive"
    WITHDRAW = "withdraw"
    ANNOUNCE_ARCHIVE = "announce_archive"
    ANNOUNCE_ERASE = "announce_erase"
    ARCHIVE = "archive"
    ERASE = "erase"


_ANNOUNCES: Final = {
    RetentionStep.ARCHIVE: Move.ANNOUNCE_ARCHIVE,
    RetentionStep.ERASE: Move.ANNOUNCE_ERASE,
}


@dataclass(frozen=True)
class Case:
    """All that decides the next move of one patient: facts, what was done so far, what stops it.

    `idle_since` is the last use that was known when the stored state was entered; None while it is
    active.
    """

    facts: Facts
    stored: RetentionState
    idle_since: date | None
    notices: tuple[Notice, ...]
    is_held: bool
    has_open_alert: bool


def months_later(day: date, months: int) -> date:
    """The day of the same number some months later, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, _YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=256)
def borders(facts: Facts) -> Borders:
    """The borders of somebody whom nobody follows."""
    inactive_on = months_later(facts.last_use_on, INACTIVE_AFTER_MONTHS)
    archive_on = months_later(facts.last_use_on, INACTIVE_AFTER_MONTHS + KEPT_MONTHS)
    archived_on = facts.archived_on or archive_on
    erase_on = kept_until(archived_on, facts.last_survey_on, facts.last_use_on)
    return Borders(inactive_on, archive_on, erase_on)


def state(facts: Facts, today: date) -> RetentionState:
    """The state on a day of somebody who was not erased.

    Nobody is archived by the date alone: that is an act, which waits for its announcement.
    """
    if facts.is_followed:
        return RetentionState.ACTIVE
    if facts.archived_on is not None:
        return RetentionState.ARCHIVED
    is_inactive = today >= borders(facts).inactive_on
    return RetentionState.INACTIVE if is_inactive else RetentionState.ACTIVE


def outdated(case: Case, notice: Notice, today: date) -> bool:
    """Whether an announcement no longer says what will be done."""
    if case.facts.is_followed or case.is_held:
        return True
    if notice.step is RetentionStep.ARCHIVE and case.facts.archived_on is not None:
        return True
    border = borders(case.facts).of(notice.step)
    first_day = border - timedelta(days=ANNOUNCED_DAYS + TOO_EARLY_DAYS)
    return border != notice.border_on or today < first_day


def next_move(case: Case, today: date) -> Move | None:
    """The first thing to be done for a patient on a day, None when there is nothing.

    A day before the last one changes nothing: each move needs a border that has come, and what has
    been done is not done backwards, except by use.
    """
    if any(outdated(case, each, today) for each in case.notices):
        return Move.WITHDRAW
    if _has_returned(case):
        return Move.RETURN
    if case.facts.is_followed:
        return None
    if case.stored is RetentionState.ACTIVE and state(case.facts, today) is RetentionState.INACTIVE:
        return Move.TURN_INACTIVE
    return None if case.is_held else _towards_the_end(case, today)


def _has_returned(case: Case) -> bool:
    """Whoever is inactive comes back by any use, whoever is archived when the team follows them.

    What counts is a use that was not known before: no clock makes one.
    """
    if case.stored is RetentionState.ACTIVE or case.idle_since is None:
        return False
    is_archived = case.stored is RetentionState.ARCHIVED
    used_on = case.facts.followed_on if is_archived else case.facts.last_use_on
    return case.facts.is_followed or used_on > case.idle_since


def _towards_the_end(case: Case, today: date) -> Move | None:
    is_archived = case.facts.archived_on is not None
    steps = [RetentionStep.ERASE] if is_archived else list(RetentionStep)
    for step in steps:
        if _is_announced(case, step):
            continue
        if today >= borders(case.facts).of(step) - timedelta(days=ANNOUNCED_DAYS):
            return _ANNOUNCES[step]
    if case.has_open_alert:
        return None
    if not is_archived:
        return Move.ARCHIVE if _may(case, RetentionStep.ARCHIVE, today) else None
    return Move.ERASE if _may(case, RetentionStep.ERASE, today) else None


def _is_announced(case: Case, step: RetentionStep) -> bool:
    return any(each.step is step for each in case.notices)


def _may(case: Case, step: RetentionStep, today: date) -> bool:
    has_come = today >= borders(case.facts).of(step)
    stood = any(each.step is step and each.days_stood >= ANNOUNCED_DAYS for each in case.notices)
    return has_come and stood
