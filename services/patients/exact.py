"""Whom an exact identity names: patients of one centre, never the one surveillance invented."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from services.db.tables.patients import Patient, PatientSearchToken
from services.patients import normal
from services.patients.identity import Identity, open_identity
from services.patients.indexes import Indexes
from services.security.keystore import KeyStore
from services.security.unreadable import ciphers, opened

_FOUND: Final = select(Patient.id, Patient.unit_id, Patient.sex, Patient.identity).where(
    Patient.synthetic.is_(False)
)
_BY_INS: Final = _FOUND.where(Patient.ins_index == bindparam("index")).order_by(Patient.id)
_BY_RECORD_NUMBER: Final = _FOUND.where(Patient.record_number_index == bindparam("index")).order_by(
    Patient.id
)
_BY_BIRTH_DATE: Final = (
    _FOUND.join(PatientSearchToken, PatientSearchToken.patient_id == Patient.id)
    .where(PatientSearchToken.token == bindparam("index"))
    .order_by(Patient.id)
)


@dataclass(frozen=True)
class Found:
    """A patient, and their identity where it can be opened."""

    id: UUID
    unit_id: UUID
    sex: str
    identity: Identity | None


@dataclass(frozen=True)
class Directory:
    """The patients of one centre, found by what is known of them."""

    session: Session
    keys: KeyStore
    centre_id: UUID

    def by_ins(self, number: str) -> list[Found]:
        """Those with this INS number."""
        index = self._indexes.ins(number)
        return self._opened(self.session.execute(_BY_INS, {"index": index}).all())

    def by_record_number(self, number: str) -> list[Found]:
        """Those with this record number."""
        index = self._indexes.record_number(number)
        return self._opened(self.session.execute(_BY_RECORD_NUMBER, {"index": index}).all())

    def named(self, family_names: Iterable[str], given_name: str, born: date) -> list[Found]:
        """Those of this full name and birth date; an identity that cannot be opened is nobody's."""
        [index] = self._indexes.born_on([born])
        rows = self.session.execute(_BY_BIRTH_DATE, {"index": index}).all()
        wanted = set(map(letters_of, family_names)) - {""}
        return [
            found
            for found in self._opened(rows)
            if found.identity is not None
            and found.identity.birth_date == born
            and wanted & families_of(found.identity)
            and letters_of(found.identity.given_name) == letters_of(given_name)
        ]

    @property
    def _indexes(self) -> Indexes:
        return Indexes(self.keys, self.centre_id)

    def _opened(self, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Found]:
        open_with = ciphers(self.keys, [row.id for row in rows])
        return [
            Found(
                row.id,
                row.unit_id,
                row.sex,
                opened(
                    partial(open_identity, open_with[row.id], row.id, row.identity),
                    "identity",
                    row.id,
                ),
            )
            for row in rows
        ]


def families_of(identity: Identity) -> set[str]:
    """The used and the birth name, as they are compared."""
    return {letters_of(identity.family_name), letters_of(identity.birth_name)} - {""}


def letters_of(name: str | None) -> str:
    """A name as it is compared: whatever its capitals, accents, hyphens and spaces."""
    return "".join(normal.name_words(name or ""))
