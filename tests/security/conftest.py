"""A stage for every test that tries what is refused."""

import copy
import shutil
from collections.abc import Iterator

import pytest

from tests.security.operations import operations_of
from tests.security.stage import Stage, set_stage
from tests.support.service import ServiceUnderTest, SteppingClock, open_in, serve, settings_in
from tests.support.service_fixtures import Furnished


def _stage_on(service: ServiceUnderTest) -> Stage:
    return set_stage(service, operations_of(service.client.get("/openapi.json").json()))


@pytest.fixture
def stage(service: ServiceUnderTest) -> Stage:
    """A stage of its own for one test, on each database in turn."""
    return _stage_on(service)


@pytest.fixture
def sqlite_stage(sqlite_service: ServiceUnderTest) -> Stage:
    """A stage of its own for one test."""
    return _stage_on(sqlite_service)


@pytest.fixture
def postgres_stage(postgres_service: ServiceUnderTest) -> Stage:
    """A stage of its own for one test, on PostgreSQL."""
    return _stage_on(postgres_service)


@pytest.fixture(scope="module")
def shared_stage(
    furnished_sqlite: Furnished, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """One stage for all tests of a module that change nothing which another reads."""
    folder = tmp_path_factory.mktemp("stage") / "service"
    shutil.copytree(furnished_sqlite.folder, folder)
    clock = SteppingClock()
    context = open_in(settings_in(folder), clock)
    service = serve(
        context, clock, *copy.deepcopy((furnished_sqlite.centre, furnished_sqlite.other_centre))
    )
    with service.client:
        yield _stage_on(service)
