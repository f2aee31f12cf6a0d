"""The pages of somebody who was archived, on a small phone (H-08)."""

from playwright.sync_api import expect

from tests.browser.conftest import SMALL_PHONE, Phone, Someone, Ward
from tests.support.answered_pages import PLACES

ENDED = "Votre suivi à distance est terminé"


def archive(ward: Ward, someone: Someone) -> None:
    """The nurse ends the follow-up of somebody, with whatever alerts are open."""
    path, client = f"/api/v1/patients/{someone.id}/archive", ward.service.client
    seen = client.get(f"{path}-preview", headers=ward.service.as_("nurse")).json()
    alerts = [
        {"id": each["id"], "version": each["version"], "reason": "Vue en consultation"}
        for each in seen["open_alerts"]
    ]
    headers = ward.service.writing_as("nurse", seen["version"])
    body = {"reason": "pathway_finished", "alerts": alerts}
    done = client.post(path, headers=headers, json=body)
    assert done.status_code == 200, done.text


def test_the_first_page_says_what_ended_and_what_goes_on(ward: Ward, phone: Phone):
    someone = ward.someone()
    phone.enter(someone)
    archive(ward, someone)
    phone.open()

    expect(phone.page.locator("h1")).to_have_text(ENDED)
    expect(phone.page.get_by_text("Vos réponses ne sont plus lues.")).to_be_visible()
    expect(phone.page.get_by_text("Terminé depuis le mardi 18 novembre 2025")).to_be_visible()
    assert phone.page.get_by_text("Commencer").count() == 0
    width = phone.page.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALL_PHONE["width"]
    phone.page.get_by_role("link", name="Mes réponses").click()
    phone.at("/answers")
    phone.open("/portal/contact")
    expect(phone.page.locator("h1")).to_have_text("Nous contacter")


def test_a_page_that_was_open_says_that_nobody_will_read_it(ward: Ward, phone: Phone):
    someone = ward.someone()
    phone.enter(someone)
    phone.open(f"/portal/questionnaire/{PLACES['vomiting']}")
    archive(ward, someone)
    phone.page.click("label[for=frequency-4]")
    phone.page.click("label[for=severity-4]")
    phone.press("Suivant")

    expect(phone.page.get_by_text("personne ne la lira")).to_be_visible()
    phone.open()
    expect(phone.page.locator("h1")).to_have_text(ENDED)
