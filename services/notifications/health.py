"""What is known of the addresses of patients: whether the last message reached them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session, aliased

from services.contract.week_enums import MessageChannel, MessageState
from services.db.scope import scope_of
from services.db.tables.messages import Message
from services.notifications.addresses import NOWHERE, Addresses, addresses_of, index_of
from services.notifications.faults import OF_ADDRESS
from services.security.keystore import KeyStore

_AT_ONCE: Final = 400
_later = aliased(Message)
_LAST_TO_ADDRESS = select(
    Message.patient_id,
    Message.channel,
    Message.address_index,
    Message.state,
    Message.fault,
    Message.created_at,
).where(
    Message.patient_id.in_(bindparam("patient_ids", expanding=True)),
    Message.address_index.in_(bindparam("indexes", expanding=True)),
    Message.created_at
    == select(func.max(_later.created_at))
    .where(
        _later.patient_id == Message.patient_id,
        _later.address_index == Message.address_index,
    )
    .scalar_subquery(),
)


@dataclass(frozen=True)
class LastTry:
    """What became of the last message to an address; `fault` is a coded word."""

    state: MessageState
    fault: str | None
    at: datetime

    @property
    def bounced(self) -> bool:
        """Whether the address itself is at fault."""
        return self.state is MessageState.FAILED and self.fault in OF_ADDRESS


@dataclass(frozen=True)
class ChannelHealth:
    """The addresses that stand now and the last try of each; None where nothing was tried."""

    addresses: Addresses = NOWHERE
    sms: LastTry | None = None
    email: LastTry | None = None

    def of(self, channel: MessageChannel) -> LastTry | None:
        """The last try on a channel."""
        return {MessageChannel.SMS: self.sms, MessageChannel.EMAIL: self.email}.get(channel)

    def works(self, channel: MessageChannel) -> bool:
        """Whether there is an address, and nothing known against it."""
        tried = self.of(channel)
        return self.addresses.of(channel) is not None and (tried is None or not tried.bounced)


def health_of(
    session: Session, keys: KeyStore, patient_ids: Iterable[UUID]
) -> dict[UUID, ChannelHealth]:
    """The channels of patients of the session's centre; a corrected address was never tried."""
    wanted = list(dict.fromkeys(patient_ids))
    centre_id = scope_of(session).centre_id
    found: dict[UUID, ChannelHealth] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = addresses_of(session, keys, wanted[start : start + _AT_ONCE])
        if centre_id is None or not part:
            continue
        indexes = {
            (patient_id, channel): index_of(keys, centre_id, channel, address)
            for patient_id, addresses in part.items()
            for channel in (MessageChannel.SMS, MessageChannel.EMAIL)
            if (address := addresses.of(channel)) is not None
        }
        tries = _tries(session, list(part), indexes)
        for patient_id, addresses in part.items():
            found[patient_id] = ChannelHealth(
                addresses,
                tries.get((patient_id, MessageChannel.SMS)),
                tries.get((patient_id, MessageChannel.EMAIL)),
            )
    return found


def _tries(
    session: Session, patient_ids: list[UUID], indexes: dict[tuple[UUID, MessageChannel], bytes]
) -> dict[tuple[UUID, MessageChannel], LastTry]:
    asked = {"patient_ids": patient_ids, "indexes": list(indexes.values())}
    rows: Iterable[Row[Any]] = session.execute(_LAST_TO_ADDRESS, asked)
    return {
        (row.patient_id, row.channel): LastTry(row.state, row.fault, row.created_at)
        for row in rows
        if indexes.get((row.patient_id, row.channel)) == row.address_index
    }
