"""The care units of a centre: made, renamed, and ended once nobody works or is followed there."""

from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import CursorResult, Select, bindparam, or_, select, update
from sqlalchemy.orm import Session

from services.contract.enums import AlertState
from services.contract.problems import CurrentState, FieldProblem, ProblemCode
from services.contract.units import CentreUnit, CentreUnits
from services.db.tables.accounts import Membership, MembershipUnit
from services.db.tables.alerts import Alert
from services.db.tables.centres import Unit
from services.db.tables.enrolment import Enrolment
from services.db.tables.patients import Patient
from services.errors import ServiceError, not_found
from services.ids import new_id

_REAL: Final = select(Unit).where(Unit.synthetic.is_(False))
# A role that was suspended or waits for a first sign-in comes back with its units.
_WORKED_IN: Final = (
    select(MembershipUnit.unit_id)
    .join(Membership, Membership.id == MembershipUnit.membership_id)
    .where(
        MembershipUnit.unit_id.in_(bindparam("unit_ids", expanding=True)),
        or_(
            Membership.ended_at.is_(None),
            Membership.suspended_at.is_not(None),
            Membership.invited_until.is_not(None),
        ),
    )
)


def _of(column: Any) -> Select[tuple[UUID]]:
    return select(column).where(column.in_(bindparam("unit_ids", expanding=True)))


# An archived record is read by those of its unit: erased ones alone are gone, row and all.
_USED: Final = (
    _WORKED_IN,
    _of(Patient.unit_id).distinct(),
    _of(Alert.unit_id).where(Alert.state != AlertState.CLOSED).distinct(),
    _of(Enrolment.unit_id).where(Enrolment.finished_at.is_(None), Enrolment.stop.is_(None)),
)


def units_of_centre(session: Session) -> CentreUnits:
    """Every unit, by name; those that have ended are last."""
    units = sorted(session.scalars(_REAL).all(), key=lambda each: (_ended(each), each.name))
    used = _used(session, [each.id for each in units])
    return CentreUnits(units=[_shown(each, each.id in used) for each in units])


def create(session: Session, centre_id: UUID, name: str) -> CentreUnit:
    """A unit without anybody; raises 422 for a name that another one has."""
    _require_name(session, name, None)
    made = Unit(
        id=new_id(),
        centre_id=centre_id,
        name=name.strip(),
        escalation_list=[],
        version=1,
        synthetic=False,
        phone=None,
        ended_at=None,
    )
    session.add(made)
    session.flush()
    return _shown(made, is_used=False)


def rename(session: Session, unit_id: UUID, version: int, name: str) -> CentreUnit:
    """Calls a unit something else; raises 404, 409 for one that has ended, 412, 422."""
    unit = _held(session, unit_id, version)
    _require_name(session, name, unit_id)
    _write(session, unit, name=name.strip())
    return _again(session, unit_id)


def end(session: Session, unit_id: UUID, version: int, now: datetime) -> CentreUnit:
    """Nobody is put there any more; raises 404, 409 while it is used or is the last one, 412."""
    unit = _held(session, unit_id, version)
    if _used(session, [unit_id]):
        raise _forbids("Somebody works or is followed in this unit.")
    others = _REAL.where(Unit.ended_at.is_(None), Unit.id != unit_id)
    # Two administrators who each end one of the last two units wait for each other here.
    if not session.scalars(others.order_by(Unit.id).with_for_update()).all():
        raise _forbids("A centre keeps one unit at least.")
    _write(session, unit, ended_at=now, escalation_list=[])
    return _again(session, unit_id)


def _held(session: Session, unit_id: UUID, version: int) -> Unit:
    """The unit, which gets no patient and nobody to work there until the transaction ends."""
    unit = session.scalars(_REAL.where(Unit.id == unit_id).with_for_update()).one_or_none()
    if unit is None:
        raise not_found()
    if unit.version != version:
        current = CurrentState(version=unit.version, state="changed", by=None, at=None)
        raise ServiceError(
            412, ProblemCode.VERSION_STALE, "This unit was changed meanwhile.", current=current
        )
    if unit.ended_at is not None:
        raise _forbids("This unit has ended.")
    return unit


def _write(session: Session, unit: Unit, **values: Any) -> None:
    changed = session.execute(
        update(Unit)
        .where(Unit.id == unit.id, Unit.version == unit.version)
        .values(version=unit.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", changed).rowcount != 1:
        raise AssertionError("a unit that is held was changed by somebody else")


def _again(session: Session, unit_id: UUID) -> CentreUnit:
    wanted = _REAL.where(Unit.id == unit_id).execution_options(populate_existing=True)
    unit = session.scalars(wanted).one()
    return _shown(unit, unit.id in _used(session, [unit_id]))


def _used(session: Session, unit_ids: list[UUID]) -> set[UUID]:
    asked = {"unit_ids": unit_ids}
    return {each for question in _USED for each in session.scalars(question, asked)}


def _require_name(session: Session, name: str, unit_id: UUID | None) -> None:
    wanted = name.strip().casefold()
    names = {
        each.name.strip().casefold()
        for each in session.scalars(_REAL.where(Unit.ended_at.is_(None)))
        if each.id != unit_id
    }
    if wanted in names:
        raise _refused("taken")
    if not wanted or not name.isprintable():
        raise _refused("not_a_name")


def _refused(reason: str) -> ServiceError:
    problems = [FieldProblem(field="name", reason=reason)]
    return ServiceError(
        422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=problems
    )


def _forbids(why: str) -> ServiceError:
    return ServiceError(409, ProblemCode.STATE_FORBIDS, why)


def _ended(unit: Unit) -> bool:
    return unit.ended_at is not None


def _shown(unit: Unit, is_used: bool) -> CentreUnit:
    return CentreUnit(
        unit_id=unit.id,
        name=unit.name,
        version=unit.version,
        in_use=is_used,
        ended_at=unit.ended_at,
    )
