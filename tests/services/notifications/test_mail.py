"""Mail to a real server on loopback: what it gets, and what its refusals mean."""

import ssl
from pathlib import Path

import pytest

from services.contract.week_enums import MessageChannel, MessageKind
from services.message_settings import MessageSettings, SmtpSecurity
from tests.services.notifications.conftest import MAILBOX, Mail, smtp_of, with_settings
from tests.support.sinks import MailServer, mail_server
from tests.support.tls import Certified, certify

EMAIL, SMS = MessageChannel.EMAIL, MessageChannel.SMS


def test_a_mail_is_plain_silent_about_health_and_known_by_its_id(mail: Mail, mail_sink: MailServer):
    message_id = mail.post(MessageKind.SURVEY_OPEN)
    mail.send(EMAIL)

    [received] = mail_sink.received
    assert mail.states() == [("email", "sent", None)]
    assert (received.sender, received.recipients) == ("suivi@exemple.fr", [MAILBOX])
    assert received.id == str(message_id)
    headers = {name: str(value) for name, value in received.mail.items()}
    assert headers["From"] == "CHU de Kerlann <suivi@exemple.fr>"
    assert headers["Subject"] == "Votre questionnaire de la semaine"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Date"] == "Tue, 18 Nov 2025 09:42:00 +0000"
    assert headers["Content-Type"] == 'text/plain; charset="utf-8"'
    body = received.mail.get_content()
    assert body.startswith("Bonjour,")
    assert "CANARI" not in received.raw.decode().upper().replace(MAILBOX.upper(), "")


def test_what_was_sent_is_sent_no_second_time(mail: Mail, mail_sink: MailServer):
    mail.post()
    for _ in range(3):
        mail.send(EMAIL)
        mail.service.clock.forward(hours=3)

    assert len(mail_sink.received) == 1
    [row] = mail.rows()
    assert (row.attempts, row.fault) == (1, None)
    assert row.address is not None
    assert MAILBOX.encode() not in row.address


@pytest.mark.parametrize(
    ("replies", "state", "fault"),
    [
        ({MAILBOX: "550 5.1.1 no such mailbox"}, "failed", "wrong_address"),
        ({MAILBOX: "452 4.2.2 mailbox full"}, "queued", "busy"),
        ({MAILBOX: "554 5.7.1 relay access denied"}, "queued", "not_allowed"),
        ({"BODY": "554 spam"}, "failed", "refused"),
        ({"BODY": "451 later"}, "queued", "busy"),
        ({"MAIL": "421 too many"}, "queued", "away"),
        ({"MAIL": "530 authenticate"}, "queued", "not_allowed"),
        ({"CONNECT": "554 go away"}, "queued", "away"),
        ({"EHLO": "garbage", "HELO": "garbage"}, "queued", "away"),
    ],
)
def test_each_refusal_has_its_state(sqlite_mail: Mail, replies, state, fault):
    with mail_server(MailServer(replies=replies)) as server:
        sqlite_mail.reached_by(None, MAILBOX)
        with_settings(sqlite_mail, smtp=smtp_of(server), message=MessageSettings(timeout_s=1))
        sqlite_mail.post()
        sqlite_mail.send(EMAIL)

    assert sqlite_mail.states() == [("email", state, fault)]
    assert server.received == []


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    """A certificate of this machine, and who vouches for it."""
    return certify(tmp_path_factory.mktemp("tls"))


def _over_tls(certified: Certified, **changes) -> MailServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certified.certificate, certified.key)
    return MailServer(tls=context, **changes)


@pytest.mark.parametrize("security", [SmtpSecurity.STARTTLS, SmtpSecurity.TLS])
@pytest.mark.parametrize("is_known", [True, False])
def test_the_certificate_is_checked(sqlite_mail: Mail, certified, security, is_known):
    authorities = certified.authority if is_known else None
    at_once = security is SmtpSecurity.TLS
    with mail_server(_over_tls(certified, is_tls_at_once=at_once)) as server:
        sqlite_mail.reached_by(None, MAILBOX)
        smtp = smtp_of(server, security=security, authorities=authorities)
        with_settings(sqlite_mail, smtp=smtp, message=MessageSettings(timeout_s=2))
        sqlite_mail.post()
        sqlite_mail.send(EMAIL)

    assert [mail.is_encrypted for mail in server.received] == ([True] if is_known else [])
    wanted = ("sent", None) if is_known else ("queued", "not_allowed")
    assert [row[1:] for row in sqlite_mail.states()] == [wanted]


def test_a_server_without_encryption_gets_nothing(sqlite_mail: Mail):
    with mail_server() as server:
        sqlite_mail.reached_by(None, MAILBOX)
        smtp = smtp_of(server, security=SmtpSecurity.STARTTLS)
        with_settings(sqlite_mail, smtp=smtp, message=MessageSettings(timeout_s=1))
        sqlite_mail.post()
        sqlite_mail.send(EMAIL)

    assert server.received == []
    assert sqlite_mail.states() == [("email", "queued", "not_allowed")]


@pytest.mark.parametrize(
    "written",
    ["a@b.fr\r\nBcc: x@y.fr", "a@b.fr\nDATA", "a@b.fr, x@y.fr", '"a\r\n"@b.fr', "a@b.fr>\r\n"],
)
def test_an_address_that_would_be_two_gets_nothing(sqlite_mail: Mail, written):
    with mail_server() as server:
        sqlite_mail.reached_by("06 39 98 14 00", written)
        with_settings(sqlite_mail, smtp=smtp_of(server), message=MessageSettings(timeout_s=1))
        sqlite_mail.post(channels=(EMAIL,))
        sqlite_mail.send(EMAIL)

    assert server.received == []
    assert sqlite_mail.states()[0] == ("email", "failed", "no_address")


def test_a_centre_that_may_not_be_named_is_not_named_in_any_header(
    mail: Mail, mail_sink: MailServer
):
    mail.centre_is(name="Institut du Cancer", public_name="Bcc: x\r\nX: y")
    mail.post()
    mail.send(EMAIL)

    [received] = mail_sink.received
    assert str(received.mail["From"]) == "Votre hôpital <suivi@exemple.fr>"
    assert b"ancer" not in received.raw
    assert received.mail["X"] is None


def test_a_folder_stands_in_until_somebody_can_send(sqlite_mail: Mail):
    sqlite_mail.reached_by("06 39 98 14 00", MAILBOX)
    sms, email = sqlite_mail.post(channels=(SMS,)), sqlite_mail.post(channels=(EMAIL,))
    sqlite_mail.send(SMS)
    sqlite_mail.send(EMAIL)

    folder = sqlite_mail.service.context.settings.message_folder
    assert folder is not None
    assert {path.name for path in folder.iterdir()} == {f"{sms}.txt", f"{email}.eml"}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert (
        Path(folder, f"{sms}.txt").read_text("utf-8").startswith("+33639981400\n\nCHU de Kerlann")
    )
    assert [row[1] for row in sqlite_mail.states()] == ["sent", "sent"]
