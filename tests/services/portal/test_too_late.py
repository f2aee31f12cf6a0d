"""A red flag on a page whose week is over is never dropped (H-02); anything else there is."""

from datetime import timedelta

from services.contract.enums import AlertLevel
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.schedule import SurveyWindow
from services.portal.drafts import find
from tests.services.portal.conftest import Bedside
from tests.support.answered_pages import PLACES, fill, fill_all, quiet, send
from tests.support.answers import answer_content
from tests.support.portal import add_window
from tests.support.service import random_key

VOMITING = f"/questionnaire/{PLACES['vomiting']}"
SEVERE = {"frequency": "4", "severity": "4", "shown": "frequency severity"}


def _was_told(bedside: Bedside) -> bool:
    return AlertLevel.CRITICAL in {each.level for each in bedside.rows(Alert)}


def test_on_a_page_that_was_opened_before_the_next_week_began(bedside: Bedside):
    service, [window] = bedside.service, bedside.rows(SurveyWindow)
    service.clock.set(window.closes_at - timedelta(minutes=1))
    phone = bedside.phone()
    page = phone.get(VOMITING)
    fatigue = phone.get(f"/questionnaire/{PLACES['fatigue']}")
    service.clock.forward(minutes=2)
    with service.context.database.writing(Scope(service.centre.id)) as session:
        following = add_window(session, service.centre.id, bedside.patient, window.closes_at)

    mild = phone.post(f"/questionnaire/{PLACES['fatigue']}", fatigue, **quiet("fatigue"))
    assert (mild.url.path, bedside.rows(Answer)) == ("/portal/", [])
    urgent = phone.post(VOMITING, page, **SEVERE)

    assert urgent.url.path == "/portal/urgent"
    assert _was_told(bedside)
    cipher = service.context.keys.patient(bedside.patient)
    with service.context.database.reading(Scope(service.centre.id)) as session:
        kept = find(session, cipher, following)
    assert kept.draft.pages == ["vomiting"]


def test_on_a_page_that_stood_open_when_all_was_sent(bedside: Bedside):
    phone = bedside.phone()
    page = phone.get(VOMITING)
    fill_all(phone)
    send(phone)
    [sent] = bedside.rows(Answer)

    urgent = phone.post(VOMITING, page, **SEVERE)

    assert urgent.url.path == "/portal/urgent"
    assert _was_told(bedside)
    [late] = bedside.rows(Answer, Answer.id != sent.id)
    assert (late.replaces_id, late.completed) == (None, False)
    assert (
        "Vous avez répondu" in phone.get("/").text or phone.get("/done").url.path == "/portal/done"
    )
    assert phone.get(VOMITING).url.path == "/portal/"


def test_on_a_page_that_stood_open_while_a_nurse_wrote_the_answers_down(bedside: Bedside):
    phone, service = bedside.phone(), bedside.service
    page = phone.get(VOMITING)
    fill(phone, "fatigue", **quiet("fatigue"))
    written = service.client.post(
        f"/api/v1/patients/{bedside.patient}/answers",
        json=answer_content(authored_at=service.clock.now().isoformat()),
        headers=service.as_("ingest", **{"Idempotency-Key": random_key()}),
    )
    assert written.status_code == 201, written.text
    assert not _was_told(bedside)

    urgent = phone.post(VOMITING, page, **SEVERE)

    assert urgent.url.path == "/portal/urgent"
    assert _was_told(bedside)


def test_the_same_page_twice_is_told_once(bedside: Bedside):
    phone = bedside.phone()
    page = phone.get(VOMITING)
    fill_all(phone)
    send(phone)

    for _ in range(2):
        phone.post(VOMITING, page, **SEVERE)

    assert len(bedside.rows(Alert)) == 1
