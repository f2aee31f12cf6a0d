"""A week's questionnaire on a small phone: with fingers, with a keyboard, without a network."""

import re
from collections.abc import Callable

from playwright.sync_api import Dialog, expect
from sqlalchemy import func, select

from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.db.tables.portal import AnswerDraft
from tests.browser.conftest import Phone, Someone, Ward
from tests.support.answered_pages import PLACES, STEPS

COMMENT = f"/questionnaire/{PLACES['comment']}"


def _count(ward: Ward, table: type[Answer] | type[AnswerDraft], someone: Someone) -> int:
    centre = ward.service.centre.id
    with ward.service.context.database.reading(Scope(centre)) as session:
        found = select(func.count()).select_from(table).where(table.patient_id == someone.id)
        return session.scalars(found).one()


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


def test_a_patient_answers_with_fingers(ward: Ward, phone: Phone):
    someone = ward.someone()
    phone.enter(someone)
    phone.page.click("text=Commencer")
    for step in STEPS:
        phone.at(f"/questionnaire/{step.place}")
        first = phone.page.locator("fieldset:not([hidden]) label").first
        if first.count() and step.name != "temperature":
            first.click()
        phone.press("Suivant")
    phone.at("/summary")
    phone.press("Envoyer mes réponses")

    phone.at("/done")

    expect(phone.page.locator("h1")).to_have_text("Merci, c'est envoyé")
    assert _count(ward, Answer, someone) == 1


def test_a_follow_up_appears_where_it_is_asked_and_goes_where_it_is_not(ward: Ward, phone: Phone):
    someone = ward.someone()
    phone.enter(someone)
    phone.open("/portal/questionnaire/2")
    severity, interference = phone.page.locator("#severity"), phone.page.locator("#interference")
    expect(severity).to_be_hidden()

    phone.page.click("label[for=frequency-2]")
    expect(severity).to_be_visible()
    phone.page.click("label[for=severity-3]")
    expect(interference).to_be_visible()
    phone.page.click("label[for=frequency-0]")

    expect(severity).to_be_hidden()
    expect(interference).to_be_hidden()
    phone.press("Suivant")
    phone.at("/questionnaire/3")


