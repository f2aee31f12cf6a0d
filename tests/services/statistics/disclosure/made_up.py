"""Centres that never were: alerts and answers of people, and the tables that a month releases."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from services.statistics.disclosure.counts import Masked, Release, Share, Within
from tests.services.statistics.disclosure.tables import (
    PATIENTS,
    Cell,
    Dimension,
    Table,
    counts_of,
    key_of,
    relations_of,
)

MONTHS = tuple(f"2025-{number:02}" for number in range(1, 13))
LEVELS = ("critical", "high", "moderate")
ALL = "all"
MARK = "s"
Place = tuple[str, str, str, str]
"""Measure, month or first..last month, unit, level."""
Cells = dict[tuple[str, ...], Cell]


@dataclass(frozen=True)
class Event:
    """Something that happened to somebody in a month; a patient has one unit in these centres."""

    measure: str
    patient: int
    month: str
    unit: str
    level: str = ALL


@dataclass(frozen=True)
class Centre:
    """The units that there are, and all that happened."""

    units: tuple[str, ...]
    events: tuple[Event, ...]

    def cell(self, measure: str, months: tuple[str, ...], unit: str, level: str) -> Cell:
        """How often it happened there, and to how many."""
        found = [
            each.patient
            for each in self.events
            if each.measure == measure
            and each.month in months
            and unit in (ALL, each.unit)
            and level in (ALL, each.level)
        ]
        return Cell(len(found), len(set(found)))


def centre(random: Random, units: int, patients: int, alerts: float) -> Centre:
    """A centre at random; its units are of very different sizes."""
    names = tuple(f"u{number}" for number in range(units))
    sizes = [random.choice((0.2, 1, 2)) for _ in names]
    places = random.choices(names, sizes, k=patients)
    events: list[Event] = []
    for month in MONTHS[:4]:
        for patient, unit in enumerate(places):
            events.append(Event("sent", patient, month, unit))
            side = "answered" if random.random() < 0.85 else "unanswered"
            events.append(Event(side, patient, month, unit))
            for _ in range(int(random.expovariate(1 / alerts))):
                level = random.choices(LEVELS, (1, 3, 6))[0]
                events.append(Event("alerts", patient, month, unit, level))
    return Centre(names, tuple(events))


def release(here: Centre, last: int, window: int = 3) -> Release:
    """What the closing of a month releases: its tables, and those of the months up to it."""
    months = MONTHS[max(0, last - window + 1) : last + 1]
    tables = [*_of_month(here, MONTHS[last])]
    if len(months) > 1:
        tables += _of_period(here, months)
    counts = {each.key: each for table in tables for each in counts_of(table)}
    relations = {each: None for table in tables for each in relations_of(table)}
    for unit in (*here.units, ALL):
        at = {"month": MONTHS[last], "unit": unit, "level": ALL}
        part, whole = (PATIENTS + key_of(each, at) for each in ("alerts", "sent"))
        relations[Within(part, whole)] = None
    return Release(
        MONTHS[last], tuple(counts.values()), tuple(relations), tuple(_shares(here, MONTHS[last]))
    )


def _of_month(here: Centre, month: str) -> Iterator[Table]:
    units = Dimension("unit", here.units, ALL, patients_add=True)
    levels = Dimension("level", LEVELS, ALL)
    at = (("month", month),)
    places = [(unit, level) for unit in (*here.units, ALL) for level in (*LEVELS, ALL)]
    cells: Cells = {(u, level): here.cell("alerts", (month,), u, level) for u, level in places}
    yield Table("alerts", (units, levels), cells, at)
    for measure in ("sent", "answered", "unanswered"):
        of_units: Cells = {
            (unit,): here.cell(measure, (month,), unit, ALL) for unit in (*here.units, ALL)
        }
        yield Table(measure, (units,), of_units, (*at, ("level", ALL)))


def _of_period(here: Centre, months: tuple[str, ...]) -> Iterator[Table]:
    time = Dimension("month", months, f"{months[0]}..{months[-1]}")
    units = Dimension("unit", here.units, ALL, patients_add=True)
    levels = Dimension("level", LEVELS, ALL)
    spans = [((month,), month) for month in months] + [(months, time.whole)]
    by_unit: Cells = {
        (name, unit): here.cell("alerts", span, unit, ALL)
        for span, name in spans
        for unit in (*here.units, ALL)
    }
    by_level: Cells = {
        (name, level): here.cell("alerts", span, ALL, level)
        for span, name in spans
        for level in (*LEVELS, ALL)
    }
    yield Table("alerts", (time, units), by_unit, (("level", ALL),))
    yield Table("alerts", (time, levels), by_level, (("unit", ALL),))


def _shares(here: Centre, month: str) -> Iterator[Share]:
    for unit in (*here.units, ALL):
        at = {"month": month, "unit": unit, "level": ALL}
        sides = [key_of(each, at) for each in ("answered", "unanswered", "sent")]
        yield Share(key_of("answer rate", at), *sides)


def published(masked: Masked) -> dict[Place, int | str]:
    """What a role downloads: every shown place with its value or the mark."""
    found: dict[Place, int | str] = {}
    for count in masked.release.counts:
        if count.is_shown:
            measure, *rest = count.key.split("|")
            at = dict(each.split("=") for each in rest)
            place = (measure, at["month"], at["unit"], at["level"])
            found[place] = count.value if masked.shows(count.key) else MARK
    return found


def truth(here: Centre, place: Place) -> Cell:
    """A place counted again from what happened."""
    measure, month, unit, level = place
    first, _, last = month.partition("..")
    months = tuple(each for each in MONTHS if first <= each <= (last or first))
    return here.cell(measure, months, unit, level)
