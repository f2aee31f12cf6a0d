"""On SQLite answers are looked up by their identifiers, however large the centre is: opening one
file must not go through the answers of everybody, nor a cohort through them for each patient.
"""

from typing import Any

import pytest
from sqlalchemy import Select, event, select

from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.ids import new_id
from tests.support.service import ServiceUnderTest

_SOME = [new_id() for _ in range(50)]
_SOUGHT: dict[str, tuple[Select[Any], str]] = {
    "answers": (select(Answer.id).where(Answer.id.in_(_SOME)), "(id=?)"),
    "their next versions": (
        select(Answer.id).where(Answer.replaces_id.in_(_SOME)),
        "(replaces_id=?)",
    ),
    "answers of one": (select(Answer.id).where(Answer.patient_id == _SOME[0]), "(patient_id=?)"),
    # What is of nobody in particular still goes by the centre, in its order.
    "the newest answers": (
        select(Answer.id).order_by(Answer.received_at.desc()).limit(50),
        "(centre_id=?)",
    ),
}


@pytest.mark.parametrize("what", _SOUGHT)
def test_what_is_sought_by_identifiers_is_not_sought_in_the_whole_centre(
    sqlite_service: ServiceUnderTest, what: str
) -> None:
    statement, by = _SOUGHT[what]
    database, centre = sqlite_service.context.database, sqlite_service.centre
    ran: list[tuple[str, Any]] = []
    with database.reading(Scope(centre.id)) as session:
        connection = session.connection()
        event.listen(
            connection, "before_cursor_execute", lambda *each: ran.append((each[2], each[3]))
        )
        session.execute(statement).all()
        [(sql, values)] = ran
        plan = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {sql}", values)
        told = [row[3] for row in plan.fetchall()]

    assert len(told) == 1
    assert told[0].endswith(by), told
