"""A stage for every test that tries what is refused: set once in each worker, copied for a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.security.operations import Operation, operations_of
from tests.security.stage import Relation, Stage, Things, set_stage
from tests.support.postgres import Database, PostgresServer
from tests.support.service_fixtures import Furnished, serve_copy


@dataclass(frozen=True)
class Setting:
    """Folders (and on PostgreSQL a database) with a stage in them, to be copied for each test."""

    furnished: Furnished
    operations: dict[str, Operation]
    things: dict[Relation, Things]

    @contextmanager
    def staged(self, folder: Path, database: Database | None) -> Iterator[Stage]:
        """A stage of its own, until it is left."""
        service = serve_copy(self.furnished, folder, database)
        with service.client:
            yield Stage(service, self.operations, self.things)


def _set(furnished: Furnished, folder: Path, database: Database | None) -> Setting:
    service = serve_copy(furnished, folder, database)
    with service.client:
        operations = operations_of(service.client.get("/openapi.json").json())
        stage = set_stage(service, operations)
    copied = Furnished(folder, database, service.centre, service.other_centre)
    return Setting(copied, stage.operations, stage.things)


@pytest.fixture(scope="session")
def sqlite_setting(
    furnished_sqlite: Furnished, tmp_path_factory: pytest.TempPathFactory
) -> Setting:
    """The stage on SQLite, set once in this worker."""
    return _set(furnished_sqlite, tmp_path_factory.mktemp("set-sqlite") / "service", None)


@pytest.fixture(scope="session")
def postgres_setting(
    furnished_postgres: Furnished,
    postgres_server: PostgresServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Setting]:
    """The stage on PostgreSQL, set once in this worker."""
    assert furnished_postgres.database is not None
    database = postgres_server.fresh(furnished_postgres.database.name)
    folder = tmp_path_factory.mktemp("set-postgres") / "service"
    yield _set(furnished_postgres, folder, database)
    postgres_server.drop(database)


@pytest.fixture
def sqlite_stage(sqlite_setting: Setting, tmp_path: Path) -> Iterator[Stage]:
    """A stage of its own for one test."""
    with sqlite_setting.staged(tmp_path / "stage", None) as stage:
        yield stage


@pytest.fixture
def postgres_stage(
    postgres_setting: Setting, postgres_server: PostgresServer, tmp_path: Path
) -> Iterator[Stage]:
    """A stage of its own for one test, on PostgreSQL."""
    template = postgres_setting.furnished.database
    assert template is not None
    database = postgres_server.fresh(template.name)
    with postgres_setting.staged(tmp_path / "stage", database) as stage:
        yield stage
    postgres_server.drop(database)


@pytest.fixture(params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest) -> Stage:
    """A stage of its own for one test, on each database in turn."""
    name = "sqlite_stage" if request.param == "sqlite" else "postgres_stage"
    found = request.getfixturevalue(name)
    assert isinstance(found, Stage)
    return found


@pytest.fixture(scope="module")
def shared_stage(
    sqlite_setting: Setting, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """One stage for all tests of a module that change nothing which another reads."""
    with sqlite_setting.staged(tmp_path_factory.mktemp("stage") / "service", None) as stage:
        yield stage