def test_everything_is_done_with_a_keyboard(ward: Ward, phone: Phone):
    someone = ward.someone()
    page = phone.page
    phone.open("/portal/enter")
    _tab_to(phone, "#code")
    page.keyboard.type(someone.code)
    for typed in ("14", "03", "1958"):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    phone.at("/")
    _tab_to(phone, "main a.primary")
    page.keyboard.press("Enter")
    phone.at("/questionnaire/1")
    _tab_to(phone, "#severity-0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("#severity-2").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    _tab_to(phone, "button.primary")
    page.keyboard.press("Enter")

    phone.at("/questionnaire/2")


def _tab_to(phone: Phone, selector: str) -> None:
    """Goes on until something has the focus, which must be seen there."""
    for _ in range(40):
        phone.page.keyboard.press("Tab")
        target = phone.page.locator(selector).first
        if target.evaluate("each => each === document.activeElement"):
            shown = target.evaluate(
                "each => getComputedStyle(each.type === 'radio' ? each.nextElementSibling : each)"
                ".outlineStyle"
            )
            assert shown == "solid", selector
            return
    raise AssertionError(f"no way to {selector}")


def test_an_error_is_told_first_and_leads_to_its_field(ward: Ward, phone: Phone):
    phone.enter(ward.someone())
    phone.open("/portal/questionnaire/1")

    phone.press("Suivant")

    alert = phone.page.get_by_role("alert")
    expect(alert).to_be_focused()
    alert.get_by_role("link").click()
    assert phone.page.url.endswith("#severity")


def test_a_red_flag_leads_to_the_telephone_at_once(ward: Ward, phone: Phone):
    someone = ward.someone()
    phone.enter(someone)
    phone.open(f"/portal/questionnaire/{PLACES['vomiting']}")
    phone.page.click("label[for=frequency-4]")
    phone.page.click("label[for=severity-4]")

    phone.press("Suivant")

    phone.at(f"/urgent?from={PLACES['vomiting']}")
    call = phone.page.get_by_role("link", name="Appeler le 15")
    expect(call).to_be_visible()
    box = call.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 640
    assert box["height"] >= 52
    assert _count(ward, Answer, someone) == 1
    phone.page.click("text=Continuer le questionnaire")
    phone.at(f"/questionnaire/{PLACES['vomiting'] + 1}")


def test_without_a_network_an_answer_waits_in_the_browser_and_leaves_once(ward: Ward, phone: Phone):
    someone = ward.someone()
    phone.enter(someone)
    phone.open(f"/portal{COMMENT}")
    phone.page.fill("#comment", "Sans réseau")
    phone.context.set_offline(True)

    phone.press("Suivant")

    expect(phone.page.locator("#offline")).to_be_visible()
    assert "Sans+r%C3%A9seau" in str(_kept(phone))
    assert _count(ward, AnswerDraft, someone) == 0
    phone.context.set_offline(False)

    phone.page.wait_for_url(
        re.compile(r"/portal/questionnaire/1$|/portal/summary$"), timeout=20_000
    )
    assert _count(ward, AnswerDraft, someone) == 1
    assert _kept(phone) is None


def test_what_waited_is_sent_after_the_browser_was_closed(ward: Ward, phone: Phone):
    someone = ward.someone()
    _answers_without_network(phone, someone, "Gardé")

    phone.open("/portal/")

    phone.at("/summary")
    assert _kept(phone) is None
    assert _count(ward, AnswerDraft, someone) == 1


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
    assert _count(ward, AnswerDraft, other) == 0
    phone.press("Quitter")
    phone.at("/left")
    phone.context.clear_cookies()
    phone.enter(someone)
    phone.at("/summary")
    assert _kept(phone) is None
    assert _count(ward, AnswerDraft, someone) == 1


def test_leaving_asks_before_it_clears_what_waits(ward: Ward, phone: Phone):
    someone = ward.someone()
    phone.enter(someone)
    phone.open(f"/portal{COMMENT}")
    phone.page.evaluate(
        "localStorage.setItem('vigie-kept-' + document.body.dataset.mark,"
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
    assert _count(ward, AnswerDraft, someone) == 1


def test_pressing_send_twice_and_going_back_sends_once(ward: Ward, phone: Phone):
    someone = ward.someone()
    ward.has_answered_all(someone)
    phone.enter(someone)
    phone.open("/portal/summary")

    phone.page.get_by_role("button", name="Envoyer mes réponses").dblclick()
    phone.at("/done")
    phone.page.go_back()
    phone.page.wait_for_load_state()
    again = phone.page.get_by_role("button", name="Envoyer mes réponses")
    if again.count():
        again.click()
        phone.at("/done")

    assert _count(ward, Answer, someone) == 1


def test_two_phones_at_once_send_one_answer(ward: Ward, new_phone: Callable[..., Phone]):
    someone = ward.someone()
    ward.has_answered_all(someone)
    phone, other = new_phone(), new_phone()
    for each in (phone, other):
        each.enter(someone)
        each.open("/portal/summary")

    phone.press("Envoyer mes réponses")
    other.press("Envoyer mes réponses")

    phone.at("/done")
    other.at("/done")
    assert _count(ward, Answer, someone) == 1


def test_it_works_without_a_script(ward: Ward, new_phone: Callable[..., Phone]):
    someone = ward.someone()
    phone = new_phone(java_script_enabled=False)
    phone.enter(someone)
    phone.open(f"/portal/questionnaire/{PLACES['nausea']}")
    phone.page.click("label[for=frequency-3]")
    phone.press("Suivant")
    phone.page.click("label[for=severity-1]")

    phone.press("Suivant")

    phone.at(f"/questionnaire/{PLACES['nausea'] + 1}")
    assert _count(ward, AnswerDraft, someone) == 1
