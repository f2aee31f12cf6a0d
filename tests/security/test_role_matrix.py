"""Every operation × every principal × every relation answers as the policy says (R-AZ-01, -02)."""

from collections.abc import Iterator

import pytest

from services.contract.enums import CredentialScope, Role
from services.security.policy import POLICY
from tests.security.operations import Operation, code_of
from tests.security.stage import (
    INTERFACE,
    OF_ONESELF,
    Relation,
    Stage,
    opened_relations,
    plant_session,
    reaches_the_centre,
)

ANONYMOUS = "anonymous"
PRINCIPALS = (
    *(role.value for role in Role),
    *(scope.value for scope in CredentialScope),
    ANONYMOUS,
)
OPEN, SIGN_IN, FORBIDDEN, NOT_FOUND = "open", "sign_in_required", "forbidden", "not_found"
_REFUSALS = {SIGN_IN, FORBIDDEN, NOT_FOUND, "session_ended", "session_idle"}
SAMPLED = 7


def expected(operation: Operation, principal: str, relation: Relation) -> str:
    """What the policy and the relation make of a request."""
    rule = POLICY[operation.name]
    if rule.is_public:
        return OPEN
    if principal == ANONYMOUS:
        return SIGN_IN
    machine = principal in set(CredentialScope)
    if principal not in (rule.credentials if machine else rule.roles):
        return FORBIDDEN
    if operation.name in OF_ONESELF:
        return NOT_FOUND
    if principal == Role.ONCOLOGIST and "approval_id" in operation.ids:
        # The request of the stage is about a role: an oncologist sees those of response times.
        return NOT_FOUND
    in_centre = relation in (Relation.OWN_UNIT, Relation.OTHER_UNIT, Relation.OPENED)
    is_whole_centre = reaches_the_centre(operation, principal)
    is_opened = not machine and relation in opened_relations(operation)
    is_reached = relation is Relation.OWN_UNIT or is_opened
    within = in_centre if is_whole_centre else is_reached
    wants_object = bool(operation.ids)
    return OPEN if within or not wants_object else NOT_FOUND


def _headers(stage: Stage, operation: Operation, principal: str) -> dict[str, str]:
    if principal == ANONYMOUS:
        return {}
    if operation.path.startswith("/api/v1/auth") and principal in set(Role):
        # These end or replace a session, which the next case still needs.
        centre = stage.service.centre
        token = plant_session(stage.service, centre, Role(principal), centre.units[:1])
        return {"Authorization": f"Bearer {token}"}
    return stage.service.as_(principal)


def _answered(stage: Stage, operation: Operation, principal: str, relation: Relation) -> str:
    headers = _headers(stage, operation, principal)
    answer = stage.send(operation, headers, stage.things[relation])
    assert answer.status_code < 500, (operation.name, principal, relation, answer.text)
    if answer.is_success:
        return OPEN
    code = code_of(answer)
    if POLICY[operation.name].is_public:
        return OPEN if code != FORBIDDEN else code
    # A place in the path that takes a plain word was filled with one that names nothing.
    if code == NOT_FOUND and not operation.ids and "{" in operation.path:
        return OPEN
    return code if code in _REFUSALS else OPEN


def _cases(operation: Operation) -> Iterator[tuple[str, Relation]]:
    relations = list(Relation) if operation.ids else [Relation.OWN_UNIT]
    for principal in PRINCIPALS:
        for relation in relations:
            yield principal, relation


def _telling(operation: Operation) -> list[tuple[str, Relation]]:
    """Every principal, on every relation where the policy lets somebody in, else on one of them:
    whoever is turned away for what they are is so before an object is looked for.
    """
    cases = list(_cases(operation))
    turned_away = {FORBIDDEN, SIGN_IN}
    return [
        case
        for place, case in enumerate(cases)
        if expected(operation, *case) not in turned_away or _is_turn_of(place, operation)
    ]


def _is_turn_of(place: int, operation: Operation) -> bool:
    """One relation of each principal; another one from principal to principal."""
    size = len(Relation) if operation.ids else 1
    principal, relation = divmod(place, size)
    return relation == principal % size


def _differences(
    stage: Stage, operation: Operation, cases: list[tuple[str, Relation]]
) -> list[tuple[str, str, str, str]]:
    found = []
    for principal, relation in cases:
        wanted = expected(operation, principal, relation)
        got = _answered(stage, operation, principal, relation)
        if got != wanted:
            found.append((principal, relation.value, f"wanted {wanted}", f"got {got}"))
    return found


@pytest.mark.parametrize("name", sorted(INTERFACE))
def test_every_principal_gets_what_the_policy_says(shared_stage: Stage, name: str):
    operation = shared_stage.operations[name]

    assert _differences(shared_stage, operation, _telling(operation)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(INTERFACE))
def test_nothing_tells_somebody_without_a_right_how_an_object_stands(
    shared_stage: Stage, name: str
):
    operation = shared_stage.operations[name]

    assert _differences(shared_stage, operation, list(_cases(operation))) == []


def test_a_sample_of_the_matrix_holds_on_postgresql(postgres_stage: Stage):
    cases = [
        (operation, case)
        for operation in postgres_stage.operations.values()
        for case in _cases(operation)
    ]

    differences = {
        operation.name: _differences(postgres_stage, operation, [case])
        for operation, case in cases[::SAMPLED]
    }

    assert {name: each for name, each in differences.items() if each} == {}
    assert len(cases[::SAMPLED]) > 60


def test_the_matrix_is_complete(shared_stage: Stage):
    """Eight roles, all credentials, anonymous; every operation; every relation to an object."""
    assert set(shared_stage.operations) == INTERFACE
    assert len(PRINCIPALS) == 8 + len(CredentialScope) + 1
    with_objects = [each for each in shared_stage.operations.values() if each.ids]
    assert len(with_objects) >= 13
    for operation in shared_stage.operations.values():
        assert {principal for principal, _ in _telling(operation)} == set(PRINCIPALS)
