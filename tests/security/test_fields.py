"""Requests accept only the fields that are theirs to write (R-AZ-05)."""

import json

import pytest
from pydantic import BaseModel

from services.edge.body import parse
from services.errors import ServiceError
from services.security.policy import POLICY
from tests.security.operations import Operation, code_of, object_schemas
from tests.security.stage import Relation, Stage
from tests.security.test_role_matrix import OPEN, expected


def _every_property(stage: Stage) -> list[str]:
    """Every name of a field anywhere in the document."""
    schemas = next(iter(stage.operations.values())).schemas
    names = {name for schema in schemas.values() for name in schema.get("properties", {})}
    return sorted(names | {"role", "centre_id", "is_admin", "status", "created_by", "__proto__"})


def _shapes() -> dict[str, type[BaseModel]]:
    """Every shape of a request, by its name in the document."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[type[BaseModel]] = [BaseModel]
    while waiting:
        for shape in waiting.pop().__subclasses__():
            found[shape.__name__] = shape
            waiting.append(shape)
    return found


def _takes_an_object(operation: Operation) -> bool:
    """Not a form: the search of FHIR refuses parameters that it does not know in its own way (tests
    of services/fhir).
    """
    return operation.body is not None and "$ref" in operation.body


def _somebody(operation: Operation) -> str:
    rule = POLICY[operation.name]
    return min([*map(str, rule.roles), *map(str, rule.credentials)])


def test_no_object_in_a_request_takes_unknown_fields(shared_stage: Stage):
    loose = {
        (operation.name, schema.get("title"))
        for operation in shared_stage.operations.values()
        if operation.body is not None
        for schema in object_schemas(operation.body, operation.schemas)
        if schema.get("additionalProperties") is not False
    }

    # A reading as a device sent it is kept whole, and shown to a person (decision 9). An extension
    # may hold a value of any type and is not read; one that modifies is shown to a person too.
    assert {title for _, title in loose} <= {"TemperatureReading", "WeightReading", "Extension"}


def test_no_field_of_anything_else_is_accepted(shared_stage: Stage):
    shapes, tried = _shapes(), 0
    names = _every_property(shared_stage)
    for operation in shared_stage.operations.values():
        if not _takes_an_object(operation):
            continue
        assert operation.body is not None
        title = operation.body["$ref"].rpartition("/")[2]
        own = set(operation.schemas[title]["properties"])
        valid = operation.body_example(shared_stage.things[Relation.OWN_UNIT].named)
        for name in set(names) - own:
            with pytest.raises(ServiceError) as refused:
                parse(shapes[title], json.dumps(valid | {name: "x"}).encode())
            assert (refused.value.status, refused.value.code) == (422, "invalid_body"), (
                title,
                name,
            )
            tried += 1

    assert tried > 500


def test_an_unknown_field_is_refused_over_http_and_its_name_is_not_repeated(shared_stage: Stage):
    things = shared_stage.things[Relation.OWN_UNIT]
    for operation in shared_stage.operations.values():
        if not _takes_an_object(operation):
            continue
        public = POLICY[operation.name].is_public
        headers = {} if public else shared_stage.service.as_(_somebody(operation))
        body = operation.body_example(things.named) | {"CANARIFIELD": "CANARIVALUE"}

        refused = shared_stage.send(operation, headers, things, body=body)

        assert (refused.status_code, code_of(refused)) == (422, "invalid_body"), operation.name
        assert "CANARI" not in refused.text


def test_the_policy_is_asked_before_the_body_is_read(shared_stage: Stage):
    """Somebody without a right learns nothing of the shape of a request."""
    things = shared_stage.things[Relation.OWN_UNIT]
    for operation in shared_stage.operations.values():
        if operation.body is None or POLICY[operation.name].is_public:
            continue
        if expected(operation, "researcher", Relation.OWN_UNIT) == OPEN:
            continue

        refused = shared_stage.send(
            operation, shared_stage.service.as_("researcher"), things, body={"nonsense": 1}
        )

        assert code_of(refused) == "forbidden", operation.name
