"""Tenancy in the data layer holds when the policy layer forgets (R-AZ-03)."""

from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import (
    Executable,
    Table,
    column,
    create_engine,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
    union,
    update,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import aliased
from sqlalchemy.pool import NullPool

from services.db.base import Base, Scoped
from services.db.limitable import ScopeMissing
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.centres import Centre, Unit
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from services.ids import new_id
from tests.support.service import ServiceUnderTest

_units = cast("Table", Unit.__table__)
_ALL_PATIENTS = text("SELECT count(*) FROM patient")
_SET_CENTRE = text("SELECT set_config('vigie.centre', :centre, true)")


def test_a_select_sees_only_its_own_centre(service: ServiceUnderTest) -> None:
    for centre in (service.centre, service.other_centre, service.centre):
        with service.context.database.reading(Scope(centre.id)) as session:
            found = set(session.scalars(select(Patient.id)))
        assert found == {*centre.patients, *centre.patients_of_other_unit}


def test_joins_aliases_and_subqueries_are_limited_too(service: ServiceUnderTest) -> None:
    unit = aliased(Unit)
    statements = [
        select(Centre.id).join(Unit, Unit.centre_id == Centre.id),
        select(Centre.id).join(unit, unit.centre_id == Centre.id),
        select(Centre.id).where(Centre.id.in_(select(Unit.centre_id))),
        select(Centre.id).where(select(Unit.id).where(Unit.centre_id == Centre.id).exists()),
    ]
    with service.context.database.reading(Scope(service.centre.id)) as session:
        for statement in statements:
            assert set(session.scalars(statement)) == {service.centre.id}


def test_an_update_and_a_delete_leave_other_centres_alone(service: ServiceUnderTest) -> None:
    foreign = service.other_centre.units[0]
    with service.context.database.writing(Scope(service.centre.id)) as session:
        changed = session.execute(update(Unit).where(Unit.id == foreign).values(name="taken over"))
        gone = session.execute(delete(Unit).where(Unit.id == foreign))
    assert (changed.rowcount, gone.rowcount) == (0, 0)  # type: ignore[attr-defined]
    with service.context.database.reading(Scope(service.other_centre.id)) as session:
        assert session.scalar(select(Unit.name).where(Unit.id == foreign)) == "Unité 0"


def test_without_a_centre_nothing_is_given(service: ServiceUnderTest) -> None:
    with service.context.database.reading(NO_CENTRE) as session:
        with pytest.raises(ScopeMissing):
            session.execute(select(Patient.id))
        joined = select(Centre.id).join(Unit, Unit.centre_id == Centre.id)
        assert session.scalars(joined).all() == []


def test_a_row_of_another_centre_cannot_be_written(service: ServiceUnderTest) -> None:
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.add(Unit(id=new_id(), centre_id=service.other_centre.id, name="x"))
        with pytest.raises(ScopeMissing):
            session.flush()
        session.rollback()


def test_raw_sql_without_scope_gives_no_row_on_postgresql(
    postgres_service: ServiceUnderTest,
) -> None:
    with postgres_service.context.database.reader.connect() as connection:
        connection.execute(_SET_CENTRE, {"centre": ""})
        assert connection.scalar(_ALL_PATIENTS) == 0
    fresh = create_engine(postgres_service.context.settings.data_url, poolclass=NullPool)
    with pytest.raises(DatabaseError), fresh.connect() as connection:
        connection.execute(_ALL_PATIENTS).scalar()
    fresh.dispose()


def test_raw_sql_sees_only_the_centre_that_is_set(postgres_service: ServiceUnderTest) -> None:
    with postgres_service.context.database.reader.connect() as connection:
        connection.execute(_SET_CENTRE, {"centre": str(postgres_service.centre.id)})
        assert connection.scalar(_ALL_PATIENTS) == 6


_UNLIMITED: dict[str, Executable] = {
    "text": text("SELECT id FROM patient"),
    "text of several tables": text("SELECT u.id FROM centre c JOIN unit u ON u.centre_id = c.id"),
    "text that deletes": text("DELETE FROM Unit"),
    "text within a statement": select(text("id FROM unit")),
    "text to select from": select(literal_column("id")).select_from(text("unit u")),
    "a bare name": select(literal_column("*")).select_from(table("unit")),
    "a bare column": select(table("unit", column("id")).c.id),
    "plain table": select(_units),
    "plain column": select(_units.c.id),
    "plain alias": select(_units.alias("u").c.id),
    "plain count": select(func.count()).select_from(_units),
    "plain table joined": select(Centre.id).join(_units, _units.c.centre_id == Centre.id),
    "plain table in a subquery": select(Centre.id).where(Centre.id.in_(select(_units.c.centre_id))),
    "plain table beside its class": select(Unit.id, _units.alias("u").c.name),
    "plain table in a union": union(select(Unit.id), select(_units.c.id)),
    "plain update": update(_units).values(name="taken over"),
    "plain delete": delete(_units),
    "update of the centre": update(Unit).values(centre_id=new_id()),
    "update of the centre by column": update(Unit).values({Unit.centre_id: new_id()}),
    "update of the centre, ordered": update(Unit).ordered_values((Unit.centre_id, new_id())),
    "insert of values": insert(Unit).values(id=new_id(), centre_id=new_id(), name="x"),
    "insert of many values": insert(Unit).values([{"id": new_id(), "name": "x"}]),
    "insert of a select": insert(Unit).from_select(["id", "centre_id"], select(Centre.id)),
    "insert of nothing": insert(Unit),
}


@pytest.mark.parametrize("way", _UNLIMITED)
def test_a_statement_that_no_filter_limits_is_refused(service: ServiceUnderTest, way: str) -> None:
    for scope in (Scope(service.centre.id), NO_CENTRE):
        with service.context.database.writing(scope) as session:
            with pytest.raises(ScopeMissing):
                session.execute(_UNLIMITED[way])
            session.rollback()


@pytest.mark.parametrize("units", [Unit, _units], ids=["class", "table"])
def test_inserted_rows_are_of_the_centre_one_by_one(service: ServiceUnderTest, units: Any) -> None:
    own, foreign = service.centre.id, service.other_centre.id

    def row(centre_id: UUID) -> dict[str, object]:
        return {"id": new_id(), "centre_id": centre_id, "name": "new"}

    with service.context.database.writing(Scope(own)) as session:
        for rows in (row(foreign), [row(own), row(foreign)], {"id": new_id(), "name": "new"}):
            with pytest.raises(ScopeMissing):
                session.execute(insert(units), rows)
        session.execute(insert(units), [row(own), row(own)])
    with service.context.database.reading(Scope(own)) as session:
        assert len(session.scalars(select(Unit.id).where(Unit.name == "new")).all()) == 2
    with service.context.database.reading(Scope(foreign)) as session:
        assert session.scalars(select(Unit.id).where(Unit.name == "new")).all() == []


def test_many_rows_by_key_are_not_updated(service: ServiceUnderTest) -> None:
    """It would reach a foreign row: no criterion stands on it."""
    with service.context.database.writing(Scope(service.centre.id)) as session:
        for unit in (service.centre.units[0], service.other_centre.units[0]):
            with pytest.raises(ScopeMissing):
                session.execute(update(Unit), [{"id": unit, "name": "taken over"}])
        with pytest.raises(ScopeMissing):
            session.execute(update(Unit), {"centre_id": service.other_centre.id})


def test_the_application_role_is_no_superuser_and_owns_nothing(
    postgres_service: ServiceUnderTest,
) -> None:
    with postgres_service.context.database.reading(NO_CENTRE) as session:
        role = session.execute(
            text(
                "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles"
                " WHERE rolname = current_user"
            )
        ).one()
        owned = session.scalar(
            text("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        )
        walled = set(
            session.scalars(
                text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
            )
        )
    assert tuple(role) == (False, False, False)
    assert owned == 0
    scoped = {
        mapper.local_table.description
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Scoped)
    }
    assert walled == scoped | {"journal"}


@pytest.mark.parametrize("verb", ["UPDATE journal SET outcome = 'forged'", "DELETE FROM journal"])
def test_the_journal_refuses_change(service: ServiceUnderTest, verb: str) -> None:
    service.client.get("/api/v1/me", headers=service.as_("nurse"))
    with service.context.database.reading(Scope(service.centre.id)) as session:
        before = session.scalars(select(JournalEntry.sequence)).all()
    assert before
    with (
        pytest.raises(DatabaseError),
        service.context.database.writing(Scope(service.centre.id)) as session,
    ):
        session.execute(text(verb))
