"""What is not proved does not look well, whichever part of the way has stopped (H-01)."""

import shutil
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, insert

from services import worker
from services.answers import judging
from services.contract.enums import Role
from services.contract.surveillance import PartState, SurveillancePart, SurveillanceState
from services.db.scope import NO_CENTRE
from services.db.tables.surveillance import DueWork
from services.surveillance import canary, invented, reconciler
from services.surveillance.health import health_of
from tests.services.surveillance.conftest import Watch
from tests.support.service import SmallCentre

STAFF = ["nurse", "oncologist", "manager", "admin", "privacy_officer"]


def test_it_is_well_when_everything_was_proved(watch: Watch):
    watch.work()
    watch.service.clock.forward(seconds=12)

    health = watch.health()

    assert (health.state, health.age_s, health.open_gaps) == (SurveillanceState.OK, 12, 0)
    assert health.last_proof_at == watch.now - timedelta(seconds=12)
    assert {each.part: each.state for each in health.parts} == {
        SurveillancePart.WORKER: PartState.OK,
        SurveillancePart.PIPELINE: PartState.OK,
        SurveillancePart.CANARY: PartState.OK,
        SurveillancePart.RECONCILER: PartState.OK,
        SurveillancePart.HEARTBEAT: PartState.OFF,
        SurveillancePart.STORAGE: PartState.OK,
    }


def test_a_disk_that_fills_is_said_before_it_is_full(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    settings = watch.service.context.settings.model_copy(update={"low_space_percent": 10})
    filling = replace(watch.service.context, settings=settings)
    free = [11]
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _folder: SimpleNamespace(total=100, free=free[0])
    )
    watch.work()

    def seen() -> tuple[SurveillanceState, PartState]:
        health = health_of(filling, watch.service.centre.id)
        parts = {each.part: each.state for each in health.parts}
        return health.state, parts[SurveillancePart.STORAGE]

    assert seen() == (SurveillanceState.OK, PartState.OK)
    free[0] = 9
    assert seen() == (SurveillanceState.PARTIAL, PartState.LOW)
    # An alarm outside rings for silence, which this is not.
    told = health_of(filling, watch.service.centre.id, with_heartbeat=False)
    assert told.state is SurveillanceState.OK
    watch.service.clock.forward(minutes=1)
    worker.run_due(filling)
    assert [each.message for each in caplog.records if each.name == "vigie.surveillance"] == [
        "less than 10 % of the disk is free"
    ]
    free[0] = 60
    assert seen() == (SurveillanceState.OK, PartState.OK)


def test_a_data_folder_that_cannot_be_asked_is_said_and_hides_nothing_else(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
):
    """A hint about space must not take the whole of surveillance from every console."""
    watch.work()
    monkeypatch.setattr(shutil, "disk_usage", _unmounted)

    health = health_of(watch.service.context, watch.service.centre.id)

    assert health.state is SurveillanceState.PARTIAL
    down = [each.part for each in health.parts if each.state is PartState.DOWN]
    assert down == [SurveillancePart.STORAGE]


def _unmounted(_folder: object) -> None:
    raise PermissionError


def test_before_anything_was_proved_nothing_is_well(watch: Watch):
    health = watch.health()
    assert (health.state, health.last_proof_at) == (SurveillanceState.PARTIAL, None)

    watch.service.clock.forward(minutes=5)

    assert watch.health().state is SurveillanceState.DOWN


def test_a_worker_that_stopped_shows(watch: Watch):
    watch.work()

    seen = []
    for _ in range(6):
        watch.service.clock.forward(minutes=1)
        seen.append(watch.health().state)

    assert seen == [
        SurveillanceState.OK,
        *[SurveillanceState.PARTIAL] * 3,
        *[SurveillanceState.DOWN] * 2,
    ]
    assert watch.part(SurveillancePart.WORKER) is PartState.DOWN


def _break(part: str, patch: pytest.MonkeyPatch) -> None:
    def _fails(*_: object, **__: object) -> None:
        raise RuntimeError("with words that are for nobody")

    places: dict[str, tuple[object, str]] = {
        "evaluation": (judging, "evaluate"),
        "intake": (invented, "receive"),
        "reconciler": (reconciler, "find_gaps"),
        "queue": (invented, "is_kept"),
        "canary": (canary, "_send"),
    }
    owner, name = places[part]
    patch.setattr(owner, name, _fails)


