"""The fixed tables that a closed month makes available: twelve months, three periods, three ways to
divide each (R-STA-03). Pure: the same persons give the same release.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final
from uuid import UUID

from resources.symptoms import SYMPTOMS
from services.contract.enums import MeasureCode
from services.contract.statistics import PERIODS, TREND_POINTS
from services.contract.statistics_enums import Breakdown, TumourSite
from services.statistics import counted
from services.statistics.building import PRESENT, Building, Persons, behind, key
from services.statistics.counted import FOLLOWED, LEVELS, MONITORED, Tally, together
from services.statistics.disclosure.counts import LEAST_THRESHOLD, Balance, Count, Cover
from services.statistics.months import months_until, named, shifted
from services.statistics.person_month import CountedMonth, PersonMonth
from services.statistics.quality import cubes as quality

Months = Mapping[date, CountedMonth]
"""What is kept of each closed month."""
Hands = Mapping[str, int]
"""How many members of staff worked in each hour of the week."""
PLACES: Final = {
    Breakdown.UNIT: "unit",
    Breakdown.TUMOUR_SITE: "site",
    Breakdown.TREATMENT_CLASS: "treatment",
}
_GONE: Final = "gone"
"""The name of those who are not counted any more, though their follow-up did not end."""
_HEADLINE: Final = 4
"""What masking the first number of the page loses: where few leave, who was followed gives way."""
_UNPLACED: Final = TumourSite.NOT_RECORDED.value


def period_name(last: date, length: int) -> str:
    """How a period is named in keys: its last month and its length."""
    return f"{named(last)}*{length}"


def row_name(last: date, length: int, by: Breakdown, row: str) -> str:
    """How one row of a table is named in keys."""
    return f"{period_name(last, length)}|{by.value}={row}"


def build(months: Months, last: date) -> Building:
    """Everything that the closing of a month makes available; `months` are those that are closed
    in a row up to it, at most twelve.
    """
    made = Building()
    closed = [each for each in months_until(last, TREND_POINTS) if each in months]
    for month in closed:
        _month(made, named(month), months[month])
    for earlier, later in pairwise(closed):
        if shifted(earlier, 1) == later:
            _balance(made, (earlier, months[earlier]), (later, months[later]))
    for length in PERIODS:
        wanted = months_until(last, length)
        if all(each in months for each in wanted):
            _period(made, last, length, {each: months[each] for each in wanted})
    return made


def _month(made: Building, place: str, counts_of: CountedMonth) -> None:
    persons = {each: (one,) for each, one in counts_of.persons.items()}
    tally = Tally.of(map(together, persons.values()))
    made.present(place, persons)
    for name, holds in counted.PEOPLE.items():
        weight = _HEADLINE if name == MONITORED else 1
        made.people(place, name, persons, holds, is_shown=name != FOLLOWED, weight=weight)
        if name not in (FOLLOWED, "silent"):
            made.within(key(place, name), key(place, FOLLOWED))
    for name in counted.OF_A_MONTH:
        made.events(place, name, tally)
    # Nobody sees these of one month, and everybody may work them out of the periods.
    _details(made, place, tally, _hands([counts_of]), is_shown=False)
    _looks(made, place, tally, is_shown=False)
    _tie(made, place)
    _wait(made, place, persons)
    quality.of_month(made, place, persons)


def _details(
    made: Building, place: str, tally: Tally, staff: Hands, *, is_shown: bool
) -> list[str]:
    """What is shown of a period and not of a month; gives back the names."""
    for name in counted.OF_DETAILS:
        made.events(place, name, tally, is_shown=is_shown)
    works = {counted.work_name(cell): staff[cell] for cell in sorted(staff)}
    for name, hands in works.items():
        # An hour that stands on the page at all tells that somebody worked in it.
        told = int(is_shown and hands > 0)
        made.events(place, name, tally, staff=hands, least=told, is_shown=is_shown)
    for item in SYMPTOMS:
        made.within(key(place, f"{item}/from_3"), key(place, f"{item}/from_2"))
        for least in ("2", "3"):
            parts = [key(place, f"{item}/{word}_{least}") for word in ("from", "below")]
            made.adds(key(place, f"{item}/graded"), parts)
    for code in MeasureCode:
        made.within(key(place, counted.outcome_name(code)), key(place, "closed"))
    made.adds(key(place, "waits"), [key(place, f"waits/{level}") for level in LEVELS])
    return [*counted.OF_DETAILS, *works]


def _looks(made: Building, place: str, tally: Tally, *, is_shown: bool) -> None:
    made.events(place, counted.LOOKS, tally, is_shown=is_shown)
    made.within(key(place, counted.LOOKS), key(place, "closed"))


def _tie(made: Building, place: str) -> None:
    """What holds between the counts of a month or a period, whoever reads them."""
    info = key(place, f"alerts/{counted.INFO}")
    some = [key(place, f"alerts/{level}") for level in LEVELS if level != counted.INFO]
    made.adds(key(place, "alerts"), (key(place, "alerts_without_info"), info))
    made.adds(key(place, "alerts_without_info"), some)
    made.ratios(place)
    for numerator, rest, whole in counted.SHARES.values():
        parts = tuple(behind(key(place, each)) for each in (numerator, rest))
        made.relations.append(Cover(behind(key(place, whole)), parts))


def _wait(made: Building, place: str, persons: Persons) -> None:
    minutes = [each for month in _all(persons) for waits in month.waits.values() for each in waits]
    made.times(place, "response", minutes, key(place, "waits"))


def _balance(
    made: Building, before: tuple[date, CountedMonth], after: tuple[date, CountedMonth]
) -> None:
    """Who is there at the end is who was there before, with who came and without who left; known
    to everybody. Whoever is not counted any more, or is again, and neither left nor came, is under
    limitation or was: how many that are must not be told by the others.
    """
    (earlier, before_them), (later, after_them) = before, after
    lives = [
        _unexplained(before_them.persons.get(each), after_them.persons.get(each))
        for each in before_them.persons.keys() | after_them.persons.keys()
    ]
    left = [key(named(later), name) for name in (MONITORED, "archived")]
    right = [key(named(earlier), MONITORED), key(named(later), "enrolled")]
    for side, name, sign in ((left, _GONE, -1), (right, "back", 1)):
        if number := sum(max(sign * each, 0) for each in lives):
            side.append(key(named(later), name))
            made.add(Count(side[-1], number, is_shown=False))
    made.relations.append(Balance(tuple(left), tuple(right)))


def _unexplained(before: PersonMonth | None, after: PersonMonth | None) -> int:
    """What the months of a person add to the left side of their balance without its right side."""
    there = before is not None and before.at_end
    if after is None:
        return -there
    return after.at_end + after.archived - there - after.enrolled


def _turnover(made: Building, place: str, months: Sequence[str]) -> None:
    """Whoever was followed in a period is there at its end, or left in it, or is not counted any
    more. Each in one way, unless somebody was followed again: where nobody was, everybody who
    takes that for granted is right.
    """
    ways = [key(months[-1], MONITORED), *(key(each, "archived") for each in months)]
    ways += [gone for each in months[1:] if (gone := key(each, _GONE)) in made.counts]
    whole, most = key(place, FOLLOWED), made.total(ways)
    if made.counts[whole].value == most:
        made.relations.append(Balance((whole,), tuple(ways)))
    elif made.counts[whole].value < most:
        made.relations.append(Cover(whole, tuple(ways)))


def _period(made: Building, last: date, length: int, months: Months) -> None:
    place, names = period_name(last, length), [named(each) for each in months]
    persons = _together(months)
    # That there are rows or hours tells that there are so many.
    made.present(place, persons, LEAST_THRESHOLD if len(persons) >= LEAST_THRESHOLD else 0)
    made.people(place, FOLLOWED, persons, counted.PEOPLE[FOLLOWED])
    for name in (PRESENT, FOLLOWED):
        parts = tuple(key(each, name) for each in names)
        made.relations.append(Cover(key(place, name), parts))
    _turnover(made, place, names)
    happened = {each: together(of_each) for each, of_each in persons.items()}
    tally = Tally.of(happened.values())
    for name in counted.OF_A_MONTH:
        made.events(place, name, tally)
    # Among so few, that anything was done in an hour tells of one of them.
    hands = _hands(months.values()) if len(persons) >= LEAST_THRESHOLD else {}
    details = _details(made, place, tally, hands, is_shown=True)
    for name in (*counted.OF_A_MONTH, *details):
        made.adds(key(place, name), [key(each, name) for each in names])
    _tie(made, place)
    _wait(made, place, persons)
    _times_of_levels(made, place, persons)
    seconds = [each for month in _all(persons) for each in month.looks]
    if seconds:
        _looks(made, place, tally, is_shown=True)
        made.adds(key(place, counted.LOOKS), [key(each, counted.LOOKS) for each in names])
        made.times(place, counted.LOOKS, seconds, key(place, counted.LOOKS))
    quality.of_period(made, place, persons, names)
    for item in SYMPTOMS:
        for least in ("2", "3"):
            sides = (f"{item}/from_{least}", f"{item}/below_{least}", f"{item}/graded")
            made.share(place, f"{item}/share_{least}", *sides)
    for by in Breakdown:
        _table(made, last, length, by, persons, happened)


def _times_of_levels(made: Building, place: str, persons: Persons) -> None:
    for name in ("waits", "closings"):
        for level in LEVELS:
            minutes = [
                each for month in _all(persons) for each in getattr(month, name).get(level, ())
            ]
            made.times(place, f"{name}/{level}", minutes, key(place, f"{name}/{level}"))


def _table(
    made: Building,
    last: date,
    length: int,
    by: Breakdown,
    persons: Persons,
    happened: Mapping[UUID, Mapping[str, int]],
) -> None:
    # Among so few, that there is a row at all tells of one of them.
    if len(persons) < LEAST_THRESHOLD:
        return
    rows: dict[str, dict[UUID, Sequence[PersonMonth]]] = defaultdict(dict)
    for person, months in persons.items():
        # Each is in one row, with all that happened: that in which they were last.
        rows[getattr(months[-1], PLACES[by])][person] = months
    places = [row_name(last, length, by, row) for row in sorted(rows)]
    for place, row in zip(places, sorted(rows), strict=True):
        # A row that is there tells that somebody is in it.
        made.present(place, rows[row], 1)
        made.people(place, FOLLOWED, rows[row], counted.PEOPLE[FOLLOWED], least=1)
        tally = Tally.of(happened[each] for each in rows[row])
        for name in counted.OF_A_ROW:
            made.events(place, name, tally)
        made.within(key(place, "alerts/critical"), key(place, "alerts"))
        made.ratios(place)
        _wait(made, place, rows[row])
    if by is Breakdown.TUMOUR_SITE and _UNPLACED in rows:
        quality.of_unplaced(made, named(last), row_name(last, length, by, _UNPLACED))
    whole = period_name(last, length)
    for name in (PRESENT, FOLLOWED, *counted.OF_A_ROW) if places else ():
        made.adds_in_rows(key(whole, name), [key(each, name) for each in places])


def _together(months: Months) -> Persons:
    found: dict[UUID, list[PersonMonth]] = defaultdict(list)
    for month in sorted(months):
        for person, counts in months[month].persons.items():
            found[person].append(counts)
    return found


def _hands(months: Iterable[CountedMonth]) -> Hands:
    """How many worked in each hour of the week at least: whose acts they were is not kept, so that
    nobody can tell who worked in two of the months. Hours of nobody are there too: of a month
    nobody sees which they are, and of a period it may have to be hidden.
    """
    staff = [month.staff for month in months]
    return {cell: max(each.get(cell, 0) for each in staff) for cell in counted.HOURS}


def _all(persons: Persons) -> Iterator[PersonMonth]:
    for months in persons.values():
        yield from months
