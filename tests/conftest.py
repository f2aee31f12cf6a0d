"""What every test has: no network, no keyring of the user, PostgreSQL when asked for."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.support import compiling, memory, network, postgres

pytest_plugins = ["tests.support.service_fixtures", "tests.support.browsers"]

# Nothing here may read or write the secrets of whoever runs the tests.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
memory.prefer_memory()
compiling.compile_once()

# The time of an example depends on the machine; the timeout of the test is the guard.
settings.register_profile(
    "usual",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "full", settings.get_profile("usual"), max_examples=1000, derandomize=False
)
settings.load_profile("usual")

_session = pytest.StashKey[int]()
# What these look for differs little between the two databases: PostgreSQL is left to `--all`.
_ON_SQLITE_FIRST = (
    "test_activity.py",
    "test_clock_walk.py",
    "test_fresh_proof.py",
    "test_offered.py",
    "test_schemathesis.py",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Generated requests, clock walks, and what is decided before any row is read meet PostgreSQL
    in the whole run alone (decision 40).
    """
    for item in items:
        if item.path.name in _ON_SQLITE_FIRST and "postgresql" in item.name:
            item.add_marker(pytest.mark.slow)


def pytest_configure(config: pytest.Config) -> None:
    """Open the folder shared by the workers, once, in the process that outlives them."""
    network.keep_on_loopback()
    if not hasattr(config, "workerinput"):
        config.stash[_session] = postgres.open_session()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what the session started, also after failures and Ctrl+C."""
    if _session in config.stash:
        postgres.close_session(config.stash[_session])


@pytest.fixture(scope="session", autouse=True)
def what_is_imported_stays() -> None:
    """Half a million objects of all modules live as long as the session: no collection goes
    through them again.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> postgres.PostgresServer:
    """A real PostgreSQL whose databases have the tables of this release."""
    # Here, because a run that needs no database need not load the migrations.
    from services.db import migrate, revisions

    return postgres.PostgresServer(postgres.start(), revisions.head(), migrate.upgrade)


@pytest.fixture
def postgres_database(postgres_server: postgres.PostgresServer) -> Iterator[postgres.Database]:
    """A database of its own for one test."""
    database = postgres_server.fresh()
    yield database
    postgres_server.drop(database)
