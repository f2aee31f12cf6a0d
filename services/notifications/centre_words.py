"""In whose name a centre writes to its patients: set by its administrator, silent about health."""

import re
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from resources.catalogue import LANGUAGES
from services.contract.messages import (
    MessageSettings,
    MessageSettingsAsk,
    UnitPhone,
    UnitPhoneAsk,
)
from services.contract.problems import CurrentState, FieldProblem, ProblemCode
from services.db.tables.centres import Centre, Unit
from services.errors import ServiceError, not_found
from services.notifications.words import Sender, is_public
from services.settings import Settings, shown_address

_DIALLED: Final = re.compile(r"\+?[0-9][0-9 .]{1,18}[0-9]")
_CENTRE = select(Centre.name, Centre.public_name, Centre.phone, Centre.message_version).where(
    Centre.id == bindparam("centre_id")
)
_UNITS = (
    select(Unit.id, Unit.name, Unit.phone, Unit.version)
    .where(Unit.synthetic.is_(False), Unit.ended_at.is_(None))
    .order_by(Unit.name, Unit.id)
)


def settings_of(session: Session, settings: Settings, centre_id: UUID) -> MessageSettings:
    """What is set, and what messages make of it."""
    centre = session.execute(_CENTRE, {"centre_id": centre_id}).one()
    names = tuple(each for each in (centre.public_name, centre.name) if each)
    address = shown_address(settings.pages_address)
    sender = Sender(names, centre.phone, address)
    return MessageSettings(
        public_name=centre.public_name,
        phone=centre.phone,
        shown_names={language: sender.name(language) for language in LANGUAGES},
        pages_address=address,
        version=centre.message_version,
        units=[
            UnitPhone(unit_id=row.id, name=row.name, phone=row.phone, version=row.version)
            for row in session.execute(_UNITS)
        ],
    )


def change_centre(
    session: Session, settings: Settings, centre_id: UUID, version: int, ask: MessageSettingsAsk
) -> MessageSettings:
    """Writes them; raises 412 when they changed meanwhile, 422 for a name that tells of health."""
    if ask.public_name is not None and not is_public(ask.public_name):
        raise _refused("public_name", "tells_of_health_or_does_not_fit")
    _require_dialled(ask.phone)
    changed = session.execute(
        update(Centre)
        .where(Centre.id == centre_id, Centre.message_version == version)
        .values(public_name=ask.public_name, phone=ask.phone, message_version=version + 1)
        .execution_options(synchronize_session=False)
    )
    standing = settings_of(session, settings, centre_id)
    if cast("CursorResult[Any]", changed).rowcount != 1:
        raise _stale(standing.version)
    return standing


def change_unit(session: Session, unit_id: UUID, version: int, ask: UnitPhoneAsk) -> UnitPhone:
    """Writes what the patients of a unit call; raises 404, 412, 422."""
    standing = _unit(session, unit_id)
    _require_dialled(ask.phone)
    changed = session.execute(
        update(Unit)
        .where(Unit.id == unit_id, Unit.version == version)
        .values(phone=ask.phone, version=version + 1)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", changed).rowcount != 1:
        raise _stale(standing.version)
    return _unit(session, unit_id)


def _unit(session: Session, unit_id: UUID) -> UnitPhone:
    row = session.execute(_UNITS.where(Unit.id == unit_id)).one_or_none()
    if row is None:
        raise not_found()
    return UnitPhone(unit_id=row.id, name=row.name, phone=row.phone, version=row.version)


def _require_dialled(phone: str | None) -> None:
    if phone is not None and _DIALLED.fullmatch(phone) is None:
        raise _refused("phone", "not_a_number")


def _refused(field: str, reason: str) -> ServiceError:
    problems = [FieldProblem(field=field, reason=reason)]
    return ServiceError(
        422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=problems
    )


def _stale(version: int) -> ServiceError:
    current = CurrentState(version=version, state="changed", by=None, at=None)
    return ServiceError(
        412, ProblemCode.VERSION_STALE, "This was changed meanwhile.", current=current
    )
