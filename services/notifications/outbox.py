"""The outbox: what shall be told is written with what happened, and leaves later (R-NOT-03)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.tables.messages import Message
from services.ids import new_id
from services.notifications.faults import Fault
from services.notifications.health import ChannelHealth, health_of
from services.notifications.preferences import preferences_of
from services.security.ciphers import Cipher, Place
from services.security.keystore import KeyStore, open_json, seal_json
from services.security.unreadable import BROKEN, opened

OUTSIDE: Final = (MessageChannel.SMS, MessageChannel.EMAIL)
"""The channels that leave the building."""
_TOLD = select(Message.occasion).where(Message.occasion.in_(bindparam("occasions", expanding=True)))
_INSERT = insert(Message.__table__)  # type: ignore[arg-type]
OF_THE_END: Final = frozenset(
    {MessageKind.FOLLOW_UP_ENDED, MessageKind.ACCOUNT_ARCHIVE, MessageKind.ACCOUNT_ERASE}
)
"""What is said to somebody who is followed no more, on every channel there is."""
# What has no other sign on the pages of the patient is left there too.
_ALSO_ON_PAGES: Final = OF_THE_END | {MessageKind.CALL_US}
# On the pages it waits for whoever opens them, however late; outside it would only be a surprise.
_STAYS_ON_PAGES: Final = timedelta(days=3653)
# The code opens the pages.
_NEVER_ON_PAGES_ALONE: Final = OF_THE_END | {MessageKind.INVITATION}


@dataclass(frozen=True)
class Letter:
    """What shall be told to a patient, once for an `occasion` of their centre.

    `values` fill the template: `code` of an invitation, `day` (as the patient reads it) of an end.
    `channels` None: the one that the patient prefers or that works, and for some kinds all of them.
    It leaves at `effective_at` (None: at once), and never from `expires_at` on.
    """

    centre_id: UUID
    patient_id: UUID
    kind: MessageKind
    occasion: str | None
    expires_at: datetime
    values: Mapping[str, str] = field(default_factory=dict)
    effective_at: datetime | None = None
    channels: tuple[MessageChannel, ...] | None = None


def post(session: Session, keys: KeyStore, letter: Letter, now: datetime) -> UUID | None:
    """Writes the message in the caller's transaction; None when the occasion was told before.

    A letter on several channels is as many messages; the first one, outside of the pages where
    there is one, has the occasion and is given back. Raises `KeyMissing`.
    """
    keys.patient(letter.patient_id)
    return post_all(session, keys, [letter], now)[0]


def post_all(
    session: Session, keys: KeyStore, letters: Sequence[Letter], now: datetime
) -> list[UUID | None]:
    """The same for many patients with a handful of statements.

    None also for a patient whose key is missing: the others are told nevertheless.
    """
    told = _told(session, [each.occasion for each in letters if each.occasion is not None])
    patient_ids = list(dict.fromkeys(each.patient_id for each in letters))
    preferences = preferences_of(session, patient_ids)
    health = health_of(session, keys, patient_ids)
    ciphers = _ciphers(keys, patient_ids)
    rows: list[dict[str, Any]] = []
    firsts: list[UUID | None] = []
    for letter in letters:
        cipher = ciphers.get(letter.patient_id)
        if letter.occasion in told or cipher is None:
            firsts.append(None)
            continue
        preference = preferences[letter.patient_id]
        of_patient = health.get(letter.patient_id, ChannelHealth())
        made = [
            _row(cipher, letter, channel, preference.language, now)
            for channel in _channels(letter, preference.channel, of_patient)
        ]
        made[0]["occasion"] = letter.occasion
        if letter.occasion is not None:
            told.add(letter.occasion)
        firsts.append(made[0]["id"])
        rows += made
    if rows:
        session.execute(_INSERT, rows)
    return firsts


def _told(session: Session, occasions: list[str]) -> set[str]:
    return set() if not occasions else set(session.scalars(_TOLD, {"occasions": occasions}))


def _ciphers(keys: KeyStore, patient_ids: Sequence[UUID]) -> dict[UUID, Cipher]:
    """Those there are: nothing is ever sealed under another one."""
    try:
        return keys.patients(patient_ids)
    except BROKEN:
        found = {each: opened(partial(keys.patient, each), "key", each) for each in patient_ids}
        return {each: cipher for each, cipher in found.items() if cipher is not None}


def _channels(
    letter: Letter, preferred: MessageChannel, health: ChannelHealth
) -> tuple[MessageChannel, ...]:
    """At least one: without any address, the one on which its lack is seen."""
    if letter.channels:
        return tuple(dict.fromkeys(letter.channels))
    reachable = [each for each in OUTSIDE if health.addresses.of(each) is not None]
    best = [each for each in (preferred, *OUTSIDE) if health.works(each)] or reachable
    chosen = reachable if letter.kind in OF_THE_END else best[:1]
    if preferred is MessageChannel.APP and letter.kind not in _NEVER_ON_PAGES_ALONE:
        return (preferred,)
    outside = chosen or [preferred if preferred in OUTSIDE else MessageChannel.SMS]
    also = [MessageChannel.APP] if letter.kind in _ALSO_ON_PAGES else []
    return (*outside, *also)


def _row(
    cipher: Cipher, letter: Letter, channel: MessageChannel, language: str, now: datetime
) -> dict[str, Any]:
    message_id, effective_at = new_id(), letter.effective_at or now
    stays = channel is MessageChannel.APP and letter.kind is MessageKind.FOLLOW_UP_ENDED
    return {
        "id": message_id,
        "centre_id": letter.centre_id,
        "patient_id": letter.patient_id,
        "kind": letter.kind,
        "channel": channel,
        "language": language,
        "values": seal_values(cipher, message_id, letter.values),
        "state": MessageState.QUEUED,
        "occasion": None,
        "created_at": now,
        "effective_at": effective_at,
        "next_try_at": effective_at,
        "expires_at": now + _STAYS_ON_PAGES if stays else letter.expires_at,
        "attempts": 0,
    }


def cancel(session: Session, patient_id: UUID, kinds: Iterable[MessageKind], now: datetime) -> None:
    """Takes back what waits; one that a provider is being asked about is not tried again."""
    of_these = (Message.patient_id == patient_id, Message.kind.in_(list(kinds)))
    for state, values in (
        (MessageState.QUEUED, {"state": MessageState.CANCELLED, "settled_at": now}),
        (MessageState.SENDING, {"expires_at": now, "fault": Fault.WITHDRAWN.value}),
    ):
        session.execute(
            update(Message)
            .where(*of_these, Message.state == state)
            .values(values)
            .execution_options(synchronize_session=False)
        )


def waiting(session: Session, patient_id: UUID, kinds: Iterable[MessageKind]) -> list[UUID]:
    """The messages of these kinds that have not left."""
    of_these = (Message.patient_id == patient_id, Message.kind.in_(list(kinds)))
    found = session.scalars(
        select(Message.id).where(*of_these, Message.state == MessageState.QUEUED)
    )
    return list(found)


def send_after_all(session: Session, message_ids: Iterable[UUID]) -> None:
    """Has messages wait again that were taken back by mistake."""
    session.execute(
        update(Message)
        .where(Message.id.in_(list(message_ids)), Message.state == MessageState.CANCELLED)
        .values(state=MessageState.QUEUED, settled_at=None)
        .execution_options(synchronize_session=False)
    )


def seal_values(cipher: Cipher, message_id: UUID, values: Mapping[str, str]) -> bytes:
    """What fills the template, sealed."""
    return seal_json(cipher, _place("values", message_id), dict(values))


def open_values(cipher: Cipher, message_id: UUID, sealed: bytes) -> dict[str, str]:
    """What fills the template; raises `SealBroken`."""
    opened: dict[str, str] = open_json(cipher, _place("values", message_id), sealed)
    return opened


def seal_address(cipher: Cipher, message_id: UUID, address: str) -> bytes:
    """Where a message went, sealed."""
    return cipher.seal(_place("address", message_id), address.encode())


def _place(column: str, message_id: UUID) -> Place:
    return Place("message", column, message_id)
