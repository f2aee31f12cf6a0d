"""An invented patient answers once an hour, and only surveillance ever meets it (R-FLT-12)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select

from services.answers import judging
from services.contract.enums import AlertKind, AlertState
from services.contract.surveillance import PartState, SurveillancePart
from services.db.scope import Scope
from services.db.tables.alerts import Alert, RuleHit, WorklistEntry
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient, PatientSearchToken
from services.errors import ServiceError
from services.surveillance import canary
from services.surveillance.invented import submit
from services.worker import TASKS, run_due
from tests.services.surveillance.conftest import Watch
from tests.support.answers import answer_json
from tests.support.service import random_key


def written(watch: Watch) -> list[datetime]:
    """The instants of the invented patient's answers."""
    answers = select(Answer.authored_at).where(Answer.patient_id == watch.invented())
    return [row.authored_at for row in watch.read(answers.order_by(Answer.authored_at))]


def standing(watch: Watch) -> list[Any]:
    """Kind and state of its alerts."""
    alerts = select(Alert.kind, Alert.state).where(Alert.patient_id == watch.invented())
    return [tuple(row) for row in watch.read(alerts)]


def test_it_answers_at_once_and_then_once_an_hour(watch: Watch):
    watch.work()
    watch.minutes(150, step=10)

    hour = datetime.fromisoformat("2025-11-18T09:00:00+00:00")
    assert written(watch) == [hour + timedelta(hours=passed) for passed in range(4)]
    assert standing(watch) == [(AlertKind.CLINICAL, AlertState.CLOSED)] * 4
    assert watch.part(SurveillancePart.CANARY) is PartState.OK
    assert watch.journal("canary_sent") == watch.journal("canary_closed") == ["done"] * 4


def test_a_rehearsal_leaves_nothing(watch: Watch):
    watch.work()
    before = [watch.count(table) for table in (Answer, Alert, RuleHit, WorklistEntry)]
    watch.minutes(10)

    assert [watch.count(table) for table in (Answer, Alert, RuleHit, WorklistEntry)] == before


def test_a_second_process_or_a_restart_sends_none_again(watch: Watch):
    watch.work()
    canary.prove_this_hour(watch.service.context, watch.centre_id)
    run_due(watch.service.context, TASKS)

    assert len(written(watch)) == 1


def test_what_a_crash_left_half_done_is_finished(watch: Watch, monkeypatch: pytest.MonkeyPatch):
    def _killed(_hour: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(canary, "_close", _killed)
        watch.work()
    assert standing(watch) == [(AlertKind.CLINICAL, AlertState.NEW)]
    assert watch.part(SurveillancePart.CANARY) is PartState.DOWN

    watch.minutes(1)

    assert standing(watch) == [(AlertKind.CLINICAL, AlertState.CLOSED)]
    assert watch.part(SurveillancePart.CANARY) is PartState.OK


@pytest.mark.parametrize("hours", [-3, -0.9, 5, 24 * 40])
def test_a_clock_that_jumps_neither_repeats_nor_stops_it(watch: Watch, hours: float):
    watch.work()
    watch.minutes(60, step=20)
    assert len(written(watch)) == 2

    watch.service.clock.forward(hours=hours)
    watch.work()
    watch.minutes(3)

    instants = written(watch)
    assert len(set(instants)) == len(instants)
    assert watch.now.replace(minute=0) in instants
    assert watch.part(SurveillancePart.CANARY) is PartState.OK
    assert watch.health().age_s == 0


def test_a_canary_that_was_not_judged_is_followed_by_another(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
):
    def _fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(judging, "evaluate", _fails)
        watch.work()
        watch.minutes(2)
    assert {kind for kind, _ in standing(watch)} == {AlertKind.TECHNICAL}
    assert watch.part(SurveillancePart.CANARY) is PartState.DOWN

    watch.minutes(1)

    assert watch.part(SurveillancePart.CANARY) is PartState.OK
    assert {state for _, state in standing(watch)} == {AlertState.CLOSED}
    assert watch.worklist("nurse_of_both") == []


def test_a_canary_whose_alert_vanished_is_noticed_and_sent_again(watch: Watch):
    watch.work()
    watch.write(delete(RuleHit), delete(Alert))

    watch.minutes(1)

    assert standing(watch) == [(AlertKind.CLINICAL, AlertState.CLOSED)]
    assert len(written(watch)) == 2


def test_what_is_older_than_two_days_is_forgotten(watch: Watch):
    watch.work()
    for _ in range(20):
        watch.service.clock.forward(hours=3)
        watch.work()

    instants = written(watch)
    assert instants[0] >= watch.now - timedelta(days=2, hours=1)
    assert len(standing(watch)) == len(instants) <= 50


def test_there_is_one_a_centre_in_a_unit_of_nobody(watch: Watch):
    watch.work()
    watch.minutes(3)

    invented = select(Patient.id, Patient.unit_id).where(Patient.synthetic)
    (found,) = watch.read(invented)
    assert found.unit_id not in watch.service.centre.units
    tokens = select(func.count()).select_from(PatientSearchToken)
    assert watch.read(tokens.where(PatientSearchToken.patient_id == found.id)) == [(0,)]


def test_nobody_meets_it(watch: Watch, monkeypatch: pytest.MonkeyPatch):
    """With its alert open, in the moment between raising and closing."""

    def _stays_open(_hour: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(canary, "_close", _stays_open)
    watch.work()
    (alert,) = watch.read(select(Alert.id).where(Alert.patient_id == watch.invented()))
    client, service = watch.service.client, watch.service
    for who in ("nurse", "nurse_of_both", "oncologist", "manager", "admin", "ingest"):
        for path in (
            "/api/v1/worklist",
            "/api/v1/worklist?view=closed",
            "/api/v1/alerts",
            f"/api/v1/alerts?patient_id={watch.invented()}",
            f"/api/v1/alerts/{alert.id}",
            f"/api/v1/alerts/batch?id={alert.id}",
            f"/api/v1/patients/{watch.invented()}",
        ):
            answer = client.get(path, headers=service.as_(who))
            assert str(watch.invented()) not in answer.text, (who, path)
            assert answer.status_code in {200, 403, 404}, (who, path)
            if answer.status_code == 200:
                assert answer.json().get("items", []) == [], (who, path)
    counts = client.get("/api/v1/worklist/counts", headers=service.as_("nurse_of_both")).json()
    assert (counts["todo"], counts["alerts"], counts["closed"]) == (0, 0, 0)


@pytest.mark.parametrize("who", ["ingest", "nurse", "nurse_of_both", "canary"])
def test_nobody_answers_for_it(watch: Watch, who: str):
    watch.work()
    answers = {
        patient: watch.service.client.post(
            f"/api/v1/patients/{patient}/answers",
            content=answer_json(),
            headers=watch.service.as_(who) | {"Idempotency-Key": random_key()},
        )
        for patient in (watch.invented(), uuid4())
    }

    codes = {each.json()["code"] for each in answers.values()}
    assert codes <= {"not_found", "forbidden"}
    assert len(codes) == 1
    assert len(written(watch)) == 1


def test_the_canary_reaches_nobody_else(watch: Watch):
    watch.work()
    context, centre = watch.service.context, watch.centre_id
    with (
        context.database.writing(Scope(centre)) as session,
        pytest.raises(ServiceError) as refused,
    ):
        submit(session, context, centre, watch.service.centre.patients[0], watch.now, "x")

    assert refused.value.status == 404
