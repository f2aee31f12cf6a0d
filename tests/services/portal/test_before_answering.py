"""What stands before the questionnaire: an agreement, and every text that was not seen yet."""

import pytest

from services.contract.enums import AlertLevel
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.portal import AnswerDraft
from services.notices import registry
from tests.services.portal.conftest import Bedside
from tests.support.answered_pages import PLACES, fill_all, quiet, send
from tests.support.portal import Phone, add_window, hidden_in, token_in

PAGES = ["/questionnaire/1", "/summary"]
SEVERE = {"frequency": "4", "severity": "4", "shown": "frequency severity"}
ALL = {"telemonitoring": "accepted", "research": "opposed", "communication": "refused"}


@pytest.fixture
def asked(invited: Bedside) -> Bedside:
    """A patient who has agreed to nothing, and of whom a week is open all the same."""
    service = invited.service
    with service.context.database.writing(Scope(service.centre.id)) as session:
        now = service.clock.now()
        invited.window = add_window(session, service.centre.id, invited.patient, now)
    return invited


def _has_a_new_text(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = tuple(
        registry.Notice(each.kind, each.tool, each.profile, "2.0", each.dated)
        if each.kind.value == "privacy"
        else each
        for each in registry.every()
    )
    monkeypatch.setattr(registry, "every", lambda: newer)
    monkeypatch.setattr(registry, "_parts", lambda name: (name, ("essentiel",), "## Titre", "neuf"))


def _posts(phone: Phone, bedside: Bedside, name: str, **fields: str):
    """A page that was never shown, as somebody could write it."""
    token = token_in(phone.get("/choices"))
    data = {"token": token, "window": str(bedside.window), "version": "0"} | fields
    return phone.client.post(f"/portal/questionnaire/{PLACES[name]}", data=data)


@pytest.mark.parametrize("path", PAGES)
def test_nobody_is_asked_by_its_address_before_they_have_agreed(asked: Bedside, path: str):
    phone = asked.phone()

    assert phone.get(path).url.path == "/portal/consent"
    phone.post("/consent", None, **ALL)
    assert phone.get(path).url.path == f"/portal{path}"


def test_what_was_never_agreed_to_takes_nothing_and_says_so(asked: Bedside):
    phone = asked.phone()

    page = _posts(phone, asked, "vomiting", **SEVERE)

    assert page.status_code == 409
    assert "personne ne la lira" in page.text
    assert (asked.rows(Answer), asked.rows(AnswerDraft), asked.rows(Alert)) == ([], [], [])
    assert len(asked.journal("answer_not_taken")) == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_text_that_is_new_is_shown_before_the_page_of_an_address(
    bedside: Bedside, monkeypatch: pytest.MonkeyPatch, path: str
):
    _has_a_new_text(monkeypatch)
    phone = bedside.phone()

    assert phone.get(path).url.path == "/portal/notices"
    phone.post("/notices", phone.get("/notices"), privacy="2.0")
    assert phone.get(path).url.path == f"/portal{path}"


def test_a_page_that_was_open_when_a_text_changed_is_taken(
    bedside: Bedside, monkeypatch: pytest.MonkeyPatch
):
    """What they agreed to stands: a red flag does not wait for a text (H-02)."""
    phone = bedside.phone()
    fill_all(phone)
    page, summary = phone.get(f"/questionnaire/{PLACES['vomiting']}"), phone.get("/summary")
    _has_a_new_text(monkeypatch)

    urgent = phone.post(f"/questionnaire/{PLACES['vomiting']}", page, **SEVERE)

    assert urgent.url.path == "/portal/urgent"
    assert AlertLevel.CRITICAL in {each.level for each in bedside.rows(Alert)}
    version = next(value for name, value in hidden_in(summary) if name == "version")
    again = phone.post("/summary", summary, version=str(int(version) + 1))
    assert again.url.path == "/portal/done"


def test_who_said_no_finds_no_questionnaire(asked: Bedside):
    phone = asked.phone()
    phone.post("/consent", None, **ALL | {"telemonitoring": "refused"})

    for path in PAGES:
        assert "Pas de suivi à distance" in phone.get(path).text
    assert _posts(phone, asked, "fatigue", **quiet("fatigue")).status_code == 409
    assert send(phone, phone.get("/choices")).status_code == 409
    assert asked.rows(AnswerDraft) == []
