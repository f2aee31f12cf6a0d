"""`Keep my account` on the patient's own pages: shown when there is something to say no to."""

from datetime import date, timedelta

import pytest

from services.contract.enums import Monitoring
from services.contract.retention import AnnouncementEnd, RetentionState
from services.db.tables.retention import RetentionObjection
from tests.services.retention.conftest import Years
from tests.support.portal import Phone, agree, invite

USED = date(2025, 11, 18)
TOLD, ARCHIVED = date(2028, 4, 18), date(2028, 5, 18)
_BUTTON = "/portal/keep"


@pytest.fixture
def code(years: Years) -> str:
    """The code of a patient who is followed no more and has not come since; it is 2028."""
    context, centre = years.service.context, years.service.centre
    code = invite(context, centre, years.patient)
    agree(context, centre, years.patient)
    Phone(years.service).enters(code)
    years.change(years.patient, monitoring=Monitoring.ENDED)
    years.on(date(2026, 5, 18))
    assert years.state(years.patient) is RetentionState.INACTIVE
    return code


def test_a_patient_who_was_told_says_no_on_their_pages(years: Years, code: str):
    years.on(TOLD)
    years.service.stay_signed_in()
    phone = Phone(years.service)
    phone.enters(code)
    page = phone.get("/choices")
    assert _BUTTON in page.text
    assert "sera archivé" in page.text
    assert "18 mai" in page.text.replace("\u00a0", " ")

    after = phone.post("/keep", page)

    assert _BUTTON not in after.text
    assert [each.ended for each in years.announcements(years.patient)] == [AnnouncementEnd.KEPT]
    assert len(years.rows(RetentionObjection, years.patient)) == 1
    assert years.state(years.patient) is RetentionState.ACTIVE
    years.on(ARCHIVED + timedelta(days=1))
    assert years.state(years.patient) is RetentionState.ACTIVE


def test_without_anything_announced_there_is_nothing_to_keep(years: Years, code: str):
    phone = Phone(years.service)
    phone.enters(code)
    page = phone.get("/choices")
    assert _BUTTON not in page.text

    phone.post("/keep", page)

    assert years.rows(RetentionObjection, years.patient) == []


def test_out_of_the_archive_too(years: Years, code: str):
    years.on(TOLD)
    years.a_month_later(ARCHIVED)
    assert years.state(years.patient) is RetentionState.ARCHIVED
    phone = Phone(years.service)
    phone.enters(code)
    page = phone.get("/choices")
    assert _BUTTON in page.text

    phone.post("/keep", page)

    assert years.state(years.patient) is RetentionState.ACTIVE
