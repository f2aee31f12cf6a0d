"""Messages as the team and the administrator see and change them, over the API."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.contract.enums import Monitoring
from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.notifications.pages import mark_shown, unread
from tests.services.notifications.conftest import MAILBOX, PHONE, Mail

SMS, APP = MessageChannel.SMS, MessageChannel.APP


def get(mail: Mail, path: str, who: str = "nurse") -> Any:
    """A read of the API."""
    return mail.service.client.get(f"/api/v1/{path}", headers=mail.service.as_(who))


def put(mail: Mail, path: str, body: Any, version: int | None, who: str = "nurse") -> Any:
    """A change over the API."""
    headers = mail.service.writing_as(who, version)
    return mail.service.client.put(f"/api/v1/{path}", json=body, headers=headers)


def again(mail: Mail, message_id: UUID | None, key: str | None = None) -> Any:
    """Asks for a message to be sent again."""
    return mail.service.client.post(
        f"/api/v1/patients/{mail.patient}/messages/{message_id}/resend",
        json={},
        headers=mail.service.writing_as("nurse", key=key),
    )


def test_the_messages_of_a_patient_are_read_newest_first_in_pages(mail: Mail):
    posted = [mail.post(MessageKind.INVITATION, values={"code": "K7P2QX"})]
    for _ in range(4):
        mail.service.clock.forward(minutes=1)
        posted.append(mail.post())
    path, found = f"patients/{mail.patient}/messages", []
    cursor: str | None = ""
    while cursor is not None:
        page = get(mail, f"{path}?limit=2{cursor and f'&cursor={cursor}'}")
        assert page.status_code == 200, page.text
        assert "K7P2QX" not in page.text
        found += page.json()["items"]
        cursor = page.json()["next_cursor"]

    assert [each["id"] for each in found] == [str(each) for each in reversed(posted)]
    assert found[-1] | {"created_at": ""} == {
        "id": str(posted[0]),
        "kind": "invitation",
        "channel": "sms",
        "language": "fr",
        "state": "queued",
        "fault": None,
        "created_at": "",
        "effective_at": "2025-11-18T09:42:00Z",
        "expires_at": "2025-11-25T09:42:00Z",
        "sent_at": None,
        "settled_at": None,
        "attempts": 0,
        "fallback_of": None,
        "can_resend": False,
    }
    assert len(mail.journal("list_patient_messages")) == 3


def test_a_preference_is_changed_at_the_version_that_was_seen(mail: Mail):
    mail.reached_by("06 39 98 14 00", MAILBOX)
    path = f"patients/{mail.patient}/message-preference"
    before = get(mail, path)
    assert (before.json()["version"], before.headers["ETag"]) == (0, '"0"')
    assert [each["has_address"] for each in before.json()["channels"]] == [True, True]

    changed = put(mail, path, {"language": "en", "channel": "email"}, 0)
    assert changed.status_code == 200, changed.text
    assert changed.headers["ETag"] == '"1"'
    assert changed.json()["changed_by"]["name"] == "Prénom nurse"
    late = put(mail, path, {"language": "fr", "channel": "sms"}, 0)
    assert (late.status_code, late.json()["code"]) == (412, "version_stale")
    assert put(mail, path, {"language": "fr", "channel": "app"}, 1).status_code == 200
    assert put(mail, path, {"language": "de", "channel": "sms"}, 2).status_code == 422
    assert put(mail, path, {"language": "fr", "channel": "sms"}, None).status_code == 428
    assert get(mail, path).json()["channel"] == "app"


def test_the_preference_says_whether_the_last_message_arrived(mail: Mail):
    bounced = mail.post()
    assert bounced is not None
    mail.settle(bounced, MessageState.FAILED, "wrong_address", PHONE)

    [sms, email] = get(mail, f"patients/{mail.patient}/message-preference").json()["channels"]

    assert (sms["channel"], sms["state"], sms["fault"]) == ("sms", "failed", "wrong_address")
    assert (email["channel"], email["has_address"], email["state"]) == ("email", False, None)


def test_what_did_not_arrive_is_sent_again_once(mail: Mail):
    failed = mail.post()
    assert failed is not None
    mail.settle(failed, MessageState.FAILED, "wrong_address", PHONE)
    mail.reached_by("06 39 98 14 01")

    first = again(mail, failed, key="send-again")
    repeated = again(mail, failed, key="send-again")
    second = again(mail, failed)

    assert first.status_code == 201, first.text
    assert repeated.json() == first.json()
    assert (second.status_code, second.json()["code"]) == (409, "state_forbids")
    assert mail.states() == [("sms", "failed", "wrong_address"), ("sms", "queued", None)]


@pytest.mark.parametrize(
    ("kind", "state", "days", "is_sent"),
    [
        ("survey_open", "failed", 1, True),
        ("survey_open", "failed", 8, False),
        ("call_us", "expired", 8, True),
        ("survey_open", "delivered", 1, False),
        ("survey_open", "queued", 1, False),
        ("invitation", "failed", 1, False),
    ],
)
def test_which_messages_are_sent_again(sqlite_mail: Mail, kind, state, days, is_sent):
    message_id = sqlite_mail.post(MessageKind(kind), values={"code": "K7P2QX"}, channels=(SMS,))
    assert message_id is not None
    sqlite_mail.settle(message_id, MessageState(state), None, PHONE)
    sqlite_mail.service.clock.forward(days=days)
    sqlite_mail.service.stay_signed_in()

    [shown] = get(sqlite_mail, f"patients/{sqlite_mail.patient}/messages").json()["items"]

    assert shown["can_resend"] is is_sent
    assert again(sqlite_mail, message_id).status_code == (201 if is_sent else 409)


def test_whose_follow_up_has_ended_is_sent_nothing_again(sqlite_mail: Mail):
    message_id = sqlite_mail.post(MessageKind.CALL_US, channels=(SMS,))
    assert message_id is not None
    sqlite_mail.settle(message_id, MessageState.FAILED, None, PHONE)
    sqlite_mail.patient_is(monitoring=Monitoring.ENDED)

    assert again(sqlite_mail, message_id).status_code == 409
    path = f"patients/{sqlite_mail.patient}/message-preference"
    assert put(sqlite_mail, path, {"language": "en", "channel": "sms"}, 0).status_code == 409


def test_a_message_of_somebody_else_is_not_there(sqlite_mail: Mail):
    other = sqlite_mail.post(patient_id=sqlite_mail.service.centre.patients[1])

    assert again(sqlite_mail, other).status_code == 404


def test_a_message_on_the_pages_is_delivered_when_it_was_shown(mail: Mail):
    mail.post(MessageKind.CALL_US)
    mail.post(MessageKind.CALL_US, effective_at=mail.service.clock.now() + timedelta(days=1))
    context, now = mail.service.context, mail.service.clock.now()
    with context.database.reading(mail.scope) as session:
        [waiting] = unread(session, context, mail.patient, now)
    assert waiting.text == "Votre équipe souhaite vous parler. Merci de la rappeler."
    with context.database.writing(mail.scope) as session:
        mark_shown(session, mail.service.centre.patients[1], [waiting.id], now)
        assert unread(session, context, mail.patient, now) == [waiting]
        mark_shown(session, mail.patient, [waiting.id], now)
        assert unread(session, context, mail.patient, now) == []

    assert ("app", "delivered", None) in mail.states()


def test_messages_stand_in_the_timeline_without_what_they_say(mail: Mail):
    message_id = mail.post(MessageKind.INVITATION, values={"code": "K7P2QX"})
    assert message_id is not None
    mail.settle(message_id, MessageState.FAILED, "wrong_address", PHONE)

    page = get(mail, f"patients/{mail.patient}/timeline?kind=message")

    [entry] = page.json()["items"]
    assert (entry["id"], entry["kind"]) == (str(message_id), "message")
    assert entry["message"] == {
        "kind": "invitation",
        "channel": "sms",
        "state": "failed",
        "fault": "wrong_address",
    }
    assert "K7P2QX" not in page.text
