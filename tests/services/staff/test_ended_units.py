"""Nobody is given a role in a unit that has ended."""

from sqlalchemy import update

from services.contract.enums import Role
from services.db.scope import Scope
from services.db.tables.centres import Unit
from tests.services.staff.staff_desk import StaffDesk


def test_a_unit_that_has_ended_takes_nobody(one_desk: StaffDesk):
    centre = one_desk.service.centre
    with one_desk.service.context.database.writing(Scope(centre.id)) as session:
        session.execute(
            update(Unit)
            .where(Unit.id == centre.units[0])
            .values(ended_at=one_desk.service.clock.now()),
            execution_options={"synchronize_session": False},
        )

    answer = one_desk.invite(Role.NURSE)

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "role.unit_ids", "reason": "unknown"}]
