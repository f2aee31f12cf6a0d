"""Tenancy in the data layer holds when the policy layer forgets (R-AZ-03)."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import (
    DDL,
    Column,
    Executable,
    MetaData,
    String,
    Table,
    case,
    column,
    create_engine,
    delete,
    extract,
    func,
    insert,
    join,
    lambda_stmt,
    literal,
    literal_column,
    select,
    table,
    text,
    union,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    InvalidRequestError,
    ResourceClosedError,
    SAWarning,
)
from sqlalchemy.orm import Session, aliased, make_transient_to_detached
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import NullPool

from services.db.base import Base, Scoped
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.centres import Centre, Unit
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from services.db.types import Id
from services.db.wall import ScopeMissing
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


_foreign_units = Table("unit", MetaData(), Column("id", Id()), Column("name", String()))
_two = aliased(Unit)
_u = _units.alias("u")
_UNLIMITED: dict[str, Executable] = {
    "text": text("SELECT id FROM patient"),
    "text of several tables": text("SELECT u.id FROM centre c JOIN unit u ON u.centre_id = c.id"),
    "text that deletes": text("DELETE FROM Unit"),
    "text within a statement": select(text("id FROM unit")),
    "text to select from": select(literal_column("id")).select_from(text("unit u")),
    "quoted text": select(literal_column("id")).select_from(text('"unit"')),
    "qualified text": select(literal_column("id")).select_from(text("main.unit")),
    "text with a hint": select(literal_column("id")).select_from(text("unit NOT INDEXED")),
    "text of two": select(literal_column("1")).select_from(text("unit, centre")),
    "a subquery as a column": select(literal_column("(SELECT group_concat(name) FROM unit)")),
    "a suffix": select(Unit.name).suffix_with("UNION SELECT name FROM unit"),
    "an operator": select(Unit.name.op("|| (SELECT name FROM unit) ||")("")),
    "an extract": select(extract("year", Unit.name)),
    "an update of what is no centre's": update(Centre)
    .where(Centre.id != Unit.id)
    .values(name=Unit.name),
    "a bare name": select(literal_column("*")).select_from(table("unit")),
    "a bare column": select(table("unit", column("id")).c.id),
    "a table of its own": select(_foreign_units.c.id),
    "an update of a table of its own": update(_foreign_units).values(name="taken over"),
    "plain table": select(_units),
    "plain column": select(_units.c.id),
    "plain alias": select(_u.c.id),
    "alias of an alias": select(_u.alias("v").c.id),
    "plain count": select(func.count()).select_from(_units),
    "plain table joined": select(Centre.id).join(_units, _units.c.centre_id == Centre.id),
    "plain table in a subquery": select(Centre.id).where(Centre.id.in_(select(_units.c.centre_id))),
    "plain table beside its class": select(Unit.id, _u.c.name).join(_u, _u.c.name == Unit.name),
    "plain table in a union": union(select(Unit.id), select(_units.c.id)),
    "plain update": update(_units).values(name="taken over"),
    "plain delete": delete(_units),
    "a function alone": cast("Executable", func.max(Unit.name)),
    "a filtered count": select(func.count(Unit.id).filter(Unit.name != "")),
    "a window": select(func.row_number().over(order_by=Unit.name)),
    "a case": select(case((literal(value=True), func.upper(Unit.name)))),
    "a join of its own": select(Centre.name).select_from(
        join(Centre, Unit, Unit.centre_id == Centre.id)
    ),
    "a full join": select(Centre.name, Unit.name).outerjoin(
        Unit, Unit.centre_id == Centre.id, full=True
    ),
    "an update from another row": update(Unit).where(Unit.id != _two.id).values(name=_two.name),
    "update of the centre": update(Unit).values(centre_id=new_id()),
    "update of the centre by column": update(Unit).values({Unit.centre_id: new_id()}),
    "update of the centre, ordered": update(Unit).ordered_values((Unit.centre_id, new_id())),
    "update of the key": update(Unit).values(id=new_id()),
    "update that replaces": update(Unit).prefix_with("OR REPLACE").values(name="taken over"),
    "a lambda": lambda_stmt(lambda: update(_units).values(name="taken over")),
    "insert of values": insert(Unit).values(id=new_id(), centre_id=new_id(), name="x"),
    "insert of many values": insert(Unit).values(
        [{"id": new_id(), "centre_id": new_id(), "name": "x"} for _ in range(2)]
    ),
    "insert of a select": insert(Unit).from_select(["id", "centre_id"], select(Centre.id)),
    "insert from a statement": select(Unit).from_statement(
        insert(Unit).values(id=new_id(), centre_id=new_id(), name="x").returning(Unit)
    ),
    "a copy elsewhere": insert(Centre).from_select(["name"], select(_units.c.name)),
    "a change of the schema": DDL("UPDATE unit SET name = 'taken over'"),
}


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
@pytest.mark.parametrize("way", _UNLIMITED)
def test_a_statement_that_no_filter_limits_is_not_run(
    sqlite_service: ServiceUnderTest, way: str
) -> None:
    for scope in (Scope(sqlite_service.centre.id), NO_CENTRE):
        with sqlite_service.context.database.writing(scope) as session:
            with pytest.raises(ScopeMissing):
                session.execute(_UNLIMITED[way])
            session.rollback()


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
@pytest.mark.parametrize("way", _UNLIMITED)
def test_what_no_filter_limits_row_level_security_does(
    postgres_service: ServiceUnderTest, way: str
) -> None:
    service = postgres_service
    foreign = [*service.other_centre.units, *service.other_centre.patients]
    with (
        suppress(DBAPIError, ScopeMissing),
        service.context.database.writing(Scope(service.centre.id)) as session,
    ):
        result = session.execute(_UNLIMITED[way])
        with suppress(ResourceClosedError):
            found = repr(result.all())
            assert not any(str(each) in found or each.hex in found for each in foreign)
    with service.context.database.reading(Scope(service.other_centre.id)) as session:
        assert set(session.scalars(select(Unit.name))) == {"Unité 0", "Unité 1"}


def _transient(service: ServiceUnderTest) -> Unit:
    """A row of the other centre that pretends to be of ours, as if a session had loaded it."""
    row = Unit(id=service.other_centre.units[0], centre_id=service.centre.id, name="own")
    make_transient_to_detached(row)
    return row


def _change(session: Session, row: Unit) -> None:
    session.add(row)
    row.name = "taken over"
    session.flush()


def _delete(session: Session, row: Unit) -> None:
    session.add(row)
    session.delete(row)
    session.flush()


def _refresh(session: Session, row: Unit) -> None:
    session.add(row)
    session.refresh(row)


def _bulk_update(session: Session, row: Unit) -> None:
    session.bulk_update_mappings(Unit.__mapper__, [{"id": row.id, "name": "taken over"}])


def _bulk_insert(session: Session, _row: Unit) -> None:
    foreign = {"id": new_id(), "centre_id": new_id(), "name": "x"}
    session.bulk_insert_mappings(Unit.__mapper__, [foreign])


def _merge(session: Session, row: Unit) -> None:
    session.refresh(session.merge(row, load=False))


_WAYS = [_change, _delete, _refresh, _bulk_update, _bulk_insert, _merge]


@pytest.mark.parametrize("way", _WAYS)
def test_a_session_is_not_talked_into_a_foreign_row(
    service: ServiceUnderTest, way: Callable[[Session, Unit], None]
) -> None:
    row = _transient(service)
    with (
        pytest.raises((ScopeMissing, DBAPIError, StaleDataError, InvalidRequestError, SAWarning)),
        service.context.database.writing(Scope(service.centre.id)) as session,
    ):
        way(session, row)
    with service.context.database.reading(Scope(service.other_centre.id)) as session:
        assert set(session.scalars(select(Unit.name))) == {"Unité 0", "Unité 1"}


def test_an_insert_overwrites_nothing(sqlite_service: ServiceUnderTest) -> None:
    foreign = sqlite_service.other_centre.units[0]
    row = {"id": foreign, "centre_id": sqlite_service.centre.id, "name": "taken over"}
    names = select(func.group_concat(_two.name)).scalar_subquery()
    for statement in (
        sqlite.insert(Unit).on_conflict_do_update(["id"], set_={"name": "taken over"}),
        insert(Unit).prefix_with("OR REPLACE"),
        insert(Unit).returning(names),
    ):
        with sqlite_service.context.database.writing(Scope(sqlite_service.centre.id)) as session:
            with pytest.raises(ScopeMissing):
                session.execute(statement, row)
            session.rollback()


def test_a_kept_statement_serves_each_centre_its_own(service: ServiceUnderTest) -> None:
    kept = select(Unit.id)
    for centre in (service.centre, service.other_centre, service.centre):
        with service.context.database.reading(Scope(centre.id)) as session:
            assert set(session.scalars(kept)) == set(centre.units)
    with service.context.database.reading(NO_CENTRE) as session, pytest.raises(ScopeMissing):
        session.execute(kept)


def test_after_a_rollback_the_scope_stands(sqlite_service: ServiceUnderTest) -> None:
    with sqlite_service.context.database.reading(Scope(sqlite_service.centre.id)) as session:
        session.rollback()
        assert set(session.scalars(select(Unit.id))) == set(sqlite_service.centre.units)


@pytest.mark.parametrize("units", [Unit, _units], ids=["class", "table"])
def test_inserted_rows_are_of_the_centre_one_by_one(service: ServiceUnderTest, units: Any) -> None:
    own, foreign = service.centre.id, service.other_centre.id

    def row(centre_id: UUID) -> dict[str, object]:
        return {"id": new_id(), "centre_id": centre_id, "name": "new"}

    for rows in (row(foreign), [row(own), row(foreign)]):
        with service.context.database.writing(Scope(own)) as session:
            with pytest.raises((ScopeMissing, DBAPIError)):
                session.execute(insert(units), rows)
            session.rollback()
    with service.context.database.writing(Scope(own)) as session:
        session.execute(insert(units), [row(own), row(own)])
    with service.context.database.reading(Scope(own)) as session:
        assert len(session.scalars(select(Unit.id).where(Unit.name == "new")).all()) == 2
    with service.context.database.reading(Scope(foreign)) as session:
        assert session.scalars(select(Unit.id).where(Unit.name == "new")).all() == []


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


def test_the_journal_gives_back_the_entries_of_one_centre(service: ServiceUnderTest) -> None:
    for centre in (service.centre, service.other_centre):
        headers = {"Authorization": f"Bearer {centre.tokens['nurse']}"}
        assert service.client.get("/api/v1/worklist", headers=headers).status_code == 200
    service.client.get("/api/v1/worklist")
    for centre in (service.centre, service.other_centre):
        with service.context.database.reading(Scope(centre.id)) as session:
            entries = session.scalars(select(JournalEntry.centre_id)).all()
        assert set(entries) == {centre.id}
    with service.context.database.reading(NO_CENTRE) as session:
        assert session.scalars(select(JournalEntry.sequence)).all() == []


@pytest.mark.parametrize("verb", ["UPDATE journal SET outcome = 'forged'", "DELETE FROM journal"])
def test_the_journal_refuses_change(service: ServiceUnderTest, verb: str) -> None:
    service.client.get("/api/v1/me", headers=service.as_("nurse"))
    with service.context.database.reading(Scope(service.centre.id)) as session:
        before = session.scalars(select(JournalEntry.sequence)).all()
    assert before
    with (
        pytest.raises(DatabaseError),
        service.context.database.writer.begin() as connection,
    ):
        connection.execute(text(verb))
