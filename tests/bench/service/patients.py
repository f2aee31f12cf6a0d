"""Rows of patients and their treatments, sealed as the service seals them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.patients.treatments import index_of, seal_name
from services.security.ciphers import Place
from services.security.keystore import seal_json
from tests.bench.service.bulk import Row
from tests.bench.service.site import Site

_FAMILIES = ("KERMARREC", "BENHADDOU", "LE BIHAN", "MARCHAND", "NGUYEN", "ROUSSEAU", "DIALLO")
_GIVEN = ("Jeanne", "Youssef", "Sylvie", "Philippe", "Thi Lan", "Bernadette", "Aminata")
_FIRST_BIRTH = date(1950, 1, 1)
_CYCLES, _CYCLE_DAYS = 4, 14
_AS_FIRST_WRITTEN: Row = {"version": 1, "withdrawn_at": None, "external_index": None}


def patients(site: Site, ids: Sequence[UUID]) -> Iterator[Row]:
    """People of the unit, all followed."""
    index = site.context.keys.keyed_hash(site.centre_id, "record_number")
    for number, patient_id in enumerate(ids):
        cipher = site.context.keys.patient(patient_id)
        record_number = f"{number:09d}"
        identity = _identity(number, record_number)
        yield {
            "id": patient_id,
            "centre_id": site.centre_id,
            "unit_id": site.unit_id,
            "sex": Sex.FEMALE if number % 2 else Sex.MALE,
            "identity_status": IdentityStatus.PROVISIONAL,
            "monitoring": Monitoring.ACTIVE,
            "episode_started_at": site.now - timedelta(days=200),
            "oncologist_id": None,
            "identity": seal_json(cipher, Place("patient", "identity", patient_id), identity),
            "contact": seal_json(cipher, Place("patient", "contact", patient_id), _contact()),
            "ins_index": None,
            "record_number_index": index.of(record_number.encode()),
            "phone_index": None,
            "email_index": None,
            "version": 1,
            "created_at": site.now,
            "synthetic": False,
        }


def treatment_lines(site: Site, ids: Sequence[UUID]) -> Iterator[Row]:
    """One line of treatment for each of these patients."""
    hashed = index_of(site.context.keys, site.centre_id)
    for patient_id in ids:
        line_id = _line_of(patient_id)
        yield {
            "id": line_id,
            "centre_id": site.centre_id,
            "patient_id": patient_id,
            "name": seal_name(site.context.keys.patient(patient_id), line_id, "FOLFIRI"),
            "name_index": hashed("FOLFIRI"),
            "started_on": _first_cycle_on(site),
            "ended_on": None,
            "number": 1,
            **_AS_FIRST_WRITTEN,
        }


def treatment_cycles(site: Site, ids: Sequence[UUID]) -> Iterator[Row]:
    """The cycles of those lines; the last one has begun a few days ago."""
    for patient_id in ids:
        for number in range(_CYCLES):
            yield {
                "id": uuid5(patient_id, f"cycle {number}"),
                "centre_id": site.centre_id,
                "patient_id": patient_id,
                "line_id": _line_of(patient_id),
                "number": number + 1,
                "started_on": _first_cycle_on(site) + timedelta(days=_CYCLE_DAYS * number),
                "note": None,
                **_AS_FIRST_WRITTEN,
            }


def _identity(number: int, record_number: str) -> dict[str, str | None]:
    return {
        "family_name": _FAMILIES[number % len(_FAMILIES)],
        "birth_name": None,
        "given_name": _GIVEN[number // len(_FAMILIES) % len(_GIVEN)],
        "civility": "Mme" if number % 2 else "M.",
        "birth_date": (_FIRST_BIRTH + timedelta(days=number)).isoformat(),
        "ins": None,
        "record_number": record_number,
    }


def _contact() -> dict[str, str | None]:
    return {
        "phone": "06 39 98 14 27",
        "preferred_hours": "9 h – 12 h",
        "carer": None,
        "disease": "Côlon métastatique",
        "oncologist": "Dr A. Tanguy",
    }


def _line_of(patient_id: UUID) -> UUID:
    return uuid5(patient_id, "line")


def _first_cycle_on(site: Site) -> date:
    return site.now.date() - timedelta(days=_CYCLE_DAYS * (_CYCLES - 1) + 4)
