"""What is posted is written with what it tells, once, on the channel that can reach the patient."""

from datetime import timedelta

import pytest

from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.notifications.health import health_of
from services.notifications.outbox import cancel, open_values, post
from tests.services.notifications.conftest import MAILBOX, PHONE, Mail

SMS, EMAIL, APP = MessageChannel.SMS, MessageChannel.EMAIL, MessageChannel.APP


def test_an_occasion_is_told_once(mail: Mail):
    first = mail.post(occasion="window 1")
    again = mail.post(occasion="window 1")

    assert first is not None
    assert again is None
    assert mail.states() == [("sms", "queued", None)]


def test_what_is_rolled_back_tells_nothing(mail: Mail):
    def _fails_behind_it():
        context = mail.service.context
        with context.database.writing(mail.scope) as session:
            post(session, context.keys, mail.letter(occasion="window 1"), mail.service.clock.now())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        _fails_behind_it()
    assert mail.rows() == []
    assert mail.post(occasion="window 1") is not None


@pytest.mark.parametrize(
    ("phone", "email", "preferred", "kind", "channels"),
    [
        ("06 39 98 14 00", None, SMS, "survey_open", ["sms"]),
        ("06 39 98 14 00", MAILBOX, SMS, "survey_open", ["sms"]),
        ("06 39 98 14 00", MAILBOX, EMAIL, "survey_open", ["email"]),
        ("06 39 98 14 00", None, EMAIL, "survey_open", ["sms"]),
        ("02 98 44 00 00", MAILBOX, SMS, "survey_open", ["email"]),
        (None, None, EMAIL, "survey_open", ["email"]),
        ("06 39 98 14 00", MAILBOX, APP, "survey_open", ["app"]),
        ("06 39 98 14 00", MAILBOX, SMS, "call_us", ["sms", "app"]),
        ("06 39 98 14 00", MAILBOX, EMAIL, "follow_up_ended", ["sms", "email", "app"]),
        ("06 39 98 14 00", None, APP, "follow_up_ended", ["sms", "app"]),
        ("06 39 98 14 00", "a@b\x00.fr", EMAIL, "reminder", ["sms"]),
    ],
)
def test_a_letter_goes_where_the_patient_can_be_reached(
    sqlite_mail: Mail, phone, email, preferred, kind, channels
):
    sqlite_mail.reached_by(phone, email)
    sqlite_mail.prefers(preferred)

    sqlite_mail.post(MessageKind(kind))

    assert [channel for channel, *_ in sqlite_mail.states()] == channels


def test_a_number_that_bounced_is_left_alone_until_it_is_corrected(mail: Mail):
    mail.reached_by("06 39 98 14 00", MAILBOX)
    bounced = mail.post(channels=(SMS,))
    assert bounced is not None
    mail.settle(bounced, MessageState.FAILED, "wrong_address", PHONE)

    mail.service.clock.forward(days=1)
    mail.post()
    mail.reached_by("06 39 98 14 01", MAILBOX)
    mail.post()

    assert [channel for channel, *_ in mail.states()] == ["sms", "email", "sms"]


def test_the_health_of_a_channel_is_that_of_the_address_that_stands(mail: Mail):
    mail.reached_by("06 39 98 14 00", MAILBOX)
    first, second = mail.post(channels=(SMS,)), mail.post(channels=(SMS,))
    assert first is not None
    assert second is not None
    mail.settle(first, MessageState.DELIVERED, None, PHONE)
    context = mail.service.context

    def _health():
        with context.database.reading(mail.scope) as session:
            return health_of(session, context.keys, [mail.patient])[mail.patient]

    tried = _health().sms
    assert tried is not None
    assert (tried.state, tried.fault) == (MessageState.DELIVERED, None)
    assert _health().email is None
    mail.reached_by("06 39 98 14 02", MAILBOX)
    assert _health().sms is None


def test_what_was_stopped_is_not_sent(mail: Mail):
    mail.post()
    mail.post(MessageKind.CALL_US)
    context, now = mail.service.context, mail.service.clock.now()
    with context.database.writing(mail.scope) as session:
        cancel(session, mail.patient, [MessageKind.SURVEY_OPEN, MessageKind.REMINDER], now)

    assert mail.states() == [
        ("sms", "cancelled", None),
        ("sms", "queued", None),
        ("app", "queued", None),
    ]


def test_what_fills_a_template_is_sealed(mail: Mail):
    mail.post(MessageKind.INVITATION, values={"code": "K7P2QX"})
    row, cipher = mail.rows()[0], mail.service.context.keys.patient(mail.patient)

    assert b"K7P2QX" not in row.values
    assert open_values(cipher, row.id, row.values) == {"code": "K7P2QX"}


def test_it_waits_for_the_hour_it_is_meant_for(mail: Mail):
    later = mail.service.clock.now() + timedelta(hours=5)
    mail.post(effective_at=later)

    assert mail.rows()[0].next_try_at == later
