"""Who asks too often waits, nobody else does, and no answer of a patient is lost (R-RAT-01)."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from services.contract.enums import CredentialScope
from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.db.tables.edge import JournalEntry
from services.edge.paces import Paces
from tests.support.answers import answer_json
from tests.support.raw import raw_connection
from tests.support.service import ServiceUnderTest, serve
from tests.support.sign_in import device_secret, make_person

WORKLIST = "/api/v1/worklist"


class _Seconds:
    """A clock of seconds that only a test moves."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def seconds() -> _Seconds:
    """The seconds that the paces go by."""
    return _Seconds()


@pytest.fixture
def paced(service: ServiceUnderTest, seconds: _Seconds) -> ServiceUnderTest:
    """A service with a small allowance: 60 requests a minute for people, networks and machines."""
    names = (
        "requests_per_minute",
        "machine_requests_per_minute",
        "anonymous_requests_per_minute",
    )
    settings = service.context.settings.model_copy(update=dict.fromkeys(names, 60))
    context = replace(service.context, settings=settings, paces=Paces(seconds))
    return serve(context, service.clock, service.centre, service.other_centre)


def _read(service: ServiceUnderTest, who: str) -> Any:
    return service.client.get(WORKLIST, headers=service.as_(who))


def _answer(service: ServiceUnderTest, key: str) -> Any:
    return service.client.post(
        f"/api/v1/patients/{service.centre.patients[0]}/answers",
        content=answer_json({"diarrhoea": {"frequency": 1}}),
        headers=service.as_("ingest") | {"Idempotency-Key": key},
    )


def test_one_person_who_asks_too_often_waits_and_others_do_not(paced: ServiceUnderTest):
    answers = [_read(paced, "nurse") for _ in range(100)]

    assert [each.status_code for each in answers] == [200] * 60 + [429] * 40
    assert answers[-1].json()["code"] == "too_many_requests"
    assert int(answers[-1].headers["retry-after"]) == 1
    assert _read(paced, "nurse_2").status_code == 200
    assert _read(paced, "oncologist").status_code == 200


def test_after_the_wait_the_next_goes_through(paced: ServiceUnderTest, seconds: _Seconds):
    wait = [_read(paced, "nurse") for _ in range(61)][-1].headers["retry-after"]
    seconds.now_s += int(wait)

    assert [_read(paced, "nurse").status_code for _ in range(2)] == [200, 429]
    seconds.now_s += 60
    assert {_read(paced, "nurse").status_code for _ in range(60)} == {200}


def test_a_flood_is_flagged_in_the_journal_once_a_minute(
    paced: ServiceUnderTest, seconds: _Seconds
):
    for _ in range(90):
        _read(paced, "nurse")
    seconds.now_s += 61
    for _ in range(90):
        _read(paced, "nurse")

    with paced.context.database.reading(Scope(paced.centre.id)) as session:
        flagged = session.scalars(
            select(JournalEntry.actor_id).where(JournalEntry.outcome == "refused:too_many_requests")
        ).all()
    assert flagged == [paced.centre.accounts["nurse"]] * 2


def test_no_answer_of_a_patient_is_lost(paced: ServiceUnderTest, seconds: _Seconds):
    """A sender that keeps to what it is told brings everything in, each once."""
    waiting = [f"answer-{number:04d}" for number in range(150)]
    stored, rounds = set(), 0
    while waiting:
        refused = []
        for key in waiting:
            answered = _answer(paced, key)
            if answered.status_code == 429:
                refused.append(key)
                assert int(answered.headers["retry-after"]) >= 1
            else:
                assert answered.status_code in (200, 201)
                stored.add(key)
        waiting = refused
        seconds.now_s += 60
        rounds += 1

    assert (len(stored), rounds) == (150, 3)
    with paced.context.database.reading(Scope(paced.centre.id)) as session:
        assert session.scalar(select(func.count()).select_from(Answer)) == 1


def test_machines_do_not_use_up_each_others_allowance(paced: ServiceUnderTest):
    for number in range(70):
        last = _answer(paced, f"answer-{number:04d}")
    read = paced.client.get(WORKLIST, headers=paced.as_(CredentialScope.BILLING.value))

    assert last.status_code == 429
    assert read.status_code == 403


def test_a_network_without_a_session_is_slowed_and_the_signed_in_are_not(paced: ServiceUnderTest):
    ask = {"refresh_token": "x" * 43}
    tried = [paced.client.post("/api/v1/auth/refresh", json=ask).status_code for _ in range(30)] + [
        paced.client.get(WORKLIST, headers={"Authorization": "Bearer " + "x" * 43}).status_code
        for _ in range(40)
    ]

    assert tried == [401] * 60 + [429] * 10
    assert _read(paced, "nurse").status_code == 200


def test_a_flood_of_its_network_does_not_keep_a_known_workstation_out(paced: ServiceUnderTest):
    nurse = make_person(paced)
    nurse.headers = {"X-Vigie-Device": device_secret()}
    nurse.session()
    for _ in range(70):
        flooded = paced.client.post("/api/v1/auth/refresh", json={"refresh_token": "x" * 43})
    assert flooded.status_code == 429
    paced.clock.forward(seconds=30)

    assert nurse.signs_in().status_code == 200
    nurse.headers = {"X-Vigie-Device": device_secret()}
    assert nurse.first_step().status_code == 429


def test_a_flood_of_bad_tokens_fills_no_journal(paced: ServiceUnderTest):
    for _ in range(200):
        paced.client.get(WORKLIST, headers={"Authorization": "Bearer " + "x" * 43})

    with raw_connection(paced.context.database, None) as connection:
        count = connection.execute(
            select(func.count()).select_from(JournalEntry).where(JournalEntry.centre_id.is_(None))
        ).scalar_one()
    # On PostgreSQL nobody reads what belongs to no centre.
    assert count <= 61


def test_health_has_no_pace(paced: ServiceUnderTest):
    assert {paced.client.get("/health/live").status_code for _ in range(100)} == {200}


def test_whoever_asked_longest_ago_is_forgotten_first():
    paces = Paces(lambda: 0.0)
    for number in range(10_001):
        assert paces.take(str(number), 1) is None

    assert paces.take("10000", 1) is not None
    assert paces.take("0", 1) is None
