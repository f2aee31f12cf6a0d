"""A red flag on a page whose week is over is never dropped (H-02); anything else there is."""

from datetime import timedelta

import pytest
from httpx2 import Response
from sqlalchemy import update

from services.clinical.questionnaire import QuestionnaireKey
from services.contract.enums import AlertLevel
from services.contract.week_enums import SurveyState
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.schedule import SurveyWindow
from services.portal.drafts import find
from services.portal.steps import Asks, steps_of
from tests.services.portal.conftest import Bedside
from tests.support.answered_pages import PLACES, fill, fill_all, quiet, send
from tests.support.answers import QUESTIONNAIRE, answer_content
from tests.support.portal import add_window, hidden_in
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


def test_on_a_page_of_a_week_that_asked_by_another_questionnaire(bedside: Bedside):
    """The places of its pages are its own: what was said is read by the form that was shown."""
    service, [window] = bedside.service, bedside.rows(SurveyWindow)
    older = QuestionnaireKey(QUESTIONNAIRE, "1.0.0")
    [urgency] = [step.place for step in steps_of(older) if step.asks is Asks.URGENCY]
    assert PLACES["urgency"] != urgency
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(SurveyWindow).values(questionnaire_version=older.version))
    phone = bedside.phone()
    fill(phone, "fatigue", severity="4", interference="4", shown="severity interference")
    page = phone.get(f"/questionnaire/{urgency}")
    assert 'name="urgency"' in page.text
    service.clock.set(window.closes_at + timedelta(minutes=1))
    with service.context.database.writing(Scope(service.centre.id)) as session:
        add_window(session, service.centre.id, bedside.patient, window.closes_at)
    phone = bedside.phone()

    urgent = phone.post(f"/questionnaire/{urgency}", None, **_fields(page) | {"urgency": "urgent"})

    assert urgent.url.path == "/portal/urgent"
    assert _was_told(bedside)
    [answer] = bedside.rows(Answer)
    assert answer.questionnaire_version == older.version


def test_on_a_page_of_a_week_that_was_cancelled(bedside: Bedside):
    """The plan was changed while it stood open, and nothing else was ever asked."""
    service, phone = bedside.service, bedside.phone()
    page, mild = phone.get(VOMITING), phone.get(f"/questionnaire/{PLACES['fatigue']}")
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(SurveyWindow).values(state=SurveyState.CANCELLED))

    refused = phone.post(f"/questionnaire/{PLACES['fatigue']}", mild, **quiet("fatigue"))
    urgent = phone.post(VOMITING, page, **SEVERE)

    assert "pas été ajoutée" in refused.text
    assert urgent.url.path == "/portal/urgent"
    assert "Continuer le questionnaire" not in urgent.text
    assert _was_told(bedside)


def test_who_is_followed_no_more_is_told_that_it_was_not_taken(bedside: Bedside):
    phone = bedside.phone()
    page = phone.get(VOMITING)
    phone.post("/withdraw", None, sure="yes")

    told = phone.post(VOMITING, page, **SEVERE)

    assert told.status_code == 409
    assert "personne ne la lira" in told.text
    assert len(bedside.journal("answer_not_taken")) == 1


def _fields(page: Response) -> dict[str, str]:
    return dict(hidden_in(page))


@pytest.mark.parametrize("is_asked_again", [False, True])
def test_all_answers_that_come_after_their_week_say_what_becomes_of_them(
    bedside: Bedside, *, is_asked_again: bool
):
    bedside.has_answered_all()
    [window] = bedside.rows(SurveyWindow)
    bedside.service.clock.set(window.closes_at - timedelta(minutes=1))
    phone = bedside.phone()
    summary = phone.get("/summary")
    bedside.service.clock.forward(minutes=2)
    if is_asked_again:
        service = bedside.service
        with service.context.database.writing(Scope(service.centre.id)) as session:
            add_window(session, service.centre.id, bedside.patient, window.closes_at)

    late = send(phone, summary)

    assert "ne sont pas parties" in late.text
    assert "verra ce qui y paraît grave" in late.text
    assert bedside.rows(Answer) == []
