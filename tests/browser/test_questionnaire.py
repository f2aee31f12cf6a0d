"""A week's questionnaire on a small phone: with fingers, with a keyboard, without a network."""

from collections.abc import Callable

from playwright.sync_api import expect

from services.db.tables.answers import Answer
from services.db.tables.portal import AnswerDraft
from tests.browser.conftest import Phone, Ward
from tests.support.answered_pages import PLACES, STEPS

COMMENT = f"/questionnaire/{PLACES['comment']}"


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
    assert ward.count(Answer, someone) == 1


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
    assert ward.count(Answer, someone) == 1
    phone.page.click("text=Continuer le questionnaire")
    phone.at(f"/questionnaire/{PLACES['vomiting'] + 1}")


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

    assert ward.count(Answer, someone) == 1


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
    assert ward.count(Answer, someone) == 1


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
    assert ward.count(AnswerDraft, someone) == 1
