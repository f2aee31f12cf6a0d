"""What stands before every route: a pace that somebody keeps, and refusals that are journalled."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import bindparam, select

from services.audit.journal import Entry, refused_as
from services.db.tables.accounts import Device
from services.edge.context import Context, context_of
from services.edge.networks import network_of
from services.edge.offered import require_offered
from services.edge.problems import request_id_of
from services.errors import ServiceError
from services.security.tokens import hash_of

_LONGEST_SECRET: Final = 44
_FIND_DEVICE = select(Device.__table__.c.id).where(
    Device.__table__.c.secret_hash == bindparam("device_hash")
)


def refused(context: Context, entry: Entry, refusal: ServiceError) -> ServiceError:
    """Journals a refusal and gives it back to be raised."""
    context.journal.append(replace(entry, outcome=refused_as(refusal.code), purpose=None))
    refusal.is_journalled = True
    return refusal


def keep_pace_of_origin(
    context: Context, request: Request, asked: Entry, device: UUID | None = None
) -> None:
    """Raises 429 when a network, or a device that is known, asks too often before anybody is."""
    address = None if request.client is None else request.client.host
    who = device or network_of(address)
    keep_pace(context, asked, who, context.settings.anonymous_requests_per_minute)


def keep_pace(context: Context, asked: Entry, who: object, per_minute: int) -> None:
    """Raises 429 when somebody asks too often; the journal hears of it once a minute."""
    too_soon = context.paces.take(str(who), per_minute)
    if too_soon is None:
        return
    refusal = too_soon.refusal()
    if too_soon.is_first:
        raise refused(context, asked, refusal)
    refusal.is_journalled = True
    raise refusal


def _without_session(request: Request) -> None:
    """What stands before a route that is there for people without a session.

    A workstation that somebody has signed in with keeps a pace of its own: whoever floods its
    network does not keep its nurse out (R-AUTH-03).
    """
    require_offered(request)
    context, operation = context_of(request), request.scope["route"].operation_id
    asked = Entry(operation, context.clock.now(), "", request_id_of(request))
    request.state.asked = asked
    keep_pace_of_origin(context, request, asked, _known_device(context, request))


def _known_device(context: Context, request: Request) -> UUID | None:
    secret = request.headers.get("x-vigie-device", "")
    if not secret or len(secret) > _LONGEST_SECRET:
        return None
    device_hash = hash_of(secret.rstrip("="))
    with context.database.reader.connect() as connection:
        found: UUID | None = connection.scalar(_FIND_DEVICE, {"device_hash": device_hash})
    return found


WITHOUT_SESSION = [Depends(_without_session)]
