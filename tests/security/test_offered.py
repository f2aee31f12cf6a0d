"""Nobody filters, sorts, counts or pages by what a route does not offer (R-AZ-06)."""

from typing import Any

import pytest

from services.security.policy import POLICY
from tests.security.operations import Operation
from tests.security.stage import Relation, Stage

_WORDS = ("sort", "sort_by", "order", "order_by", "filter", "fields", "count", "include", "q")
_NOT_VALUES = "CANARIVALUE"
# By operation. A name is sealed, and sorted in memory within the caller's units (decision 20).
_SORTS = {
    "read_worklist": frozenset({"level", "due", "received"}),
    "list_patients": frozenset({"alert", "name", "last_answer"}),
}


def _askers(operation: Operation) -> str | None:
    rule = POLICY[operation.name]
    return min([*map(str, rule.roles), *map(str, rule.credentials)], default=None)


def _ask(stage: Stage, operation: Operation, query: dict[str, Any]) -> tuple[int, str]:
    who = _askers(operation)
    headers = {} if who is None else stage.service.as_(who)
    things = stage.things[Relation.OWN_UNIT]
    answer = stage.send(operation, headers, things, query=query)
    return answer.status_code, answer.text


def _refused(operation: Operation) -> int:
    """To a FHIR client a search that cannot be understood is a bad request."""
    return 400 if operation.path.startswith("/fhir/R4/") else 422


def _lists(stage: Stage) -> list[Operation]:
    return [each for each in stage.operations.values() if each.method == "GET"]


@pytest.fixture(scope="module")
def document(shared_stage: Stage) -> dict[str, Any]:
    """What the service says that it offers."""
    found: dict[str, Any] = shared_stage.service.client.get("/openapi.json").json()
    return found


def _offered(document: dict[str, Any], operation: Operation) -> set[str]:
    described = document["paths"][operation.path][operation.method.lower()]
    return {each["name"] for each in described.get("parameters", []) if each["in"] == "query"}


def _properties(stage: Stage) -> list[str]:
    schemas = next(iter(stage.operations.values())).schemas
    return sorted({name for each in schemas.values() for name in each.get("properties", {})})


def test_what_is_refused_is_all_that_is_not_described(
    shared_stage: Stage, document: dict[str, Any]
):
    known = shared_stage.service.client.app.state.offered  # type: ignore[attr-defined]
    for operation in shared_stage.operations.values():
        assert known[operation.name] == _offered(document, operation), operation.name


def test_no_list_filters_by_a_property_that_it_does_not_offer(
    shared_stage: Stage, document: dict[str, Any]
):
    """Each list is asked for its share of all properties, so that each of them is asked for."""
    tried = set()
    properties, lists = _properties(shared_stage), _lists(shared_stage)
    for place, operation in enumerate(lists):
        share = properties[place :: len(lists)]
        for name in {*share, *_WORDS} - _offered(document, operation):
            status, text = _ask(shared_stage, operation, {name: _NOT_VALUES})
            assert status == _refused(operation), (operation.name, name)
            assert _NOT_VALUES not in text
            tried.add(name)

    assert len(tried) >= len(properties)


def test_no_list_sorts_by_a_property(shared_stage: Stage, document: dict[str, Any]):
    sorted_lists = [each for each in _lists(shared_stage) if "sort" in _offered(document, each)]
    for operation in sorted_lists:
        orders = _SORTS[operation.name]
        assert all(_ask(shared_stage, operation, {"sort": each})[0] == 200 for each in orders)
        for name in set(_properties(shared_stage)) - orders:
            assert _ask(shared_stage, operation, {"sort": name})[0] == 422, (operation.name, name)

    assert sorted_lists


def test_an_unknown_parameter_is_refused_by_every_operation(shared_stage: Stage):
    for operation in shared_stage.operations.values():
        if operation.name in ("sign_out", "end_my_other_sessions"):
            continue
        status, text = _ask(shared_stage, operation, {"CANARIPARAM": "1"})
        assert status == _refused(operation), (operation.name, text)
        assert "CANARI" not in text


def test_the_refusal_comes_after_who_is_asking(shared_stage: Stage):
    """Somebody without a session, or whose session is over, hears of nothing else."""
    for operation in shared_stage.operations.values():
        if POLICY[operation.name].is_public:
            continue
        things = shared_stage.things[Relation.OWN_UNIT]
        answer = shared_stage.send(operation, {}, things, query={"no_such": "1"})
        assert answer.status_code == 401, operation.name


@pytest.mark.parametrize("limit", ["0", "201", "-1", "1e9", "NaN", "999999999999999999999"])
def test_no_page_is_longer_than_200(shared_stage: Stage, limit: str, document: dict[str, Any]):
    paged = [each for each in _lists(shared_stage) if "limit" in _offered(document, each)]
    for operation in paged:
        assert _ask(shared_stage, operation, {"limit": limit})[0] == 422, operation.name

    assert len(paged) >= 4
