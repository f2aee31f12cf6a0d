"""The patients of the sample unit, and the real stores of the list on a service that answers at
once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from console.errors import ConsoleError
from console.stores.patient_list import PatientListStore
from console.stores.patient_reading import PatientQuery
from console.stores.patient_search import PatientSearchStore
from services.contract.enums import (
    IdentityStatus,
    Monitoring,
    SearchedBy,
    Sex,
)
from services.contract.filters import TreatmentChoice
from services.contract.patient_list import (
    PatientCounts,
    PatientFilters,
    PatientHit,
    PatientHits,
    PatientPage,
    PatientRow,
)
from services.contract.patients import PatientLabel, Treatment
from tests.samples.at_once import AtOnce, Silence
from tests.samples.rows import ALAIN, HELENE, NOW, UNIT_ID, worklist

TREATMENTS = {
    "a" * 64: "FOLFIRI + bévacizumab",
    "b" * 64: "Pembrolizumab",
    "c" * 64: "Paclitaxel hebdomadaire",
    "d" * 64: "FOLFOX",
    "e" * 64: "Létrozole + palbociclib",
}
_BIRTH_NAMES = {"KERMARREC": "LE DANTEC", "LE BIHAN": "QUÉRÉ", "HAMON": "LE ROUX"}
_STATUSES = (
    IdentityStatus.QUALIFIED,
    IdentityStatus.QUALIFIED,
    IdentityStatus.VALIDATED,
    IdentityStatus.QUALIFIED,
    IdentityStatus.PROVISIONAL,
    IdentityStatus.QUALIFIED,
    IdentityStatus.RETRIEVED,
    IdentityStatus.QUALIFIED,
    IdentityStatus.DOUBTFUL,
)
_OTHERS = (
    ("ABGRALL", "Yvette", Sex.FEMALE, date(1949, 10, 2)),
    ("BOUCHER", "Daniel", Sex.MALE, date(1956, 1, 27)),
    ("CADIOU", "Marie-Thérèse", Sex.FEMALE, date(1944, 8, 15)),
    ("CARIOU", "Hervé", Sex.MALE, date(1962, 12, 5)),
    ("DERRIEN", "Anne", Sex.FEMALE, date(1979, 3, 9)),
    ("FLOCH", "Joël", Sex.MALE, date(1951, 6, 18)),
    ("GUILLOU", "Catherine", Sex.FEMALE, date(1968, 11, 30)),
    ("KERMAREC", "Jeanne", Sex.FEMALE, date(1961, 7, 22)),
    ("LE GALL", "Yann", Sex.MALE, date(1971, 7, 2)),
    ("LE GALL", "Yannick", Sex.MALE, date(1947, 2, 14)),
    ("MORVAN", "Solange", Sex.FEMALE, date(1938, 5, 4)),
    ("PERROT", "François", Sex.MALE, date(1959, 9, 12)),
    ("QUÉMÉNER", "Loïc", Sex.MALE, date(1966, 4, 1)),
    ("RIVOALLAN-TANGUY DE KERSAUSON", "Marie-Madeleine", Sex.FEMALE, date(1953, 12, 24)),
    ("TREGUER", "Odile", Sex.FEMALE, date(1972, 10, 20)),
)


def roster() -> list[PatientRow]:
    """The thirteen of the queue, worst first, then others by name."""
    rows = [
        _row(place, row.patient, level=row.level, kind=row.kind, open_count=row.open_count)
        for place, row in enumerate(worklist())
    ]
    for place, (family, given, sex, born) in enumerate(_OTHERS, len(rows)):
        label = PatientLabel(
            id=UUID(int=300 + place),
            family_name=family,
            given_name=given,
            birth_date=born,
            sex=sex,
            record_number=f"800{411_000 + 977 * place:06d}",
        )
        rows.append(_row(place, label))
    names = ("KERMARREC", "KERMAREC", "LE GALL")
    return [
        row.model_copy(update={"has_homonym": row.patient.family_name in names}) for row in rows
    ]


def _row(place: int, label: PatientLabel, **changes: Any) -> PatientRow:
    treatment = list(TREATMENTS.values())[place % len(TREATMENTS)]
    usual: dict[str, Any] = {
        "patient": label,
        "birth_name": _BIRTH_NAMES.get(label.family_name, label.family_name),
        "unit_id": UNIT_ID,
        "identity_status": _STATUSES[place % len(_STATUSES)],
        "monitoring": Monitoring.ACTIVE,
        "treatment": Treatment(name=treatment, cycle=4 + place % 9, day=5),
        "answered_at": NOW - timedelta(days=place % 8, minutes=93),
        "level": None,
        "kind": None,
        "open_count": 0,
        "oncologist": (ALAIN if place % 3 else HELENE).name,
        "oncologist_id": (ALAIN if place % 3 else HELENE).id,
    }
    return PatientRow(**(usual | changes))


def many(count: int) -> list[PatientRow]:
    """The sample patients again and again, no two of them alike."""
    samples = roster()
    return [_another(samples[number % len(samples)], number) for number in range(count)]


def _another(row: PatientRow, number: int) -> PatientRow:
    changes = {
        "id": UUID(int=100_000 + number),
        "birth_date": row.patient.birth_date + timedelta(days=number % 365),
        "record_number": f"{800_000_000 + 37 * number}",
    }
    return row.model_copy(
        update={"patient": row.patient.model_copy(update=changes), "has_homonym": False}
    )


class SamplePatientLists:
    """The endpoints of list and search; rows can be changed, and faults put in the way."""

    def __init__(self) -> None:
        self.rows = roster()
        self.pending = 9
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.asked: list[tuple[dict[str, str | int], str | None]] = []
        self.searched: list[str] = []
        self.more = False

    def read_page(
        self, filters: Sequence[tuple[str, str | int]], limit: int, cursor: str | None = None
    ) -> PatientPage:
        """A page; the cursor is a place."""
        asked = dict(filters)
        self.asked.append((asked, cursor))
        self._meet("page")
        rows = [row for row in self.rows if _matches(row, asked)]
        start = int(cursor or 0)
        is_last = start + limit >= len(rows)
        active = sum(row.monitoring is Monitoring.ACTIVE for row in self.rows)
        paused = sum(row.monitoring is Monitoring.PAUSED for row in self.rows)
        return PatientPage(
            items=rows[start : start + limit],
            next_cursor=None if is_last else str(start + limit),
            matching=len(rows),
            counts=PatientCounts(active=active, pending=self.pending, paused=paused, ended=0),
            as_of=NOW,
        )

    def read_filters(self) -> PatientFilters:
        """What the sample patients can be filtered by."""
        self._meet("filters")
        choices = [TreatmentChoice(key=key, name=name) for key, name in TREATMENTS.items()]
        return PatientFilters(treatments=choices, oncologists=[ALAIN, HELENE])

    def search(self, text: str) -> PatientHits:
        """By the beginning of a name, or the digits of a birth date or a record number."""
        self.searched.append(text)
        self._meet("search")
        found = [row for row in self.rows if _answers(row, text)]
        return PatientHits(
            items=[_hit(row, text) for row in found],
            understood=SearchedBy.NUMBER if text.isdigit() else SearchedBy.NAME,
            more=self.more,
        )

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


def _matches(row: PatientRow, asked: dict[str, str | int]) -> bool:
    treatment = asked.get("treatment")
    return (
        row.monitoring == asked["monitoring"]
        and asked.get("unit") in (None, str(row.unit_id))
        and asked.get("oncologist") in (None, str(row.oncologist_id))
        and (
            treatment is None
            or row.treatment is None
            or row.treatment.name == TREATMENTS.get(str(treatment))
        )
    )


def _answers(row: PatientRow, text: str) -> bool:
    label = row.patient
    digits = text.replace("/", "").replace(" ", "")
    if digits.isdigit():
        record = label.record_number.replace(" ", "")
        return digits in (label.birth_date.strftime("%d%m%Y"), record)
    typed = text.casefold().replace("rr", "r")
    return label.family_name.casefold().replace("rr", "r").startswith(typed)


def _hit(row: PatientRow, text: str) -> PatientHit:
    label = row.patient
    return PatientHit(
        patient=label,
        birth_name=row.birth_name,
        civility=None,
        unit_id=row.unit_id,
        identity_status=row.identity_status,
        monitoring=row.monitoring,
        homonyms=2 if row.has_homonym else 1,
        sounds_alike=not text.isdigit()
        and not label.family_name.casefold().startswith(text.casefold()),
    )


class _Reader:
    """Somebody who may see everything of the sample."""

    def __init__(self, lists: SamplePatientLists) -> None:
        self.api = SimpleNamespace(patient_lists=lists)
        self.clock = SimpleNamespace(learn=lambda _now: None)
        self.is_allowed = True

    def may(self, _action: str) -> bool:
        """Whether patients exist for them."""
        return self.is_allowed


class SamplePatients(PatientListStore):
    """Reads `lists`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.lists = SamplePatientLists()
        jobs: Any = AtOnce()
        reader: Any = _Reader(self.lists)
        super().__init__(jobs, reader, parent)

    def put_query(self, **changes: Any) -> None:
        """Be asked for something else."""
        self._ask(replace(self.query, **changes) if changes else PatientQuery())


class SampleSearch(PatientSearchStore):
    """Searches `lists`, as soon as the events of Qt are handled."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.lists = SamplePatientLists()
        self.reader = _Reader(self.lists)
        jobs: Any = AtOnce()
        reader: Any = self.reader
        super().__init__(jobs, reader, parent)
        self._pause.setInterval(0)
