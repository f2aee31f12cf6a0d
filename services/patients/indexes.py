"""The keyed hashes by which a centre finds its patients: blind indexes and tokens (decision 23)."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.db.tables.patients import PatientSearchToken
from services.patients import normal
from services.patients.identity import Contact, Identity
from services.security.keystore import KeyStore


class Indexes:
    """What makes the keyed hashes of one centre."""

    def __init__(self, keys: KeyStore, centre_id: UUID) -> None:
        self._centre_id = centre_id
        self._ins = keys.keyed_hash(centre_id, "ins")
        self._record_number = keys.keyed_hash(centre_id, "record_number")
        self._phone = keys.keyed_hash(centre_id, "phone")
        self._email = keys.keyed_hash(centre_id, "email")
        self._family_name = keys.keyed_hash(centre_id, "search family_name")
        self._given_name = keys.keyed_hash(centre_id, "search given_name")
        self._birth_date = keys.keyed_hash(centre_id, "search birth_date")

    def of(self, identity: Identity, contact: Contact) -> dict[str, bytes | None]:
        """The columns of blind indexes: exact values that at most a few patients share."""
        number, phone, email = identity.ins, contact.phone, contact.email
        return {
            "ins_index": self._ins.of(normal.ins(number).encode()) if number else None,
            "record_number_index": self._record_number.of(
                normal.record_number(identity.record_number).encode()
            ),
            "phone_index": self._phone.of(normal.phone(phone).encode()) if phone else None,
            "email_index": self._email.of(normal.email(email).encode()) if email else None,
        }

    def tokens(self, identity: Identity) -> set[bytes]:
        """The search tokens: prefixes of names, and the full date of birth."""
        return set(self._tokens(identity))

    def replace_tokens(self, session: Session, patient_id: UUID, identity: Identity) -> None:
        """Makes the tokens of a patient those of this identity, whatever they were before.

        Whoever changes an identity calls it in the same transaction, and writes the columns of
        `of` with it: otherwise the patient is still found by what they were called.
        """
        session.execute(
            delete(PatientSearchToken)
            .where(PatientSearchToken.patient_id == patient_id)
            .execution_options(synchronize_session=False)
        )
        owner = {"centre_id": self._centre_id, "patient_id": patient_id}
        session.execute(
            insert(PatientSearchToken),
            [owner | {"token": token} for token in sorted(self.tokens(identity))],
        )

    def _tokens(self, identity: Identity) -> Iterator[bytes]:
        for prefix in normal.name_prefixes(identity.family_name, identity.birth_name):
            yield self._family_name.of(prefix.encode())
        for prefix in normal.name_prefixes(identity.given_name):
            yield self._given_name.of(prefix.encode())
        yield self._birth_date.of(normal.birth_date(identity.birth_date).encode())
