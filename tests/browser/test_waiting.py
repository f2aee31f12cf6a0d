"""What waits in a browser without a network leaves, or is said to have come to nothing (H-02)."""

import re
from contextlib import AbstractContextManager
from json import dumps

from playwright.sync_api import Dialog, expect

from services.db.scope import Scope
from services.db.tables.portal import AnswerDraft
from services.portal.drafts import find
from tests.browser.conftest import Phone, Someone, Ward
from tests.browser.test_archived import archive
from tests.support.answered_pages import PLACES

COMMENT = f"/questionnaire/{PLACES['comment']}"


def _kept(phone: Phone) -> object:
    """What the browser keeps to send later, of anybody; None for nothing."""
    return phone.page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('vigie-kept-'))"
        ".map((key) => localStorage.getItem(key))[0] ?? null"
    )


def _answers_without_network(phone: Phone, someone: Someone, words: str) -> None:
    """A page was filled in and waits in the browser, whose tab is closed."""
    phone.enter(someone)
    phone.open(f"/portal{COMMENT}")
    phone.page.fill("#comment", words)
    phone.context.set_offline(True)
    phone.press("Suivant")
    expect(phone.page.locator("#offline")).to_be_visible()
    phone.page.close()
    phone.context.set_offline(False)
    phone.page = phone.context.new_page()


def test_without_a_network_an_answer_waits_in_the_browser_and_leaves_once(ward: Ward, phone: Phone):
    someone = ward.someone()
    phone.enter(someone)
    phone.open(f"/portal{COMMENT}")
    phone.page.fill("#comment", "Sans réseau")
    phone.context.set_offline(True)

    phone.press("Suivant")

    expect(phone.page.locator("#offline")).to_be_visible()
    assert "Sans+r%C3%A9seau" in str(_kept(phone))
    assert ward.count(AnswerDraft, someone) == 0
    phone.context.set_offline(False)

    phone.page.wait_for_url(
        re.compile(r"/portal/questionnaire/1$|/portal/summary$"), timeout=20_000
    )
    assert ward.count(AnswerDraft, someone) == 1
    assert _kept(phone) is None


def test_what_waited_is_sent_after_the_browser_was_closed(ward: Ward, phone: Phone):
    someone = ward.someone()
    _answers_without_network(phone, someone, "Gardé")

    phone.open("/portal/")

    phone.at("/summary")
    assert _kept(phone) is None
    assert ward.count(AnswerDraft, someone) == 1


def test_what_waited_until_its_week_was_over_is_said(ward: Ward, phone: Phone):
    someone = ward.someone()
    _answers_without_network(phone, someone, "Trop tard")
    ward.ends_week(someone)

    phone.open("/portal/")

    phone.at("/?over=1")
    expect(phone.page.get_by_role("status").first).to_contain_text("n'a pas été ajoutée")
    assert _kept(phone) is None


def test_what_one_person_left_does_not_go_under_the_name_of_another(ward: Ward, phone: Phone):
    someone, other = ward.someone(), ward.someone()
    _answers_without_network(phone, someone, "À moi")
    phone.context.clear_cookies()

    phone.enter(other)
    phone.open("/portal/")
    expect(phone.page.get_by_role("link", name="Commencer")).to_be_visible()

    assert "%C3%80+moi" in str(_kept(phone))
    assert ward.count(AnswerDraft, other) == 0
    phone.press("Quitter")
    phone.at("/left")
    phone.context.clear_cookies()
    phone.enter(someone)
    phone.at("/summary")
    assert _kept(phone) is None
    assert ward.count(AnswerDraft, someone) == 1


def _named_in(phone: Phone, place: str) -> str:
    """How the browser calls what waits of somebody whose page this is."""
    key = f"'vigie-kept-' + document.body.dataset.mark + '{place}'"
    return str(phone.page.evaluate(key))


def _pages(ward: Ward, someone: Someone) -> set[str]:
    """The pages that the service has saved."""
    assert someone.window is not None
    context, cipher = ward.service.context, ward.service.context.keys.patient(someone.id)
    with context.database.reading(Scope(ward.service.centre.id)) as session:
        return set(find(session, cipher, someone.window).draft.pages)


def _sends(phone: Phone, name: str) -> AbstractContextManager[object]:
    """Waits until the service has answered a page of the questionnaire that waited."""
    place = f"/questionnaire/{PLACES[name]}"
    return phone.page.expect_response(lambda answer: answer.url.endswith(place))


def test_two_pages_that_waited_leave_both(ward: Ward, phone: Phone):
    """H-02: the second one that lost its network does not take the place of the first."""
    someone = ward.someone()
    phone.enter(someone)
    tabs = {"#comment": phone.page, "#weight": phone.context.new_page()}
    for field, tab in tabs.items():
        tab.goto(f"{ward.address}/portal/questionnaire/{PLACES[field[1:]]}")
    phone.context.set_offline(True)
    for field, tab in tabs.items():
        tab.fill(field, "62")
        tab.get_by_role("button", name="Suivant", exact=True).click()
        expect(tab.locator("#offline")).to_be_visible()
        tab.close()
    phone.context.set_offline(False)
    phone.page = phone.context.new_page()

    with _sends(phone, "comment"), _sends(phone, "weight"):
        phone.open("/portal/answers")

    expect(phone.page.locator("h1")).to_have_text("Mes réponses")
    assert _pages(ward, someone) == {"comment", "weight"}


