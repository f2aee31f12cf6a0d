"""What the operator guide tells to do works: its commands are taken from it and run."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import SecretStr
from pydantic_settings import BaseSettings
from sqlalchemy import URL, make_url

from services.settings import Settings
from tests.architecture.sources import ROOT
from tests.support.answers import answer_json
from tests.support.postgres_process import copied_programs, hold
from tests.support.service import ServiceUnderTest, open_in, serve

_GUIDE = ROOT / "docs" / "operator.md"
_EXAMPLES = ROOT / "docs" / "operator"
_BLOCK = re.compile(r"<!-- tested: (\S+) -->\n```sh\n(.*?)```", re.DOTALL)
_ROW = re.compile(r"\| `(VIGIE_\w+)` \| (.*?) \| (.*?) \| .+ \|")
_BOUNDS = {"ge": "at least", "le": "at most"}


def _default(value: Any) -> str:
    if value is None or value in ("", (), SecretStr("")):
        return "empty"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _rows_of(settings: type[BaseSettings]) -> Iterator[tuple[str, str, str]]:
    prefix = settings.model_config["env_prefix"]
    for name, field in settings.model_fields.items():
        if field.default_factory is not None:
            yield from _rows_of(cast("type[BaseSettings]", field.default_factory))
            continue
        limits = [
            f"{word} {getattr(limit, end)}"
            for limit in field.metadata
            for end, word in _BOUNDS.items()
            if hasattr(limit, end)
        ]
        yield f"{prefix}{name.upper()}", _default(field.default), ", ".join(limits)


def settings_rows() -> list[tuple[str, str, str]]:
    """Name, default and bounds of every setting, as the table of the guide shows them."""
    return list(_rows_of(Settings))


def _run(name: str, folder: Path, **environment: str) -> None:
    """Runs a block of the guide as it stands, with its folders moved below one of the test."""
    command = dict(_BLOCK.findall(_GUIDE.read_text(encoding="utf-8")))[name]
    for written, here in {
        "/opt/vigie/venv/bin/python": sys.executable,
        "/opt/vigie/venv/bin/vigie-service": f"{sys.executable} -m services",
        "/opt/vigie/source": str(ROOT),
        "/var/lib/vigie": str(folder),
        "/var/backups": str(folder.parent / "backups"),
    }.items():
        command = command.replace(written, here)
    words = ["sh", "-euc", command]
    done = subprocess.run(
        words, env=os.environ | environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _backup_folders(folder: Path) -> None:
    for name in ("vigie-data", "vigie-keys"):
        (folder.parent / "backups" / name).mkdir(parents=True)


def test_the_table_holds_every_setting_with_its_default_and_bounds():
    written = _ROW.findall(_GUIDE.read_text(encoding="utf-8"))

    assert [(name, default, limits.strip()) for name, default, limits in written] == settings_rows()


def test_sqlite_comes_back_after_everything_was_lost(sqlite_service: ServiceUnderTest):
    settings = sqlite_service.context.settings
    folder = settings.data_dir.parent
    _backup_folders(folder)
    patient = sqlite_service.centre.patients[0]
    sent = sqlite_service.client.post(
        f"/api/v1/patients/{patient}/answers",
        content=answer_json({"nausea": {"frequency": 3, "severity": 3}}),
        headers=sqlite_service.writing_as("nurse"),
    )
    assert sent.status_code == 201
    before = _worklist(sqlite_service)

    # The service is still open: a backup needs no pause.
    _run("sqlite-backup", folder)
    master_key = settings.master_key_path.read_bytes()
    sqlite_service.client.close()
    shutil.rmtree(folder)
    settings.master_key_path.parent.mkdir(parents=True)
    settings.master_key_path.write_bytes(master_key)
    settings.master_key_path.chmod(0o600)
    _run("sqlite-restore-keys", folder)
    _run("sqlite-restore", folder)
    _run("check", folder, VIGIE_DATA_DIR=str(settings.data_dir))

    again = serve(
        open_in(settings, sqlite_service.clock),
        sqlite_service.clock,
        sqlite_service.centre,
        sqlite_service.other_centre,
    )
    with again.client:
        assert _worklist(again) == before


def _worklist(service: ServiceUnderTest) -> Any:
    answer = service.client.get("/api/v1/worklist", headers=service.as_("nurse"))
    assert answer.status_code == 200
    assert answer.json()["items"]
    return answer.json()["items"]


@pytest.fixture
def bare_server(tmp_path: Path) -> Iterator[tuple[URL, Path]]:
    """A PostgreSQL without our roles, and its programs; the shared one has them already."""
    folder = tmp_path / "postgres"
    folder.mkdir()
    session = hold(folder / "session")
    words = [sys.executable, "-m", "tests.support.postgres_process", str(folder)]
    subprocess.run(words, cwd=ROOT, check=True)
    try:
        yield make_url((folder / "url").read_text()), copied_programs(tmp_path / "programs")
    finally:
        os.close(session)
        os.close(hold(folder / "keeper"))


def test_postgresql_is_made_migrated_dumped_and_restored(
    bare_server: tuple[URL, Path], tmp_path: Path
):
    server, programs = bare_server
    folder = tmp_path / "vigie"
    _backup_folders(folder)
    app, owner = (
        server.set(username=f"vigie_{role}", password=f"{role.upper()}_PASSWORD", database="vigie")
        for role in ("app", "owner")
    )
    asked = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PGHOST": str(server.query["host"]),
        "PGUSER": "postgres",
        "VIGIE_DATA_DIR": str(folder / "data"),
        "VIGIE_DATABASE_URL": app.render_as_string(hide_password=False),
    }
    as_owner = {"VIGIE_MIGRATION_URL": owner.render_as_string(hide_password=False)}

    _run("postgresql-make", folder, **asked)
    _run("migrate", folder, **asked, **as_owner)
    _run("create-admin", folder, **asked, **as_owner)
    _run("create-approver", folder, **asked)
    _run("check", folder, **asked)
    _run("postgresql-backup", folder, **asked)
    _run("keys-backup", folder, **asked)
    _run("postgresql-restore", folder, **asked)
    _run("check", folder, **asked)

    # The wall stands again, and the owner's role is still refused for working.
    with pytest.raises(AssertionError, match="WallsMissing"):
        _run("check", folder, **(asked | {"VIGIE_DATABASE_URL": as_owner["VIGIE_MIGRATION_URL"]}))


def test_every_example_file_is_named_in_the_guide():
    guide = _GUIDE.read_text(encoding="utf-8")

    assert [each.name for each in _EXAMPLES.iterdir() if f"operator/{each.name}" not in guide] == []
