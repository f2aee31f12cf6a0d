"""Rows of patients and their treatments, sealed as the service seals them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.demo.names import FAMILY_NAMES, GIVEN_NAMES_OF_MEN, GIVEN_NAMES_OF_WOMEN
from services.patients.identity import Contact, Identity, seal_contact, seal_identity
from services.patients.indexes import Indexes
from services.patients.treatments import index_of, seal_name
from services.security.keystore import KeyStore
from tests.bench.service.bulk import Row
from tests.bench.service.site import Site

_GIVEN = GIVEN_NAMES_OF_WOMEN + GIVEN_NAMES_OF_MEN
_FIRST_BIRTH, _BIRTH_DAYS = date(1935, 1, 1), 20_000
_CONTACT = Contact(
    phone="06 39 98 14 27",
    preferred_hours="9 h – 12 h",
    disease="Côlon métastatique",
    oncologist="Dr A. Tanguy",
)
_CYCLES, _CYCLE_DAYS = 4, 14
_AS_FIRST_WRITTEN: Row = {"version": 1, "withdrawn_at": None, "external_index": None}


def patients(site: Site, ids: Sequence[UUID]) -> Iterator[Row]:
    """People of the unit, all followed."""
    indexes = Indexes(site.context.keys, site.centre_id)
    for number, patient_id in enumerate(ids):
        known = indexes.of(_identity(number), Contact())
        yield (
            known
            | sealed(site.context.keys, number, patient_id)
            | {
                "id": patient_id,
                "centre_id": site.centre_id,
                "unit_id": site.unit_id,
                "sex": Sex.FEMALE if number % 2 else Sex.MALE,
                "identity_status": IdentityStatus.PROVISIONAL,
                "monitoring": Monitoring.ACTIVE,
                "episode_started_at": site.now - timedelta(days=200),
                "oncologist_id": None,
                "version": 1,
                "created_at": site.now,
                "synthetic": False,
            }
        )


def sealed(keys: KeyStore, number: int, patient_id: UUID) -> Row:
    """The columns that hold who somebody is: the person with this number."""
    cipher = keys.patient(patient_id)
    return {
        "identity": seal_identity(cipher, patient_id, _identity(number)),
        "contact": seal_contact(cipher, patient_id, _CONTACT),
    }


def search_tokens(site: Site, ids: Sequence[UUID]) -> Iterator[Row]:
    """The tokens by which these people are found."""
    indexes = Indexes(site.context.keys, site.centre_id)
    for number, patient_id in enumerate(ids):
        for token in indexes.tokens(_identity(number)):
            yield {"patient_id": patient_id, "token": token, "centre_id": site.centre_id}


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


def _identity(number: int) -> Identity:
    return Identity(
        family_name=FAMILY_NAMES[number % len(FAMILY_NAMES)],
        birth_name=None,
        given_name=_GIVEN[(number // len(FAMILY_NAMES) * 17 + number) % len(_GIVEN)],
        civility="Mme" if number % 2 else "M.",
        birth_date=_FIRST_BIRTH + timedelta(days=number * 7 % _BIRTH_DAYS),
        ins=None,
        record_number=f"{number:09d}",
    )


def _line_of(patient_id: UUID) -> UUID:
    return uuid5(patient_id, "line")


def _first_cycle_on(site: Site) -> date:
    return site.now.date() - timedelta(days=_CYCLE_DAYS * (_CYCLES - 1) + 4)
