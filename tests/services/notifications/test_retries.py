"""What is not taken at once: tried again within limits, otherwise, or told to a person (H-09)."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import update

from services.contract.enums import AlertState, Monitoring
from services.contract.week_enums import MessageChannel, MessageKind
from services.db.tables.alerts import Alert
from services.db.tables.messages import Message
from services.db.tables.patients import Patient
from services.message_settings import MessageSettings, SmsProvider, SmsSettings
from services.notifications.outbox import cancel
from services.worker import TASKS, run_due
from tests.services.notifications.conftest import MAILBOX, Mail, smtp_of, with_settings
from tests.support.sinks import MailServer, Provider, mail_server, provider

SMS, EMAIL, APP = MessageChannel.SMS, MessageChannel.EMAIL, MessageChannel.APP
MESSAGES = [task for task in TASKS if task.name.startswith("messages")]


def webhook_of(shown: Provider) -> SmsSettings:
    """Settings of a webhook."""
    return SmsSettings(
        provider=SmsProvider.WEBHOOK,
        webhook_url=shown.url,
        webhook_secret="sixteen letters!",
    )


def test_a_mail_server_that_is_down_for_a_day_loses_and_doubles_nothing(
    mail: Mail, mail_sink: MailServer
):
    """A walk of the clock in steps of half an hour over a day and a half."""
    mail_sink.replies["CONNECT"] = "421 down"
    patients = mail.service.centre.patients
    for patient in patients:
        mail.reached_by(None, f"p{patients.index(patient)}@exemple.fr", patient)
        mail.post(patient_id=patient)
    waited: list[int] = []
    for step in range(36 * 2):
        if step == 24 * 2:
            del mail_sink.replies["CONNECT"]
        mail.send(EMAIL)
        waited.append(len(mail_sink.received))
        mail.service.clock.forward(minutes=30)

    assert waited[24 * 2 - 1] == 0
    assert sorted(mail_sink.accepted) == sorted(str(row.id) for row in mail.rows())
    assert set(mail_sink.accepted.values()) == {1}
    assert {state for _, state, _ in mail.states()} == {"sent"}
    assert mail_sink.connections < 100
    assert mail.notices() == []


def test_one_that_is_never_taken_fails_and_somebody_is_told_once(mail: Mail, mail_sink: MailServer):
    mail.reached_by(None, MAILBOX)
    mail_sink.replies["BODY"] = "451 later"
    for _ in range(2):
        mail.post(expires_at=mail.service.clock.now() + timedelta(days=30))
    for _ in range(40):
        mail.send(EMAIL)
        mail.service.clock.forward(hours=5)

    assert mail.states() == [("email", "failed", "busy")] * 2
    assert [row.attempts for row in mail.rows()] == [16, 16]
    [notice] = mail.notices()
    assert (notice.kind.value, notice.level.value, notice.state.value) == ("notice", "info", "new")
    assert {row.notice_alert_id for row in mail.rows()} == {notice.id}


def test_the_waits_double_up_to_a_limit(sqlite_mail: Mail):
    with mail_server(MailServer(replies={"BODY": "451 later"})) as server:
        sqlite_mail.reached_by(None, MAILBOX)
        with_settings(sqlite_mail, smtp=smtp_of(server))
        sqlite_mail.post()
        waits = []
        for _ in range(11):
            now = sqlite_mail.service.clock.now()
            sqlite_mail.send(EMAIL)
            waits.append((sqlite_mail.rows()[0].next_try_at - now) // timedelta(minutes=1))
            sqlite_mail.service.clock.set(sqlite_mail.rows()[0].next_try_at)

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240]


def test_a_wrong_number_goes_to_the_mailbox_once_and_is_told(mail: Mail, mail_sink: MailServer):
    with provider(lambda _asked: (422, {"error": "wrong_number"})) as shown:
        with_settings(mail, sms=webhook_of(shown))
        mail.prefers(SMS)
        first = mail.post(MessageKind.INVITATION, values={"code": "K7P2QX"})
        mail.send(SMS)
        mail.send(EMAIL)
        mail.send(SMS)

    assert mail.states() == [("sms", "failed", "wrong_address"), ("email", "sent", None)]
    assert mail.rows()[1].fallback_of == first
    [received] = mail_sink.received
    assert "K7P2QX" in received.mail.get_content()
    assert len(mail.notices()) == 1


def test_where_both_ways_fail_there_is_no_third(mail: Mail, mail_sink: MailServer):
    mail_sink.replies[MAILBOX] = "550 5.1.1 nobody"
    with provider(lambda _asked: (422, {"error": "wrong_number"})) as shown:
        with_settings(mail, sms=webhook_of(shown))
        mail.prefers(SMS)
        mail.post()
        for _ in range(3):
            mail.send(SMS)
            mail.send(EMAIL)
            mail.service.clock.forward(hours=1)

    assert mail.states() == [
        ("sms", "failed", "wrong_address"),
        ("email", "failed", "wrong_address"),
    ]
    assert len(mail.notices()) == 2


def test_a_provider_that_is_away_is_passed_by_after_six_tries(mail: Mail, mail_sink: MailServer):
    with provider(lambda _asked: (503, {})) as shown:
        with_settings(mail, sms=webhook_of(shown))
        mail.prefers(SMS)
        mail.post()
        for _ in range(20):
            mail.send(SMS)
            mail.service.clock.forward(minutes=10)
        mail.send(EMAIL)

    assert len(shown.posts()) == 6
    assert mail.states() == [("sms", "failed", "away"), ("email", "sent", None)]
    assert mail.notices() == []


def test_a_channel_that_this_installation_lacks_is_the_other_one(mail: Mail, mail_sink: MailServer):
    mail.prefers(SMS)
    mail.post()
    mail.send(SMS)
    mail.send(EMAIL)
    mail.reached_by("06 39 98 14 00", None)
    mail.post()
    mail.send(SMS)

    assert mail.states() == [("email", "sent", None), ("sms", "failed", "not_configured")]
    assert len(mail_sink.received) == 1


def test_what_is_told_everywhere_has_no_other_way(mail: Mail, mail_sink: MailServer):
    with provider(lambda _asked: (422, {"error": "wrong_number"})) as shown:
        with_settings(mail, sms=webhook_of(shown))
        mail.post(MessageKind.FOLLOW_UP_ENDED, values={"day": "18/11"})
        with mail.service.context.database.writing(mail.scope) as session:
            session.execute(update(Patient).values(monitoring=Monitoring.ENDED))
        mail.send(SMS)
        mail.send(EMAIL)

    assert mail.states() == [
        ("sms", "failed", "wrong_address"),
        ("email", "sent", None),
        ("app", "queued", None),
    ]


def test_a_message_whose_time_is_over_is_sent_no_more_and_told(mail: Mail, mail_sink: MailServer):
    mail.post(expires_at=mail.service.clock.now() + timedelta(days=2))
    mail.post(MessageKind.CALL_US, channels=(APP,))
    mail.service.clock.forward(days=8)
    mail.send(EMAIL)

    assert mail.states() == [("email", "expired", "too_late"), ("app", "expired", "too_late")]
    assert mail_sink.received == []
    assert len(mail.notices()) == 1


def test_a_notice_that_was_closed_is_raised_again_by_the_next_failure(
    mail: Mail, mail_sink: MailServer
):
    mail.reached_by(None, MAILBOX)
    mail_sink.replies[MAILBOX] = "550 5.1.1 nobody"
    mail.post()
    mail.send(EMAIL)
    with mail.service.context.database.writing(mail.scope) as session:
        session.execute(update(Alert).values(state=AlertState.CLOSED))
    mail.post()
    mail.send(EMAIL)

    assert len(mail.notices()) == 2


@pytest.mark.parametrize("kind", list(MessageKind))
def test_whose_follow_up_has_ended_is_told_that_and_what_becomes_of_the_account(
    sqlite_mail: Mail, kind
):
    with mail_server() as server:
        sqlite_mail.reached_by(None, MAILBOX)
        with_settings(sqlite_mail, smtp=smtp_of(server))
        sqlite_mail.post(kind, channels=(EMAIL,), values={"code": "K7P2QX", "day": "18/11"})
        with sqlite_mail.service.context.database.writing(sqlite_mail.scope) as session:
            session.execute(update(Patient).values(monitoring=Monitoring.ENDED))
        sqlite_mail.send(EMAIL)

    is_told = kind in {
        MessageKind.FOLLOW_UP_ENDED,
        MessageKind.ACCOUNT_ARCHIVE,
        MessageKind.ACCOUNT_ERASE,
    }
    assert [state for _, state, _ in sqlite_mail.states()] == ["sent" if is_told else "cancelled"]
    assert len(server.received) == is_told


def test_what_is_cancelled_on_its_way_is_not_tried_again(mail: Mail, mail_sink: MailServer):
    mail_sink.replies["BODY"] = "451 later"
    mail.post()
    context = mail.service.context
    now = mail.service.clock.now()

    def _cancel() -> None:
        with context.database.writing(mail.scope) as session:
            cancel(session, mail.patient, [MessageKind.SURVEY_OPEN], now)

    mail_sink.on_refusal = _cancel
    mail.send(EMAIL)

    assert mail.states() == [("email", "cancelled", "withdrawn")]


def test_what_cannot_be_opened_fails_and_stops_no_other(mail: Mail, mail_sink: MailServer):
    broken = mail.post()
    mail.post(patient_id=mail.service.centre.patients[1])
    mail.reached_by(None, "p1@exemple.fr", mail.service.centre.patients[1])
    with mail.service.context.database.writing(mail.scope) as session:
        session.execute(update(Message).where(Message.id == broken).values(values=b"broken"))
    for channel in (EMAIL, SMS, EMAIL):
        mail.send(channel)

    states = mail.states()
    assert states[0] == ("email", "failed", "unreadable")
    assert [received.recipients for received in mail_sink.received] == [["p1@exemple.fr"]]


def test_a_provider_that_never_answers_holds_up_nobody_else(mail: Mail, mail_sink: MailServer):
    """One look at the dead one takes its time limit, and the other channel is served."""
    with provider(lambda _asked: None) as shown:
        with_settings(mail, sms=webhook_of(shown), message=MessageSettings(timeout_s=0.3))
        for patient in mail.service.centre.patients:
            mail.reached_by("06 39 98 14 00", MAILBOX, patient)
            mail.post(patient_id=patient, channels=(SMS,))
            mail.post(patient_id=patient, channels=(EMAIL,))
        begun_s = time.monotonic()
        outcome = run_due(mail.service.context, MESSAGES)
        took_s = time.monotonic() - begun_s

    assert outcome.failed == 0
    assert took_s < 5
    assert len(mail_sink.received) == 3
    sms = [row for row in mail.rows() if row.channel is SMS]
    assert [(row.state.value, row.attempts) for row in sms] == [("queued", 1)] + [("queued", 0)] * 2
