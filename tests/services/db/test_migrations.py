"""Migrations stand alone, match the tables, run once, and go back down."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, insert, inspect, select, text, update
from sqlalchemy.pool import NullPool

from services.contract.archive_enums import ArchiveReason
from services.db import migrate, revisions
from services.db.base import Base
from services.db.scope import Scope
from services.db.tables import __all__ as _tables
from services.db.tables.archiving import Archive, EndOfCareReport
from services.db.tables.patients import Patient
from services.db.tables.record import RecordVersion
from services.ids import new_id
from tests.support.postgres import Database
from tests.support.service import ServiceUnderTest


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database, as its owner."""
    if request.param == "sqlite":
        made = f"sqlite:///{tmp_path / 'x.sqlite'}"
        migrate.upgrade(made)
        return made
    database: Database = request.getfixturevalue("postgres_database")
    return database.owner_url


def test_the_head_equals_the_tables(url: str) -> None:
    assert _tables
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
        assert revisions.current(connection) == revisions.head()
        assert revisions.current(connection) == context.get_current_revision()
    engine.dispose()


def test_a_second_revision_beside_ours_is_refused(url: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
        with pytest.raises(revisions.NewerDatabase):
            revisions.current(connection)
    engine.dispose()


def test_a_database_without_tables_has_no_revision(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'nothing.sqlite'}"
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        assert revisions.current(connection) is None
    engine.dispose()
    assert revisions.is_empty(url)


def test_the_numbered_files_and_alembic_agree_on_the_head() -> None:
    assert [revisions.head()] == migrate.scripts().get_heads()


def test_running_again_changes_nothing(url: str) -> None:
    migrate.upgrade(url)
    assert not revisions.is_empty(url)


def test_a_newer_database_is_refused(url: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(revisions.NewerDatabase):
        migrate.upgrade(url)


def test_every_step_goes_down_and_up_again(url: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        config = migrate.config_for(connection)
        command.downgrade(config, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    engine.dispose()
    migrate.upgrade(url)
    assert not revisions.is_empty(url)


def test_who_never_had_an_ins_keeps_the_copy_of_an_earlier_release(
    service: ServiceUnderTest,
) -> None:
    now, centre = service.clock.now(), {"centre_id": service.centre.id}
    never, has_one, had_one = (
        *service.centre.patients[:2],
        service.centre.patients_of_other_unit[0],
    )
    of = {new_id(): each for each in (never, has_one, had_one)}
    archive = {"reason": ArchiveReason.PATHWAY_FINISHED, "archived_at": now, "hold_until": now,
               "before": {}, "archived_by": service.centre.accounts["nurse"],
               "version": 1}  # fmt: skip
    copy = {"content": b"x", "sha256": "x", "made_at": now}
    version = {"object_id": had_one, "version": 1, "patient_id": had_one, "content": b"x",
               "at": now}  # fmt: skip
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(Patient).where(Patient.id == has_one).values(ins_index=b"x"))
        session.execute(insert(RecordVersion), [centre | version])
        session.execute(
            insert(Archive),
            [centre | archive | {"id": each, "patient_id": whose} for each, whose in of.items()],
        )
        session.execute(
            insert(EndOfCareReport),
            [centre | copy | {"archive_id": each, "patient_id": of[each]} for each in of],
        )

    url = service.context.settings.owner_url
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        command.downgrade(migrate.config_for(connection), "0035")
    engine.dispose()
    migrate.upgrade(url)

    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = session.execute(select(EndOfCareReport.patient_id, EndOfCareReport.has_ins))
        assert {row.patient_id: row.has_ins for row in found} == {
            never: False,
            has_one: None,
            had_one: None,
        }


def test_a_migration_imports_nothing_of_ours() -> None:
    files = [
        file
        for file in (revisions.MIGRATIONS / "versions").glob("*.py")
        if file.name != "__init__.py"
    ]
    assert files
    for file in files:
        assert "services" not in file.read_text(encoding="utf-8")
