"""What a release says of its numbers is true of them, whoever occurs in its months."""

from datetime import date
from random import Random
from uuid import UUID

import pytest

from services.contract.enums import AlertLevel, MeasureCode
from services.contract.statistics_enums import TreatmentClass, TumourSite
from services.statistics.building import key
from services.statistics.counted import work_name
from services.statistics.cubes import build
from services.statistics.disclosure.counts import (
    Balance,
    Cover,
    Release,
    Sum,
    Within,
)
from services.statistics.disclosure.protecting import protect
from services.statistics.months import months_until, named
from services.statistics.person_month import CountedMonth, PersonMonth

LAST = date(2025, 10, 1)


def _person(chance: Random) -> PersonMonth:
    """Anything that can be true of one person in one month."""
    made = PersonMonth(
        unit=UUID(int=chance.randrange(3)).hex,
        site=chance.choice(list(TumourSite)).value,
        treatment=chance.choice(list(TreatmentClass)).value,
        followed=True,
        at_end=chance.random() < 0.8,
        enrolled=chance.random() < 0.2,
        archived=chance.random() < 0.2,
        sent=chance.randrange(1, 6),
        silences=chance.randrange(2),
    )
    made.answered = chance.randrange(made.sent + 1)
    made.questionnaires = made.answered + chance.randrange(2)
    graded = made.questionnaires
    from_2 = chance.randrange(graded + 1)
    made.symptoms["fatigue"] = [graded, from_2, chance.randrange(from_2 + 1)]
    for level in chance.sample(list(AlertLevel), 2):
        made.raised[level.value] = chance.randrange(3)
        due = chance.randrange(3)
        made.due[level.value] = [chance.randrange(due + 1), due]
        made.waits[level.value] = [chance.randrange(600)] * chance.randrange(3)
        made.closings[level.value] = [chance.randrange(900)] * chance.randrange(3)
    made.closed = chance.randrange(4)
    made.looks = [chance.randrange(1, 600)] * chance.randrange(made.closed + 1)
    made.acted = chance.randrange(made.closed + 1)
    made.outcomes = {chance.choice(list(MeasureCode)).value: chance.randrange(made.closed + 1)}
    made.escalated = chance.randrange(2)
    made.work = {f"{chance.randrange(1, 8)}-{chance.randrange(24)}": 3}
    return made


def _month(chance: Random, persons: dict[UUID, PersonMonth]) -> CountedMonth:
    hours = sorted({hour for person in persons.values() for hour in person.work})
    return CountedMonth(persons, {hour: chance.randrange(1, 6) for hour in hours})


def broken(release: Release) -> list[object]:
    """What a release says that its own numbers contradict."""
    value = {count.key: count.value for count in release.counts}
    found: list[object] = []
    for each in release.relations:
        match each:
            case Sum(whole, parts):
                holds = value[whole] == sum(value[part] for part in parts)
            case Cover(whole, parts):
                sizes = [value[part] for part in parts]
                holds = max(sizes, default=0) <= value[whole] <= sum(sizes)
            case Within(part, whole):
                holds = value[part] <= value[whole]
            case Balance(left, right):
                holds = sum(value[key] for key in left) == sum(value[key] for key in right)
        if not holds:
            found.append(each)
    behind = [count for count in release.counts if count.patients is not None]
    found += [count for count in behind if value[count.patients or ""] > count.value]
    sides = release.shares
    found += [s for s in sides if value[s.numerator] + value[s.rest] != value[s.denominator]]
    return found


@pytest.mark.parametrize("number", range(4))
def test_every_relation_of_a_release_holds(number: int) -> None:
    chance = Random(number)
    people = [UUID(int=each) for each in range(40)]
    months = {
        month: _month(
            chance,
            {each: _person(chance) for each in chance.sample(people, chance.choice((2, 9, 30)))},
        )
        for month in months_until(LAST, 12)
    }

    release = build(months, LAST).release("2025-10")

    assert broken(release) == []
    assert all(0 <= count.least <= count.value for count in release.counts)


@pytest.mark.parametrize(("number", "has_rows"), [(10, False), (11, True)])
def test_among_few_no_row_tells_where_they_are(number: int, has_rows: bool) -> None:
    chance = Random(0)
    month = _month(chance, {UUID(int=each): _person(chance) for each in range(number)})
    made = build(dict.fromkeys(months_until(LAST, 3), month), LAST)

    rows = [each for key, each in made.counts.items() if "|" in key]
    hours = [each for key, each in made.counts.items() if "*3/work/" in key and each.value]

    assert bool(rows) is bool(hours) is has_rows
    # That there is one tells that somebody is in it, and the masks know.
    there = [each for each in rows if each.key.endswith(("/present", "/followed"))]
    assert {each.least for each in (*there, *hours)} == ({1} if has_rows else set())


def test_that_nobody_worked_in_an_hour_of_a_month_is_not_taken_for_known() -> None:
    """Else a sum of three months may be worked out from those before, and nothing hides it."""
    persons = {UUID(int=each): PersonMonth(UUID(int=1).hex, followed=True) for each in range(40)}
    worked = {
        each: PersonMonth(UUID(int=1).hex, followed=True, work={"1-9": 2}) for each in persons
    }
    every = months_until(LAST, 3)
    months = dict.fromkeys(every[:2], CountedMonth(worked, {"1-9": 5}))
    release = build(months | {LAST: CountedMonth(persons)}, LAST).release("2025-10")

    of_months = tuple(key(named(each), work_name("1-9")) for each in every)
    assert Sum(key("2025-10*3", work_name("1-9")), of_months) in release.relations


def test_who_worked_in_two_months_is_not_kept_so_an_hour_has_the_staff_of_its_best_month() -> None:
    chance = Random(1)
    persons = {UUID(int=each): _person(chance) for each in range(20)}
    for person in persons.values():
        person.work = {"1-9": 1}
    staff = dict(zip(months_until(LAST, 3), (2, 4, 1), strict=True))
    months = {month: CountedMonth(persons, {"1-9": number}) for month, number in staff.items()}

    assert build(months, LAST).counts[key("2025-10*3", work_name("1-9"))].staff == 4


@pytest.mark.parametrize(("number", "is_told"), [(10, False), (20, True)])
def test_the_time_for_an_alert_is_that_of_eleven_patients_at_least(
    number: int, is_told: bool
) -> None:
    persons = {
        UUID(int=each): PersonMonth(
            UUID(int=1).hex, followed=True, closed=5, looks=[30, 90] if each < number else []
        )
        for each in range(40)
    }
    made = build({month: CountedMonth(persons, {}) for month in months_until(LAST, 3)}, LAST)

    masked = protect(made.release("2025-10"))

    assert made.values[key("2025-10*3", "looks/median")] == 60
    assert masked.shows(key("2025-10*3", "looks/median")) is is_told
    assert not masked.shows(key("2025-10", "looks"))


def test_where_nothing_is_known_of_looks_nothing_is_said_of_them() -> None:
    persons = {UUID(int=each): PersonMonth(UUID(int=1).hex, followed=True) for each in range(20)}
    made = build({month: CountedMonth(persons, {}) for month in months_until(LAST, 3)}, LAST)

    assert key("2025-10*3", "looks/median") not in made.values
