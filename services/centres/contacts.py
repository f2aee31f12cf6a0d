"""Whom the patients of a centre call and write to, in versions (S-67).

What the columns of a centre and of its units say counts until a first version follows, and where a
version cannot be read: no message and no page fails for a setting.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from resources.catalogue import catalogue_of
from resources.discreet import health_word
from resources.mailbox import is_mailbox
from resources.public_names import fault_of_name, is_public
from services.centres.dialled import is_dialled
from services.centres.setting_rows import stored_in_force
from services.contract.centre_settings import CentreSection
from services.contract.contact_settings import ContactsContent, UnitPhone
from services.contract.problems import FieldProblem
from services.db.tables.centres import Centre, Unit

_log = logging.getLogger("vigie.centres")
_CENTRE: Final = select(Centre.public_name, Centre.phone).where(Centre.id == bindparam("centre_id"))
_UNITS: Final = select(Unit.id, Unit.phone).where(
    Unit.centre_id == bindparam("centre_id"), Unit.synthetic.is_(False), Unit.ended_at.is_(None)
)


def contacts_of(session: Session, centre_id: UUID, now: datetime) -> ContactsContent:
    """Those in force at a moment."""
    stored = stored_in_force(session, centre_id, CentreSection.CONTACTS, now)
    if stored is None:
        return first_of(session, centre_id)
    try:
        return ContactsContent.model_validate(stored, strict=False)
    except ValidationError:
        _log.error("contacts of centre %s cannot be read", centre_id)
        return first_of(session, centre_id)


def first_of(session: Session, centre_id: UUID) -> ContactsContent:
    """What the centre and its units were made with; written as it stands, whatever it is."""
    centre = session.execute(_CENTRE, {"centre_id": centre_id}).one()
    units = session.execute(_UNITS.where(Unit.phone.is_not(None)), {"centre_id": centre_id})
    return ContactsContent.model_construct(
        section="contacts",
        public_name=centre.public_name,
        phone=centre.phone,
        units=[UnitPhone.model_construct(unit_id=row.id, phone=row.phone) for row in units],
        privacy_email=None,
        help_email=None,
        info_email=None,
    )


def phone_of(contacts: ContactsContent, unit_id: UUID | None) -> str | None:
    """What the patients of a unit call."""
    own = (each.phone for each in contacts.units if each.unit_id == unit_id)
    return next(own, contacts.phone)


def names_of(contacts: ContactsContent, name: str) -> tuple[str, ...]:
    """What the centre may be called, the best first; `name` is that of its row."""
    return tuple(each for each in (contacts.public_name, name) if each)


def shown_name(names: Sequence[str], language: str) -> str:
    """The first name that tells of nobody's health; `Your hospital` when none does."""
    fitting = (each for each in names if is_public(each))
    return next(fitting, catalogue_of(language).text("messages-centre", {}))


def discreet_help(contacts: ContactsContent) -> str | None:
    """Where a mail says to write about the end of a follow-up; never what tells of health."""
    email = contacts.help_email
    return email if email and health_word(email) is None else None


def problems_of(session: Session, centre_id: UUID, content: ContactsContent) -> list[FieldProblem]:
    """Why these may not be: every page and message needs a number that can be dialled."""
    found: list[tuple[str, str]] = []
    if content.public_name is not None and (fault := fault_of_name(content.public_name)):
        found.append(("public_name", fault))
    if content.phone is None:
        found.append(("phone", "needed"))
    elif not is_dialled(content.phone):
        found.append(("phone", "not_a_number"))
    found += _of_units(content.units, session.scalars(_UNITS, {"centre_id": centre_id}))
    for name in ("privacy_email", "help_email", "info_email"):
        email = getattr(content, name)
        if email is not None and not is_mailbox(email):
            found.append((name, "not_an_address"))
    if content.help_email is not None and health_word(content.help_email) is not None:
        found.append(("help_email", "tells_of_health_or_does_not_fit"))
    return [FieldProblem(field=f"content.{name}", reason=reason) for name, reason in found]


def _of_units(units: Iterable[UnitPhone], used: Iterable[UUID]) -> list[tuple[str, str]]:
    known = set(used)
    found: list[tuple[str, str]] = []
    seen: set[UUID] = set()
    for each in units:
        name = f"units.{each.unit_id}"
        if each.unit_id not in known:
            found.append((name, "not_a_unit"))
        elif each.unit_id in seen:
            found.append((name, "twice"))
        elif not is_dialled(each.phone):
            found.append((name, "not_a_number"))
        seen.add(each.unit_id)
    return found
