"""What a file holds besides answers: diagnosis, an earlier line, events, working life, ECOG.

Everything has a chance of its own, so that no course of symptoms depends on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from services.contract.enums import EntrySource, EventType, WorkStatus
from services.contract.record import (
    DiagnosisContent,
    EcogContent,
    EntryContent,
    EventContent,
    WorkStatusContent,
)
from services.demo.calendar import PRESENT, local, today
from services.demo.cohort import Invented
from services.demo.portraits import Sitter
from services.demo.treatments import Regimen
from services.ids import new_id
from services.patients.enrolling import NewLine
from services.record.entries import seal_content
from services.record.partial_dates import known
from services.security.ciphers import Cipher

_CODES: Final = {
    "Côlon métastatique": (("C18.9", "Adénocarcinome du côlon"), ("C78.7", "Métastases du foie")),
    "Rectum localement avancé": (("C20", "Adénocarcinome du rectum"),),
    "Pancréas métastatique": (
        ("C25.9", "Adénocarcinome du pancréas"),
        ("C78.7", "Métastases du foie"),
    ),
    "Sein, adjuvant": (("C50.9", "Carcinome canalaire infiltrant du sein"),),
    "Sein métastatique": (
        ("C50.9", "Carcinome canalaire infiltrant du sein"),
        ("C79.5", "Métastases osseuses"),
    ),
    "Poumon non à petites cellules": (("C34.9", "Adénocarcinome bronchique"),),
    "Poumon à petites cellules": (("C34.9", "Carcinome bronchique à petites cellules"),),
    "Voies aérodigestives supérieures": (("C10.9", "Carcinome épidermoïde de l'oropharynx"),),
}
_TREATED_BEFORE: Final = 0.4
_RETIRES_AT: Final = 63
_ONLY_MONTH, _ONLY_YEAR = 0.25, 0.06
_SEEN, _SCANNED, _WENT_IN, _WENT_TO_EMERGENCY = 0.7, 0.55, 0.12, 0.1
_CONSULTATION = EventContent(event=EventType.CONSULTATION, label="Consultation d'oncologie")
_SCANS: Final = ("Scanner : maladie stable", "Scanner : réponse partielle", "Scanner de référence")
_WARDS: Final = ("Neutropénie fébrile", "Déshydratation", "Pose de chambre implantable")
_EMERGENCIES: Final = ("Fièvre", "Douleur", "Vomissements")
_STOP = EventContent(event=EventType.TREATMENT_STOP, label="Fin de la ligne précédente")


@dataclass(frozen=True)
class Fact:
    """An entry to come: the days as they are written, and what it says."""

    began_on: str
    content: EntryContent
    ended_on: str | None = None


def with_earlier_line(person: Invented, chance: Random) -> Invented:
    """The same person; some of those whose treatment follows another had that one before."""
    regimens = person.disease.regimens
    earlier = _earlier(regimens[: regimens.index(person.regimen)], person.cycle_days[0], chance)
    [present] = person.newcomer.lines
    lines: tuple[NewLine, ...] = (replace(present, number=1),)
    if earlier is not None:
        lines = earlier, replace(present, number=2)
    return replace(person, newcomer=replace(person.newcomer, lines=lines))


def facts_of(person: Invented, chance: Random) -> list[Fact]:
    """The facts of one of the invented people."""
    newcomer = person.newcomer
    return list(_facts(person.disease.name, newcomer.identity.birth_date, newcomer.lines, chance))


def facts_of_sitter(sitter: Sitter) -> list[Fact]:
    """The facts of somebody of the picture, the same for every seed."""
    lines = (*sitter.before, NewLine(sitter.regimen.name, sitter.first_cycle_on))
    return list(_facts(sitter.disease, sitter.born, lines, Random(sitter.record_number)))


def rows(
    patient_id: UUID, centre_id: UUID, by: UUID, cipher: Cipher, facts: Sequence[Fact]
) -> Iterator[dict[str, Any]]:
    """The facts as rows, each written down on its day by whoever treats the patient."""
    for fact in facts:
        entry_id, began = new_id(), known(fact.began_on)
        ended = None if fact.ended_on is None else known(fact.ended_on)
        at = _written_at(began.day)
        yield {
            "id": entry_id,
            "centre_id": centre_id,
            "patient_id": patient_id,
            "kind": fact.content.kind,
            "event": fact.content.event if isinstance(fact.content, EventContent) else None,
            "began_on": began.day,
            "precision": began.precision,
            "ended_on": None if ended is None else ended.day,
            "ended_precision": None if ended is None else ended.precision,
            "content": seal_content(cipher, entry_id, fact.content),
            "source": EntrySource.CONSOLE,
            "recorded_by": by,
            "recorded_at": at,
            "version": 1,
            "changed_by": by,
            "changed_at": at,
        }


def _earlier(choices: Sequence[Regimen], first_on: date, chance: Random) -> NewLine | None:
    drawn, pause, lasted = chance.random(), chance.randint(14, 50), chance.randint(90, 260)
    if not choices or drawn >= _TREATED_BEFORE:
        return None
    ended_on = first_on - timedelta(days=pause)
    started_on = ended_on - timedelta(days=lasted)
    return NewLine(chance.choice(choices).name, started_on, ended_on, (), 1)


def _facts(disease: str, born: date, lines: Sequence[NewLine], chance: Random) -> Iterator[Fact]:
    first_on = lines[0].started_on
    found_on = first_on - timedelta(days=chance.randint(18, 55))
    for code, label in _CODES[disease]:
        content = DiagnosisContent(
            icd10=code, label=label, is_primary=code == _CODES[disease][0][0]
        )
        yield Fact(_as_known(found_on, chance), content)
    yield Fact(first_on.isoformat(), EcogContent(grade=chance.choice((0, 1, 1))))
    yield _work(born, first_on, chance)
    for line in lines:
        if line.ended_on is not None:
            yield Fact(line.ended_on.isoformat(), _STOP)
    yield from _events(lines[-1].started_on, chance)


def _work(born: date, first_on: date, chance: Random) -> Fact:
    """Retired, or on sick leave since the treatment began, some of them part-time."""
    drawn = chance.random()
    retires_on = date(born.year + _RETIRES_AT, born.month, 1)
    if retires_on <= first_on:
        return Fact(f"{retires_on:%Y-%m}", WorkStatusContent(status=WorkStatus.RETIRED))
    status = WorkStatus.SICK_LEAVE
    if drawn > 0.75:
        status = WorkStatus.PART_TIME_ON_MEDICAL_GROUNDS
    elif drawn > 0.65:
        status = WorkStatus.WORKING
    return Fact(first_on.isoformat(), WorkStatusContent(status=status))


def _events(since: date, chance: Random) -> Iterator[Fact]:
    """What happened since the present line began, on days in between."""
    days = max((today() - since).days, 1)
    for share, contents in (
        (_SEEN, (_CONSULTATION,)),
        (_SCANNED, tuple(_labelled(EventType.IMAGING, each) for each in _SCANS)),
        (_WENT_TO_EMERGENCY, tuple(_labelled(EventType.EMERGENCY_VISIT, e) for e in _EMERGENCIES)),
        (_WENT_IN, tuple(_labelled(EventType.HOSPITALISATION, each) for each in _WARDS)),
    ):
        drawn, after, lasted = chance.random(), chance.randrange(days), chance.randint(1, 5)
        content = chance.choice(contents)
        if drawn >= share:
            continue
        on = since + timedelta(days=after)
        stays = content.event is EventType.HOSPITALISATION
        ended_on = min(on + timedelta(days=lasted), today()).isoformat() if stays else None
        yield Fact(on.isoformat(), content, ended_on)


def _labelled(event: EventType, label: str) -> EventContent:
    return EventContent(event=event, label=label)


def _as_known(on: date, chance: Random) -> str:
    drawn = chance.random()
    if drawn < _ONLY_YEAR:
        return f"{on:%Y}"
    return f"{on:%Y-%m}" if drawn < _ONLY_YEAR + _ONLY_MONTH else on.isoformat()


def _written_at(on: date) -> datetime:
    return min(local(on, "11:30"), PRESENT)
