"""Fresh PostgreSQL databases for tests, cloned from one migrated template.

The server is started once a test session, or given by `VIGIE_TEST_POSTGRES_URL` (an account that
may create roles and databases). Two roles as in production: `vigie_owner` migrates, `vigie_app`
works.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import URL, make_url

from tests.support.postgres_process import hold

GIVEN_SERVER = "VIGIE_TEST_POSTGRES_URL"
SESSION_FOLDER = "VIGIE_TEST_SESSION"
OWNER_ROLE, APP_ROLE = "vigie_owner", "vigie_app"
_PASSWORD = "only-for-tests"
_TEMPLATE_LOCK = 81_001


def open_session() -> int:
    """Make the folder that all processes of this test session share; give its handle."""
    folder = tempfile.mkdtemp(prefix="vigie-tests-")
    os.environ[SESSION_FOLDER] = folder
    return hold(Path(folder, "session"))


def close_session(handle: int) -> None:
    """End what the session started, wait until it has gone, and remove the folder."""
    folder = Path(os.environ.pop(SESSION_FOLDER))
    os.close(handle)
    os.close(hold(folder / "keeper"))
    shutil.rmtree(folder)


def start() -> URL:
    """Give the administrator's URL of the session's server, starting it at the first call."""
    given = os.environ.get(GIVEN_SERVER)
    if given:
        return make_url(given).set(drivername="postgresql+psycopg")
    folder = Path(os.environ[SESSION_FOLDER])
    one_at_a_time = hold(folder / "starting")
    try:
        if not (folder / "url").exists():
            words = [sys.executable, "-m", "tests.support.postgres_process", str(folder)]
            if subprocess.run(words, check=False).returncode != 0:
                raise RuntimeError((folder / "postgres.log").read_text())
        return make_url((folder / "url").read_text())
    finally:
        os.close(one_at_a_time)


@dataclass(frozen=True)
class Database:
    """A database made for a test, by the URLs of its two roles."""

    name: str
    owner_url: str
    app_url: str


class PostgresServer:
    """Makes databases that already have their tables.

    `migrate` gets the owner's URL of an empty database, once for a server and `revision`; what it
    leaves there is the template from which every further database is cloned.
    """

    def __init__(self, admin: URL, revision: str, migrate: Callable[[str], None]) -> None:
        self._admin = admin
        self._template = f"vigie_template_{revision}".lower()
        self._migrate = migrate
        self._ensure_template()

    def fresh(self, template: str | None = None) -> Database:
        """Clone the migrated template, or a database to which nobody is connected."""
        name = f"vigie_test_{uuid.uuid4().hex}"
        with self._connection() as connection:
            self._create(connection, name, template=template or self._template)
        return self._database(name)

    def drop(self, database: Database) -> None:
        """Remove a database, whoever is still connected to it."""
        with self._connection() as connection:
            statement = SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(database.name))
            connection.execute(statement)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        dsn = self._admin.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(dsn, autocommit=True) as connection:
            yield connection

    def _database(self, name: str) -> Database:
        owner, app = (
            self._admin.set(username=role, password=_PASSWORD, database=name)
            for role in (OWNER_ROLE, APP_ROLE)
        )
        return Database(
            name,
            owner.render_as_string(hide_password=False),
            app.render_as_string(hide_password=False),
        )

    def _ensure_template(self) -> None:
        """Make roles and template unless another process of the session already did."""
        finished = "SELECT datistemplate FROM pg_database WHERE datname = %s"
        with self._connection() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_TEMPLATE_LOCK])
            for role in (OWNER_ROLE, APP_ROLE):
                self._ensure_role(connection, role)
            found = connection.execute(finished, [self._template]).fetchone()
            if found == (True,):
                return
            name = Identifier(self._template)
            if found == (False,):
                connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(name))
            self._create(connection, self._template, template="template0")
            self._migrate(self._database(self._template).owner_url)
            connection.execute(SQL("ALTER DATABASE {} IS_TEMPLATE true").format(name))

    @staticmethod
    def _ensure_role(connection: psycopg.Connection, role: str) -> None:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        verb = SQL("ALTER" if known else "CREATE")
        statement = SQL("{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD {}")
        connection.execute(statement.format(verb, Identifier(role), Literal(_PASSWORD)))

    @staticmethod
    def _create(connection: psycopg.Connection, name: str, *, template: str) -> None:
        # A copy of files takes a quarter of the time that copying by way of the log does.
        statement = SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY")
        names = (Identifier(word) for word in (name, template, OWNER_ROLE))
        connection.execute(statement.format(*names))
