"""What holds of every page: headers, weight, words, nothing from elsewhere, no patient data."""

import re
from collections.abc import Iterator

import pytest
from httpx2 import Response

from resources.catalogue import LANGUAGES
from resources.locate import resource_path
from resources.wording import Wording
from services.portal.assets import assets
from services.portal.rendering import HEAVIEST_BYTES
from tests.services.portal.conftest import Bedside
from tests.support.answered_pages import STEPS, fill
from tests.support.portal import Phone

_NAMES = ("CANARI", "Canari", "1958-03-14", "14/03", "800451")
_KEY = re.compile(r't\("(portal-[a-z0-9_-]+)"')
_LINK = re.compile(r'(?:href|src|action)="([^"]*)"')


def _pages(bedside: Bedside) -> Iterator[Response]:
    """Every page that there is, of somebody with everything on it."""
    outside = Phone(bedside.service)
    yield outside.client.get("/")
    yield outside.get("/enter")
    yield outside.enters("XXXXXX")
    yield outside.get("/nothing")
    yield outside.get("/left")
    phone = bedside.phone()
    yield phone.get("/")
    for step in STEPS:
        yield phone.get(f"/questionnaire/{step.place}")
    yield fill(phone, "vomiting", frequency="4", severity="4")
    for path in (
        "/summary",
        "/answers",
        "/accesses",
        "/choices",
        "/withdraw",
        "/notices",
        "/notices/telemonitoring",
        "/notices/privacy",
        "/contact",
    ):
        yield phone.get(path)


@pytest.fixture(autouse=True)
def _every_word_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wording, "raises_on_missing", True)


def test_every_page_keeps_to_the_rules(sqlite_bedside: Bedside):
    shared = sum(len(asset.body) for asset in assets().values())
    seen = 0
    for page in _pages(sqlite_bedside):
        seen += 1
        where = f"{page.request.method} {page.url.path}"
        _has_strict_headers(page, where)
        assert len(page.content) + shared <= HEAVIEST_BYTES, where
        _reaches_nowhere_else(page, where)
        title = re.search(r"<title>(.*?)</title>", page.text)
        assert title is not None, where
        # Who it is about stands in no address and in no title: both stay in the phone's history.
        for name in _NAMES:
            assert name not in title[1] + str(page.url), where
        if page.url.path != "/portal/enter":
            assert not any(name in page.text for name in _NAMES), where
        assert "appelez" in page.text, where
        assert 'href="tel:15"' in page.text, where
    assert seen > len(STEPS) + 14


def _has_strict_headers(page: Response, where: str) -> None:
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'nonce-"), where
    assert "unsafe" not in policy, where
    assert "frame-ancestors 'none'" in policy, where
    assert "form-action 'self'" in policy, where
    assert page.headers["cache-control"] == "no-store", where
    assert page.headers["referrer-policy"] == "no-referrer", where
    assert page.headers["x-content-type-options"] == "nosniff", where
    assert page.headers["x-frame-options"] == "DENY", where
    [nonce] = set(re.findall(r"'nonce-([^']+)'", policy))
    assert set(re.findall(r'nonce="([^"]+)"', page.text)) == {nonce}, where
    for never in (" style=", "<style", " onclick", "javascript:"):
        assert never not in page.text, where


def _reaches_nowhere_else(page: Response, where: str) -> None:
    for link in _LINK.findall(page.text):
        assert link.startswith(("/portal", "#", "tel:", "sms:114")), f"{where}: {link}"
    assert "http" not in re.sub(r'http-equiv="refresh"', "", page.text), where


def test_a_nonce_is_used_once(sqlite_service):
    first, second = (sqlite_service.client.get("/portal/enter") for _ in range(2))

    assert first.headers["content-security-policy"] != second.headers["content-security-policy"]


def test_style_and_script_are_kept_by_browsers_under_their_own_names(sqlite_service):
    for asset in assets().values():
        got = sqlite_service.client.get(asset.path)
        assert got.status_code == 200
        assert "immutable" in got.headers["cache-control"]
        assert b"token(" not in got.content
        assert b"http" not in got.content.replace(b"http://www.w3.org/2000/svg", b"")
    assert sqlite_service.client.get("/portal/assets/portal.css").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_template_is_there(language):
    wording = Wording(language)
    found = 0
    for template in resource_path("pages").glob("*.html"):
        for key in _KEY.findall(template.read_text(encoding="utf-8")):
            found += 1
            if not key.endswith("-"):
                wording._catalogue.text(key, dict.fromkeys(_VARIABLES, "x"))
    assert found > 100


_VARIABLES = [
    "contact",
    "place",
    "all",
    "day",
    "phone",
    "done",
    "hours",
    "moment",
    "number",
    "version",
    "first",
    "last",
    "opens",
    "closes",
    "weekday",
    "year",
    "month",
    "time",
]


def test_english_pages_are_english(sqlite_bedside: Bedside):
    phone = sqlite_bedside.phone()
    phone.post("/language", phone.get("/"), to="en", back="/portal/")

    home, question = phone.get("/"), phone.get("/questionnaire/1")

    assert '<html lang="en">' in home.text
    assert "Your questionnaire of the week" in home.text
    assert "Tiredness: how strong did it get over the past 7 days?" in question.text
    assert "1 of 26" in question.text


def test_the_language_of_the_browser_is_spoken_at_the_door(sqlite_service):
    client = sqlite_service.client

    english = client.get("/portal/enter", headers={"Accept-Language": "en-GB,en;q=0.9,fr;q=0.5"})
    german = client.get("/portal/enter", headers={"Accept-Language": "de"})

    assert "Welcome" in english.text
    assert "Bienvenue" in german.text


@pytest.mark.parametrize(
    "path", ["/questionnaire/0", "/questionnaire/27", "/questionnaire/x", "/nothing", "/notices/x"]
)
def test_what_is_not_there_is_a_page_too(sqlite_bedside: Bedside, path: str):
    page = sqlite_bedside.phone().get(path)

    assert page.status_code in {404, 422}
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "Retour à l&#39;accueil" in page.text
