"""The guide for operators names every setting, and its backup brings everything back."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from services import starting
from services.__main__ import main
from services.commands import read_settings
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account
from services.db.tables.centres import Centre
from services.settings import Settings

GUIDE = (Path(__file__).parents[2] / "docs" / "operator.md").read_text(encoding="utf-8")
_SETTING = re.compile(r"VIGIE_[A-Z0-9_]+[A-Z0-9]")
_OF_THE_EXAMPLE = {"VIGIE_FOLDER"}
_OF_ARGON2 = {"VIGIE_ARGON2_TIME_COST"}


def test_every_setting_is_named_and_no_other() -> None:
    known = {f"VIGIE_{name.upper()}" for name in Settings.model_fields}

    assert set(_SETTING.findall(GUIDE)) - _OF_THE_EXAMPLE - _OF_ARGON2 == known


def test_the_backup_of_the_guide_brings_everything_back(tmp_path: Path) -> None:
    folder, backup = tmp_path / "vigie", tmp_path / "backup"
    backup.mkdir()
    assert main(["migrate", "--data", str(folder)]) == 0
    words = ["--centre", "CHU de Kerlann", "--username", "marc.autret", "--name", "Marc Autret"]
    assert main(["create-admin", "--data", str(folder), *words]) == 0
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    told = {"VIGIE_FOLDER": str(folder), "BACKUP_FOLDER": str(backup)}
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, **told})

    for name in ("data", "keystore"):
        shutil.rmtree(folder / name)
        (folder / name).mkdir(mode=0o700)
    for kept, name in (
        ("data.sqlite", "data/vigie.sqlite"),
        ("keys.sqlite", "keystore/keys.sqlite"),
    ):
        shutil.copyfile(backup / kept, folder / name)
        (folder / name).chmod(0o600)

    context = starting.open_context(read_settings(data_dir=folder / "data"))
    try:
        with context.database.reading(NO_CENTRE) as session:
            assert session.scalars(select(Account.username)).all() == ["marc.autret"]
            centre_id = session.scalars(select(Centre.id)).one()
        assert context.keys.fits(centre_id)
    finally:
        starting.close_context(context)
