"""Messages of the team on the pages: there until the patient says that they have read them."""

from datetime import timedelta

from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.scope import Scope
from services.db.tables.messages import Message
from services.notifications.outbox import Letter, post
from tests.services.portal.conftest import Bedside


def _told(bedside: Bedside) -> None:
    context, centre = bedside.service.context, bedside.service.centre
    now = context.clock.now()
    letter = Letter(
        centre.id,
        bedside.patient,
        MessageKind.CALL_US,
        None,
        now + timedelta(days=7),
        channels=(MessageChannel.APP,),
    )
    with context.database.writing(Scope(centre.id)) as session:
        post(session, context.keys, letter, now)


def test_a_message_stays_until_it_was_read(bedside: Bedside):
    _told(bedside)
    bedside.service.clock.forward(minutes=5)
    phone = bedside.phone()
    assert "Message de votre équipe" in phone.get("/").text
    page = phone.get("/")
    assert [each.state for each in bedside.rows(Message)] == [MessageState.QUEUED]
    [message] = bedside.rows(Message)

    home = phone.post("/messages", page, messages=f"{message.id} x")

    assert "Message de votre équipe" not in home.text
    assert [each.state for each in bedside.rows(Message)] == [MessageState.DELIVERED]


def test_what_was_not_shown_is_not_read(bedside: Bedside):
    phone = bedside.phone()
    page = phone.get("/")
    _told(bedside)

    phone.post("/messages", page, messages="")

    assert "Message de votre équipe" in phone.get("/").text
