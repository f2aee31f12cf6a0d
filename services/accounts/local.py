"""What the command line does with accounts, on the machine of the service itself (R-AUTH-05)."""

import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from services.accounts import repository
from services.accounts.names import initials_of, username_key
from services.accounts.signing_in import passwords_at
from services.audit.journal import Entry, record
from services.contract.enums import Role
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account
from services.db.tables.centres import Centre
from services.edge.context import Context
from services.ids import new_id
from services.security.password_rule import require_acceptable
from services.security.second_factor import enrolment_uri, new_secret, seal_secret

_ZONE: Final = "Europe/Paris"
_PASSWORD_BYTES: Final = 18
APPROVING: Final = (Role.MANAGER, Role.PRIVACY_OFFICER)
"""The roles that decide on what needs a second person."""
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('create-admin', 2))")


class NameRefused(ValueError):
    """A name with line breaks or marks that nobody sees: it could pass for another."""


class AlreadyDone(RuntimeError):
    """A centre, or a user name, that exists; nothing was made."""


@dataclass(frozen=True)
class NewAccount:
    """An account to be made, with one role in one centre."""

    username: str
    password: str
    name: str
    role: Role
    centre_id: UUID
    unit_ids: Sequence[UUID] = ()
    totp_secret: str | None = None
    title: str | None = None


def create_admin(context: Context, *, centre: str, username: str, name: str) -> None:
    """Makes a centre with its first administrator and prints the secrets, once.

    Raises `AlreadyDone` when the centre or the user name exists, `NameRefused` for a name that
    cannot be shown as it is.
    """
    _require_shown(username, centre, name)
    centre_id = new_id()
    now = context.clock.now()
    context.keys.add_centre(centre_id)
    account = _with_secrets(username, name, Role.ADMIN, centre_id)
    hashed = passwords_at(context.settings.argon2).hash(account.password)
    with context.database.writing(Scope(centre_id)) as session:
        if not context.database.is_sqlite:
            session.execute(_ONE_AT_A_TIME)
        known = session.scalar(select(Centre.id).where(func.lower(Centre.name) == centre.lower()))
        if known is not None:
            raise AlreadyDone("this centre exists; its administrators make further accounts")
        session.add(
            Centre(
                id=centre_id,
                name=centre,
                zone=_ZONE,
                opening_hours={},
                demonstration=False,
                created_at=now,
            )
        )
        session.flush()
        account_id = add_account(context, session, account, hashed, now)
        record(session, _made(account_id, centre_id, now))
    _show(account)


def create_approver(context: Context, *, centre: str, username: str, name: str, role: Role) -> None:
    """Makes the first manager or privacy officer of a centre, who decides on what needs a second
    person from then on; prints the secrets, once.

    Raises `AlreadyDone` where there is one, or the user name is taken, `NameRefused`.
    """
    _require_shown(username, centre, name)
    now = context.clock.now()
    with context.database.reading(NO_CENTRE) as session:
        centre_id = session.scalar(
            select(Centre.id).where(func.lower(Centre.name) == centre.lower())
        )
    if centre_id is None:
        raise NameRefused("there is no centre of this name")
    account = _with_secrets(username, name, role, centre_id)
    hashed = passwords_at(context.settings.argon2).hash(account.password)
    with context.database.writing(Scope(centre_id)) as session:
        if not context.database.is_sqlite:
            session.execute(_ONE_AT_A_TIME)
        if repository.has_role(session, centre_id, APPROVING, now):
            raise AlreadyDone("this centre has a manager or a privacy officer, who decides on more")
        account_id = add_account(context, session, account, hashed, now)
        record(session, _made(account_id, centre_id, now))
    _show(account)


def _require_shown(username: str, *names: str) -> None:
    if username_key(username) is None:
        raise NameRefused("a user name has at least one character, and only printable ones")
    if not all(shown.strip() and shown.isprintable() for shown in names):
        raise NameRefused("the name of a centre or of a person has printable characters only")


def _with_secrets(username: str, name: str, role: Role, centre_id: UUID) -> NewAccount:
    password, totp_secret = secrets.token_urlsafe(_PASSWORD_BYTES), new_secret()
    return NewAccount(username, password, name, role, centre_id, totp_secret=totp_secret)


def _show(account: NewAccount) -> None:
    username = username_key(account.username) or ""
    totp_secret = account.totp_secret or ""
    _print(
        f"user name      {username}",
        f"password       {account.password}",
        f"TOTP secret    {totp_secret}",
        f"authenticator  {enrolment_uri(totp_secret, username)}",
        "They are shown this once and stored nowhere in clear.",
        "The password works until it is changed: keep it where nobody else reads it.",
    )


def create_account(context: Context, account: NewAccount) -> UUID:
    """Makes an account with its role and units; raises `AlreadyDone` or `PasswordRefused`."""
    with context.database.reading(NO_CENTRE) as session:
        centre = session.scalar(select(Centre.name).where(Centre.id == account.centre_id))
    require_acceptable(account.password, [account.username, account.name, centre or ""])
    hashed = passwords_at(context.settings.argon2).hash(account.password)
    now = context.clock.now()
    with context.database.writing(Scope(account.centre_id)) as session:
        account_id = add_account(context, session, account, hashed, now)
        record(session, _made(account_id, account.centre_id, now))
    return account_id


def add_account(
    context: Context, session: Session, account: NewAccount, password_hash: str, now: datetime
) -> UUID:
    """Adds an account within a transaction; without a TOTP secret nobody can sign in with it."""
    username = username_key(account.username)
    if username is None:
        raise ValueError("a user name has at least one printable character")
    if repository.account_named(session, username) is not None:
        raise AlreadyDone("this user name exists")
    account_id = new_id()
    sealed = None
    if account.totp_secret is not None:
        sealed = seal_secret(context.keys.master(), account_id, account.totp_secret)
    session.add(
        Account(
            id=account_id,
            username=username,
            name=account.name,
            initials=initials_of(account.name),
            title=account.title,
            password_hash=password_hash,
            totp_secret=sealed,
            totp_last_step=None,
            created_at=now,
            disabled_at=None,
        )
    )
    session.flush()
    repository.add_membership(
        session, account_id, account.centre_id, account.role, list(account.unit_ids)
    )
    session.flush()
    return account_id


def _made(account_id: UUID, centre_id: UUID, now: datetime) -> Entry:
    return Entry("create_account", now, "done", "local", centre_id=centre_id, object_id=account_id)


def _print(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
