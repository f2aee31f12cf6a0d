"""Twelve lives, walked by the engine and by the seed's rules on paper, day by day where it counts.

The walk goes on every day near a border and leaps between them, as a clock that jumps does.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import pytest

from services.contract.enums import Monitoring
from services.contract.retention import HoldReason
from tests.services.retention.conftest import Years, noon
from tests.services.retention.model import Person, on_paper

DAY = timedelta(days=1)


@dataclass
class Life:
    """One patient in the service and on paper."""

    years: Years
    patient: UUID
    person: Person
    acts: dict[date, str] = field(default_factory=dict)
    hold: UUID | None = None

    def act(self, name: str, day: date) -> None:
        """Something that happens in the evening of a day, after the pass."""
        if name == "sign_in":
            self.years.sign_in(self.patient, noon(day))
            self.person.uses(day)
        elif name == "answer":
            self.years.answer(self.patient, noon(day))
            self.person.uses(day)
            self.person.survey_on = day
        elif name == "keep":
            self.years.keep(self.patient)
            self.person.keeps(day)
        elif name == "hold":
            self.hold = self.years.hold(self.patient, HoldReason.VIGILANCE)
            self.person.is_held = True
        elif name == "release" and self.hold is not None:
            self.years.release(self.hold)
            self.person.is_held = False
        elif name == "follow":
            self.years.change(
                self.patient, monitoring=Monitoring.ACTIVE, episode_started_at=noon(day)
            )
            self.person.uses(day, team=True)
            self.person.is_followed = True
        elif name == "end":
            self.years.change(self.patient, monitoring=Monitoring.ENDED)
            self.person.is_followed = False


def _lives(years: Years, start: date) -> list[Life]:
    """Twelve profiles whose last use is the same day, so that their borders meet."""
    inactive, archive = on_paper(start, 6), on_paper(start, 30)
    profiles: list[tuple[date | None, dict[date, str]]] = [
        (start, {}),
        (None, {}),
        (start - timedelta(days=4000), {}),
        (start, {inactive - DAY: "sign_in"}),
        (start, {inactive + DAY: "sign_in"}),
        (start, {archive - DAY: "sign_in"}),
        (start, {archive + DAY: "sign_in"}),
        (start, {archive - DAY: "keep"}),
        (start, {archive + DAY: "keep"}),
        (start, {inactive: "hold", archive + 40 * DAY: "release"}),
        (start, {archive + DAY: "follow", archive + 3 * DAY: "end"}),
        (start, {inactive + DAY: "answer"}),
    ]
    return [
        Life(years, years.ended(start, survey), Person(start, survey), acts)
        for survey, acts in profiles
    ]


def _days(start: date, lives: list[Life]) -> list[date]:
    """Every day of the month before and the week after each border, and the days of every act."""
    acted = {day for life in lives for day in life.acts}
    around: set[date] = set(acted)
    for first in {start, *acted}:
        for border in (on_paper(first, 6), on_paper(first, 30), on_paper(first, 120)):
            around |= {border + each * DAY for each in range(-31, 4)}
    around |= {start + each * DAY for each in range(1, 3)}
    counting = {day for life in lives for day, act in life.acts.items() if act != "sign_in"}
    around |= {day + each * DAY for day in counting for each in range(35)}
    return sorted(each for each in around if each > start)


@pytest.mark.parametrize(
    "start",
    [
        # The last of a month; a leap day, and both changes of the clocks in the whole run.
        date(2025, 8, 31),
        pytest.param(date(2028, 2, 29), marks=pytest.mark.slow),
        pytest.param(date(2026, 3, 29), marks=pytest.mark.slow),
        pytest.param(date(2026, 10, 25), marks=pytest.mark.slow),
    ],
)
def test_twelve_lives_go_as_on_paper(years: Years, start: date):
    lives = _lives(years, start)
    for today in _days(start, lives):
        years.on(today)
        for life in lives:
            life.person.day(today)
        engine = [years.state(life.patient).value for life in lives]
        assert (today, engine) == (today, [life.person.state for life in lives])
        for life in lives:
            if today in life.acts and life.person.state != "erased":
                life.act(life.acts[today], today)

    assert {life.person.state for life in lives} >= {"erased"}
