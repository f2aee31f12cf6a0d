"""Consent, notices and choices on the pages: three answers, none given for the patient."""

import pytest

from services.consents.service import history
from services.contract.enums import Monitoring
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind, SurveyState
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.notices import NoticeAcknowledgement
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyWindow
from services.notices import registry
from tests.services.portal.conftest import Bedside

ALL = {"telemonitoring": "accepted", "research": "opposed", "communication": "refused"}


def _said(bedside: Bedside) -> dict[ConsentKind, ConsentChoice]:
    with bedside.service.context.database.reading(Scope(bedside.service.centre.id)) as session:
        return {each.kind: each.choice for each in history(session, bedside.patient)}


def test_the_first_page_is_the_agreement_with_nothing_chosen(invited: Bedside):
    page = invited.phone().get("/")

    assert page.url.path == "/portal/consent"
    assert page.text.count('type="radio"') == 6
    assert " checked" not in page.text
    assert page.text.count("<li>") >= 6
    assert "/portal/notices/telemonitoring" in page.text


def test_three_answers_are_written_down_with_the_texts_that_were_read(invited: Bedside):
    phone = invited.phone()

    home = phone.post("/consent", None, **ALL)

    assert home.url.path == "/portal/"
    with invited.service.context.database.reading(Scope(invited.service.centre.id)) as session:
        said = history(session, invited.patient)
    assert {each.kind.value: each.choice.value for each in said} == ALL
    assert {each.collection for each in said} == {Collection.ON_PAGES}
    assert {each.collected_by for each in said} == {None}
    assert {each.notice_version for each in said} == {"1.0"}
    with invited.service.context.database.reading(NO_CENTRE) as session:
        assert session.query(NoticeAcknowledgement).count() == 4


@pytest.mark.parametrize("left_out", sorted(ALL))
def test_no_answer_is_taken_for_one(invited: Bedside, left_out: str):
    given = {name: choice for name, choice in ALL.items() if name != left_out}

    page = invited.phone().post("/consent", None, **given)

    assert page.status_code == 422
    assert f'id="{left_out}-error"' in page.text
    assert page.text.count(" checked") == 2
    assert _said(invited) == {}


def test_saying_no_ends_politely_and_keeps_the_pages(invited: Bedside):
    phone = invited.phone()

    page = phone.post("/consent", None, **ALL | {"telemonitoring": "refused"})

    assert "Pas de suivi à distance" in page.text
    assert "Vos soins continuent" in page.text
    assert phone.get("/questionnaire/1").url.path == "/portal/"
    assert phone.get("/notices").status_code == 200


def test_a_second_agreement_of_another_phone_changes_nothing(invited: Bedside):
    phone, other = invited.phone(), invited.phone()
    elsewhere = other.get("/consent")
    phone.post("/consent", None, **ALL)

    other.post("/consent", elsewhere, **ALL | {"telemonitoring": "refused"})

    assert _said(invited)[ConsentKind.TELEMONITORING] is ConsentChoice.ACCEPTED


def test_a_new_version_of_a_text_is_shown_before_anything_else(bedside: Bedside, monkeypatch):
    newer = tuple(
        registry.Notice(each.kind, each.tool, each.profile, "2.0", each.dated)
        if each.kind.value == "privacy"
        else each
        for each in registry.every()
    )
    monkeypatch.setattr(registry, "every", lambda: newer)
    monkeypatch.setattr(registry, "_parts", lambda name: (name, ("essentiel",), "## Titre", "neuf"))
    phone = bedside.phone()

    page = phone.get("/")
    assert page.url.path == "/portal/notices"
    assert "est nouveau" in page.text
    home = phone.post("/notices", page, privacy="2.0")

    assert home.url.path == "/portal/"


def test_choices_are_changed_at_any_time(bedside: Bedside):
    page = bedside.phone().post("/choices", None, research="opposed", communication="accepted")

    assert "Vos choix sont enregistrés" in page.text
    said = _said(bedside)
    assert said[ConsentKind.RESEARCH] is ConsentChoice.OPPOSED
    assert said[ConsentKind.COMMUNICATION] is ConsentChoice.ACCEPTED
    assert said[ConsentKind.TELEMONITORING] is ConsentChoice.ACCEPTED


def test_the_follow_up_ends_after_its_effect_was_read_and_confirmed(bedside: Bedside):
    phone = bedside.phone()
    explained = phone.get("/withdraw")
    assert "Plus personne ne lira" in explained.text
    assert phone.post("/withdraw", explained).status_code == 422
    assert _said(bedside)[ConsentKind.TELEMONITORING] is ConsentChoice.ACCEPTED

    home = phone.post("/withdraw", explained, sure="yes")

    assert "Vos réponses ne sont plus lues" in home.text
    assert _said(bedside)[ConsentKind.TELEMONITORING] is ConsentChoice.WITHDRAWN
    [patient] = bedside.rows(Patient, Patient.id == bedside.patient)
    assert patient.monitoring is Monitoring.ENDED
    [window] = bedside.rows(SurveyWindow)
    assert window.state is SurveyState.CANCELLED
    for path in ("/answers", "/choices", "/accesses", "/notices", "/contact"):
        assert phone.get(path).status_code == 200


def test_what_is_agreed_to_is_journalled(bedside: Bedside):
    bedside.phone().post("/choices", None, research="opposed")

    [entry] = bedside.journal("page_change_choices")

    assert (entry.role, entry.actor_id, entry.patient_id) == (
        "patient",
        bedside.patient,
        bedside.patient,
    )
