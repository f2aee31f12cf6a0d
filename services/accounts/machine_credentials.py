"""Credentials of machines: made by an admin for their own centre, shown once, revocable."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.accounts import repository
from services.contract.machine_credentials import (
    MachineCredentialAsk,
    MachineCredentialGrant,
    MachineCredentialLabel,
    MachineCredentialPage,
)
from services.db.tables.accounts import MachineCredential
from services.errors import not_found
from services.ids import new_id
from services.pagination import encode_cursor
from services.security.caller import Caller
from services.security.tokens import hash_of


@dataclass(frozen=True)
class Desk:
    """An admin at work in their centre, at one instant."""

    session: Session
    caller: Caller
    now: datetime


def create(desk: Desk, ask: MachineCredentialAsk, token: str) -> MachineCredentialGrant:
    """A credential for a token that the caller shows once; the grant itself holds no token."""
    made = MachineCredential(
        id=new_id(),
        centre_id=desk.caller.centre_id,
        scope=ask.scope,
        label=ask.label,
        secret_hash=hash_of(token),
        created_by=desk.caller.person,
        created_at=desk.now,
        revoked_at=None,
    )
    desk.session.add(made)
    return MachineCredentialGrant(**_label(made).model_dump(), token=None)


def page(session: Session, caller: Caller, limit: int, after: UUID | None) -> MachineCredentialPage:
    """Credentials of the caller's centre, newest first."""
    found = repository.credentials_of(session, caller.centre_id, limit + 1, after)
    shown = found[:limit]
    return MachineCredentialPage(
        items=[_label(each) for each in shown],
        next_cursor=encode_cursor([str(shown[-1].id)]) if len(found) > limit else None,
    )


def revoke(desk: Desk, credential_id: UUID) -> MachineCredentialLabel:
    """Ends a credential from the next request on; once more changes nothing."""
    found = repository.credential_of(desk.session, desk.caller.centre_id, credential_id)
    if found is None:
        raise not_found()
    if found.revoked_at is None:
        found.revoked_at = desk.now
    return _label(found)


def _label(credential: MachineCredential) -> MachineCredentialLabel:
    return MachineCredentialLabel(
        id=credential.id,
        label=credential.label,
        scope=credential.scope,
        created_at=credential.created_at,
        revoked_at=credential.revoked_at,
    )
