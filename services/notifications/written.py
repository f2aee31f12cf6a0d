"""Claimed messages in words, and where each goes; or why it cannot leave."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from resources.catalogue import MissingText
from services.contract.week_enums import MessageChannel
from services.db.tables.patients import Patient
from services.notifications import words
from services.notifications.addresses import NOWHERE, addresses_of
from services.notifications.carriers.carrying import NotTaken, Outgoing
from services.notifications.claiming import Claimed
from services.notifications.faults import Fault
from services.notifications.outbox import open_values
from services.notifications.settling import Desk
from services.notifications.truth import followed
from services.security.unreadable import ciphers, opened

_log = logging.getLogger("vigie.messages")
_PATIENTS: Final = select(Patient.id, Patient.unit_id).where(
    Patient.id.in_(bindparam("patient_ids", expanding=True))
)


@dataclass(frozen=True)
class Ready:
    """A message and what the carrier is given, or why it is given nothing."""

    message: Claimed
    content: Outgoing | NotTaken


def written(session: Session, desk: Desk, claimed: Sequence[Claimed]) -> list[Ready]:
    """The messages of one centre, in the same order."""
    keys = desk.context.keys
    wanted = list({message.patient_id for message in claimed})
    patients = {row.id: row for row in session.execute(_PATIENTS, {"patient_ids": wanted})}
    stands = followed(session, wanted)
    addresses, sealed_by = addresses_of(session, keys, wanted), ciphers(keys, wanted)
    senders = {
        unit_id: words.sender_of(
            session, desk.context.settings, claimed[0].centre_id, unit_id, desk.now
        )
        for unit_id in {row.unit_id for row in patients.values()}
    }
    found = []
    for message in claimed:
        patient = patients[message.patient_id]
        address = addresses.get(message.patient_id, NOWHERE).of(message.channel)
        read = partial(open_values, sealed_by[message.patient_id], message.id, message.values)
        if not stands[message.patient_id].allows(message.kind, message.created_at):
            found.append(Ready(message, _never(Fault.WITHDRAWN)))
        elif address is None:
            found.append(Ready(message, _never(Fault.NO_ADDRESS)))
        elif (values := opened(read, "message", message.id)) is None:
            found.append(Ready(message, _never(Fault.UNREADABLE)))
        else:
            content = _content(message, senders[patient.unit_id], values)
            found.append(Ready(message, _outgoing(desk, message, address, content)))
    return found


def _content(
    message: Claimed, sender: words.Sender, values: dict[str, str]
) -> str | words.Mail | None:
    write = words.sms if message.channel is MessageChannel.SMS else words.mail
    try:
        return write(sender, message.kind, message.language, values)
    except (words.NotWritten, MissingText) as unwritten:
        _log.error("message %s cannot be written: %s", message.id, type(unwritten).__name__)
        return None


def _outgoing(
    desk: Desk, message: Claimed, address: str, content: str | words.Mail | None
) -> Outgoing | NotTaken:
    if content is None:
        return _never(Fault.REFUSED)
    return Outgoing(message.id, address, message.language, content, desk.now, message.tries)


def _never(fault: Fault) -> NotTaken:
    return NotTaken(fault, is_final=True)
