"""Due work: every task for itself, each thing once, as the stored state says."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from services.__main__ import main
from services.app import build_app
from services.contract.surveillance import SurveillanceHealth, SurveillanceState
from services.db.scope import NO_CENTRE
from services.edge.context import Context
from services.ending import go_on
from services.surveillance.beats import INSTALLATION, beats_of
from services.surveillance.health import health_of
from services.worker import TASKS, Task, Worker, run_due
from tests.support.service import START, ServiceUnderTest, SteppingClock, open_in

MINUTE = timedelta(minutes=1)
ROOT = Path(__file__).resolve().parents[2]


class Counted:
    """A task that counts where it ran."""

    def __init__(self, name: str = "counted", *, fails: bool = False) -> None:
        self.places: list[UUID] = []
        self.fails = fails
        self.task = Task(name, MINUTE, self.run)

    def run(self, _context: Context, place: UUID) -> None:
        """Remembers the place."""
        self.places.append(place)
        if self.fails:
            raise RuntimeError("words that are for nobody")


def test_a_task_runs_once_in_each_centre_and_again_when_due(service: ServiceUnderTest):
    counted = Counted()
    both = sorted([service.centre.id, service.other_centre.id])

    assert run_due(service.context, [counted.task]).done == 2
    assert run_due(service.context, [counted.task]).done == 0
    service.clock.forward(seconds=60)
    run_due(service.context, [counted.task])

    assert counted.places == both * 2


def test_one_that_fails_stops_no_other(service: ServiceUnderTest, caplog):
    broken, counted = Counted("broken", fails=True), Counted()

    outcome = run_due(service.context, [broken.task, counted.task])

    assert (outcome.done, outcome.failed) == (2, 2)
    assert len(counted.places) == 2
    assert "RuntimeError" in caplog.text
    assert "for nobody" not in caplog.text


def test_one_that_failed_waits_for_its_turn_and_says_so(service: ServiceUnderTest):
    broken = Counted("broken", fails=True)
    run_due(service.context, [broken.task])
    run_due(service.context, [broken.task])
    assert len(broken.places) == 2

    with service.context.database.reading(NO_CENTRE) as session:
        beat = beats_of(session, service.centre.id)["broken", service.centre.id]
    assert (beat.done_at, beat.runs, beat.fault) == (None, 0, "RuntimeError")


def test_a_task_of_the_installation_runs_once(service: ServiceUnderTest):
    counted = Counted()
    whole = Task("whole", MINUTE, counted.run, is_for_installation=True)

    run_due(service.context, [whole])

    assert counted.places == [INSTALLATION]


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_clock_that_jumps_makes_it_due_once(service: ServiceUnderTest, hours: int):
    counted = Counted()
    run_due(service.context, [counted.task])

    service.clock.forward(hours=hours)
    run_due(service.context, [counted.task])
    run_due(service.context, [counted.task])

    assert len(counted.places) == 4


def test_two_processes_do_each_thing_once(postgres_service: ServiceUnderTest):
    """One holds its turn in the middle of the task while the other looks for work."""
    context = postgres_service.context
    begun, may_end, places = threading.Event(), threading.Event(), []

    def _slow(_context: Context, place: UUID) -> None:
        places.append(place)
        begun.set()
        assert may_end.wait(30)

    task = Task("slow", MINUTE, _slow)
    other = open_in(context.settings, SteppingClock())
    first = threading.Thread(target=run_due, args=(context, [task]))
    first.start()
    assert begun.wait(30)

    second = threading.Thread(target=run_due, args=(other, [task]))
    second.start()
    # The second one does the centre that is left, and waits in it.
    while len(places) < 2:
        assert second.is_alive()
    may_end.set()
    first.join(30)
    second.join(30)
    other.journal.close()
    other.database.dispose()
    other.keys.dispose()

    assert sorted(places) == sorted([postgres_service.centre.id, postgres_service.other_centre.id])


def test_the_application_does_due_work_when_its_settings_say_so(service: ServiceUnderTest):
    settings = service.context.settings.model_copy(update={"runs_due_work": True})
    context = open_in(settings, SteppingClock())
    state = SurveillanceState.PARTIAL
    with TestClient(build_app(context), base_url="http://127.0.0.1") as client:
        while state is not SurveillanceState.OK:
            answer = client.get("/health/surveillance", headers=service.as_("nurse"))
            state = SurveillanceHealth.model_validate_json(answer.content).state

    assert "due work" not in {thread.name for thread in threading.enumerate()}


def test_a_database_that_cannot_be_asked_does_not_end_the_worker(
    sqlite_service: ServiceUnderTest, caplog
):
    context = sqlite_service.context
    with context.database.writer.begin() as connection:
        connection.execute(text("ALTER TABLE due_work RENAME TO hidden"))
    counted = Counted()
    settings = context.settings.model_copy(update={"due_work_tick_s": 0.01})
    worker = Worker(
        Context(settings, context.clock, context.database, context.keys, context.journal),
        [counted.task],
    )
    worker.start()
    while "could not be looked for" not in caplog.text:
        assert worker.is_working
    with context.database.writer.begin() as connection:
        connection.execute(text("ALTER TABLE hidden RENAME TO due_work"))
    while len(counted.places) < 2:
        assert worker.is_working
    worker.stop()

    assert not worker.is_working


def test_long_work_is_left_when_the_service_ends_and_is_no_failure(service: ServiceUnderTest):
    begun, may_go_on = threading.Event(), threading.Event()

    def _long(_context: Context, _place: UUID) -> None:
        begun.set()
        assert may_go_on.wait(30)
        while True:
            go_on()

    worker = Worker(service.context, [Task("long", MINUTE, _long)])
    worker.start()
    assert begun.wait(30)
    worker.end()
    may_go_on.set()
    worker.stop()

    assert not worker.is_working
    with service.context.database.reading(NO_CENTRE) as session:
        assert beats_of(session, service.centre.id) == {}


def test_run_due_does_everything_once_and_says_so(tmp_path: Path, capsys):
    create = ["create-admin", "--data", str(tmp_path), "--centre", "CHU", "--username", "a"]
    assert main([*create, "--name", "A. Admin"]) == 0
    capsys.readouterr()

    assert main(["run-due", "--now", "--data", str(tmp_path)]) == 0

    assert capsys.readouterr().out == f'{{"done": {len(TASKS)}, "failed": 0}}\n'


def test_run_due_fails_when_a_task_fails(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch):
    create = ["create-admin", "--data", str(tmp_path), "--centre", "CHU", "--username", "a"]
    assert main([*create, "--name", "A. Admin"]) == 0
    monkeypatch.setenv("VIGIE_HEARTBEAT_URL", "http://127.0.0.1:9/gone")

    assert main(["run-due", "--now", "--data", str(tmp_path)]) == 1

    assert "1 of the tasks" in capsys.readouterr().err


def test_run_due_needs_to_be_told_when():
    with pytest.raises(SystemExit) as refused:
        main(["run-due"])
    assert refused.value.code == 2


def test_a_worker_of_its_own_is_for_postgresql(tmp_path: Path, capsys):
    assert main(["migrate", "--data", str(tmp_path)]) == 0

    assert main(["worker", "--data", str(tmp_path)]) == 1

    assert "run-due --now" in capsys.readouterr().err


def test_a_worker_process_works_until_it_is_asked_to_stop(postgres_service: ServiceUnderTest):
    settings, centre = postgres_service.context.settings, postgres_service.centre.id
    settings.demonstration_marker.touch()
    environment = os.environ | {
        "VIGIE_DATABASE_URL": settings.database_url,
        "VIGIE_DEMONSTRATION_CLOCK": START.isoformat(),
    }
    words = ["-m", "services", "worker", "--data", str(settings.data_dir.parent)]
    with subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b'{"working": true}\n'
            state = SurveillanceState.PARTIAL
            while state is not SurveillanceState.OK:
                assert process.poll() is None
                state = health_of(postgres_service.context, centre).state
                postgres_service.clock.forward(seconds=0.01)
            process.terminate()
            assert process.wait(30) == 0
        finally:
            process.kill()
