"""Patients as rows and hits show them: identities opened, namesakes counted."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from services.alerts.unreadable import label_without_identity
from services.contract.patients import PatientLabel
from services.patients.identity import Identity, open_identity
from services.patients.indexes import Indexes
from services.roster import repository
from services.roster.repository import Sealed
from services.security.caller import Caller
from services.security.ciphers import Cipher
from services.security.keystore import KeyStore
from services.security.unreadable import ciphers, opened


class Card(NamedTuple):
    """A patient with their identity, None when it cannot be opened."""

    row: Sealed
    identity: Identity | None
    cipher: Cipher

    @property
    def label(self) -> PatientLabel:
        """The label; it says nothing but the id when the identity cannot be opened."""
        if self.identity is None:
            return label_without_identity(self.row.id)
        return PatientLabel(
            id=self.row.id,
            family_name=self.identity.family_name,
            given_name=self.identity.given_name,
            birth_date=self.identity.birth_date,
            sex=self.row.sex,
            record_number=self.identity.record_number,
        )


def cards(
    session: Session, keys: KeyStore, caller: Caller, patient_ids: Collection[UUID]
) -> dict[UUID, Card]:
    """Those of some patients who are in the caller's units."""
    rows = repository.sealed(session, caller, patient_ids)
    sealed_by = ciphers(keys, rows)
    return {
        patient_id: Card(
            row,
            opened(
                partial(open_identity, sealed_by[patient_id], patient_id, row.identity),
                "identity",
                patient_id,
            ),
            sealed_by[patient_id],
        )
        for patient_id, row in rows.items()
    }


def namesakes(
    session: Session, keys: KeyStore, caller: Caller, shown: Iterable[Card]
) -> dict[UUID, int]:
    """How many of the caller's patients have the same names as each of these, or ones that sound
    alike; each is one of their own.
    """
    indexes = Indexes(keys, caller.centre_id)
    tokens = {
        card.row.id: indexes.namesakes(card.identity) for card in shown if card.identity is not None
    }
    having = repository.having(session, caller, sorted(set().union(*tokens.values())))
    return {
        patient_id: len(set().union({patient_id}, *(having.get(each, ()) for each in own)))
        for patient_id, own in tokens.items()
    }
