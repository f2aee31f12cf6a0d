"""An identifier out of reach answers like one that does not exist, and does nothing (R-AZ-02)."""

import hashlib
import json
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import MetaData, select

from services.db.base import Base
from services.security.policy import POLICY
from tests.security.operations import Operation
from tests.security.stage import Relation, Stage, Things, opened_relations, reaches_the_centre
from tests.support.raw import raw_connection
from tests.support.service import ServiceUnderTest

# What asking leaves behind without any effect on what was asked for.
_TRACES = {"journal", "session", "sign_in_challenge", "sign_in_failure"}

FILTERS_BY_PERSON = frozenset({"oncologist", "owner"})


def _seen(answer: Response) -> tuple[int, Any, list[tuple[str, str]]]:
    """Everything of an answer that could tell two apart, but for the name of the request."""
    body = answer.json()
    body.pop("request_id", None)
    headers = [pair for pair in answer.headers.items() if pair[0] != "x-request-id"]
    return answer.status_code, body, headers


def _fingerprint(service: ServiceUnderTest) -> str:
    """A hash of every row of both centres, apart from the traces of asking."""
    digest = hashlib.sha256()
    metadata: MetaData = Base.metadata
    for centre in (service.centre, service.other_centre):
        with raw_connection(service.context.database, centre.id) as connection:
            for table in metadata.sorted_tables:
                if table.name not in _TRACES:
                    rows = connection.execute(select(table).order_by(*table.primary_key)).all()
                    digest.update(repr((table.name, rows)).encode())
    return digest.hexdigest()


def _askers(operation: Operation) -> list[str]:
    """Everybody who may try this operation at all."""
    rule = POLICY[operation.name]
    return sorted([*map(str, rule.roles), *map(str, rule.credentials)])


def _out_of_reach(operation: Operation, who: str) -> list[Relation]:
    if reaches_the_centre(operation, who):
        return [Relation.OTHER_CENTRE]
    elsewhere = {Relation.OTHER_UNIT, Relation.OPENED, Relation.OTHER_CENTRE}
    return sorted(elsewhere - opened_relations(operation))


def test_a_foreign_object_is_as_one_that_is_missing(stage: Stage):
    before = _fingerprint(stage.service)
    compared = 0
    for operation in stage.operations.values():
        if not operation.ids:
            continue
        for who in _askers(operation):
            headers = stage.service.as_(who)
            missing = _seen(stage.send(operation, headers, stage.things[Relation.MISSING]))
            assert missing[0] == 404, (operation.name, who, missing)
            for relation in _out_of_reach(operation, who):
                foreign = _seen(stage.send(operation, headers, stage.things[relation]))
                assert foreign == missing, (operation.name, who, relation)
                compared += 1

    assert compared > 40
    assert _fingerprint(stage.service) == before


@pytest.mark.parametrize("who", ["nurse", "oncologist"])
def test_a_foreign_identifier_in_a_query_is_as_one_that_is_missing(stage: Stage, who: str):
    compared = 0
    for operation in stage.operations.values():
        for name in operation.query_ids if who in _askers(operation) else ():
            answers = {
                relation: _seen(_ask(stage, operation, who, name, relation))
                for relation in (Relation.MISSING, Relation.OTHER_UNIT, Relation.OTHER_CENTRE)
            }
            assert len({json.dumps(each) for each in answers.values()}) == 1, (operation.name, name)
            own = _seen(_ask(stage, operation, who, name, Relation.OWN_UNIT))
            # The one alert of the stage is critical, and no filter by a person hides that.
            assert (own == answers[Relation.MISSING]) == (name in FILTERS_BY_PERSON), name
            compared += 1

    assert compared >= 2


def _ask(stage: Stage, operation: Operation, who: str, name: str, relation: Relation) -> Response:
    things = stage.things[relation]
    return stage.send(
        operation,
        stage.service.as_(who),
        stage.things[Relation.OWN_UNIT],
        query={name: str(things.named(name))},
    )


def test_one_foreign_identifier_in_a_list_of_own_ones_refuses_the_whole(stage: Stage):
    own = stage.things[Relation.OWN_UNIT]
    for operation in stage.operations.values():
        for name in operation.required_query:
            if name not in operation.query_ids:
                continue
            headers = stage.service.as_("nurse")
            mixed = {
                relation: _seen(
                    stage.send(
                        operation,
                        headers,
                        own,
                        query={name: [str(own.named(name)), str(things.named(name))]},
                    )
                )
                for relation, things in stage.things.items()
                if relation is not Relation.OWN_UNIT
            }
            assert {each[0] for each in mixed.values()} == {404}, mixed
            assert len({json.dumps(each) for each in mixed.values()}) == 1


def test_a_foreign_identifier_in_a_body_is_refused_and_has_no_effect(stage: Stage):
    own = stage.things[Relation.OWN_UNIT]
    version = stage.alert_version(own.alert)
    tried = 0
    for operation in stage.operations.values():
        if POLICY[operation.name].is_public or not operation.body_ids():
            continue
        before = _fingerprint(stage.service)
        answers = {
            relation: _seen(_with_body(stage, operation, own, things, version))
            for relation, things in stage.things.items()
            if relation is not Relation.OWN_UNIT
        }
        tried += 1
        assert all(400 <= each[0] < 500 for each in answers.values()), (operation.name, answers)
        assert "invalid_body" not in json.dumps(list(answers.values())), (operation.name, answers)
        assert len({json.dumps(each) for each in answers.values()}) == 1, (operation.name, answers)
        assert _fingerprint(stage.service) == before, operation.name

    assert tried >= 3


def _with_body(
    stage: Stage, operation: Operation, own: Things, things: Things, version: int
) -> Response:
    """The operation on one's own object, with other identifiers in every optional place."""
    return stage.send(
        operation,
        stage.service.as_("nurse"),
        own,
        body=operation.body_example(things.named, full=True),
        version=version,
    )