@pytest.mark.parametrize(
    ("part", "shows"),
    [
        ("evaluation", SurveillancePart.PIPELINE),
        ("intake", SurveillancePart.PIPELINE),
        ("queue", SurveillancePart.PIPELINE),
        ("reconciler", SurveillancePart.RECONCILER),
        ("canary", SurveillancePart.CANARY),
    ],
)
def test_a_part_that_fails_shows_within_five_minutes_and_recovers(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, part: str, shows: SurveillancePart
):
    watch.work()
    if part == "canary":
        # It has to do again at the full hour.
        watch.minutes(17, step=17)
    with monkeypatch.context() as patch:
        _break(part, patch)
        watch.minutes(2)
        assert watch.health().state is SurveillanceState.PARTIAL
        assert watch.part(shows) is PartState.DOWN
        assert watch.part(SurveillancePart.WORKER) is PartState.OK
        watch.minutes(4)
        health = watch.health()
        assert health.state is SurveillanceState.DOWN
        assert "nobody" not in health.model_dump_json()

    watch.minutes(1)

    assert watch.health().state is SurveillanceState.OK


def test_a_task_that_is_no_longer_there_shows(watch: Watch):
    watch.work()
    left = tuple(task for task in worker.TASKS if task.name != "reconciler")
    for _ in range(6):
        watch.service.clock.forward(minutes=1)
        worker.run_due(watch.service.context, left)

    assert watch.part(SurveillancePart.RECONCILER) is PartState.DOWN
    assert watch.health().state is SurveillanceState.DOWN


def test_what_lies_in_the_future_proves_nothing(watch: Watch):
    watch.work()
    watch.service.clock.forward(hours=-1)

    health = watch.health()
    assert (health.last_proof_at, health.age_s) == (None, None)

    watch.work()
    assert watch.health().state is SurveillanceState.OK


def test_an_instant_that_somebody_wrote_down_once_grows_old(watch: Watch):
    """There is no word "well" in the database that a dead part could leave behind."""
    with watch.service.context.database.writing(NO_CENTRE) as session:
        session.execute(delete(DueWork))
        for part in ("pipeline", "canary", "reconciler"):
            session.execute(
                insert(DueWork),
                {
                    "task": part,
                    "centre_id": watch.centre_id,
                    "tried_at": watch.now,
                    "done_at": watch.now,
                    "runs": 1,
                },
            )
    assert watch.health().state is SurveillanceState.OK

    watch.service.clock.forward(minutes=5)

    assert watch.health().state is SurveillanceState.DOWN


@pytest.mark.parametrize("who", STAFF)
def test_everybody_who_works_with_a_console_may_ask(watch: Watch, who: str):
    watch.work()

    assert watch.health(who).state is SurveillanceState.OK


@pytest.mark.parametrize("who", [Role.PATIENT.value, Role.RESEARCHER.value, "ingest", "canary"])
def test_nobody_else_may(watch: Watch, who: str):
    answer = watch.service.client.get("/health/surveillance", headers=watch.service.as_(who))

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_without_a_session_nothing_is_said(watch: Watch):
    assert watch.service.client.get("/health/surveillance").status_code == 401


def test_a_centre_is_told_of_itself_alone(watch: Watch):
    first = watch.centre_id

    def _fail(context: object, centre_id: object) -> None:
        if centre_id == first:
            raise RuntimeError

    left = tuple(task for task in worker.TASKS if task.name != "reconciler")
    broken = worker.Task("reconciler", timedelta(minutes=1), _fail)
    outcome = worker.run_due(watch.service.context, (*left, broken))

    assert outcome.failed == 1
    assert watch.health().state is not SurveillanceState.OK
    other: SmallCentre = watch.service.other_centre
    token = {"Authorization": f"Bearer {other.tokens['nurse']}"}
    assert watch.service.client.get("/health/surveillance", headers=token).json()["state"] == "ok"


def test_asking_fills_no_journal(watch: Watch):
    watch.work()
    for _ in range(3):
        watch.health()

    assert watch.journal("read_surveillance") == []
