"""Months of a centre that never was, as a closing counts them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from resources.symptoms import SYMPTOMS
from services.contract.enums import AlertLevel, MeasureCode
from services.contract.statistics_enums import TreatmentClass, TumourSite
from services.statistics.months import months_until
from services.statistics.person_month import CountedMonth, PersonMonth

_LEVELS = tuple(each.value for each in AlertLevel)
_OFTEN = (1, 2, 4, 6)
_CODES = tuple(each.value for each in MeasureCode)
_WEEKS = 4


@dataclass(frozen=True)
class _Person:
    """Who somebody is, month after month."""

    number: UUID
    unit: str
    site: str
    treatment: str
    since: int
    until: int
    trouble: float


def invented_months(
    people: int, units: int, last: date, count: int = 12, seed: int = 9
) -> dict[date, CountedMonth]:
    """So many months up to one; units, sites and classes are of very different sizes, and one in
    six people comes or leaves meanwhile.
    """
    chance = Random(seed)
    everybody = [_person(chance, number, units, count) for number in range(people)]
    return {
        month: _month(chance, place, everybody)
        for place, month in enumerate(months_until(last, count))
    }


def _person(chance: Random, number: int, units: int, count: int) -> _Person:
    sites, classes = list(TumourSite), list(TreatmentClass)
    is_passing = chance.random() < 1 / 3
    return _Person(
        UUID(int=number + 1),
        UUID(int=_one_of(chance, units)).hex,
        sites[_one_of(chance, len(sites))].value,
        classes[_one_of(chance, len(classes))].value,
        chance.randrange(count) if is_passing and chance.random() < 0.5 else 0,
        chance.randrange(count) if is_passing and chance.random() < 0.5 else count,
        chance.expovariate(1),
    )


def _one_of(chance: Random, many: int) -> int:
    """Small numbers are the frequent ones."""
    return min(int(chance.expovariate(3 / many)), many - 1)


def _month(chance: Random, place: int, everybody: list[_Person]) -> CountedMonth:
    persons = {
        each.number: _counts(chance, each, place)
        for each in everybody
        if each.since <= place <= each.until
    }
    staff = {hour: chance.randrange(1, 7) for hour in sorted(_hours(persons))}
    return CountedMonth(persons, staff)


def _hours(persons: dict[UUID, PersonMonth]) -> set[str]:
    return {hour for person in persons.values() for hour in person.work}


def _counts(chance: Random, person: _Person, place: int) -> PersonMonth:
    made = PersonMonth(person.unit, person.site, person.treatment, followed=True)
    made.at_end, made.archived = place < person.until, place == person.until
    made.enrolled = place == person.since and place > 0
    made.sent = _WEEKS
    made.answered = sum(chance.random() < 0.85 for _ in range(_WEEKS))
    made.questionnaires = made.answered + (chance.random() < 0.05)
    made.silences = int(made.answered <= 1)
    for item in SYMPTOMS:
        graded = made.questionnaires if chance.random() < 0.9 else 0
        if graded:
            from_2 = sum(chance.random() < 0.1 * person.trouble for _ in range(graded))
            made.symptoms[item] = [
                graded,
                from_2,
                sum(chance.random() < 0.2 for _ in range(from_2)),
            ]
    for level in _alerts(chance, person.trouble):
        _alert(chance, made, level)
    return made


def _alerts(chance: Random, trouble: float) -> Iterator[str]:
    for _ in range(min(int(chance.expovariate(1 / (trouble + 0.01))), 8)):
        yield chance.choices(_LEVELS, _OFTEN)[0]


def _alert(chance: Random, made: PersonMonth, level: str) -> None:
    made.raised[level] = made.raised.get(level, 0) + 1
    due = made.due.setdefault(level, [0, 0])
    due[0] += chance.random() < 0.9
    due[1] += 1
    waited = int(chance.expovariate(1 / 60))
    made.waits.setdefault(level, []).append(waited)
    if chance.random() < 0.95:
        made.closings.setdefault(level, []).append(waited + int(chance.expovariate(1 / 90)))
        made.closed += 1
        code = chance.choice(_CODES)
        made.outcomes[code] = made.outcomes.get(code, 0) + 1
        made.acted += code not in ("02", "14")
    made.escalated += chance.random() < 0.1
    for _ in range(2):
        hour = f"{chance.randrange(1, 6)}-{chance.randrange(8, 18)}"
        made.work[hour] = made.work.get(hour, 0) + 1
