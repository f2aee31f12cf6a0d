"""The tests themselves stand on what they promise: no network, no keyring, a real PostgreSQL."""

import socket
import subprocess
from pathlib import Path

import keyring
import psycopg
import pytest
from sqlalchemy import make_url

from tests.support.network import OutsideLoopback
from tests.support.postgres import Database
from tests.support.postgres_process import copied_programs


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(dsn) as connection:
        return connection.execute(query.encode()).fetchall()


@pytest.mark.parametrize("address", [("192.0.2.1", 443), ("2001:db8::1", 443)])
def test_another_machine_cannot_be_reached(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as client, pytest.raises(OutsideLoopback):
        client.connect(address)


def test_another_machine_is_not_even_looked_up():
    with pytest.raises(OutsideLoopback):
        socket.create_connection(("example.org", 443))


def test_this_machine_can_be_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(("localhost", server.getsockname()[1])) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_a_server_for_the_whole_network_cannot_be_opened():
    with socket.socket() as server, pytest.raises(OutsideLoopback):
        server.bind(("0.0.0.0", 0))


def test_the_keyring_of_the_user_stays_closed():
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.set_password("vigie", "nobody", "nothing")


def test_the_two_roles_have_no_more_rights_than_in_production(postgres_database: Database):
    query = "SELECT current_user, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles"

    for role, url in (
        ("vigie_owner", postgres_database.owner_url),
        ("vigie_app", postgres_database.app_url),
    ):
        found = rows(url, f"{query} WHERE rolname = current_user")
        assert found == [(role, False, False, False)]


def test_the_service_owns_no_table(postgres_database: Database):
    query = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"

    assert rows(postgres_database.app_url, query) == [("vigie_owner",)]


def test_each_database_is_its_own(postgres_server):
    one, other = postgres_server.fresh(), postgres_server.fresh()
    with psycopg.connect(one.owner_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE only_here (id int)")

    tables = rows(other.owner_url, "SELECT tablename FROM pg_tables")

    assert ("only_here",) not in tables
    assert len(tables) > 0
    for database in (one, other):
        postgres_server.drop(database)


@pytest.mark.parametrize("program", ["initdb", "postgres"])
def test_a_copy_of_the_server_finds_its_libraries(tmp_path: Path, program: str):
    """Where the environment lies below a folder that only root may enter, `nobody` runs a copy."""
    said = subprocess.run(
        [copied_programs(tmp_path) / program, "--version"],
        check=True,
        capture_output=True,
        text=True,
        env={},
    )
    assert program in said.stdout
