"""`vigie-service demo`: it refuses in words, and an interruption leaves a folder that works."""

import os
import time
from pathlib import Path

import pytest

from services import __main__ as service
from services import starting
from services.audit.journal import Entry, record
from services.contract.enums import Role
from services.db.scope import Scope
from services.demo import building, calendar
from services.demo.folders import ACCOUNTS_FILE, FolderInUse, made_beside
from services.demo.staff import POSTS
from services.settings import Settings

ROOT = Path(__file__).resolve().parents[3]


class Interrupted(BaseException):
    """Like Ctrl+C."""


def test_a_second_run_is_refused_in_words(tmp_path, capsys):
    (tmp_path / ACCOUNTS_FILE).write_text("{}")
    assert service.main(["demo", "--data", str(tmp_path)]) == 1
    assert "holds a demonstration already" in capsys.readouterr().err


def test_a_folder_with_anything_in_it_is_refused_in_words(tmp_path, capsys):
    (tmp_path / "letters.txt").write_text("mine")
    assert service.main(["demo", "--data", str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert (tmp_path / "letters.txt").read_text() == "mine"


@pytest.mark.parametrize("patients", ["0", "-3"])
def test_a_demonstration_without_patients_is_refused_in_words(tmp_path, capsys, patients):
    assert service.main(["demo", "--data", str(tmp_path), "--patients", patients]) == 1
    assert "at least one patient" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_build_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupted(settings, making, seed, patients):
        starting.initialise(settings)
        raise Interrupted

    monkeypatch.setattr(building, "_make", interrupted)
    settings = Settings(data_dir=tmp_path / "data")
    with pytest.raises(Interrupted):
        building.build(settings, seed=1, patients=1)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_stops_nobody_and_goes_when_it_is_old(tmp_path):
    left = tmp_path / ".demonstration-killed"
    left.mkdir()
    with made_beside(tmp_path) as making:
        (making / ACCOUNTS_FILE).write_text("{}")
    assert left.exists()

    (tmp_path / ACCOUNTS_FILE).unlink()
    long_ago = time.time() - 7200
    os.utime(left, (long_ago, long_ago))
    with made_beside(tmp_path):
        assert not left.exists()


def test_two_builds_at_once_give_one_demonstration(tmp_path):
    slower = made_beside(tmp_path)
    (slower.__enter__() / ACCOUNTS_FILE).write_text("slower")
    with made_beside(tmp_path) as faster:
        (faster / ACCOUNTS_FILE).write_text("faster")

    with pytest.raises(FolderInUse):
        slower.__exit__(None, None, None)
    assert (tmp_path / ACCOUNTS_FILE).read_text() == "faster"
    assert [path.name for path in tmp_path.iterdir()] == [ACCOUNTS_FILE]


def test_each_account_is_printed_with_its_units(tmp_path, capsys):
    building.build(Settings(data_dir=tmp_path / "data"), seed=1, patients=1)
    printed = capsys.readouterr().out
    for post in POSTS:
        line = next(line for line in printed.splitlines() if post.username in line)
        assert post.role.value in line
        assert all(unit in line for unit in post.unit_names)


def test_the_page_about_the_demonstration_names_each_account_its_role_and_its_units():
    page = (ROOT / "docs" / "demonstration.md").read_text(encoding="utf-8")
    for post in POSTS:
        line = next(line for line in page.splitlines() if line.startswith(f"| {post.username} |"))
        role = "administrator" if post.role is Role.ADMIN else post.role.value.replace("_", " ")
        units = [unit.rpartition("équipe ")[2] for unit in post.unit_names]
        named = {0: "none", 1: units[0] if units else "", 2: "both"}[len(units)]
        assert line.startswith(f"| {post.username} | {role} | {named} |")


def test_a_kept_demonstration_goes_on_where_it_was_left(small):
    assert starting_time(small) >= calendar.PRESENT
    later = calendar.local(calendar.today(), "11:05")
    with small.context.database.writing(Scope(small.centre_id)) as session:
        record(session, Entry("read_me", later, "done", "test", small.centre_id))

    assert starting_time(small) >= later


def starting_time(made):
    context = starting.open_context(made.settings)
    try:
        return context.clock.now()
    finally:
        context.journal.close()
        context.database.dispose()
        context.keys.dispose()
