"""Every page of patients as a picture: `python -m tests.pictures.portal --out DIR`.

On a small phone, in both languages and both themes; whole pages, however long they are.
"""

import argparse
import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from tests.browser.conftest import Phone, Ward, opened_ward
from tests.services.centres.test_centre_settings import change
from tests.services.centres.test_contacts import CONTACTS
from tests.support.browsers import started_browser
from tests.support.service_fixtures import furnish, serve_copy

LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
_WAIT_MS = 60_000
Shot = Callable[[str], None]


def photograph(browser: Browser, ward: Ward, out: Path, language: str, theme: Theme) -> None:
    """All pages in one language and theme, in the order in which a patient meets them."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640},
        locale=LANGUAGES[language],
        color_scheme=theme,
        device_scale_factor=2,
    )
    context.set_default_timeout(_WAIT_MS)
    phone = Phone(context.new_page(), ward.address, context)
    numbers = itertools.count(1)

    def shot(name: str) -> None:
        file = out / f"{next(numbers):02d}-{name}-{language}-{theme}.png"
        phone.page.screenshot(path=file, full_page=True)

    _door_and_consent(ward, phone, shot)
    _week(ward, phone, shot)
    _own(phone, shot)
    context.close()


def _door_and_consent(ward: Ward, phone: Phone, shot: Shot) -> None:
    someone = ward.someone(has_agreed=False, is_asked=False)
    phone.open("/portal/enter")
    shot("enter")
    _press(phone)
    shot("enter-missing")
    phone.enter(someone, code="XXXXXX")
    phone.page.wait_for_selector("[role=alert]")
    shot("enter-refused")
    phone.enter(someone)
    phone.at("/consent")
    shot("consent")
    _press(phone)
    shot("consent-missing")
    for choice in ("#telemonitoring-accepted", "#research-not_opposed", "#communication-refused"):
        phone.page.check(choice)
    phone.page.locator("main button.primary").click()
    phone.at("/")
    shot("home-nothing")
    _forget(phone)


def _forget(phone: Phone) -> None:
    phone.context.clear_cookies()


def _press(phone: Phone, selector: str = "main button.primary") -> None:
    """Presses, and waits for the page that comes, which may have the address of the one that was
    there: a picture that is begun while that one goes away is never taken.
    """
    with phone.page.expect_navigation():
        phone.page.locator(selector).first.click()


def _week(ward: Ward, phone: Phone, shot: Shot) -> None:
    someone = ward.someone()
    phone.enter(someone)
    phone.at("/")
    shot("home-new")
    page = phone.page
    _press(phone, "main .button.primary")
    shot("question")
    page.locator("fieldset:not([hidden]) label").nth(2).click()
    shot("question-follow-up")
    _press(phone)
    shot("question-error")
    page.locator("fieldset:not([hidden]) label").last.click()
    page.locator("main button.primary").click()
    for place in range(2, 27):
        phone.at(f"/questionnaire/{place}")
        if place == 21:
            shot("temperature")
            page.fill("#degrees1", "39,2")
            _press(phone)
            shot("temperature-error")
            page.fill("#day1", "2025-11-18")
            page.fill("#time1", "08:00")
            page.locator("main button.primary").click()
            phone.at("/urgent?from=21")
            shot("urgent")
            page.locator("main > p > a.button").click()
            continue
        if place in (22, 23, 25, 26):
            shot({22: "weight", 23: "ecog", 25: "urgency", 26: "comment"}[place])
        first = page.locator("fieldset:not([hidden]) label").first
        if first.count():
            first.click()
        page.locator("main button.primary").click()
    phone.at("/summary")
    shot("summary")
    page.locator("main button.primary").click()
    phone.at("/done")
    shot("done")


def _own(phone: Phone, shot: Shot) -> None:
    phone.open("/portal/")
    shot("home-answered")
    for name in ("answers", "accesses", "choices", "withdraw", "notices", "contact"):
        phone.open(f"/portal/{name}")
        shot(name)
    phone.open("/portal/notices/telemonitoring")
    shot("notice")
    phone.open("/portal/answers")
    _press(phone, "main .links a")
    shot("answer")
    phone.open("/portal/withdraw")
    phone.page.locator("#sure").check()
    phone.page.locator("main button.danger").click()
    phone.at("/")
    shot("archived")
    phone.page.locator(".leave button").click()
    phone.at("/left")
    shot("left")
    phone.open("/portal/nothing-here")
    shot("problem")


@contextmanager
def _ward(folder: Path) -> Iterator[Ward]:
    service = serve_copy(furnish(folder / "made", None), folder / "service", None)
    assert change(service, CONTACTS).status_code == 200
    with opened_ward(service) as ward:
        yield ward


def main() -> None:
    """Takes the pictures."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--out", type=Path, required=True)
    out = wanted.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        _ward(Path(folder)) as ward,
        started_browser() as browser,
    ):
        for language, theme in itertools.product(LANGUAGES, THEMES):
            photograph(browser, ward, out, language, theme)


if __name__ == "__main__":
    main()
