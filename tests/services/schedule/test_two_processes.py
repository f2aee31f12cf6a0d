"""Two processes on PostgreSQL, and one that is killed: each due thing is done once (R-FLT-09)."""

import threading
from contextlib import suppress
from uuid import UUID

import pytest

from services.contract.enums import AlertKind
from services.contract.week_enums import MessageKind
from services.edge.context import Context
from services.schedule.tick import WeeksNotKept, keep_weeks
from services.starting import close_context
from tests.services.schedule.conftest import Weeks, local, plan_from
from tests.support.child import run
from tests.support.service import ServiceUnderTest, open_in

ONCE = [MessageKind.SURVEY_OPEN, MessageKind.REMINDER, MessageKind.SECOND_REMINDER]


def _pass(context: Context, centre_id: UUID, together: threading.Barrier) -> None:
    """One that comes second may fail: the next pass does what is left."""
    together.wait(30)
    with suppress(WeeksNotKept):
        keep_weeks(context, centre_id)


def test_two_passes_at_once_ask_remind_and_tell_once(postgres_service: ServiceUnderTest):
    """Without the turn that the worker takes: what they write is what keeps them apart."""
    weeks = Weeks(postgres_service)
    weeks.service.clock.set(local("2025-11-16 20:00"))
    for patient_id in weeks.service.centre.patients:
        weeks.follow(patient_id, plan_from("2025-11-16"))
    settings, clock = weeks.service.context.settings, weeks.service.clock
    others = [open_in(settings, clock) for _ in range(3)]
    for day in ("17", "18", "19", "20"):
        weeks.service.clock.set(local(f"2025-11-{day} 09:00"))
        together = threading.Barrier(len(others))
        work = [(each, weeks.service.centre.id, together) for each in others]
        threads = [threading.Thread(target=_pass, args=each) for each in work]
        for each in threads:
            each.start()
        for each in threads:
            each.join(60)
        weeks.tick()
    for context in others:
        close_context(context)

    for patient_id in weeks.service.centre.patients:
        assert weeks.messages(patient_id) == ONCE
        assert len(weeks.windows(patient_id)) == 1
        assert len(weeks.alerts(patient_id, AlertKind.NON_RESPONSE)) == 1


@pytest.mark.parametrize("step", ["17 09:00", "20 09:00"])
def test_killed_before_its_commit_it_is_done_by_the_next_pass(service, step: str):
    weeks = Weeks(service)
    weeks.service.clock.set(local("2025-11-16 20:00"))
    weeks.follow(weeks.patient, plan_from("2025-11-16"))
    steps = ["17 09:00", "18 09:00", "19 09:00", "20 09:00"]
    for each in steps[: steps.index(step)]:
        weeks.at(f"2025-11-{each}")
    before = (len(weeks.windows()), weeks.messages(), len(weeks.alerts()))

    killed = _run_due(service, f"2025-11-{step}", "schedule.before_commit")

    assert killed == -9
    assert (len(weeks.windows()), weeks.messages(), len(weeks.alerts())) == before
    for each in steps[steps.index(step) :]:
        weeks.at(f"2025-11-{each}")
        weeks.tick()
    assert (len(weeks.windows()), weeks.messages(), len(weeks.alerts())) == (1, ONCE, 1)


def _run_due(service: ServiceUnderTest, at: str, point: str) -> int:
    """Due work in a process of its own that is killed at a point."""
    around = {"VIGIE_DEMONSTRATION_CLOCK": local(at).isoformat()}
    return run(service, "run-due", "--now", fault=point, environment=around).returncode
