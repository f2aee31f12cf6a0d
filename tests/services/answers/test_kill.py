"""A service that is killed loses no acknowledged answer and leaves nothing half done (R-FLT-01)."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text

from services import faults
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from tests.support.answers import answer_json

SEVERE = {"diarrhoea": {"frequency": 4}}
BEFORE = (
    "answer.before_evaluation",
    "answer.after_evaluation",
    "answer.before_alert",
    "answer.before_commit",
)


@dataclass
class Child:
    """A service in a process of its own, over the folder and database of a test."""

    process: "subprocess.Popen[str]"
    address: str
    intake: Any

    def send(self, body: bytes, key: str) -> httpx.Response:
        service = self.intake.service
        return httpx.post(
            f"{self.address}/api/v1/patients/{self.intake.patient}/answers",
            content=body,
            headers=service.as_("ingest") | {"Idempotency-Key": key},
            timeout=30,
        )


@contextmanager
def child(intake, fault: str | None = None) -> Iterator[Child]:
    """Starts a service on loopback and makes sure that it has ended."""
    settings = intake.service.context.settings
    settings.demonstration_marker.touch()
    changes = {
        "VIGIE_DATABASE_URL": settings.database_url,
        "VIGIE_MIGRATION_URL": settings.migration_url,
        "VIGIE_DEMONSTRATION_CLOCK": intake.service.clock.now().isoformat(),
    } | ({} if fault is None else {faults.VARIABLE: fault})
    command = [sys.executable, "-m", "services", "serve", "--data", str(settings.data_dir.parent)]
    with subprocess.Popen(
        [*command, "--port", "0", "--until-stdin-closes"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | changes,
    ) as process:
        try:
            assert process.stdout is not None
            address = json.loads(process.stdout.readline())["listening"]
            yield Child(process, address, intake)
        finally:
            process.kill()


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

    with child(intake, point) as doomed, pytest.raises(httpx.TransportError):
        doomed.send(body, "sent-twice")
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

    with child(intake, "answer.after_commit") as doomed, pytest.raises(httpx.TransportError):
        doomed.send(body, "sent-twice")
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
                response = running.send(body, key)
            except httpx.TransportError:
                return body, key
            if response.status_code != 201 or len(acknowledged) >= 12:
                enough.set()
            acknowledged.append(response.json()["id"])
        return None

    with child(intake) as running, ThreadPoolExecutor(4) as senders:
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
