"""The contacts of a centre where patients read them: their pages, notices, and nobody else's."""

from sqlalchemy import update

from services.contract.enums import Monitoring
from services.db.scope import Scope
from services.db.tables.patients import Patient
from tests.services.centres.test_centre_settings import change
from tests.services.centres.test_contacts import CONTACTS
from tests.services.portal.conftest import Bedside


def test_the_pages_show_the_contacts_that_are_in_force(bedside: Bedside):
    service = bedside.service
    phone = bedside.phone()
    before = phone.get("/contact").text
    assert "aide@exemple.fr" not in before
    assert "Autre question" not in before

    assert change(service, CONTACTS).status_code == 200

    page = phone.get("/contact").text
    for shown in ("02\u00a098\u00a044\u00a000\u00a000", "dpo@exemple.fr", "aide@exemple.fr"):
        assert shown in page, shown
    assert "info@exemple.fr" in page
    assert 'href="tel:0298440000"' in page
    assert "CHU Kerlann" in phone.get("/").text
    assert "dpo@exemple.fr" in phone.get("/notices/privacy").text


def test_whoever_is_followed_no_more_reads_where_to_ask_for_a_copy(bedside: Bedside):
    service = bedside.service
    assert change(service, CONTACTS).status_code == 200
    phone = bedside.phone()
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(
            update(Patient).where(Patient.id == bedside.patient).values(monitoring=Monitoring.ENDED)
        )

    assert "aide@exemple.fr" in phone.get("/").text
