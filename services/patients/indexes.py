"""The keyed hashes by which a centre finds its patients: blind indexes and tokens (decision 23)."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from services.db.tables.patients import Patient, PatientSearchToken
from services.patients import normal
from services.patients.identity import Contact, Identity, open_contact, open_identity
from services.patients.sounds import sound
from services.security.keystore import KeyStore
from services.security.unreadable import ciphers, opened

# Of all that `of` and `tokens` make: another number has every patient's made again by the next
# `migrate`.
_RELEASE: Final = "3"
_SHORTEST_SOUND: Final = 2
_AT_ONCE: Final = 500
_MADE_BEFORE = (
    select(Patient.id, Patient.identity, Patient.contact)
    .where(
        Patient.synthetic.is_(False),
        Patient.id > bindparam("after"),
        ~exists().where(
            PatientSearchToken.patient_id == Patient.id,
            PatientSearchToken.token == bindparam("made"),
        ),
    )
    .order_by(Patient.id)
    .limit(_AT_ONCE)
)


class Indexes:
    """What makes the keyed hashes of one centre."""

    def __init__(self, keys: KeyStore, centre_id: UUID) -> None:
        self._keys = keys
        self._centre_id = centre_id

    def of(self, identity: Identity, contact: Contact) -> dict[str, bytes | None]:
        """The columns of blind indexes: exact values that at most a few patients share."""
        number, phone, email = identity.ins, contact.phone, contact.email
        return {
            "ins_index": self.ins(number) if number else None,
            "record_number_index": self.record_number(identity.record_number),
            "phone_index": self.phone(phone) if phone else None,
            "email_index": self.email(email) if email else None,
        }

    def ins(self, number: str) -> bytes:
        """The index of an INS number."""
        return self._hashed("ins", normal.ins(number))

    def record_number(self, number: str) -> bytes:
        """The index of a record number."""
        return self._hashed("record_number", normal.record_number(number))

    def phone(self, number: str) -> bytes:
        """The index of a telephone number."""
        return self._hashed("phone", normal.phone(number))

    def email(self, address: str) -> bytes:
        """The index of an e-mail address."""
        return self._hashed("email", normal.email(address))

    def tokens(self, identity: Identity) -> set[bytes]:
        """The search tokens: names by their beginnings, in full and by their sound, and the full
        date of birth; and the mark that all of them are there.
        """
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

    def beginning(self, word: str) -> set[bytes]:
        """Of a name one of whose words begins with this one, as far as beginnings are kept."""
        kept = word[: normal.LONGEST_PREFIX]
        return {
            self._hashed("search family_name", kept),
            self._hashed("search given_name", kept),
        }

    def whole(self, word: str) -> set[bytes]:
        """Of a name one of whose words this is."""
        return {
            self._hashed("search family_name whole", word),
            self._hashed("search given_name whole", word),
        }

    def sounding(self, word: str) -> set[bytes]:
        """Of a name one of whose words sounds like this one; none for one that hardly sounds."""
        key = sound(word)
        if len(key) < _SHORTEST_SOUND:
            return set()
        return {
            self._hashed("search family_name sound", key),
            self._hashed("search given_name sound", key),
        }

    def born_on(self, dates: Iterable[date]) -> set[bytes]:
        """Of a patient who was born on one of these days."""
        return {self._hashed("search birth_date", normal.birth_date(each)) for each in dates}

    def namesakes(self, identity: Identity) -> set[bytes]:
        """Of whoever has the same names, or ones that sound alike: the used and the birth name
        each with all given names and with the first of them, which is often the only one in use.
        """
        families = _heard(identity.family_name, identity.birth_name)
        given = _heard(identity.given_name, *identity.given_name.split(maxsplit=1)[:1])
        return {
            self._hashed("search namesake", f"{family} {each}")
            for family in families or {""}
            for each in given or {""}
            if family or each
        }

    def _tokens(self, identity: Identity) -> Iterator[bytes]:
        families, given = (identity.family_name, identity.birth_name), (identity.given_name,)
        for field, names in (("family_name", families), ("given_name", given)):
            for prefix in normal.name_prefixes(*names):
                yield self._hashed(f"search {field}", prefix)
            for run in normal.name_runs(*names):
                yield self._hashed(f"search {field} whole", run)
                if len(key := sound(run)) >= _SHORTEST_SOUND:
                    yield self._hashed(f"search {field} sound", key)
        yield from self.namesakes(identity)
        yield from self.born_on([identity.birth_date])
        yield self.made

    @property
    def made(self) -> bytes:
        """The token of every patient whose tokens are all of this release."""
        return self._hashed("search release", _RELEASE)

    def _hashed(self, purpose: str, value: str) -> bytes:
        return self._keys.keyed_hash(self._centre_id, purpose).of(value.encode())


def index_missing(session: Session, keys: KeyStore, centre_id: UUID) -> int:
    """Gives the patients of a centre the hashes that an earlier release did not make; how many.

    One whose identity cannot be opened stays as they are, and is tried again the next time; one
    whose contact cannot keeps the hashes of the columns.
    """
    indexes = Indexes(keys, centre_id)
    after, done = UUID(int=0), 0
    while rows := session.execute(_MADE_BEFORE, {"after": after, "made": indexes.made}).all():
        sealed_by = ciphers(keys, [row.id for row in rows])
        for row in rows:
            sealed = partial(open_identity, sealed_by[row.id], row.id, row.identity)
            identity = opened(sealed, "identity", row.id)
            if identity is None:
                continue
            reached = partial(open_contact, sealed_by[row.id], row.id, row.contact)
            contact = opened(reached, "contact", row.id)
            if contact is not None:
                _replace_columns(session, row.id, indexes.of(identity, contact))
            indexes.replace_tokens(session, row.id, identity)
            done += 1
        after = rows[-1].id
    return done


def _replace_columns(session: Session, patient_id: UUID, hashed: dict[str, bytes | None]) -> None:
    """The version stays: nothing has changed of who the patient is."""
    session.execute(
        update(Patient)
        .where(Patient.id == patient_id)
        .values(hashed)
        .execution_options(synchronize_session=False)
    )


def _heard(*names: str | None) -> set[str]:
    """How all of each of these names sounds in each of its spellings; letters that no sound is
    known of stand for themselves. Nothing for a name without letters.
    """
    written = {"".join(words) for name in names for words in normal.spellings(name or "")}
    return {sound(each) or each for each in written if each}
