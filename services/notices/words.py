"""The words of a centre that stand in its notices."""

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.contact_settings import ContactsContent
from services.contract.notices import Language
from services.db.tables.centres import Centre
from services.settings import Settings

_CENTRE = select(Centre.name).where(Centre.id == bindparam("centre_id"))
_OFFICER: dict[Language, str] = {
    "fr": "le délégué à la protection des données ({centre}, {phone})",
    "en": "the data protection officer ({centre}, {phone})",
}
_PHONE: dict[Language, str] = {
    "fr": "le numéro donné par votre service",
    "en": "the number that your unit gave you",
}


def words_of(
    session: Session,
    settings: Settings,
    centre_id: UUID,
    language: Language,
    contacts: ContactsContent,
    unit_phone: str | None = None,
) -> dict[str, str]:
    """What stands for each placeholder of a notice; what a centre has not set is said in words.

    `unit_phone`: where the unit of the reader answers, before that of the centre.
    """
    name = session.scalars(_CENTRE, {"centre_id": centre_id}).one()
    phone = unit_phone or contacts.phone or _PHONE[language]
    officer = _OFFICER[language].format(centre=name, phone=phone)
    privacy_contact = contacts.privacy_email or settings.privacy_contact.strip() or officer
    return {
        "centre": name,
        "phone": phone,
        "privacy_contact": privacy_contact,
    }
