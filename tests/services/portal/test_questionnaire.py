"""The week's questionnaire without a script: pages, branching, drafts, one answer in the end."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from services.answers.content import unseal
from services.contract.answer_content import AnswerContent
from services.contract.enums import Channel, Monitoring
from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient
from services.db.tables.portal import AnswerDraft
from services.db.tables.schedule import SurveyWindow
from services.portal.drafts import Draft, find
from tests.services.portal.conftest import Bedside
from tests.support.answered_pages import PLACES, STEPS, fill, fill_all, quiet, send
from tests.support.answers import all_quiet
from tests.support.portal import add_window

SEVERE_PAIN = {
    "frequency": "3",
    "severity": "3",
    "interference": "2",
    "shown": "frequency severity interference",
}


def _answers(bedside: Bedside) -> list[Answer]:
    return bedside.rows(Answer)


def _content(bedside: Bedside, answer: Answer) -> AnswerContent:
    cipher = bedside.service.context.keys.patient(bedside.patient)
    return unseal(cipher, answer.id, answer.content)


def _draft(bedside: Bedside) -> Draft:
    context = bedside.service.context
    with context.database.reading(Scope(bedside.service.centre.id)) as session:
        window = session.scalars(select(SurveyWindow.id)).one()
        return find(session, context.keys.patient(bedside.patient), window).draft


def test_a_whole_questionnaire_becomes_one_answer(bedside: Bedside):
    phone = bedside.phone()
    summary = fill_all(
        phone,
        pain=SEVERE_PAIN,
        nausea={"frequency": "opt_out"},
        temperature={"degrees1": "37,4", "day1": "2025-11-17", "time1": "21:30"},
        weight={"weight": "62.5"},
        ecog={"ecog": "1"},
        fall={"fall": "1"},
        urgency={"urgency": "can_wait"},
        comment={"comment": "Merci <b>à tous</b>"},
    )
    assert summary.url.path == "/portal/summary"
    assert "Merci &lt;b&gt;à tous&lt;/b&gt;" in summary.text

    done = send(phone)

    assert done.url.path == "/portal/done"
    [answer] = _answers(bedside)
    content = _content(bedside, answer)
    assert answer.channel is Channel.WEB
    assert answer.submitted_by is None
    assert answer.completed
    assert content.authored == bedside.service.clock.now()
    assert content.items["pain"] == {"frequency": 3, "severity": 3, "interference": 2}
    assert content.items["nausea"] == {"frequency": "opt_out"}
    assert content.items["fatigue"] == {"severity": 0}
    assert len(content.items) == 20
    [reading] = content.temperatures
    taken_at = datetime(2025, 11, 17, 20, 30, tzinfo=UTC)
    assert (reading.value, reading.measured_at) == (37.4, taken_at)
    assert content.weight is not None
    assert content.weight.value == 62.5
    assert (content.ecog, content.fall, content.urgency) == (1, "yes", "can_wait")
    assert content.comment == "Merci <b>à tous</b>"
    assert content.language == "fr"


def test_the_confirmation_says_when_and_what_next_and_never_a_grade(bedside: Bedside):
    bedside.has_answered_all(
        items=all_quiet() | {"pain": {"frequency": 3, "severity": 3, "interference": 2}}
    )

    done = send(bedside.phone())

    assert "reçues mardi 18 novembre à 10\u00a0h\u00a042" in done.text
    assert "Prochain questionnaire" in done.text
    assert "mardi 25 novembre" in done.text
    for word in ("grade", "critique", "élevée", "alerte", "niveau"):
        assert word not in done.text.lower()


def test_what_was_sent_leaves_nothing_in_the_draft(bedside: Bedside):
    bedside.has_answered_all(comment="CANARITEXTE")
    send(bedside.phone())

    draft = _draft(bedside)

    assert draft.sent == _answers(bedside)[0].id
    assert (draft.items, draft.comment, draft.pages) == ({}, None, [])


def test_sending_twice_going_back_and_a_second_phone_make_one_answer(bedside: Bedside):
    bedside.has_answered_all()
    phone, other = bedside.phone(), bedside.phone()
    summary, elsewhere = phone.get("/summary"), other.get("/summary")

    ends = [send(phone, summary), send(phone, summary), send(other, elsewhere)]

    assert {end.url.path for end in ends} == {"/portal/done"}
    assert len(_answers(bedside)) == 1
    assert phone.get("/questionnaire/3").url.path == "/portal/"
    late = phone.post("/questionnaire/3", summary, **quiet(STEPS[2].name), window="x")
    assert late.url.path == "/portal/"
    assert "pas été ajoutée" in late.text
    assert "est envoyé" in phone.get("/").text
    assert "pas été ajoutée" not in phone.get("/").text


def test_nothing_is_chosen_before_the_patient_chooses(sqlite_bedside: Bedside):
    phone = sqlite_bedside.phone()
    for step in STEPS:
        page = phone.get(f"/questionnaire/{step.place}")
        assert " checked" not in page.text
        assert f"{step.place} sur 26" in page.text


def test_a_page_without_an_answer_is_not_left(bedside: Bedside):
    page = fill(bedside.phone(), "fatigue")

    assert page.status_code == 422
    assert 'id="severity-error"' in page.text
    assert bedside.rows(AnswerDraft) == []


def test_what_a_choice_asks_further_is_asked_without_a_script(bedside: Bedside):
    phone = bedside.phone()

    more = fill(phone, "pain", frequency="2")
    assert (more.status_code, more.url.path) == (200, f"/portal/questionnaire/{PLACES['pain']}")
    assert 'role="alert"' not in more.text
    assert 'id="frequency-2" name="frequency" value="2" checked' in more.text

    given = {"frequency": "2", "severity": "1"}
    last = phone.post(f"/questionnaire/{PLACES['pain']}", more, **given)
    missing = phone.post(f"/questionnaire/{PLACES['pain']}", last, **given)
    assert missing.status_code == 422
    assert 'id="interference-error"' in missing.text
    left = phone.post(f"/questionnaire/{PLACES['pain']}", missing, **given, interference="0")
    assert left.url.path == f"/portal/questionnaire/{PLACES['pain'] + 1}"


def test_what_is_not_asked_any_more_is_not_kept(bedside: Bedside):
    phone = bedside.phone()
    fill(phone, "pain", **SEVERE_PAIN)

    fill(phone, "pain", frequency="0", severity="3", interference="2")

    assert _draft(bedside).items == {"pain": {"frequency": 0}}


@pytest.mark.parametrize(
    ("name", "fields", "fault"),
    [
        ("temperature", {"degrees1": "50"}, "degrees1"),
        ("temperature", {"degrees1": "38.2"}, "time1"),
        ("temperature", {"degrees1": "38", "day1": "2025-11-18", "time1": "11:43"}, "time1"),
        ("temperature", {"degrees2": "trente-huit"}, "degrees2"),
        ("weight", {"weight": "1e2"}, "weight"),
        ("weight", {"weight": "12"}, "weight"),
        ("weight", {"weight": "-62"}, "weight"),
        ("ecog", {"ecog": "5"}, "ecog"),
        ("fatigue", {"severity": "9"}, "severity"),
        ("comment", {"comment": "é" * 1001}, "comment"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(sqlite_bedside: Bedside, name, fields, fault):
    page = fill(sqlite_bedside.phone(), name, **fields)

    assert page.status_code == 422
    assert f'id="{fault}-error"' in page.text
    assert sqlite_bedside.rows(AnswerDraft) == []


@pytest.mark.parametrize("name", ["temperature", "weight", "urgency", "comment"])
def test_what_nobody_measured_may_stay_empty(sqlite_bedside: Bedside, name: str):
    page = fill(sqlite_bedside.phone(), name)

    assert page.status_code == 200
    assert _draft(sqlite_bedside).pages == [name]


def test_a_comment_of_a_thousand_characters_is_kept_whole(bedside: Bedside):
    text = "é\n" * 499 + "!!"

    fill(bedside.phone(), "comment", comment=text)

    assert _draft(bedside).comment == text


def test_an_earlier_page_is_reached_with_its_answer(bedside: Bedside):
    phone = bedside.phone()
    fill(phone, "fatigue", severity="2", interference="1", shown="severity interference")

    back = fill(phone, "pain", go="back")

    assert back.url.path == "/portal/questionnaire/1"
    assert 'value="2" checked' in back.text
    assert 'value="1" checked' in back.text


def test_another_phone_goes_on_where_the_first_one_stopped(bedside: Bedside):
    fill(bedside.phone(), "fatigue", **quiet("fatigue"))

    home = bedside.phone().get("/")

    assert "1 pages sur 26" in home.text
    assert "/portal/questionnaire/2" in home.text


def test_the_last_phone_that_saves_a_page_has_the_word_and_both_are_told(bedside: Bedside):
    phone, other = bedside.phone(), bedside.phone()
    mine, theirs = phone.get("/questionnaire/2"), other.get("/questionnaire/2")
    severe = {"frequency": "3", "severity": "3", "interference": "2"}
    phone.post("/questionnaire/2", mine, **severe)

    page = other.post("/questionnaire/2", theirs, frequency="0")

    assert "ont changé sur un autre téléphone" in page.text
    assert _draft(bedside).items == {"pain": {"frequency": 0}}


def test_nothing_is_sent_that_its_sender_has_not_read(bedside: Bedside):
    bedside.has_answered_all()
    phone, other = bedside.phone(), bedside.phone()
    summary = phone.get("/summary")
    fill(other, "comment", comment="Ajouté ailleurs")

    again = send(phone, summary)

    assert again.status_code == 409
    assert "Ajouté ailleurs" in again.text
    assert _answers(bedside) == []
    assert send(phone, again).url.path == "/portal/done"


def test_an_unfinished_questionnaire_is_not_sent(bedside: Bedside):
    phone = bedside.phone()
    fill(phone, "fatigue", **quiet("fatigue"))
    summary = phone.get("/summary")
    assert "Envoyer mes réponses" not in summary.text

    page = phone.post("/summary", summary, window=str(bedside.window), version="1")

    assert page.url.path == "/portal/summary"
    assert _answers(bedside) == []


def test_last_weeks_answers_are_not_shown(bedside: Bedside):
    bedside.has_answered_all(
        items=all_quiet() | {"pain": {"frequency": 3, "severity": 3, "interference": 2}},
        comment="CANARITEXTE",
    )
    send(bedside.phone())
    service = bedside.service
    service.clock.forward(days=7)
    with service.context.database.writing(Scope(service.centre.id)) as session:
        opens_at = session.scalars(select(SurveyWindow.opens_at)).one() + timedelta(days=7)
        add_window(session, service.centre.id, bedside.patient, opens_at)
    phone = bedside.phone()

    pages = [phone.get(f"/questionnaire/{step.place}").text for step in STEPS]

    assert not any(" checked" in page or "CANARITEXTE" in page for page in pages)


def test_a_draft_lies_sealed(bedside: Bedside):
    fill(bedside.phone(), "comment", comment="CANARITEXTE")

    [row] = bedside.rows(AnswerDraft)

    assert b"CANARI" not in row.content


def test_a_draft_that_cannot_be_opened_is_a_page_and_an_entry(bedside: Bedside):
    phone = bedside.phone()
    fill(phone, "fatigue", **quiet("fatigue"))
    with bedside.service.context.database.writing(Scope(bedside.service.centre.id)) as session:
        sealed = session.scalars(select(AnswerDraft.content)).one()
        broken = sealed[:-1] + bytes([sealed[-1] ^ 1])
        session.execute(update(AnswerDraft).values(content=broken))

    page = phone.get("/")

    assert page.status_code == 500
    assert "Cela n&#39;a pas marché" in page.text
    assert [entry.outcome for entry in bedside.journal("page_home")][-1] == "integrity_error"


def test_who_is_followed_no_more_is_told_and_keeps_their_pages(bedside: Bedside):
    bedside.has_answered_all()
    phone = bedside.phone()
    summary = phone.get("/summary")
    with bedside.service.context.database.writing(Scope(bedside.service.centre.id)) as session:
        ended = update(Patient).where(Patient.id == bedside.patient)
        session.execute(ended.values(monitoring=Monitoring.ENDED))

    page = send(phone, summary)

    assert page.status_code == 409
    assert "personne ne la lira" in page.text
    assert _answers(bedside) == []
    [entry] = bedside.journal("answer_not_taken")
    assert (entry.role, entry.patient_id) == ("patient", bedside.patient)
    home = phone.get("/")
    assert "Vos réponses ne sont plus lues" in home.text
    assert "Commencer" not in home.text
    assert phone.get("/answers").status_code == 200
    assert phone.get("/questionnaire/1").url.path == "/portal/"


def test_a_window_that_is_over_takes_no_answer(bedside: Bedside):
    phone = bedside.phone()
    page = phone.get("/questionnaire/1")
    bedside.service.clock.forward(days=7)
    again = bedside.phone()

    left = again.post("/questionnaire/1", None, severity="0")

    assert page.status_code == 200
    assert left.url.path == "/portal/"
    assert "Pas de questionnaire" in left.text
    assert "pas été ajoutée" in left.text
    assert _answers(bedside) == []


def test_a_comment_longer_than_any_answer_is_shown_again(sqlite_bedside: Bedside):
    page = fill(sqlite_bedside.phone(), "comment", comment="à" * 2000 + "b" * 3000)

    assert page.status_code == 422
    assert "1 000 caractères au plus" in page.text
    assert "b" * 3000 in page.text
