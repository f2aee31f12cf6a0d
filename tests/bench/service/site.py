"""The centre of a measurement, and its people: made anew for each run, so that no token is kept."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.accounts.local import NewAccount, create_account
from services.contract.enums import CredentialScope, Role
from services.contract.notices import NoticeProfile, NoticeTool
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import (
    Account,
    MachineCredential,
    Membership,
    MembershipUnit,
    SignInSession,
)
from services.db.tables.centres import Centre, Unit
from services.edge.context import Context
from services.ids import new_id
from services.notices.acknowledging import acknowledge
from services.notices.registry import notices_for
from services.security.second_factor import new_secret

_OPEN_ALWAYS = {"days": {str(day): [["00:00", "24:00"]] for day in range(7)}, "holidays": None}
_SIGNED_IN_FOR = timedelta(hours=11)


@dataclass(frozen=True)
class Site:
    """One centre with one unit, in a service that nobody has started yet; `now` is when its rows
    were made.
    """

    context: Context
    centre_id: UUID
    unit_id: UUID
    now: datetime


@dataclass(frozen=True)
class Tokens:
    """What a load carries: that of a nurse who is signed in, and that of a machine."""

    nurse: str
    ingest: str


@dataclass(frozen=True)
class SignIn:
    """What a person types to sign in."""

    username: str
    password: str
    totp_secret: str


def make_site(context: Context) -> Site:
    """A centre that is always open."""
    now = context.clock.now()
    centre_id, unit_id = new_id(), new_id()
    context.keys.add_centre(centre_id)
    with context.database.writing(NO_CENTRE) as session:
        session.add(
            Centre(
                id=centre_id,
                name="Centre",
                zone="Europe/Paris",
                opening_hours=_OPEN_ALWAYS,
                demonstration=False,
                created_at=now,
            )
        )
    with context.database.writing(Scope(centre_id)) as session:
        session.add(Unit(id=unit_id, centre_id=centre_id, name="Unité"))
    return Site(context, centre_id, unit_id, now)


def give_tokens(site: Site) -> Tokens:
    """A nurse who has just signed in, and a machine that may send answers."""
    now = site.context.clock.now()
    tokens = Tokens(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    account_id, membership_id = new_id(), new_id()
    with site.context.database.writing(NO_CENTRE) as session:
        session.add(_account(account_id, now))
        session.flush()
        session.add(
            Membership(
                id=membership_id,
                account_id=account_id,
                centre_id=site.centre_id,
                role=Role.NURSE,
                ended_at=None,
            )
        )
        session.add(_credential(site, tokens.ingest, now))
    with site.context.database.writing(Scope(site.centre_id)) as session:
        session.add(MembershipUnit(membership_id=membership_id, unit_id=site.unit_id))
        session.add(_session(site, account_id, membership_id, tokens.nurse, now))
    return tokens


def hire_nurses(site: Site, count: int) -> list[SignIn]:
    """Nurses who can sign in as people do; each one-time code serves once, so one a sitting.

    They have acknowledged the notices, which would be the first screen of theirs.
    """
    hired = []
    for number in range(count):
        nurse = SignIn(f"nurse-{number}", secrets.token_urlsafe(18), new_secret())
        account = NewAccount(
            nurse.username,
            nurse.password,
            "Claire Morvan",
            Role.NURSE,
            site.centre_id,
            [site.unit_id],
            totp_secret=nurse.totp_secret,
        )
        _acknowledge(site, create_account(site.context, account))
        hired.append(nurse)
    return hired


def _acknowledge(site: Site, account_id: UUID) -> None:
    now = site.context.clock.now()
    with site.context.database.writing(Scope(site.centre_id)) as session:
        for notice in notices_for(NoticeTool.CONSOLE, NoticeProfile.CLINICIAN):
            acknowledge(session, account_id, notice, "fr", now)


def _account(account_id: UUID, now: datetime) -> Account:
    return Account(
        id=account_id,
        username="bearer",
        name="Claire Morvan",
        initials="CM",
        title=None,
        password_hash="!",
        totp_secret=None,
        totp_last_step=None,
        created_at=now,
        disabled_at=None,
    )


def _credential(site: Site, token: str, now: datetime) -> MachineCredential:
    return MachineCredential(
        id=new_id(),
        centre_id=site.centre_id,
        scope=CredentialScope.INGEST,
        label="load",
        secret_hash=hashlib.sha256(token.encode()).digest(),
        created_by=None,
        created_at=now,
        revoked_at=None,
    )


def _session(
    site: Site, account_id: UUID, membership_id: UUID, token: str, now: datetime
) -> SignInSession:
    return SignInSession(
        id=new_id(),
        account_id=account_id,
        membership_id=membership_id,
        centre_id=site.centre_id,
        device_id=None,
        access_hash=hashlib.sha256(token.encode()).digest(),
        access_expires_at=now + _SIGNED_IN_FOR,
        refresh_hash=os.urandom(32),
        started_at=now,
        authenticated_at=now,
        last_act_at=now,
        ended_at=None,
        end_reason=None,
    )
