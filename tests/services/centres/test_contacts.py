"""Whom patients call and write to: in versions, validated, and never lost to a setting (S-67)."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from resources.message_texts import LONGEST_PHONE
from services.centres.contacts import contacts_of, phone_of
from services.centres.dialled import is_dialled
from services.contract.contact_settings import LONGEST_DIALLED
from services.db.scope import Scope
from services.db.tables.centres import Centre, CentreSetting, Unit
from services.ids import new_id
from services.notifications.words import Sender, sender_of
from tests.services.centres.test_centre_settings import (
    at,
    change,
    history,
    section,
    settings,
    undo,
)
from tests.support.service import ServiceUnderTest

NUMBER = "02 98 44 00 00"
CONTACTS: dict[str, Any] = {
    "section": "contacts",
    "public_name": "CHU Kerlann",
    "phone": NUMBER,
    "units": [],
    "privacy_email": "dpo@exemple.fr",
    "help_email": "aide@exemple.fr",
    "info_email": "info@exemple.fr",
}


def unit_of(service: ServiceUnderTest) -> UUID:
    """The first unit."""
    with service.context.database.reading(Scope(service.centre.id)) as session:
        return session.scalars(
            select(Unit.id).where(Unit.synthetic.is_(False)).order_by(Unit.name)
        ).all()[0]


def sender(service: ServiceUnderTest) -> Sender:
    """In whose name the patients of the first unit are written to now."""
    context, unit = service.context, unit_of(service)
    with context.database.reading(Scope(service.centre.id)) as session:
        now = context.clock.now()
        return sender_of(session, context.settings, service.centre.id, unit, now)


def columns(service: ServiceUnderTest, unit_phone: str | None = None, **values: Any) -> None:
    """The centre as it was made."""
    with service.context.database.writing(Scope(service.centre.id)) as session:
        where = Centre.id == service.centre.id
        session.execute(update(Centre).where(where).values(**values))
        session.execute(update(Unit).values(phone=unit_phone))


def test_what_the_centre_was_made_with_counts_until_a_first_version(service):
    columns(service, "02 98 44 00 09", public_name="CHU K", phone=NUMBER)

    content = section(service, "contacts")["in_force"]["content"]
    assert (content["public_name"], content["phone"]) == ("CHU K", NUMBER)
    assert {each["phone"] for each in content["units"]} == {"02 98 44 00 09"}
    assert (sender(service).name("fr"), sender(service).phone) == ("CHU K", "02 98 44 00 09")

    changed = change(service, CONTACTS)
    assert changed.status_code == 200, changed.text
    assert (sender(service).name("fr"), sender(service).phone) == ("CHU Kerlann", NUMBER)
    assert settings(service)["shown_names"] == {"fr": "CHU Kerlann", "en": "CHU Kerlann"}
    assert history(service, "contacts") == [(1, "in_force"), (0, "past")]


def test_a_unit_has_a_number_of_its_own(service):
    unit = str(unit_of(service))
    own = {"units": [{"unit_id": unit, "phone": "3624"}]}

    assert change(service, CONTACTS | own).status_code == 200
    assert sender(service).phone == "3624"
    with service.context.database.reading(Scope(service.centre.id)) as session:
        contacts = contacts_of(session, service.centre.id, service.clock.now())
    assert phone_of(contacts, new_id()) == NUMBER


def test_contacts_that_are_planned_count_from_their_day_on_and_can_be_taken_back(service):
    change(service, CONTACTS)
    later = change(service, CONTACTS | {"phone": "15"}, on="2025-11-20").json()
    assert sender(service).phone == NUMBER
    service.clock.set(at("2025-11-19 22:59"))
    assert sender(service).phone == NUMBER
    service.stay_signed_in()
    assert undo(service, "contacts", 2, later["revision"]).status_code == 200
    service.clock.set(at("2025-11-21 09:00"))
    service.stay_signed_in()
    assert sender(service).phone == NUMBER


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"public_name": "Institut du Cancer"}, "public_name", "tells_of_health_or_does_not_fit"),
        ({"public_name": "ONCOPOLE"}, "public_name", "tells_of_health_or_does_not_fit"),
        ({"public_name": "CHU\r\nBcc: x"}, "public_name", "tells_of_health_or_does_not_fit"),
        ({"public_name": "日本"}, "public_name", "tells_of_health_or_does_not_fit"),
        ({"public_name": "rdv-kerlann.com"}, "public_name", "typed_link"),
        ({"public_name": "www.kerlann.co/a"}, "public_name", "typed_link"),
        ({"public_name": "Tel 08 99 70 12 34"}, "public_name", "typed_number"),
        ({"public_name": "Tel 08:99:70:12:34"}, "public_name", "typed_number"),
        ({"phone": None}, "phone", "needed"),
        ({"phone": "0899 70 12 34"}, "phone", "not_a_number"),
        ({"phone": "http://x.fr"}, "phone", "not_a_number"),
        ({"phone": "15\r\n15"}, "phone", "not_a_number"),
        ({"phone": "99"}, "phone", "not_a_number"),
        ({"phone": "02 98 44 00"}, "phone", "not_a_number"),
        ({"phone": "+33 1"}, "phone", "not_a_number"),
        ({"phone": "+15"}, "phone", "not_a_number"),
        ({"privacy_email": "dpo"}, "privacy_email", "not_an_address"),
        ({"help_email": "a@b@c.fr"}, "help_email", "not_an_address"),
        ({"help_email": "aide@oncologie.fr"}, "help_email", "tells_of_health_or_does_not_fit"),
        ({"info_email": "x y@exemple.fr"}, "info_email", "not_an_address"),
        ({"info_email": "x@exemple.fr\nBcc: y@exemple.fr"}, "info_email", "not_an_address"),
    ],
)
def test_what_no_patient_may_read_or_cannot_use_is_refused(sqlite_service, changes, field, reason):
    refused = change(sqlite_service, CONTACTS | changes)

    assert refused.status_code == 422
    [error] = refused.json()["errors"]
    assert (error["field"], error["reason"]) == (f"content.{field}", reason)
    assert history(sqlite_service, "contacts") == [(0, "in_force")]


@pytest.mark.parametrize("changes", [{"phone": ""}, {"phone": "0" * 21}, {"fax": "15"}])
def test_what_has_another_shape_is_refused(sqlite_service, changes):
    assert change(sqlite_service, CONTACTS | changes).status_code == 422


def test_only_units_of_this_centre_have_a_number_each_one(service):
    mine = str(unit_of(service))
    with service.context.database.reading(Scope(service.other_centre.id)) as session:
        other = str(session.scalars(select(Unit.id)).first())
    for units, reason in (
        ([(other, "15")], "not_a_unit"),
        ([(mine, "15"), (mine, "3624")], "twice"),
        ([(mine, "1")], "not_a_number"),
    ):
        listed = [{"unit_id": unit, "phone": phone} for unit, phone in units]
        refused = change(service, CONTACTS | {"units": listed})
        assert refused.status_code == 422, units
        [error] = refused.json()["errors"]
        assert (error["field"], error["reason"]) == (f"content.units.{units[-1][0]}", reason)


@pytest.mark.parametrize("who", ["nurse", "oncologist", "manager"])
def test_only_an_administrator_sets_them_and_who_was_late_is_told(service, who):
    assert change(service, CONTACTS, 0, who=who).status_code == 403
    assert change(service, CONTACTS, 0).status_code == 200
    late = change(service, CONTACTS | {"phone": "15"}, 0)
    assert (late.status_code, late.json()["code"]) == (412, "version_stale")
    assert sender(service).phone == NUMBER


@pytest.mark.parametrize("stored", [{}, {"section": "contacts", "phone": 15}, [], "x"])
def test_contacts_that_cannot_be_read_leave_those_the_centre_was_made_with(service, stored):
    columns(service, phone="15")
    change(service, CONTACTS)
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(CentreSetting).values(content=stored))

    assert (sender(service).name("fr"), sender(service).phone) == ("CHU de Kerlann", "15")
    assert section(service, "contacts")["in_force"]["content"]["phone"] == "15"


def test_a_centre_that_may_not_be_named_is_told_what_is_shown_instead(service):
    columns(service, name="Institut du Cancer")

    assert settings(service)["shown_names"] == {"fr": "Votre hôpital", "en": "Your hospital"}


@pytest.mark.parametrize(
    ("typed", "is_taken"),
    [
        ("15", True), ("112", True), ("3624", True), ("116117", True), (NUMBER, True),
        ("+33 2 98 44 00 00", True), ("+33298440000", True), ("+32 2 555 31 11", True),
        ("02.98.44.00.00", True), ("", False), (" 15", False), ("٣٦٢٤", False),
        ("0298440000;15", False), ("02 98 44 00 0", False), ("99", False), ("+", False),
        ("++33298440000", False), (".0298440000", False), ("0298440000 .", False),
        ("0899701234", False), ("+979 123456789", False), ("+1 900 555 0100", False),
    ],
)  # fmt: skip
def test_what_can_be_dialled(typed: str, is_taken: bool):
    assert is_dialled(typed) is is_taken


def test_the_longest_number_fits_the_longest_sms():
    assert LONGEST_DIALLED == LONGEST_PHONE
