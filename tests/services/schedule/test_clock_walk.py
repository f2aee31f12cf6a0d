"""R-FLT-08: over clock changes, a leap day and ISO week 53, one week is one asking."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from services.contract.week_enums import Rhythm
from services.db.scope import NO_CENTRE
from services.db.tables.centres import Centre
from services.schedule.days import Days, slot_in, slots, week_of
from services.schedule.tick import keep_weeks
from services.starting import close_context
from tests.services.schedule.conftest import Weeks, plan_from
from tests.support.service import open_in
from tests.support.weekly import PaperCalendar

WALKS = [
    ("2026-03-22", "2026-04-05"),
    ("2026-10-18", "2026-11-01"),
    ("2028-02-26", "2028-03-02"),
    ("2026-12-25", "2027-01-10"),
]


class Walk:
    """Goes through days in steps, with pauses of the service and starts of it anew."""

    def __init__(self, weeks: Weeks, begins: datetime) -> None:
        self.weeks = weeks
        self.at = begins
        self.chance = Random(str(begins))
        self.context = weeks.service.context
        self.papers: dict[UUID, PaperCalendar] = {}

    def follow(self, patient_id: UUID, weekday: int, place: ZoneInfo) -> None:
        """Somebody who is asked by the service and on paper."""
        starts_on = self.at.date()
        self.weeks.follow(patient_id, plan_from(str(starts_on), weekday=weekday))
        ends_on = starts_on + timedelta(days=360)
        self.papers[patient_id] = PaperCalendar(place, weekday, 9 * 60, starts_on, ends_on)

    def step(self) -> None:
        """Six hours, or more while the service is off; some starts open everything anew."""
        off_hours = self.chance.choice([0, 0, 0, 9, 30, 80])
        self.at += timedelta(hours=6 + off_hours)
        if self.chance.random() < 0.1:
            self.close()
            self.context = open_in(self.weeks.service.context.settings, self.weeks.service.clock)
        self.weeks.service.clock.set(self.at.astimezone(ZoneInfo("UTC")))
        keep_weeks(self.context, self.weeks.service.centre.id)
        for paper in self.papers.values():
            paper.looks(self.weeks.now)

    def close(self) -> None:
        """Ends what was opened on the way."""
        if self.context is not self.weeks.service.context:
            close_context(self.context)


@pytest.mark.parametrize(("begins", "ends"), WALKS)
def test_every_six_hours_with_restarts_as_on_paper(weeks: Weeks, begins: str, ends: str):
    zone = "America/Martinique" if begins == "2026-12-25" else "Europe/Paris"
    place = ZoneInfo(zone)
    with weeks.service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Centre).values(zone=zone))
    at = datetime.fromisoformat(f"{begins}T00:00").replace(tzinfo=place)
    end = datetime.fromisoformat(f"{ends}T00:00").replace(tzinfo=place)
    weeks.service.clock.set(at - timedelta(days=1))
    walk = Walk(weeks, at)
    for patient_id, weekday in zip(weeks.service.centre.patients, (7, 1, 4), strict=True):
        walk.follow(patient_id, weekday, place)
    while walk.at < end:
        walk.step()
    walk.close()

    for patient_id, paper in walk.papers.items():
        found = [window.opens_on for window in weeks.windows(patient_id)]
        assert found == sorted(paper.asked.values())
        told = [kind for kind in weeks.messages(patient_id) if kind.value == "survey_open"]
        assert len(told) == len(found)


@pytest.mark.parametrize("jump", [timedelta(days=7), timedelta(days=-2)])
@pytest.mark.parametrize(("begins", "ends"), WALKS)
def test_a_clock_that_jumps_leaves_one_asking_a_week(
    weeks: Weeks, begins: str, ends: str, jump: timedelta
):
    at = datetime.fromisoformat(f"{begins}T12:00").replace(tzinfo=ZoneInfo("Europe/Paris"))
    weeks.service.clock.set(at - timedelta(days=15))
    weeks.follow(weeks.patient, plan_from(str((at - timedelta(days=14)).date()), weekday=2))
    days = (date.fromisoformat(ends) - date.fromisoformat(begins)).days
    for day in range(days):
        now = at + timedelta(days=day)
        weeks.at(now)
        if day == days // 2:
            weeks.at(now + jump)

    found = [window.week for window in weeks.windows()]
    assert len(found) == len(set(found))
    first, last = found[0], max(found)
    expected = {first + timedelta(weeks=each) for each in range((last - first).days // 7 + 1)}
    assert set(found) == expected


@pytest.mark.parametrize("minute", [0, 150, 540, 1439])
@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_the_weeks_of_three_years_have_one_day_each(minute: int, rhythm: Rhythm):
    zone, chance = ZoneInfo("Europe/Paris"), Random(minute)
    first = date(2025, 12, 1)
    days = Days(rhythm, 3, 8, minute, first, first + timedelta(days=1200))
    cycles = [first + timedelta(days=20)]
    while cycles[-1] < days.ends_on:
        cycles.append(cycles[-1] + timedelta(days=chance.choice([14, 21, 22, 23, 28, 35])))
    found = list(slots(days, cycles, first, days.ends_on, zone))

    assert [slot.week for slot in found] == [
        week_of(first) + timedelta(weeks=each) for each in range(len(found))
    ]
    assert len(found) in {171, 172}
    for slot in found:
        assert week_of(slot.opens_on) == slot.week
        wall = slot.opens_at.astimezone(zone)
        assert wall.date() == slot.opens_on
        is_left_out = wall.minute + wall.hour * 60 != minute
        assert not is_left_out or slot.opens_on in {
            date(2026, 3, 29),
            date(2027, 3, 28),
            date(2028, 3, 26),
            date(2029, 3, 25),
        }
        assert slot == slot_in(days, cycles, slot.week, zone)
    if rhythm is Rhythm.CYCLE:
        anchors = [start + timedelta(days=7) for start in cycles]
        assert all(
            any((slot.opens_on - anchor).days % 7 == 0 for anchor in anchors)
            for slot in found
            if slot.opens_on >= anchors[0]
        )
