"""The closed months of the demonstration: its statistics are there when it is opened."""

from dataclasses import replace
from uuid import UUID

from services.demo.calendar import PRESENT, SteppingClock
from services.edge.context import Context
from services.statistics.closing import SETTLES, close_months


def close_past_months(context: Context, centre_id: UUID) -> None:
    """Closes every month of the story that is over, as due work does."""
    clock = SteppingClock(PRESENT - SETTLES)
    looking = replace(context, clock=clock)
    close_months(looking, centre_id)
    clock.go_to(PRESENT)
    close_months(looking, centre_id)
