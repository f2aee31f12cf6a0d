"""What every test has: no network, no keyring of the user, PostgreSQL when asked for."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from tests.support import compiled_first, compiling, garbage, memory, network, postgres, usual_run

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
_OLDER_GENERATIONS = 3


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves to the whole run what it alone needs."""
    usual_run.leave_out(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> usual_run.Spreading:
    """The tests of a file stay in one process, those of some folders too."""
    return usual_run.spread(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Open the folder shared by the workers, once, in the process that outlives them."""
    network.keep_on_loopback()
    if not hasattr(config, "workerinput"):
        config.stash[_session] = postgres.open_session()
        if config.getoption("numprocesses", None):
            compiled_first.compile_first(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what the session started, also after failures and Ctrl+C."""
    if _session in config.stash:
        postgres.close_session(config.stash[_session])


@pytest.fixture(scope="session", autouse=True)
def what_is_imported_stays() -> None:
    """Half a million objects of all modules live as long as the session: no collection goes
    through them again.
    """
    garbage.settle()


@pytest.fixture(scope="module", autouse=True)
def what_a_file_leaves_stays() -> Iterator[None]:
    """What the tests of a file left behind and something still holds is no more work for later."""
    yield
    if gc.get_count()[2] >= _OLDER_GENERATIONS:
        garbage.settle()


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
