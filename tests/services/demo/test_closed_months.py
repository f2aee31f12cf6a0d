"""The statistics of the demonstration are there as soon as it is made."""

from services.db.scope import Scope
from services.demo.calendar import PRESENT
from services.statistics import repository
from services.statistics.months import named
from tests.services.demo.conftest import Demonstration


def test_every_month_of_the_story_that_is_over_is_closed(closed: Demonstration) -> None:
    centre = Scope(closed.centre_id)
    with closed.context.database.reading(centre) as session:
        states = repository.states(session)
        last = repository.last_closed(session, PRESENT.date().replace(day=1), PRESENT)

    assert {row.state for row in states.values()} == {"closed"}
    assert last is not None
    assert named(last[0]) == "2025-10"
    # So many make the shortest period that is offered.
    assert len(states) >= 3
