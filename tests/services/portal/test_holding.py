"""A patient at their pages and a professional at the same patient, one after the other."""

import threading
from time import sleep

import pytest
from sqlalchemy import select, text

from services.db.holding import hold_patient
from services.db.scope import Scope
from services.db.tables.patients import Patient
from tests.services.portal.conftest import Bedside
from tests.support.answered_pages import PLACES
from tests.support.portal import agree, ask, invite
from tests.support.service import ServiceUnderTest

_WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
_ALONE = select(Patient.id).with_for_update(nowait=True)


@pytest.fixture
def bedside(postgres_service: ServiceUnderTest) -> Bedside:
    """Where there are several writers at a time."""
    context, centre = postgres_service.context, postgres_service.centre
    found = Bedside(
        postgres_service, centre.patients[0], invite(context, centre, centre.patients[0])
    )
    agree(context, centre, found.patient)
    found.window = ask(context, centre, found.patient)
    return found


def _until_it_waits(bedside: Bedside, writer: threading.Thread) -> None:
    """Until the writer waits for the patient, or did not have to."""
    with bedside.service.context.database.reading(Scope(bedside.service.centre.id)) as session:
        while writer.is_alive() and not session.scalar(_WAITING):
            sleep(0.01)


def test_who_waits_for_the_patient_keeps_nobody_from_finishing(bedside: Bedside):
    """Else each could wait for what the other has, and one is refused: perhaps the red flag."""
    context, centre = bedside.service.context, bedside.service.centre
    phone = bedside.phone()
    path = f"/questionnaire/{PLACES['vomiting']}"
    page = phone.get(path)
    severe = {"frequency": "4", "severity": "4", "shown": "frequency severity"}
    writer = threading.Thread(target=phone.post, args=(path, page), kwargs=severe)
    with context.database.writing(Scope(centre.id)) as session:
        hold_patient(session, bedside.patient)
        writer.start()
        _until_it_waits(bedside, writer)
        found = session.scalar(_ALONE.where(Patient.id == bedside.patient))
    writer.join(60)

    assert found == bedside.patient
