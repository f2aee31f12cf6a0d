"""Every page is for everybody: axe finds no barrier, nothing leaves the screen when it grows."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python

from tests.browser.conftest import Phone, Ward
from tests.browser.test_archived import archive
from tests.support.answered_pages import PLACES

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_PRESSED = (
    "[...document.querySelectorAll('main button, main a.button, .choice label')]"
    ".filter(each => each.offsetParent).map(each => each.getBoundingClientRect().height)"
)
# A page of 1280 pixels at 400 % (WCAG 1.4.10).
ZOOMED = {"width": 320, "height": 256}


def _pages(ward: Ward, phone: Phone) -> Iterator[str]:
    """Shows one page after the other; its name."""
    phone.open("/portal/enter")
    yield "enter"
    phone.page.locator("main button.primary").click()
    yield "enter with errors"
    phone.enter(ward.someone(has_agreed=False, is_asked=False))
    yield "consent"
    phone.page.locator("main button.primary").click()
    yield "consent with errors"
    phone.context.clear_cookies()
    someone = ward.someone()
    phone.enter(someone)
    yield "home"
    for name in ("pain", "temperature", "weight", "ecog", "urgency", "comment"):
        phone.open(f"/portal/questionnaire/{PLACES[name]}")
        yield name
    phone.open(f"/portal/questionnaire/{PLACES['vomiting']}")
    phone.page.click("label[for=frequency-4]")
    phone.page.click("label[for=severity-4]")
    yield "a symptom with its follow-up"
    phone.press("Suivant")
    phone.page.wait_for_url("**/urgent**")
    yield "urgent"
    for path in ("summary", "answers", "accesses", "choices", "withdraw", "notices", "contact"):
        phone.open(f"/portal/{path}")
        yield path
    phone.open("/portal/notices/privacy")
    yield "notice"
    ward.has_answered_all(someone)
    phone.open("/portal/summary")
    phone.press("Envoyer mes réponses")
    phone.at("/done")
    yield "done"
    archive(ward, someone)
    phone.open("/portal/")
    yield "archived"
    phone.press("Quitter")
    phone.at("/left")
    yield "left"
    phone.open("/portal/nothing")
    yield "problem"


def test_no_page_has_a_barrier_is_too_wide_or_has_small_buttons(
    ward: Ward, new_phone: Callable[..., Phone]
):
    phone = new_phone(viewport=ZOOMED)
    found = []
    for name in _pages(ward, phone):
        found += [f"{name}: {each}" for each in _barriers(phone, _EVERYTHING)]
        width = phone.page.evaluate("document.documentElement.scrollWidth")
        found += [f"{name}: {width} pixels wide"] if width > ZOOMED["width"] else []
        heights = phone.page.evaluate(_PRESSED)
        found += [f"{name}: a button of {height}" for height in heights if height < 51.9]
    assert found == []


def test_every_word_can_be_read_in_the_dark_too(ward: Ward, new_phone: Callable[..., Phone]):
    phone = new_phone(color_scheme="dark")
    found = [
        f"{name}: {each}" for name in _pages(ward, phone) for each in _barriers(phone, ["wcag2aa"])
    ]
    assert found == []


def _barriers(phone: Phone, rules: list[str]) -> list[str]:
    """What axe finds on the page that is open."""
    phone.page.evaluate(_AXE)
    result: dict[str, Any] = phone.page.evaluate("rules => axe.run({runOnly: rules})", rules)
    return [
        f"{each['id']} {node['html'][:120]}"
        for each in result["violations"]
        for node in each["nodes"]
    ]


def test_the_axe_that_looks_finds_a_planted_barrier(ward: Ward, phone: Phone):
    phone.open("/portal/enter")
    phone.page.evaluate("document.querySelector('label[for=code]').remove()")

    assert any(each.startswith("label ") for each in _barriers(phone, _EVERYTHING))
