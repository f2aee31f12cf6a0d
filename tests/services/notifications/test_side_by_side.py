"""Several senders at once take different messages, and each leaves once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from services.contract.week_enums import MessageChannel
from services.notifications import claiming
from services.notifications.sending import send_due
from tests.services.notifications.conftest import Mail
from tests.support.service import SteppingClock, open_in
from tests.support.sinks import MailServer

EMAIL = MessageChannel.EMAIL


def test_two_processes_send_each_message_once(mail: Mail, mail_sink: MailServer):
    for _ in range(60):
        mail.post()
    context = mail.service.context
    other = context
    if not context.database.is_sqlite:
        other = open_in(context.settings, SteppingClock())
    together = Barrier(2)

    def _send(whose):
        together.wait(30)
        send_due(whose, mail.service.centre.id, EMAIL)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_send, (context, other)))
    if other is not context:
        other.journal.close()
        other.database.dispose()
        other.keys.dispose()

    assert set(mail_sink.accepted) == {str(row.id) for row in mail.rows()}
    assert set(mail_sink.accepted.values()) == {1}
    assert {state for _, state, _ in mail.states()} == {"sent"}


def test_what_one_holds_another_passes_by(mail: Mail, mail_sink: MailServer):
    first, second = mail.post(), mail.post()
    context, now = mail.service.context, mail.service.clock.now()
    with context.database.writing(mail.scope) as session:
        held = claiming.claim(session, EMAIL, now, 1)
        if not context.database.is_sqlite:
            with context.database.writing(mail.scope) as beside:
                assert [each.id for each in claiming.claim(beside, EMAIL, now, 10)] == [second]
    assert [each.id for each in held] == [first]
    mail.send(EMAIL)

    assert str(first) not in mail_sink.accepted


def test_what_was_not_tried_is_given_back(mail: Mail, mail_sink: MailServer):
    mail_sink.replies["CONNECT"] = "421 down"
    for _ in range(5):
        mail.post()
    mail.send(EMAIL)

    assert sorted(row.attempts for row in mail.rows()) == [0, 0, 0, 0, 1]
    assert {state for _, state, _ in mail.states()} == {"queued"}
    tried = mail_sink.connections
    mail.send(EMAIL)
    assert mail_sink.connections == tried
    mail.service.clock.forward(minutes=2)
    mail.send(EMAIL)
    assert mail_sink.connections == tried + 1


def test_a_clock_that_went_back_leaves_no_message_behind(mail: Mail, mail_sink: MailServer):
    mail.post()
    context, now = mail.service.context, mail.service.clock.now()
    with context.database.writing(mail.scope) as session:
        claiming.claim(session, EMAIL, now, 1)
    mail.service.clock.forward(hours=-1)
    mail.post()
    mail.send(EMAIL)
    mail.service.clock.forward(hours=2)
    mail.send(EMAIL)

    assert set(mail_sink.accepted.values()) == {1}
    assert len(mail_sink.accepted) == 2
