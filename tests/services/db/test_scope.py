"""Tenancy in the data layer holds when the policy layer forgets (R-AZ-03)."""

import pytest
from sqlalchemy import create_engine, delete, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import aliased
from sqlalchemy.pool import NullPool

from services.db.base import Base, Scoped
from services.db.scope import NO_CENTRE, Scope, ScopeMissing
from services.db.tables.centres import Centre, Unit
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from services.ids import new_id
from tests.support.service import ServiceUnderTest


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
    with postgres_service.context.database.reading(NO_CENTRE) as session:
        assert session.scalar(text("SELECT count(*) FROM patient")) == 0
    fresh = create_engine(postgres_service.context.settings.data_url, poolclass=NullPool)
    with pytest.raises(DatabaseError), fresh.connect() as connection:
        connection.execute(text("SELECT count(*) FROM patient")).scalar()
    fresh.dispose()


def test_raw_sql_sees_only_the_centre_that_is_set(postgres_service: ServiceUnderTest) -> None:
    with postgres_service.context.database.reading(Scope(postgres_service.centre.id)) as session:
        assert session.scalar(text("SELECT count(*) FROM patient")) == 6


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
