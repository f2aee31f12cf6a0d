"""Where a patient can be written to: the mobile number and the mailbox that stand now."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

import phonenumbers
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from resources.mailbox import is_mailbox
from services.contract.week_enums import MessageChannel
from services.db.tables.patients import Patient
from services.patients import normal
from services.patients.identity import open_contact
from services.security.keystore import KeyStore
from services.security.unreadable import ciphers, opened

# A number without the code of a country is dialled from France, or from one of the others that
# share its ten digits: Guadeloupe, Guyane, Martinique, La Réunion, Mayotte.
_DIALLED_FROM: Final = ("FR", "GP", "GF", "MQ", "RE", "YT")
_TAKES_NO_SMS: Final = frozenset(
    {
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.VOIP,
    }
)
_CONTACTS: Final = select(Patient.id, Patient.contact).where(
    Patient.id.in_(bindparam("patient_ids", expanding=True))
)
_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Addresses:
    """A number as E.164 that can take an SMS, and a mailbox; None where there is none."""

    sms: str | None = None
    email: str | None = None

    def of(self, channel: MessageChannel) -> str | None:
        """The address of a channel; the pages have none."""
        return {MessageChannel.SMS: self.sms, MessageChannel.EMAIL: self.email}.get(channel)


NOWHERE: Final = Addresses()


def sms_number(written: str) -> str | None:
    """A number as E.164, or None for one that takes no SMS: a land line, an emergency number.

    What no country has given out so far is let through as a French one: whether somebody has it is
    for the provider to say.
    """
    number: phonenumbers.PhoneNumber | None = None
    # One country after the other: nearly every number is known to the first.
    for each in filter(None, map(partial(_parsed, written), _DIALLED_FROM)):
        if phonenumbers.is_valid_number(each):
            number = each
            break
        number = number or each
    if number is None or not phonenumbers.is_possible_number(number):
        return None
    if phonenumbers.number_type(number) in _TAKES_NO_SMS:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _parsed(written: str, country: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return None


def addresses_of(
    session: Session, keys: KeyStore, patient_ids: Iterable[UUID]
) -> dict[UUID, Addresses]:
    """The addresses of patients; none of one whose contact cannot be opened."""
    wanted = list(dict.fromkeys(patient_ids))
    found: dict[UUID, Addresses] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(_CONTACTS, {"patient_ids": wanted[start : start + _AT_ONCE]}).all()
        sealed_by = ciphers(keys, [row.id for row in rows])
        for row in rows:
            read = partial(open_contact, sealed_by[row.id], row.id, row.contact)
            contact = opened(read, "contact", row.id)
            found[row.id] = NOWHERE if contact is None else _written(contact.phone, contact.email)
    return found


def _written(phone: str | None, email: str | None) -> Addresses:
    return Addresses(
        sms=sms_number(phone) if phone else None,
        email=email.strip() if email and is_mailbox(email.strip()) else None,
    )


def index_of(keys: KeyStore, centre_id: UUID, channel: MessageChannel, address: str) -> bytes:
    """The keyed hash by which an address is known again, without being written in clear."""
    hashed = keys.keyed_hash(centre_id, f"message {channel.value}")
    return hashed.of((address if channel is MessageChannel.SMS else normal.email(address)).encode())
