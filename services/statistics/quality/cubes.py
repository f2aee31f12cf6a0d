"""What the closing of a month makes available of the quality of data, in the release of the
statistics: the same persons, the same masks, one puzzle for who reads both. Pure.
"""

from collections.abc import Callable, Sequence
from typing import Final

from services.contract.quality_enums import QualityCause
from services.statistics.building import Building, Persons, behind, key
from services.statistics.counted import FOLLOWED, MONITORED, Tally, together
from services.statistics.disclosure.counts import Cover, Within
from services.statistics.person_month import PersonMonth
from services.statistics.quality.checks import (
    ANSWERED,
    CHECKS,
    COMPLETE,
    RECENTLY,
    RECORD,
    Check,
)

_OF_EVENTS: Final = tuple(each for each in CHECKS if not each.is_of_patients)
_SIDES: Final = tuple((each.passed, each.failed) for each in _OF_EVENTS if each is not ANSWERED)
"""Names of what passed and failed; the sides of the answer rate stand there already."""
_OF_PATIENTS: Final = tuple(each for each in CHECKS if each.is_of_patients)


def of_month(made: Building, place: str, persons: Persons) -> None:
    """The counts of a month: what failed is shown, its causes are for the periods to show.

    Nothing of a month that was closed before data quality was counted: a zero would be wrong.
    """
    if not _is_counted(persons):
        return
    tally = _tally(persons)
    for check in _OF_EVENTS:
        _events(made, place, tally, check, is_shown=False)
    for check in _OF_PATIENTS:
        _patients(made, place, persons, check)
    # The last days of a month lie in it: who was heard of in them sent something in the month.
    sent = behind(key(place, COMPLETE.whole))
    made.relations.append(Within(key(place, RECENTLY.passed), sent))


def of_period(made: Building, place: str, persons: Persons, months: Sequence[str]) -> None:
    """The counts of a period whose months (`months` are their names) are all counted."""
    if not _is_counted(persons):
        return
    tally = _tally(persons)
    for check in _OF_EVENTS:
        for name in _events(made, place, tally, check, is_shown=True):
            made.adds(key(place, name), [key(each, name) for each in months])


def of_unplaced(made: Building, month: str, row: str) -> None:
    """Who has no coded diagnosis at the end of a month is in that row of a period ending then."""
    name = key(month, RECORD.cause_name(QualityCause.NO_DIAGNOSIS))
    if name in made.counts:
        made.relations.append(Within(name, key(row, FOLLOWED)))


def _is_counted(persons: Persons) -> bool:
    return all(month.quality is not None for months in persons.values() for month in months)


def _tally(persons: Persons) -> Tally:
    return Tally.of(together(months, _events_of) for months in persons.values())


def _events_of(month: PersonMonth) -> dict[str, int]:
    """What passed, what failed and why, of what a person was to send or sent in a month."""
    passed = {passed: month.questionnaires - _of(month, failed) for passed, failed in _SIDES}
    some = QualityCause.SOME_ANSWERED if month.answered else QualityCause.NONE_ANSWERED
    unanswered = {ANSWERED.cause_name(some): month.sent - month.answered}
    found = {**(month.quality or {}), **passed, **unanswered}
    return {name: count for name, count in found.items() if count}


def _events(made: Building, place: str, tally: Tally, check: Check, *, is_shown: bool) -> list[str]:
    """The counts of a check of what was sent, `is_shown` for its causes; gives back their names."""
    # The sides of the answer rate stand there already.
    sides = () if check is ANSWERED else (check.passed, check.failed)
    for name in sides:
        made.events(place, name, tally)
    if sides:
        parts = tuple(behind(key(place, each)) for each in sides)
        made.relations.append(Cover(behind(key(place, check.whole)), parts))
        made.share(place, check.share, check.passed, check.failed, check.whole)
    for name in check.cause_names:
        made.events(place, name, tally, is_shown=is_shown)
    _tie(made, place, check)
    return [*sides, *check.cause_names]


def _patients(made: Building, place: str, persons: Persons, check: Check) -> None:
    """The counts of a check of patients; all of them are shown of the month."""
    passed, failed = check.passed, check.failed

    def _failed(month: PersonMonth) -> bool:
        return month.at_end and _of(month, failed) > 0

    def _passed(month: PersonMonth) -> bool:
        return month.at_end and not _of(month, failed)

    made.people(place, passed, persons, _passed)
    made.people(place, failed, persons, _failed)
    made.share(place, check.share, passed, failed, MONITORED)
    for name in check.cause_names:
        made.people(place, name, persons, _some(name))
    _tie(made, place, check)


def _tie(made: Building, place: str, check: Check) -> None:
    """Whoever failed has a cause, and nobody else."""
    whole, parts = key(place, check.failed), [key(place, each) for each in check.cause_names]
    if check.is_exclusive:
        made.adds(whole, parts)
        return
    made.relations.append(Cover(whole, tuple(parts)))
    if not check.is_of_patients:
        made.relations.append(Cover(behind(whole), tuple(map(behind, parts))))


def _of(month: PersonMonth, name: str) -> int:
    return (month.quality or {}).get(name, 0)


def _some(name: str) -> Callable[[PersonMonth], bool]:
    return lambda month: month.at_end and _of(month, name) > 0
