"""A statement that is kept runs without the ORM from the second time on, and stays as limited."""

from typing import Any

import pytest
from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from services.db import scope
from services.db.plain import columns_of, plain_of
from services.db.scope import Scope
from services.db.tables.centres import Centre, Unit
from services.db.tables.patients import Patient
from tests.support.service import ServiceUnderTest

_unit = aliased(Unit)
_KEPT: dict[str, Any] = {
    "a column": select(Patient.id),
    "all columns": select(*columns_of(Patient)),
    "a join": select(Patient.id, Unit.name).join(Unit, Unit.id == Patient.unit_id),
    "an alias that may be missing": select(Patient.id, _unit.id).outerjoin(
        _unit, _unit.id == Patient.unit_id
    ),
    "parameters": select(Patient.id).where(
        Patient.id.in_(bindparam("ids", expanding=True)), Patient.synthetic.is_(False)
    ),
}
_NOT_PLAIN: dict[str, Any] = {
    "an entity": select(Patient),
    "an entity of an alias": select(_unit),
    "a subquery": select(Centre.id).where(Centre.id.in_(select(Unit.centre_id))),
    "an exists": select(Centre.id).where(exists(select(Unit.id))),
    "a select as a column": select(Centre.id, select(func.count(Unit.id)).scalar_subquery()),
    "a select to read from": select(select(Unit.id).subquery().c.id),
}


@pytest.mark.parametrize("name", _KEPT)
def test_a_kept_statement_sees_one_centre_each_time(service: ServiceUnderTest, name: str) -> None:
    both = (service.centre, service.other_centre)
    asked = {"ids": [each for centre in both for each in centre.patients]}
    for centre in (*both, *both, *both):
        with service.context.database.reading(Scope(centre.id)) as session:
            found = session.execute(_KEPT[name], asked).all()
        others = set() if name == "parameters" else {*centre.patients_of_other_unit}
        assert {row.id for row in found} == {*centre.patients, *others}


def test_it_runs_without_the_orm_from_the_second_time_on(service: ServiceUnderTest) -> None:
    kept = select(Patient.id, Patient.sex).order_by(Patient.id)
    with service.context.database.reading(Scope(service.centre.id)) as session:
        rows = [session.execute(kept).all() for _ in range(3)]
        [limited] = scope._LIMITED[kept].values()
    assert limited.plain is not None
    assert rows[0] == rows[1] == rows[2]
    assert [row._fields for row in rows[0]] == [row._fields for row in rows[1]]


@pytest.mark.parametrize("name", _NOT_PLAIN)
def test_what_the_criteria_would_not_reach_stays_with_the_orm(name: str) -> None:
    assert plain_of(_NOT_PLAIN[name]) is None
