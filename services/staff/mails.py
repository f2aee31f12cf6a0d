"""Mails to professionals: written down with what they are about, sent by due work (`sending.py`).

None holds a word about a patient. A secret is sealed under the master key until its mail has left,
and for fifteen minutes at most.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contract.accounts import MailLabel, MailState, StaffMailKind
from services.db.tables.staff import StaffMail
from services.edge.context import Context
from services.ids import new_id
from services.security.ciphers import Place

_STANDS: Final = timedelta(days=2)


@dataclass(frozen=True)
class Letter:
    """One mail: to whom and where, about what, and until when it makes sense.

    `account_id` None: the same is written down, and nobody gets it.
    """

    kind: StaffMailKind
    account_id: UUID | None
    address: str | None
    centre_id: UUID | None = None
    secret: str | None = None
    expires_at: datetime | None = None


def write(session: Session, context: Context, letter: Letter, now: datetime) -> UUID:
    """Has a mail sent once this transaction stands."""
    mail_id = new_id()
    sealed = None
    if letter.secret is not None:
        sealed = context.keys.master().seal(place_of(mail_id), letter.secret.encode())
    nobody = letter.account_id is None or letter.address is None
    session.add(
        StaffMail(
            id=mail_id,
            account_id=letter.account_id,
            centre_id=letter.centre_id,
            kind=letter.kind,
            address=letter.address,
            secret=sealed,
            state=MailState.EXPIRED if nobody else MailState.WAITING,
            tries=0,
            made_at=now,
            due_at=now,
            expires_at=letter.expires_at or now + _STANDS,
            sent_at=None,
        )
    )
    session.flush()
    return mail_id


def awaits(session: Session, account_id: UUID, kind: StaffMailKind) -> bool:
    """Whether such a mail to somebody has yet to leave."""
    wanted = select(StaffMail.id).where(
        StaffMail.account_id == account_id,
        StaffMail.kind == kind,
        StaffMail.state == MailState.WAITING,
    )
    return session.scalars(wanted.limit(1)).first() is not None


def last_of(session: Session, account_id: UUID, centre_id: UUID) -> MailLabel | None:
    """The last mail to an account that this centre had sent, or its owner asked for."""
    found = session.scalars(
        select(StaffMail)
        .where(
            StaffMail.account_id == account_id,
            (StaffMail.centre_id == centre_id) | StaffMail.centre_id.is_(None),
        )
        .order_by(StaffMail.id.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    return MailLabel(kind=found.kind, state=found.state, at=found.sent_at or found.made_at)


def place_of(mail_id: UUID) -> Place:
    """Where the secret of a mail is sealed."""
    return Place("staff_mail", "secret", mail_id)
