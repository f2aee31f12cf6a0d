"""10,000 mails to a server on loopback, beside a bare loop of `smtplib` to the same one."""

import smtplib
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.scope import Scope
from services.db.tables.messages import Message
from services.db.tables.patients import Patient
from services.edge.context import Context
from services.ids import new_id
from services.message_settings import SmtpSecurity, SmtpSettings
from services.notifications.carriers.carrying import Outgoing
from services.notifications.carriers.mails import mail_bytes
from services.notifications.outbox import Letter, post_all
from services.notifications.sending import send_due
from services.notifications.words import Mail
from services.patients.identity import Contact, seal_contact
from tests.bench.figures import Figure, Goal
from tests.bench.processes import Served, served
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import SMALL, close
from tests.bench.service.ground import ground, server_of

MAILS: Final = 10_000
ROUNDS: Final = 1
_SENDER: Final = "suivi@exemple.fr"
_NOW: Final = datetime(2025, 11, 18, tzinfo=UTC)
_POSTED_AT_ONCE: Final = 500
_IN_TEN_MINUTES: Final = Goal("product", 600)
_EACH_ONCE: Final = Goal("product", 1, words="1")


def messages(rounds: Rounds) -> Iterator[Figure]:
    """Claimed, rendered, sent and written down, against the sending alone."""
    for kind in KINDS:
        with server_of(kind), ground(kind, SMALL) as here:
            context = here.database.open()
            try:
                yield from _figures(f"messages/{kind}", context, here.patient_ids, rounds)
            finally:
                close(context)


def _figures(
    row: str, opened: Context, patient_ids: Sequence[UUID], rounds: Rounds
) -> Iterator[Figure]:
    with served(["-m", "tests.bench.service.mail_sink"], {}) as sink:
        smtp = SmtpSettings(
            host="127.0.0.1", port=sink.port, security=SmtpSecurity.NONE, sender=_SENDER
        )
        context = replace(opened, settings=opened.settings.model_copy(update={"smtp": smtp}))
        centre_id = context.database.a_centre()
        assert centre_id is not None
        _give_mailboxes(context, centre_id, patient_ids)
        posting: list[float] = []
        ours, floor = rounds.play(
            ROUNDS,
            lambda: _send_all(context, centre_id, patient_ids, posting),
            lambda: _bare(sink),
        )
        with smtplib.SMTP("127.0.0.1", sink.port, "exemple.fr") as asked:
            ids, mails = map(int, asked.docmd("HELP")[1].split())
    yield Figure(row, "10,000 mails sent", "s", tuple(ours), tuple(floor), _IN_TEN_MINUTES)
    yield Figure(row, "10,000 letters posted", "s", tuple(posting))
    yield Figure(row, "mails an id", "", (mails / ids,), (), _EACH_ONCE)
    taken = mails / (MAILS * 2 * ROUNDS)
    yield Figure(row, "mails taken of those posted", "", (taken,), (), _EACH_ONCE)


def _give_mailboxes(context: Context, centre_id: UUID, patient_ids: Sequence[UUID]) -> None:
    ciphers = context.keys.patients(patient_ids)
    with context.database.writing(Scope(centre_id)) as session:
        for number, patient_id in enumerate(patient_ids):
            contact = Contact(email=f"p{number}@exemple.fr")
            sealed = seal_contact(ciphers[patient_id], patient_id, contact)
            session.execute(
                update(Patient)
                .where(Patient.id == patient_id)
                .values(contact=sealed)
                .execution_options(synchronize_session=False)
            )


def _send_all(
    context: Context, centre_id: UUID, patient_ids: Sequence[UUID], posting: list[float]
) -> float:
    """How long it takes until none waits, in looks as due work has them."""
    begun_s = time.perf_counter()
    _post(context, centre_id, patient_ids)
    posting.append(time.perf_counter() - begun_s)
    begun_s = time.perf_counter()
    while _waits(context, centre_id):
        send_due(context, centre_id, MessageChannel.EMAIL)
    return time.perf_counter() - begun_s


def _post(context: Context, centre_id: UUID, patient_ids: Sequence[UUID]) -> None:
    now = context.clock.now()
    letters = [
        Letter(
            centre_id,
            patient_ids[number % len(patient_ids)],
            MessageKind.SURVEY_OPEN,
            None,
            now + timedelta(days=7),
        )
        for number in range(MAILS)
    ]
    for start in range(0, MAILS, _POSTED_AT_ONCE):
        with context.database.writing(Scope(centre_id)) as session:
            post_all(session, context.keys, letters[start : start + _POSTED_AT_ONCE], now)


def _waits(context: Context, centre_id: UUID) -> bool:
    waiting = select(Message.id).where(Message.state != MessageState.SENT).limit(1)
    with context.database.reading(Scope(centre_id)) as session:
        return session.scalars(waiting).first() is not None


def _bare(sink: Served) -> float:
    """The same number of mails of the same size over one connection."""
    content = Mail("CHU de Kerlann", "Votre questionnaire de la semaine", "Bonjour,\n" * 40)
    begun_s = time.perf_counter()
    with closing(smtplib.SMTP("127.0.0.1", sink.port, "exemple.fr")) as smtp:
        for number in range(MAILS):
            address = f"p{number}@exemple.fr"
            outgoing = Outgoing(new_id(), address, "fr", content, _NOW)
            smtp.sendmail(_SENDER, [address], mail_bytes(outgoing, _SENDER))
    return time.perf_counter() - begun_s
