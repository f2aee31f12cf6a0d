"""A copy of one's answers on paper, or as a PDF: the answers and nothing to press."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phone, Ward


@pytest.fixture
def answered(ward: Ward, phone: Phone) -> Phone:
    """A phone that shows the answers which its patient has sent."""
    someone = ward.someone()
    ward.has_answered_all(someone)
    phone.enter(someone)
    phone.open("/portal/summary")
    phone.press("Envoyer mes réponses")
    phone.at("/done")
    phone.open("/portal/answers")
    phone.page.locator("main a").first.click()
    expect(phone.page.locator("h1")).to_contain_text("Réponses du mardi 18 novembre 2025")
    return phone


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_printed_is_the_answers_in_black_on_white(
    answered: Phone, scheme: Literal["light", "dark"]
):
    answered.page.emulate_media(media="print", color_scheme=scheme)

    expect(answered.page.locator("h1")).to_be_visible()
    expect(answered.page.get_by_text("CHU de Kerlann")).to_be_visible()
    expect(answered.page.locator(".summary > div")).to_have_count(26)
    for what in ("button", "a.button", "footer", "header form"):
        for each in answered.page.locator(what).all():
            expect(each).to_be_hidden()
    black, white = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
    for what in ("h1", ".summary dt", ".summary dd >> nth=0"):
        expect(answered.page.locator(what).first).to_have_css("color", black)
    expect(answered.page.locator("body")).to_have_css("background-color", white)


def test_the_whole_copy_is_two_sheets_at_most(answered: Phone):
    pdf = answered.page.pdf(format="A4")

    assert pdf.startswith(b"%PDF")
    assert 1 <= pdf.count(b"/Type /Page\n") <= 2


def test_the_button_prints(answered: Phone):
    answered.page.evaluate("window.print = () => { document.title = 'printed'; }")

    answered.press("Imprimer, ou garder en PDF")

    expect(answered.page).to_have_title("printed")
