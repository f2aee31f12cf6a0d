"""The statistics of the demonstration are there as soon as it is made."""

from services.db.scope import Scope
from services.demo.calendar import PRESENT
from services.statistics import repository
from services.statistics.months import named
from tests.services.demo.conftest import Demonstration


def test_every_month_of_the_story_that_is_over_is_closed(small_on_sqlite: Demonstration) -> None:
    centre = Scope(small_on_sqlite.centre_id)
    with small_on_sqlite.context.database.reading(centre) as session:
        states = repository.states(session)
        closed = repository.last_closed(session, PRESENT.date().replace(day=1), PRESENT)

    assert {row.state for row in states.values()} == {"closed"}
    assert closed is not None
    assert named(closed[0]) == "2025-10"
    # So many make the shortest period that is offered.
    assert len(states) >= 3