def test_a_summary_is_shown_with_what_waited(ward: Ward, phone: Phone):
    someone = ward.someone()
    ward.has_answered_all(someone)
    _answers_without_network(phone, someone, "Arrivé après")

    phone.open("/portal/summary")
    expect(phone.page.get_by_text("Arrivé après")).to_be_visible()
    phone.press("Envoyer mes réponses")

    phone.at("/done")
    assert _kept(phone) is None


def test_a_page_of_a_session_that_was_renewed_elsewhere_leaves_all_the_same(
    ward: Ward, phone: Phone
):
    someone = ward.someone()
    phone.enter(someone)
    phone.open(f"/portal{COMMENT}")
    phone.page.fill("#comment", "Toujours là")
    kept_open, phone.page = phone.page, phone.context.new_page()
    phone.open("/portal/done")
    phone.press("Quitter")
    phone.at("/left")
    phone.enter(someone)
    phone.at("/")

    phone.page = kept_open
    phone.press("Suivant")

    phone.at("/summary")
    expect(phone.page.get_by_text("Toujours là")).to_be_visible()
    assert _kept(phone) is None


def test_a_page_that_waited_and_lacks_something_is_shown_as_it_was_filled_in(
    ward: Ward, phone: Phone
):
    phone.enter(ward.someone())
    phone.open(f"/portal/questionnaire/{PLACES['weight']}")
    phone.page.fill("#weight", "620")
    phone.context.set_offline(True)
    phone.press("Suivant")
    expect(phone.page.locator("#offline")).to_be_visible()
    phone.page.close()
    phone.context.set_offline(False)
    phone.page = phone.context.new_page()

    phone.open("/portal/")

    expect(phone.page.locator("#weight")).to_have_value("620")
    expect(phone.page.locator("#weight-error")).to_be_visible()
    assert _kept(phone) is None


def test_what_waited_for_too_long_is_said_to_whose_it_was(ward: Ward, phone: Phone):
    """It is erased by whoever opens the pages, and said to nobody else (H-02)."""
    someone, other = ward.someone(), ward.someone()
    phone.enter(someone)
    phone.at("/")
    key = _named_in(phone, "/portal/questionnaire/1")
    old = {"at": 0, "path": "/portal/questionnaire/1", "body": "CANARI"}
    phone.page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, dumps(old)])
    phone.context.clear_cookies()

    phone.enter(other)
    phone.at("/")
    expect(phone.page.locator("#expired")).to_be_hidden()
    assert "CANARI" not in str(_kept(phone))
    phone.context.clear_cookies()
    phone.enter(someone)
    phone.at("/")

    expect(phone.page.locator("#expired")).to_contain_text("n'a pas pu partir")
    assert _kept(phone) is None


def test_what_waited_until_the_follow_up_had_ended_is_said(ward: Ward, phone: Phone):
    someone = ward.someone()
    _answers_without_network(phone, someone, "Personne")
    archive(ward, someone)

    phone.open("/portal/")

    expect(phone.page.get_by_text("personne ne la lira")).to_be_visible()
    assert _kept(phone) is None


def test_leaving_asks_before_it_clears_what_waits(ward: Ward, phone: Phone):
    someone = ward.someone()
    phone.enter(someone)
    phone.open(f"/portal{COMMENT}")
    phone.page.evaluate(
        "localStorage.setItem('vigie-kept-' + document.body.dataset.mark + '/nowhere',"
        " JSON.stringify({at: Date.now(), path: '/nowhere', body: ''}))"
    )
    phone.page.route("**/nowhere", lambda route: route.abort())
    phone.open("/portal/")
    expect(phone.page.locator("#offline")).to_be_visible()
    asked: list[str] = []

    def _refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    def _agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    phone.page.once("dialog", _refuse)
    phone.press("Quitter")
    phone.at("/")
    assert _kept(phone) is not None

    phone.page.once("dialog", _agree)
    phone.press("Quitter")
    phone.at("/left")
    assert _kept(phone) is None
    assert all("effacée" in each for each in asked)
    assert len(asked) == 2


def test_a_session_that_ends_in_the_middle_loses_nothing(ward: Ward, phone: Phone):
    someone = ward.someone()
    phone.enter(someone)
    phone.open(f"/portal{COMMENT}")
    phone.page.fill("#comment", "Avant la fin")
    phone.context.clear_cookies(name="vigie-session")

    phone.press("Suivant")

    phone.page.wait_for_url("**/portal/enter**")
    phone.enter(someone)
    phone.at("/summary")
    assert _kept(phone) is None
    assert ward.count(AnswerDraft, someone) == 1
