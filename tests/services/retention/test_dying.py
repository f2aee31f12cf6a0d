"""A worker that dies at every commit of a pass in turn: each step is done, and done once."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.contract.retention import RetentionState, RetentionStep
from services.db.tables.messages import Message
from services.db.tables.retention import RetentionAnnouncement
from services.security.keystore import KeyMissing
from tests.services.retention.conftest import Years, noon
from tests.support.dying import MOMENTS, until_it_lives

USED, ARCHIVED, ERASED = date(2025, 11, 18), date(2028, 5, 18), date(2035, 11, 18)
DAY = timedelta(days=1)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_life_of_deaths_has_each_step_once(years: Years, moment: str):
    patient = years.ended(USED, USED)
    deaths = []
    for day, last in (
        (ARCHIVED - 30 * DAY, None),
        (ARCHIVED, ARCHIVED - DAY),
        (ERASED - 30 * DAY, None),
        (ERASED, ERASED - DAY),
    ):
        if last is not None:
            years.a_month_later(last)
        years.service.clock.set(noon(day))
        deaths.append(until_it_lives(years.tick, moment))
        if day == ARCHIVED:
            _is_announced_once(years, patient, [RetentionStep.ARCHIVE])

    assert min(deaths) >= 3
    assert years.state(patient) is RetentionState.ERASED
    with pytest.raises(KeyMissing):
        years.service.context.keys.patient(patient)
    assert years.journal(patient) == [
        "retention_turn_inactive",
        "retention_announce_archive",
        "retention_archive",
        "retention_announce_erase",
        "retention_erase",
        "retention_key_destroyed",
    ]
    assert years.rows(RetentionAnnouncement, patient) == []
    assert years.rows(Message, patient) == []


def _is_announced_once(years: Years, patient: UUID, steps: list[RetentionStep]) -> None:
    found = years.announcements(patient)
    assert [each.step for each in found] == steps
    told = [(each.kind, each.channel) for each in years.rows(Message, patient)]
    assert len(told) == len(set(told)) > 0
