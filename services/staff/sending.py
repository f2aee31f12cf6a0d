"""Due work: mails to professionals leave, and what makes no sense any more does not.

A mail is claimed before it is handed over, for as long as a server may take: it leaves at least
once, known by its id. Its secret goes with the sending, or with its end.
"""

import logging
from contextlib import closing
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from resources.catalogue import LANGUAGES
from services.centres.contacts import contacts_of
from services.contract.accounts import MailState
from services.contract.week_enums import MessageChannel
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.centres import Centre
from services.db.tables.staff import StaffMail
from services.edge.context import Context
from services.logs import place_of as fault_at
from services.notifications.carriers.carrying import Carrier, NotTaken, Outgoing
from services.notifications.carriers.chosen import carrier_of, has_carrier
from services.security.ciphers import SealBroken
from services.staff.letters import Claimed, written
from services.staff.mails import place_of

_log = logging.getLogger("vigie.staff_mail")
_AT_ONCE: Final = 20
_CLAIMED_FOR: Final = timedelta(minutes=1)
_FIRST_WAIT_S: Final = 15
_LONGEST_WAIT_S: Final = 15 * 60
_KEPT: Final = timedelta(days=90)
_NOBODYS_KEPT: Final = timedelta(days=1)


def send_staff_mail(context: Context, _installation: UUID) -> None:
    """Due work: what is due leaves, a few at a time."""
    now = context.clock.now()
    with context.database.reading(NO_CENTRE) as session:
        waits = StaffMail.state == MailState.WAITING
        is_something = session.scalars(select(StaffMail.id).where(waits | _old(now)).limit(1))
        if is_something.first() is None:
            # A look every ten seconds takes no turn of the writers.
            return
    with context.database.writing(NO_CENTRE) as session:
        _expire(session, now)
        _forget(session, now)
    if not has_carrier(context.settings, MessageChannel.EMAIL):
        return
    # One at a time: a slow server would outlast a claim on many.
    claimed, left = _claim(context, now), _AT_ONCE
    if claimed is None:
        return
    with closing(carrier_of(context.settings, MessageChannel.EMAIL)) as carrier:
        while claimed is not None and _hand_over(context, carrier, claimed):
            left -= 1
            claimed = _claim(context, context.clock.now()) if left else None


def _hand_over(context: Context, carrier: Carrier, claimed: Claimed) -> bool:
    """Whether the next one may be tried: whatever becomes of a mail, others do not wait for it."""
    try:
        mail = written(claimed, _questions_to(context, claimed, context.clock.now()))
        carrier.send(
            Outgoing(
                claimed.id, claimed.address, LANGUAGES[0], mail, claimed.made_at, claimed.tries
            )
        )
    except NotTaken as refused:
        _log.warning("mail %s not taken: %s", claimed.id, refused.fault.value)
        _wait(context, claimed, is_final=refused.is_final)
        return not refused.is_for_all
    except Exception as fault:
        # By type and place: what a server said may hold an address.
        _log.error("mail %s: unexpected %s", claimed.id, fault_at(fault))
        _wait(context, claimed, is_final=False)
    else:
        _settle(context, claimed.id, MailState.SENT, context.clock.now())
    return True


def _expire(session: Session, now: datetime) -> None:
    """What makes no sense any more does not leave."""
    session.execute(
        update(StaffMail)
        .where(StaffMail.state == MailState.WAITING, StaffMail.expires_at <= now)
        .values(state=MailState.EXPIRED, secret=None),
        execution_options={"synchronize_session": False},
    )


def _forget(session: Session, now: datetime) -> None:
    """Old mails go, those to nobody after a day: whoever asks for secrets of people who do not
    exist must not fill the disk.
    """
    session.execute(
        delete(StaffMail).where(_old(now)), execution_options={"synchronize_session": False}
    )


def _old(now: datetime) -> ColumnElement[bool]:
    of_nobody = StaffMail.account_id.is_(None) & (StaffMail.made_at < now - _NOBODYS_KEPT)
    is_over = StaffMail.state != MailState.WAITING
    return of_nobody | (is_over & (StaffMail.made_at < now - _KEPT))


def _claim(context: Context, now: datetime) -> Claimed | None:
    """A mail that is due, put off until its carrier must have answered."""
    with context.database.writing(NO_CENTRE) as session:
        for mail, centre_name in session.execute(
            select(StaffMail, Centre.name)
            .outerjoin(Centre, Centre.id == StaffMail.centre_id)
            .where(
                StaffMail.state == MailState.WAITING,
                StaffMail.due_at <= now,
            )
            .order_by(StaffMail.due_at)
            .limit(_AT_ONCE)
            .with_for_update(of=StaffMail, skip_locked=True)
        ).all():
            try:
                secret = _secret_of(context, mail)
            except SealBroken:
                mail.state, mail.secret = MailState.FAILED, None
                continue
            if mail.address is None:
                continue
            mail.due_at, mail.tries = now + _CLAIMED_FOR, mail.tries + 1
            return Claimed(
                mail.id, mail.kind, mail.address, centre_name, secret, mail.tries, mail.made_at,
                mail.centre_id,
            )  # fmt: skip
    return None


def _questions_to(context: Context, claimed: Claimed, now: datetime) -> str | None:
    if claimed.centre_id is None:
        return None
    with context.database.reading(Scope(claimed.centre_id)) as session:
        return contacts_of(session, claimed.centre_id, now).info_email


def _secret_of(context: Context, mail: StaffMail) -> str | None:
    if mail.secret is None:
        return None
    return context.keys.master().open(place_of(mail.id), mail.secret).decode()


def _wait(context: Context, claimed: Claimed, *, is_final: bool) -> None:
    """Tried again a little later each time, unless it never will be taken."""
    if is_final:
        _settle(context, claimed.id, MailState.FAILED, None)
        return
    wait_s = min(_FIRST_WAIT_S * 2 ** (claimed.tries - 1), _LONGEST_WAIT_S)
    with context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(StaffMail)
            .where(StaffMail.id == claimed.id, StaffMail.state == MailState.WAITING)
            .values(due_at=context.clock.now() + timedelta(seconds=wait_s)),
            execution_options={"synchronize_session": False},
        )


def _settle(context: Context, mail_id: UUID, state: MailState, sent_at: datetime | None) -> None:
    with context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(StaffMail)
            .where(StaffMail.id == mail_id)
            .values(state=state, sent_at=sent_at, secret=None),
            execution_options={"synchronize_session": False},
        )
