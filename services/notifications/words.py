"""What a message says: the fixed template of its kind, channel and language, with few fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from resources.catalogue import LANGUAGES, catalogue_of
from resources.discreet import health_word
from services.contract.week_enums import MessageKind
from services.db.tables.centres import Centre, Unit
from services.notifications.septets import LONGEST, plain, septets
from services.settings import Settings, shown_address

LONGEST_NAME: Final = 22
LONGEST_PHONE: Final = 20
_NO_PHONE: Final = "none"
# Said in fewer words where the names of the centre and of its pages are long.
_HAS_SHORTER: Final = frozenset({MessageKind.FOLLOW_UP_ENDED})
_CENTRE = select(Centre.name, Centre.public_name, Centre.phone).where(
    Centre.id == bindparam("centre_id")
)
_UNIT_PHONE = select(Unit.phone).where(Unit.id == bindparam("unit_id"))


class NotWritten(ValueError):
    """A message that does not fit its channel; no letter of it is in the text of this error."""


@dataclass(frozen=True)
class Sender:
    """In whose name a message is written: names that somebody typed, and what patients call.

    `address` is that of the patients' pages, as it is shown.
    """

    names: tuple[str, ...]
    phone: str | None
    address: str

    def name(self, language: str) -> str:
        """The first name that tells of nobody's health; `Your hospital` when none does."""
        fitting = (each for each in self.names if is_public(each))
        return next(fitting, catalogue_of(language).text("messages-centre", {}))


@dataclass(frozen=True)
class Mail:
    """A mail before it has an address."""

    sender_name: str
    subject: str
    body: str


def is_public(name: str) -> bool:
    """Whether a centre may be called so in a message: short, of GSM-7, silent about health."""
    written = plain(name)
    fits = len(name.strip()) > 0 and (septets(written) or LONGEST) <= LONGEST_NAME
    return fits and name.isprintable() and health_word(name) is None


def sender_of(session: Session, settings: Settings, centre_id: UUID, unit_id: UUID) -> Sender:
    """Who writes to the patients of a unit."""
    centre = session.execute(_CENTRE, {"centre_id": centre_id}).one()
    phone = session.scalar(_UNIT_PHONE, {"unit_id": unit_id}) or centre.phone
    names = tuple(each for each in (centre.public_name, centre.name) if each)
    return Sender(names, phone, shown_address(settings.pages_address))


def sms(sender: Sender, kind: MessageKind, language: str, values: Mapping[str, str]) -> str:
    """One SMS; raises `NotWritten` for one that would be two, or needs another alphabet."""
    keys = [f"messages-sms-{kind.value}"]
    if kind in _HAS_SHORTER:
        keys.append(f"messages-sms-{kind.value}-short")
    for key in keys:
        text = plain(_text(key, sender, language, values))
        length = septets(text)
        if length is not None and length <= LONGEST:
            return text
    raise NotWritten(f"{kind.value} is no single SMS")


def mail(sender: Sender, kind: MessageKind, language: str, values: Mapping[str, str]) -> Mail:
    """A mail in plain text."""
    parts = ("messages-email-hello", f"messages-email-{kind.value}", "messages-email-end")
    lines = [_text(each, sender, language, values) for each in parts]
    emergency = _text("messages-email-emergency", sender, language, values)
    name = sender.name(_known(language))
    return Mail(
        sender_name=name,
        subject=_text(f"messages-email-{kind.value}-subject", sender, language, values),
        body="\n\n".join([*lines, emergency, name]) + "\n",
    )


def on_pages(sender: Sender, kind: MessageKind, language: str, values: Mapping[str, str]) -> str:
    """What the pages of the patient show."""
    return _text(f"messages-app-{kind.value}", sender, language, values)


def _text(key: str, sender: Sender, language: str, values: Mapping[str, str]) -> str:
    known = _known(language)
    fields = {
        "name": sender.name(known),
        "phone": sender.phone or _NO_PHONE,
        "link": sender.address,
    }
    return catalogue_of(known).text(key, fields | dict(values))


def _known(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]
