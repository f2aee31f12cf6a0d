"""Only acts of a person prolong a session; whatever a client adds changes nothing (R-SES-02)."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from services.contract.enums import Role
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import SignInSession
from services.security.policy import POLICY
from services.security.tokens import hash_of
from tests.security.operations import Operation
from tests.security.stage import INTERFACE, Relation, Stage, plant_session
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import bearer, make_person

_QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"skip_timeout_reset": "1"},
    {"poll": "0", "user_action": "true"},
)
_HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"X-Background": "1"},
    {"X-Background": "0", "X-User-Action": "1", "X-Vigie-Act": "true"},
)
ROLES = (Role.NURSE, Role.ADMIN)


def _last_act(service: ServiceUnderTest, token: str) -> datetime:
    with service.context.database.reading(NO_CENTRE) as session:
        return session.scalars(
            select(SignInSession.last_act_at).where(SignInSession.access_hash == hash_of(token))
        ).one()


def _role_for(operation: Operation) -> Role | None:
    return next((role for role in ROLES if role in POLICY[operation.name].roles), None)


@pytest.mark.parametrize("name", sorted(INTERFACE))
def test_an_operation_counts_as_an_act_only_if_the_policy_says_so(shared_stage: Stage, name: str):
    operation, service = shared_stage.operations[name], shared_stage.service
    role = _role_for(operation)
    token = plant_session(service, service.centre, role or Role.NURSE, service.centre.units[:1])
    before = _last_act(service, token)
    service.clock.forward(minutes=4)

    for query, headers in zip(_QUERIES, _HEADERS, strict=True):
        shared_stage.send(
            operation,
            bearer(token) | headers,
            shared_stage.things[Relation.OWN_UNIT],
            query=query,
        )

    counts = role is not None and POLICY[name].is_act
    assert (_last_act(service, token) > before) is counts


def test_only_writes_and_two_deliberate_reads_are_acts(shared_stage: Stage):
    """What a console does by itself, again and again, must not be among them."""
    reads = {
        name
        for name, operation in shared_stage.operations.items()
        if operation.method == "GET" and POLICY[name].is_act
    }

    assert reads <= {"read_patient", "take_patient_billing_evidence"}


def test_a_refused_request_is_no_act(shared_stage: Stage):
    service = shared_stage.service
    token = plant_session(service, service.centre, Role.MANAGER, service.centre.units)
    before = _last_act(service, token)
    service.clock.forward(minutes=5)

    operation = shared_stage.operations["claim_alert"]
    refused = shared_stage.send(operation, bearer(token), shared_stage.things[Relation.OWN_UNIT])

    assert refused.status_code == 403
    assert _last_act(service, token) == before


@pytest.mark.parametrize("extra", range(len(_QUERIES)))
def test_a_console_that_only_polls_is_idle_after_30_minutes(stage: Stage, extra: int):
    service = stage.service
    token = plant_session(service, service.centre, Role.NURSE, service.centre.units)
    polled = [
        operation
        for operation in stage.operations.values()
        if not POLICY[operation.name].is_act and Role.NURSE in POLICY[operation.name].roles
    ]

    def _poll() -> set[str]:
        answers = [
            stage.send(
                operation,
                bearer(token) | _HEADERS[extra],
                stage.things[Relation.OWN_UNIT],
                query=_QUERIES[extra],
            )
            for operation in polled
        ]
        return {"fine" if each.status_code != 401 else each.json()["code"] for each in answers}

    for _ in range(9):
        service.clock.forward(minutes=3)
        assert _poll() == {"fine"}
    service.clock.forward(minutes=3)

    assert _poll() == {"session_idle"}
    act = stage.send(
        stage.operations["record_opening"], bearer(token), stage.things[Relation.OWN_UNIT]
    )
    assert act.json()["code"] == "session_idle"


def test_a_jump_of_31_minutes_ends_the_session_for_the_next_poll_and_act(stage: Stage):
    service = stage.service
    for name in ("read_worklist", "record_opening"):
        token = plant_session(service, service.centre, Role.NURSE, service.centre.units)
        service.clock.forward(minutes=31)

        answer = stage.send(stage.operations[name], bearer(token), stage.things[Relation.OWN_UNIT])

        assert (answer.status_code, answer.json()["code"]) == (401, "session_idle")


def test_twelve_hours_of_acts_end_the_session(service: ServiceUnderTest):
    person = make_person(service)
    grant = person.signs_in().json()
    started_at = service.clock.now()
    path = f"/api/v1/patients/{service.centre.patients[0]}"
    while service.clock.now() < started_at + timedelta(hours=12) - timedelta(minutes=9):
        service.clock.forward(minutes=9)
        grant = service.client.post(
            "/api/v1/auth/refresh", json={"refresh_token": grant["refresh_token"]}
        ).json()
        read = service.client.get(path, headers=bearer(grant["access_token"]))
        assert read.status_code == 200, read.text

    service.clock.set(started_at + timedelta(hours=12))

    ended = service.client.get(path, headers=bearer(grant["access_token"]))
    assert (ended.status_code, ended.json()["code"]) == (401, "session_ended")
    again = service.client.post(
        "/api/v1/auth/refresh", json={"refresh_token": grant["refresh_token"]}
    )
    assert again.json()["code"] == "session_ended"


def test_acts_close_together_are_written_once(stage: Stage):
    """A read of a patient counts as an act; ten in a few seconds must not be ten writes."""
    service = stage.service
    token = plant_session(service, service.centre, Role.NURSE, service.centre.units)
    path = f"/api/v1/patients/{service.centre.patients[0]}"
    moved: set[datetime] = set()
    for _ in range(10):
        service.clock.forward(seconds=3)
        assert service.client.get(path, headers=bearer(token)).status_code == 200
        moved.add(_last_act(service, token))

    assert len(moved) == 3


def test_a_token_is_taken_from_one_header_only(stage: Stage):
    service = stage.service
    token = service.centre.tokens["nurse"]
    session_id: UUID = service.centre.sessions["nurse"]
    client, path = service.client, "/api/v1/me"
    tries = [
        client.get(path, params={"access_token": token, "token": token}),
        client.get(path, headers={"Cookie": f"access_token={token}; session={session_id}"}),
        client.get(path, headers={"X-Access-Token": token}),
        client.get(path, headers={"Authorization": f"Basic {token}"}),
        client.get(path, headers={"Authorization": token}),
        client.get(path, headers={"Authorization": "Bearer "}),
        client.get(path, headers={"Authorization": f"Bearer {token} {token}"}),
        client.get(path, headers={"Authorization": f"Bearer {session_id}"}),
        client.get(path, headers={"Authorization": "Bearer " + "x" * 5000}),
        client.get(path, headers=[("Authorization", f"Bearer {token}")] * 2),
    ]

    assert [each.status_code for each in tries] == [401] * len(tries)
    assert {each.json()["code"] for each in tries} == {"sign_in_required"}
    assert tries[0].headers["www-authenticate"] == "Bearer"
    assert client.get(path, headers={"Authorization": f"bearer {token}"}).status_code == 200
