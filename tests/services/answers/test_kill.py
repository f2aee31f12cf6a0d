"""A service that is killed loses no acknowledged answer and leaves nothing half done (R-FLT-01)."""

import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import httpx
import pytest
from sqlalchemy import select, text

from services import faults
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from tests.support.answers import answer_json
from tests.support.child import Child, child

SEVERE = {"diarrhoea": {"frequency": 4}}
BEFORE = (
    "answer.before_evaluation",
    "answer.after_evaluation",
    "answer.before_alert",
    "answer.before_commit",
)


def send(running: Child, intake, body: bytes, key: str) -> httpx.Response:
    """An answer of the patient, sent to the service in its own process."""
    path = f"/api/v1/patients/{intake.patient}/answers"
    return running.post(path, "ingest", body, key)


def assert_whole(intake) -> None:
    """Every answer is there with all that belongs to it, and nothing without its answer."""
    answers = intake.read(select(Answer.id, Answer.outcome))
    alerts = {answer_id for (answer_id,) in intake.read(select(Alert.answer_id))}
    graded = {answer_id for (answer_id,) in intake.read(select(SymptomGrade.answer_id).distinct())}
    journalled = {each.object_id for each in intake.journal("submit_answer")}
    known = {answer_id for answer_id, _ in answers}
    assert alerts == {answer_id for answer_id, outcome in answers if outcome != "nothing"}
    assert graded == known
    assert journalled == known
    assert intake.stored()["idempotency"] == len(known)
    if intake.service.context.database.is_sqlite:
        assert intake.read(text("PRAGMA integrity_check")) == [("ok",)]
        assert intake.read(text("PRAGMA foreign_key_check")) == []


@pytest.mark.parametrize("point", BEFORE)
def test_killed_before_the_commit_the_answer_is_not_there_and_can_be_sent_again(
    sqlite_intake, point
):
    kill_before_the_commit(sqlite_intake, point)


def test_killed_before_the_commit_postgresql_has_nothing_of_the_answer(postgres_intake):
    kill_before_the_commit(postgres_intake, "answer.before_commit")


def kill_before_the_commit(intake, point: str) -> None:
    acknowledged = intake.answer(SEVERE, weeks_ago=1)
    body = answer_json(SEVERE)

    with child(intake.service, point) as doomed, pytest.raises(httpx.TransportError):
        send(doomed, intake, body, "sent-twice")
    assert doomed.process.returncode == -signal.SIGKILL

    assert intake.stored()["answer"] == 1
    assert_whole(intake)
    again = intake.send(body, key="sent-twice")
    assert again.status_code == 201
    assert "Idempotency-Replayed" not in again.headers
    found = {str(answer_id) for (answer_id,) in intake.read(select(Answer.id))}
    assert found == {acknowledged["id"], again.json()["id"]}
    assert_whole(intake)


def test_killed_after_the_commit_the_answer_is_there_once(intake):
    body = answer_json(SEVERE)

    with (
        child(intake.service, "answer.after_commit") as doomed,
        pytest.raises(httpx.TransportError),
    ):
        send(doomed, intake, body, "sent-twice")
    assert doomed.process.returncode == -signal.SIGKILL

    assert intake.stored()["answer"] == 1
    assert_whole(intake)
    again = intake.send(body, key="sent-twice")
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert intake.read(select(Answer.id))[0][0].hex == again.json()["id"].replace("-", "")
    assert intake.stored()["answer"] == intake.stored()["alert"] == 1


def test_killed_at_any_moment_every_acknowledged_answer_survives(intake):
    """Four senders until the service dies under them; then each sends its last request again."""
    enough = Event()
    acknowledged: list[str] = []

    def _send(sender: int) -> tuple[bytes, str] | None:
        for number in range(60):
            body = answer_json(SEVERE, comment=f"{sender}.{number}")
            key = f"request-{sender}-{number}"
            try:
                response = send(running, intake, body, key)
            except httpx.TransportError:
                return body, key
            if response.status_code != 201 or len(acknowledged) >= 12:
                enough.set()
            acknowledged.append(response.json()["id"])
        return None

    with child(intake.service) as running, ThreadPoolExecutor(4) as senders:
        sending = [senders.submit(_send, sender) for sender in range(4)]
        assert enough.wait(60)
        running.process.kill()
        cut_off = [each.result() for each in sending]

    stored = {str(answer_id) for (answer_id,) in intake.read(select(Answer.id))}
    assert set(acknowledged) <= stored
    assert_whole(intake)
    for last in cut_off:
        assert last is not None
        assert intake.send(last[0], key=last[1]).status_code == 201
    assert intake.stored()["answer"] == len(acknowledged) + len(cut_off)
    assert_whole(intake)


def test_a_fault_point_does_nothing_outside_of_a_demonstration(sqlite_intake, monkeypatch):
    monkeypatch.setenv(faults.VARIABLE, "answer.before_commit")

    response = sqlite_intake.send(answer_json(SEVERE))

    assert response.status_code == 201
