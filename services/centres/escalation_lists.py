"""Who is asked in a unit when nobody answers: its ordered list of oncologists (decision 2)."""

from collections.abc import Collection, Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.contract.problems import CurrentState, ProblemCode
from services.contract.units import EscalationList
from services.db.tables.accounts import Account, Membership, MembershipUnit
from services.db.tables.centres import Unit
from services.errors import ServiceError, not_found

_UNITS = select(Unit.id, Unit.escalation_list, Unit.version).where(
    Unit.id.in_(bindparam("unit_ids", expanding=True)), Unit.synthetic.is_(False)
)
_ONCOLOGISTS = (
    select(MembershipUnit.unit_id, Account.id, Account.name, Account.initials, Account.title)
    .join(Membership, Membership.id == MembershipUnit.membership_id)
    .join(Account, Account.id == Membership.account_id)
    .where(
        MembershipUnit.unit_id.in_(bindparam("unit_ids", expanding=True)),
        Membership.role == Role.ONCOLOGIST,
        Membership.ended_at.is_(None),
        Account.disabled_at.is_(None),
    )
    .order_by(Account.name, Account.id)
)


def escalation_lists(session: Session, unit_ids: Collection[UUID]) -> Mapping[UUID, EscalationList]:
    """The lists of units of this centre; a unit that is none of it is left out."""
    if not unit_ids:
        return {}
    wanted = {"unit_ids": list(unit_ids)}
    rows = session.execute(_UNITS, wanted).all()
    working: dict[UUID, dict[UUID, PersonLabel]] = {row.id: {} for row in rows}
    for each in session.execute(_ONCOLOGISTS, wanted):
        if each.unit_id in working:
            label = PersonLabel(
                id=each.id, name=each.name, initials=each.initials, title=each.title
            )
            working[each.unit_id][each.id] = label
    return {
        row.id: EscalationList(
            unit_id=row.id,
            version=row.version,
            asked=[
                working[row.id][person]
                for person in map(UUID, row.escalation_list)
                if person in working[row.id]
            ],
            oncologists=list(working[row.id].values()),
        )
        for row in rows
    }


def escalation_list(session: Session, unit_id: UUID) -> EscalationList:
    """The list of one unit; raises 404 when it is none of this centre."""
    found = escalation_lists(session, [unit_id]).get(unit_id)
    if found is None:
        raise not_found()
    return found


def change_escalation_list(
    session: Session, unit_id: UUID, version: int, people: Collection[UUID]
) -> EscalationList:
    """Writes who is asked and in which order.

    Raises 404 for a unit of another centre, 412 when the list changed meanwhile, 422 for somebody
    twice or who is no oncologist of the unit.
    """
    standing = escalation_list(session, unit_id)
    if standing.version != version:
        raise _stale(standing)
    working = {each.id for each in standing.oncologists}
    if len(set(people)) != len(people) or not working.issuperset(people):
        raise ServiceError(
            422,
            ProblemCode.PERSON_NOT_ELIGIBLE,
            "The list names oncologists of the unit, each once.",
        )
    changed = session.execute(
        update(Unit)
        .where(Unit.id == unit_id, Unit.version == version)
        .values(escalation_list=[str(each) for each in people], version=version + 1)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", changed).rowcount != 1:
        raise _stale(standing)
    return escalation_list(session, unit_id)


def _stale(standing: EscalationList) -> ServiceError:
    current = CurrentState(version=standing.version, state="changed", by=None, at=None)
    return ServiceError(
        412, ProblemCode.VERSION_STALE, "This list was changed meanwhile.", current=current
    )
