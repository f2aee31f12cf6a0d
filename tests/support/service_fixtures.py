"""A service over two small centres for every test that asks for one, on both databases.

The centres are made once in each worker; a test gets a copy of the folders, and on PostgreSQL a
clone of the database.
"""

import copy
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from services import starting
from services.security.master_key import make_master_key
from tests.support.postgres import Database, PostgresServer
from tests.support.service import (
    ServiceUnderTest,
    SmallCentre,
    SteppingClock,
    make_centre,
    open_in,
    serve,
    settings_in,
)


@dataclass(frozen=True)
class Furnished:
    """Folders (and on PostgreSQL a database) that hold two centres, to be copied for each test."""

    folder: Path
    database: Database | None
    centre: SmallCentre
    other_centre: SmallCentre


def _urls(database: Database | None) -> dict[str, str]:
    if database is None:
        return {}
    return {"migration_url": database.owner_url, "database_url": database.app_url}


def furnish(folder: Path, database: Database | None) -> Furnished:
    """Two centres in a new folder, and in a database that has its tables."""
    settings = settings_in(folder, **_urls(database))
    if database is None:
        starting.initialise(settings)
    else:
        settings.data_dir.mkdir(parents=True)
        (folder / "keystore").mkdir()
        make_master_key(settings.master_key_path)
    context = open_in(settings, SteppingClock())
    made = Furnished(
        folder,
        database,
        make_centre(context, "CHU de Kerlann"),
        make_centre(context, "CH de Port-Louis"),
    )
    context.journal.close()
    context.database.dispose()
    context.keys.dispose()
    return made


@pytest.fixture(scope="session")
def furnished_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """Two centres on SQLite, made once in this worker."""
    return furnish(tmp_path_factory.mktemp("furnished-sqlite"), None)


@pytest.fixture(scope="session")
def furnished_postgres(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Furnished]:
    """Two centres on PostgreSQL, made once in this worker."""
    database = postgres_server.fresh()
    yield furnish(tmp_path_factory.mktemp("furnished-postgres"), database)
    postgres_server.drop(database)


def serve_copy(furnished: Furnished, folder: Path, database: Database | None) -> ServiceUnderTest:
    """A service on a copy of the folders, and on a database that is a copy already."""
    shutil.copytree(furnished.folder, folder)
    clock = SteppingClock()
    context = open_in(settings_in(folder, **_urls(database)), clock)
    centres = copy.deepcopy((furnished.centre, furnished.other_centre))
    return serve(context, clock, *centres)


@pytest.fixture
def sqlite_service(furnished_sqlite: Furnished, tmp_path: Path) -> Iterator[ServiceUnderTest]:
    """A service on SQLite."""
    under_test = serve_copy(furnished_sqlite, tmp_path / "service", None)
    with under_test.client:
        yield under_test


@pytest.fixture(scope="module")
def lasting_service(
    furnished_sqlite: Furnished, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServiceUnderTest]:
    """A service on SQLite for all tests of a file, of which none may mind what others left."""
    folder = tmp_path_factory.mktemp("lasting") / "service"
    under_test = serve_copy(furnished_sqlite, folder, None)
    with under_test.client:
        yield under_test


@pytest.fixture
def postgres_service(
    furnished_postgres: Furnished, postgres_server: PostgresServer, tmp_path: Path
) -> Iterator[ServiceUnderTest]:
    """A service on PostgreSQL, working as `vigie_app` on tables that `vigie_owner` owns."""
    assert furnished_postgres.database is not None
    database = postgres_server.fresh(furnished_postgres.database.name)
    under_test = serve_copy(furnished_postgres, tmp_path / "service", database)
    with under_test.client:
        yield under_test
    postgres_server.drop(database)


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest) -> ServiceUnderTest:
    """A service on each database in turn."""
    name = "sqlite_service" if request.param == "sqlite" else "postgres_service"
    found = request.getfixturevalue(name)
    assert isinstance(found, ServiceUnderTest)
    return found
