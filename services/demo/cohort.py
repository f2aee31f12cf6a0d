"""Three hundred invented people with their identity, disease, treatment and cycles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.demo import calendar
from services.demo.names import (
    CARERS_WHO_ARE_MEN,
    CARERS_WHO_ARE_WOMEN,
    FAMILY_NAMES,
    GIVEN_NAMES_OF_MEN,
    GIVEN_NAMES_OF_WOMEN,
    HOURS,
)
from services.demo.staff import ONCOLOGISTS
from services.demo.treatments import DISEASES, Disease, Regimen
from services.demo.weighted import weighted
from services.patients.enrolling import Newcomer, NewCycle, NewLine
from services.patients.identity import Contact, Identity
from services.patients.normal import ins_key

# A tenth of the people share their names with somebody else: lists must keep them apart.
_HOMONYMS: Final = 0.1
_STATUSES: Final = (
    (IdentityStatus.QUALIFIED, 84),
    (IdentityStatus.VALIDATED, 5),
    (IdentityStatus.RETRIEVED, 5),
    (IdentityStatus.PROVISIONAL, 6),
)
# Weekdays on which surveys are sent, Monday first, and how many people each has.
_SURVEY_WEEKDAYS: Final = ((0, 56), (1, 24), (2, 8), (3, 12))
_JOINED_LATER: Final = 0.3
_DOSE_NOTES: Final = ("-20 %", "reporté de 7 j", "-25 %, G-CSF ajouté")
_NOTED: Final = 0.06


@dataclass(frozen=True)
class Invented:
    """A person of the demonstration: who they are, and what their answers follow."""

    newcomer: Newcomer
    disease: Disease
    regimen: Regimen
    cycle_days: tuple[date, ...]
    survey_days: tuple[date, ...]
    adherence: float


def cohort(size: int, seed: int, unit_ids: Sequence[UUID]) -> list[Invented]:
    """As many people as asked, always the same ones for a seed."""
    people: list[Invented] = []
    for number in range(size):
        chance = Random(f"{seed} person {number}")
        person = _person(number, chance, unit_ids)
        if people and chance.random() < _HOMONYMS:
            person = _named_like(person, chance.choice(people))
        people.append(person)
    return people


def _person(number: int, chance: Random, unit_ids: Sequence[UUID]) -> Invented:
    disease = weighted(chance, [(each, each.weight) for each in DISEASES])
    sex = Sex.FEMALE if chance.random() < disease.women else Sex.MALE
    born = _birth_date(disease, chance)
    regimen = chance.choice(disease.regimens)
    weeks = calendar.WEEKS
    if chance.random() < _JOINED_LATER:
        weeks = chance.randint(2, calendar.WEEKS - 1)
    weekday = weighted(chance, _SURVEY_WEEKDAYS)
    survey_days = calendar.survey_days(weekday, weeks)
    cycles = cycles_of(regimen, survey_days[0] - timedelta(days=chance.randrange(-3, 40)), chance)
    oncologist = ONCOLOGISTS[disease.team]
    newcomer = Newcomer(
        unit_id=unit_ids[disease.team],
        sex=sex,
        identity=_identity(number, sex, born, chance),
        contact=_contact(number, disease, oncologist, chance),
        identity_status=weighted(chance, _STATUSES),
        monitoring=Monitoring.ACTIVE,
        episode_started_at=episode_start(survey_days[0]),
        lines=(NewLine(regimen.name, cycles[0].started_on, None, cycles),),
    )
    return Invented(
        newcomer,
        disease,
        regimen,
        tuple(cycle.started_on for cycle in cycles),
        tuple(survey_days),
        adherence=chance.betavariate(14, 1.7),
    )


def episode_start(first_survey_on: date) -> datetime:
    """Followed since the days before the first survey."""
    return calendar.local(first_survey_on - timedelta(days=3), "10:00")


def cycles_of(regimen: Regimen, first_on: date, chance: Random) -> tuple[NewCycle, ...]:
    """The cycles up to today; one in a while comes with a change of dose."""
    started: list[NewCycle] = []
    on = first_on
    while on <= calendar.today():
        note = chance.choice(_DOSE_NOTES) if started and chance.random() < _NOTED else None
        if note == _DOSE_NOTES[1]:
            on += timedelta(days=7)
        if on <= calendar.today():
            started.append(NewCycle(len(started) + 1, on, note))
        on += timedelta(days=regimen.cycle_days)
    return tuple(started)


def ins_of(sex: Sex, born: date, department: int, commune: int, order: int) -> str:
    """An invented number with the right key; the demonstration exports it under the test OID."""
    first = 2 if sex is Sex.FEMALE else 1
    number = f"{first}{born:%y%m}{department:02d}{commune:03d}{order:03d}"
    return number + ins_key(number)


def _birth_date(disease: Disease, chance: Random) -> date:
    youngest, oldest = disease.ages
    age = round(chance.triangular(youngest, oldest, (youngest + 2 * oldest) / 3))
    return calendar.today() - timedelta(days=age * 365.25 + chance.randrange(365))


def _identity(number: int, sex: Sex, born: date, chance: Random) -> Identity:
    is_woman = sex is Sex.FEMALE
    family_name = chance.choice(FAMILY_NAMES)
    birth_name = chance.choice(FAMILY_NAMES) if is_woman and chance.random() < 0.6 else None
    return Identity(
        family_name=family_name,
        birth_name=None if birth_name == family_name else birth_name,
        given_name=chance.choice(GIVEN_NAMES_OF_WOMEN if is_woman else GIVEN_NAMES_OF_MEN),
        civility="Mme" if is_woman else "M.",
        birth_date=born,
        ins=ins_of(
            sex, born, chance.choice((22, 29, 35, 56)), chance.randint(1, 360), number % 900 + 50
        ),
        record_number=f"8004{52000 + number * 37 % 40000:05d}",
    )


def _contact(number: int, disease: Disease, oncologist: str, chance: Random) -> Contact:
    carer = None
    if chance.random() < 0.25:
        carer = f"{_carer(chance)}, 06 39 98 {number % 90 + 10} {chance.randint(0, 99):02d}"
    return Contact(
        # Numbers that the French regulator keeps for fiction.
        phone=f"06 39 98 {number // 100 + 20:02d} {number % 100:02d}",
        preferred_hours=chance.choice(HOURS) if chance.random() < 0.6 else None,
        carer=carer,
        disease=disease.name,
        oncologist=oncologist,
    )


def _carer(chance: Random) -> str:
    """A given name and what its bearer is to the patient, who agree."""
    if chance.random() < 0.6:
        return f"{chance.choice(GIVEN_NAMES_OF_WOMEN)} ({chance.choice(CARERS_WHO_ARE_WOMEN)})"
    return f"{chance.choice(GIVEN_NAMES_OF_MEN)} ({chance.choice(CARERS_WHO_ARE_MEN)})"


def _named_like(person: Invented, other: Invented) -> Invented:
    """The same person under the names of another of the same sex, born on another day."""
    if other.newcomer.sex is not person.newcomer.sex:
        return person
    identity = replace(
        person.newcomer.identity,
        family_name=other.newcomer.identity.family_name,
        given_name=other.newcomer.identity.given_name,
    )
    return replace(person, newcomer=replace(person.newcomer, identity=identity))
