"""Whoever dies with a message in hand: it is accepted at least once, and once for its id."""

import signal

import pytest

from services.contract.week_enums import MessageChannel
from tests.services.notifications.conftest import MAILBOX, Mail
from tests.support.child import folder_of, run
from tests.support.sinks import MailServer

_SENDER = """
import sys
from pathlib import Path
from uuid import UUID
from services import starting
from services.notifications.sending import send_mail
from services.settings import Settings
send_mail(starting.open_context(Settings(data_dir=Path(sys.argv[1], "data"))), UUID(sys.argv[2]))
"""


def run_due(mail: Mail, server: MailServer, point: str) -> int:
    """The due work of a process of its own that dies at a point; how it ended."""
    around = {
        "VIGIE_SMTP_HOST": "127.0.0.1",
        "VIGIE_SMTP_PORT": str(server.port),
        "VIGIE_SMTP_SECURITY": "none",
        "VIGIE_SMTP_SENDER": "suivi@exemple.fr",
    }
    words = ("-c", _SENDER, str(folder_of(mail.service)), str(mail.service.centre.id))
    return run(mail.service, *words, fault=point, environment=around).returncode


@pytest.mark.parametrize(
    ("point", "before", "after"), [("message.claimed", 0, 1), ("message.taken", 1, 2)]
)
def test_a_worker_killed_with_a_message_in_hand_sends_it_once_for_its_id(
    mail: Mail, mail_sink: MailServer, point: str, before: int, after: int
):
    message_id = mail.post()

    assert run_due(mail, mail_sink, point) == -signal.SIGKILL
    assert mail.states() == [("email", "sending", None)]
    assert len(mail_sink.received) == before

    mail.send(MessageChannel.EMAIL)
    assert len(mail_sink.received) == before
    mail.service.clock.forward(minutes=3)
    mail.send(MessageChannel.EMAIL)

    # What a server does not know again arrives twice at the most, under one id (decision 32).
    assert mail_sink.accepted == {str(message_id): after}
    assert mail.states() == [("email", "sent", None)]
    assert [each.recipients for each in mail_sink.received] == [[MAILBOX]] * after
