"""The pages of somebody who was archived: what ended, since when, and what stays theirs (H-08)."""

import pytest

from services.contract.week_enums import MessageKind, MessageState
from services.db.tables.archiving import LateAnswer
from services.db.tables.messages import Message
from tests.services.portal.conftest import Bedside, _asked
from tests.support.answered_pages import PLACES
from tests.support.portal import Phone, invite
from tests.support.service import ServiceUnderTest

ENDED = "Votre suivi à distance est terminé"


@pytest.fixture
def bedside(service: ServiceUnderTest) -> Bedside:
    """A patient who has agreed and is asked, on each database in turn."""
    patient = service.centre.patients[0]
    return _asked(Bedside(service, patient, invite(service.context, service.centre, patient)))


def archive(bedside: Bedside, reason: str = "pathway_finished", **other: str) -> None:
    """The nurse ends the follow-up, and the half minute passes."""
    headers = bedside.service.writing_as("nurse", 1)
    path = f"/api/v1/patients/{bedside.patient}/archive"
    done = bedside.service.client.post(path, headers=headers, json={"reason": reason} | other)
    assert done.status_code == 200, done.text
    bedside.service.clock.forward(seconds=31)


def read(phone: Phone, path: str = "/") -> str:
    """The words of a page."""
    return phone.get(path).text


def test_the_first_page_says_that_nobody_reads_any_more(bedside: Bedside):
    phone = bedside.phone()
    archive(bedside)
    shown = read(phone)

    assert ENDED in shown
    assert "Vos réponses ne sont plus lues." in shown
    assert "mardi 18 novembre 2025" in shown
    assert "ne remplace pas un suivi médical" in shown
    assert "questionnaire/1" not in shown
    assert "J&#39;ai lu" in shown or "J'ai lu" in shown


def test_in_english_too(bedside: Bedside):
    phone = bedside.phone()
    archive(bedside)
    phone.post("/language", phone.get("/"), to="en")
    shown = read(phone)

    assert "Your answers are no longer read." in shown
    assert "Tuesday 18 November 2025" in shown


@pytest.mark.parametrize("path", ["/answers", "/choices", "/accesses", "/notices", "/contact"])
def test_what_is_theirs_stays_open(bedside: Bedside, path: str):
    phone = bedside.phone()
    archive(bedside)

    assert phone.get(path).status_code == 200


def test_somebody_who_comes_later_gets_in_with_their_phone(bedside: Bedside):
    """The account stays open: it is the follow-up that has ended (S-11, S-25)."""
    phone = bedside.phone()
    phone.post("/notices", phone.get("/notices"))
    archive(bedside)
    bedside.service.clock.forward(days=30)
    shown = phone.enters(None)

    assert shown.status_code == 200
    assert ENDED in shown.text


def test_a_page_that_was_open_is_refused_with_that_message(bedside: Bedside):
    phone = bedside.phone()
    path = f"/questionnaire/{PLACES['vomiting']}"
    page = phone.get(path)
    archive(bedside)
    refused = phone.post(path, page, frequency="4", severity="4", shown="frequency severity")

    assert refused.status_code == 409
    assert "suivi à distance est terminé" in refused.text
    [late] = bedside.rows(LateAnswer)
    assert (late.channel.value, late.times) == ("web", 1)


def test_reading_the_message_is_what_tells_the_unit(bedside: Bedside):
    phone = bedside.phone()
    archive(bedside)
    shown = phone.get("/")
    told = Message.kind == MessageKind.FOLLOW_UP_ENDED
    pages = Message.channel == "app"
    assert [each.state for each in bedside.rows(Message, told, pages)] == [MessageState.QUEUED]
    [message] = bedside.rows(Message, told, pages)
    phone.post("/messages", shown, messages=str(message.id))

    assert [each.state for each in bedside.rows(Message, told, pages)] == [MessageState.DELIVERED]
    assert "J'ai lu" not in read(phone)
    assert ENDED in read(phone)


def test_after_a_death_the_pages_hold_no_message(bedside: Bedside):
    phone = bedside.phone()
    archive(bedside, "death", died_on="2025-11-17")
    shown = read(phone)

    assert ENDED in shown
    assert bedside.rows(Message, Message.kind == MessageKind.FOLLOW_UP_ENDED) == []
