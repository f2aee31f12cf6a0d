"""The patient whom surveillance invented is as one that is missing, to everybody (R-FLT-12)."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.centres import Unit
from services.security.policy import POLICY
from services.surveillance import canary
from services.worker import run_due
from tests.security.stage import Relation, Stage, Things
from tests.security.test_foreign_ids import _askers, _seen


@pytest.fixture
def invented(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Things:
    """Its patient, and its alert in the moment between raising and closing."""

    def _stays_open(_hour: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(canary, "_close", _stays_open)
    service = stage.service
    run_due(service.context)
    with service.context.database.reading(Scope(service.centre.id)) as session:
        unit: UUID = session.scalars(select(Unit.id).where(Unit.synthetic)).one()
        alert = session.scalars(select(Alert).where(Alert.unit_id == unit)).one()
    missing = stage.things[Relation.MISSING]
    return replace(missing, patient=alert.patient_id, alert=alert.id, unit=unit)


def test_it_is_as_one_that_is_missing_to_everybody(stage: Stage, invented: Things):
    compared = 0
    for operation in stage.operations.values():
        if not operation.ids or POLICY[operation.name].is_public:
            continue
        for who in _askers(operation):
            headers = stage.service.as_(who)
            missing = _seen(stage.send(operation, headers, stage.things[Relation.MISSING]))
            assert _seen(stage.send(operation, headers, invented)) == missing, operation.name
            compared += 1

    assert compared > 20


def test_no_list_shows_it(stage: Stage, invented: Things):
    told = {str(invented.patient), str(invented.alert)}
    for operation in stage.operations.values():
        if operation.method != "GET" or operation.ids or POLICY[operation.name].is_public:
            continue
        for who in _askers(operation):
            answer = stage.send(operation, stage.service.as_(who), stage.things[Relation.OWN_UNIT])
            assert not [each for each in told if each in answer.text], operation.name
