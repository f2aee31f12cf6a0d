"""What a message says: the words of its kind, channel and language, with few fields.

A centre may have words of its own (`services.centres.message_texts`); where they cannot be filled,
or would not fit, the usual ones are sent.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from resources.catalogue import LANGUAGES, catalogue_of
from resources.marked_text import NotFilled, filled
from resources.message_texts import HAS_SHORTER, emergency
from resources.septets import LONGEST, plain, septets
from services.centres.contacts import (
    contacts_of,
    discreet_help,
    names_of,
    phone_of,
    shown_name,
)
from services.centres.message_texts import Texts, texts_of
from services.contract.message_texts import MessageText
from services.contract.week_enums import MessageKind
from services.db.tables.centres import Centre
from services.notifications.outbox import OF_THE_END
from services.settings import Settings, shown_address

_NO_PHONE = "none"
_CENTRE = select(Centre.name).where(Centre.id == bindparam("centre_id"))


class NotWritten(ValueError):
    """A message that does not fit its channel; no letter of it is in the text of this error."""


@dataclass(frozen=True)
class Sender:
    """In whose name a message is written: names that somebody typed, and what patients call.

    `address` is that of the patients' pages, as it is shown; `texts` are words of the centre's own,
    `help_email` is where questions about the end of a follow-up go.
    """

    names: tuple[str, ...]
    phone: str | None
    address: str
    texts: Texts = field(default_factory=dict)
    help_email: str | None = None

    def name(self, language: str) -> str:
        """The first name that tells of nobody's health; `Your hospital` when none does."""
        return shown_name(self.names, language)


@dataclass(frozen=True)
class Mail:
    """A mail before it has an address."""

    sender_name: str
    subject: str
    body: str


def sender_of(
    session: Session, settings: Settings, centre_id: UUID, unit_id: UUID, now: datetime
) -> Sender:
    """Who writes to the patients of a unit, with what is set for their centre at this moment."""
    name = session.scalars(_CENTRE, {"centre_id": centre_id}).one()
    contacts = contacts_of(session, centre_id, now)
    return Sender(
        names=names_of(contacts, name),
        phone=phone_of(contacts, unit_id),
        address=shown_address(settings.pages_address),
        texts=texts_of(session, centre_id, now),
        help_email=discreet_help(contacts),
    )


def sms(sender: Sender, kind: MessageKind, language: str, values: Mapping[str, str]) -> str:
    """One SMS; raises `NotWritten` for one that would be two, or needs another alphabet."""
    for text in _every_sms(sender, kind, language, values):
        short = plain(text)
        length = septets(short)
        if length is not None and length <= LONGEST:
            return short
    raise NotWritten(f"{kind.value} is no single SMS")


def mail(sender: Sender, kind: MessageKind, language: str, values: Mapping[str, str]) -> Mail:
    """A mail in plain text: what the centre wrote of it, or the usual, in a frame of all mails."""
    subject, body = _own_mail(sender, kind, language, values) or (
        _text(f"messages-email-{kind.value}-subject", sender, language, values),
        _text(f"messages-email-{kind.value}", sender, language, values),
    )
    keys = ["messages-email-end", "messages-email-emergency"]
    if kind in OF_THE_END and sender.help_email is not None:
        keys.insert(0, "messages-email-help")
    hello = _text("messages-email-hello", sender, language, values)
    after = [_text(each, sender, language, values) for each in keys]
    name = sender.name(_known(language))
    return Mail(
        sender_name=name, subject=subject, body="\n\n".join([hello, body, *after, name]) + "\n"
    )


def on_pages(sender: Sender, kind: MessageKind, language: str, values: Mapping[str, str]) -> str:
    """What the pages of the patient show."""
    return _text(f"messages-app-{kind.value}", sender, language, values)


def _every_sms(
    sender: Sender, kind: MessageKind, language: str, values: Mapping[str, str]
) -> Iterator[str]:
    """The ways to say it, the best first."""
    own = _own(sender, kind, "sms", language)
    if own is not None:
        with suppress(NotFilled):
            yield filled(own.body, _marked(sender, language, values))
    yield _text(f"messages-sms-{kind.value}", sender, language, values)
    if kind.value in HAS_SHORTER:
        yield _text(f"messages-sms-{kind.value}-short", sender, language, values)


def _own_mail(
    sender: Sender, kind: MessageKind, language: str, values: Mapping[str, str]
) -> tuple[str, str] | None:
    own = _own(sender, kind, "email", language)
    if own is None or own.subject is None:
        return None
    marked = _marked(sender, language, values)
    try:
        return filled(own.subject, marked), filled(own.body, marked)
    except NotFilled:
        return None


def _own(sender: Sender, kind: MessageKind, channel: str, language: str) -> MessageText | None:
    return sender.texts.get((kind.value, channel, _known(language)))


def _marked(sender: Sender, language: str, values: Mapping[str, str]) -> dict[str, str]:
    """The fields of a centre's own words; one without a value is empty."""
    known = _known(language)
    return {
        "centre": sender.name(known),
        "phone": sender.phone or "",
        "link": sender.address,
        "date": values.get("day", ""),
        "code": values.get("code", ""),
        "emergency": emergency(known),
    }


def _text(key: str, sender: Sender, language: str, values: Mapping[str, str]) -> str:
    known = _known(language)
    fields = {
        "name": sender.name(known),
        "phone": sender.phone or _NO_PHONE,
        "link": sender.address,
        "email": sender.help_email or "",
        "emergency": emergency(known),
    }
    return catalogue_of(known).text(key, fields | dict(values))


def _known(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]
