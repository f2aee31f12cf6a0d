"""Drafts outlive a session for their author alone, sealed on disk or in memory only (1.6)."""

import os
import secrets
import time
from datetime import timedelta
from uuid import UUID

import pytest

from console.stores.draft_file import KEPT, Draft, DraftFile, remove_old
from console.stores.drafts import DraftShelf
from tests.console import made

CLAIRE, THEO = UUID(int=1), UUID(int=2)
ALERT, OTHER = made.alert_id(1), made.alert_id(2)
TEXT = '"Rappeler Mme KERMARREC demain"'


class Noon:
    """A service's clock that a test sets."""

    def __init__(self) -> None:
        self.now = made.NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    """10:42."""
    return Noon()


@pytest.fixture
def key():
    """What the keyring holds."""
    return secrets.token_bytes(32)


@pytest.fixture
def folder(tmp_path):
    """Where drafts lie; not there yet."""
    return tmp_path / "state" / "drafts"


@pytest.fixture
def shelf(jobs, key, folder):
    """A workstation with a keyring."""
    return DraftShelf(jobs, lambda: key, folder)


@pytest.fixture
def of(qtbot, root, clock):
    """The drafts of a person, read."""

    def read(shelf: DraftShelf, person: UUID):
        drafts = shelf.of(person, clock, root)
        with qtbot.waitSignal(drafts.loaded):
            pass
        return drafts

    return read


def _settle(qtbot, jobs) -> None:
    qtbot.waitUntil(lambda: jobs.pending_count == 0)


def test_a_draft_comes_back_after_the_session_and_with_its_time(qtbot, jobs, shelf, of, clock):
    drafts = of(shelf, CLAIRE)
    drafts.put(ALERT, "note", TEXT)
    drafts.close()
    clock.now += timedelta(hours=3)

    again = of(shelf, CLAIRE)

    assert again.get(ALERT, "note") == Draft(ALERT, "note", TEXT, made.NOW)
    assert again.get(ALERT, "call") is None
    assert again.get(OTHER, "note") is None


def test_after_the_session_nothing_of_it_stays_in_memory(qtbot, jobs, shelf, of):
    drafts = of(shelf, CLAIRE)
    drafts.put(ALERT, "note", TEXT)
    drafts.close()
    _settle(qtbot, jobs)

    assert shelf._kept == {CLAIRE: {}}


def test_nobody_else_is_given_it(qtbot, jobs, shelf, of):
    of(shelf, CLAIRE).put(ALERT, "note", TEXT)
    _settle(qtbot, jobs)

    assert of(shelf, THEO).get(ALERT, "note") is None


def test_on_disk_it_is_sealed_and_belongs_to_one_person(qtbot, jobs, shelf, of, folder, key):
    of(shelf, CLAIRE).put(ALERT, "note", TEXT)
    _settle(qtbot, jobs)
    (path,) = folder.iterdir()
    lying = path.read_bytes()

    assert b"KERMARREC" not in lying
    assert CLAIRE.bytes not in lying
    assert str(CLAIRE) not in path.name
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert DraftFile(folder, key, CLAIRE).read(made.NOW)
    for other in (DraftFile(folder, key, THEO), DraftFile(folder, secrets.token_bytes(32), CLAIRE)):
        other.path.write_bytes(lying)
        assert other.read(made.NOW) == []


def test_a_file_that_was_changed_is_not_read_and_goes(qtbot, jobs, shelf, of, folder, key):
    of(shelf, CLAIRE).put(ALERT, "note", TEXT)
    _settle(qtbot, jobs)
    file = DraftFile(folder, key, CLAIRE)
    lying = bytearray(file.path.read_bytes())
    lying[20] ^= 1
    file.path.write_bytes(bytes(lying))

    assert of(DraftShelf(jobs, lambda: key, folder), CLAIRE).get(ALERT, "note") is None
    assert not file.path.exists()


@pytest.mark.parametrize("lying", [b"", b"short", b"x" * 200])
def test_bytes_that_are_no_drafts_are_no_drafts(folder, key, lying):
    folder.mkdir(parents=True)
    file = DraftFile(folder, key, CLAIRE)
    file.path.write_bytes(lying)

    assert file.read(made.NOW) == []
    assert not file.path.exists()


def test_what_was_sent_is_erased_from_the_disk(qtbot, jobs, shelf, of, folder):
    drafts = of(shelf, CLAIRE)
    drafts.put(ALERT, "note", TEXT)
    drafts.put(OTHER, "note", TEXT)
    _settle(qtbot, jobs)
    drafts.drop(ALERT, "note")
    _settle(qtbot, jobs)
    assert of(shelf, CLAIRE).get(ALERT, "note") is None
    assert of(shelf, CLAIRE).get(OTHER, "note") is not None

    drafts.drop(OTHER, "note")
    _settle(qtbot, jobs)
    assert list(folder.iterdir()) == []


def test_a_day_later_it_is_gone(qtbot, jobs, shelf, of, clock, folder):
    drafts = of(shelf, CLAIRE)
    drafts.put(ALERT, "note", TEXT)
    _settle(qtbot, jobs)
    clock.now += KEPT

    assert drafts.get(ALERT, "note") is None
    assert of(shelf, CLAIRE).get(ALERT, "note") is None


def test_files_of_people_who_never_come_back_go_after_a_day(folder):
    folder.mkdir(parents=True)
    old, young = folder / "a.draft", folder / "b.draft"
    for path in (old, young):
        path.write_bytes(b"x")
    yesterday = time.time() - KEPT.total_seconds() - 1
    os.utime(old, (yesterday, yesterday))

    remove_old(folder)

    assert [path.name for path in folder.iterdir()] == ["b.draft"]


def test_without_a_keyring_they_stay_in_memory_and_for_their_author(qtbot, jobs, of, folder, clock):
    shelf = DraftShelf(jobs, lambda: None, folder)
    drafts = of(shelf, CLAIRE)
    drafts.put(ALERT, "note", TEXT)
    drafts.close()
    _settle(qtbot, jobs)

    assert not folder.exists()
    assert of(shelf, THEO).get(ALERT, "note") is None
    kept = of(shelf, CLAIRE).get(ALERT, "note")
    assert kept is not None
    assert kept.content == TEXT
    clock.now += KEPT
    of(shelf, THEO)
    assert shelf._kept[CLAIRE] == {}


def test_what_is_typed_before_the_disk_was_read_is_kept_and_wins(qtbot, jobs, shelf, of, root):
    of(shelf, CLAIRE).put(ALERT, "note", '"old"')
    _settle(qtbot, jobs)
    drafts = shelf.of(CLAIRE, lambda: made.NOW, root)
    drafts.put(ALERT, "note", '"new"')
    with qtbot.waitSignal(drafts.loaded):
        pass
    _settle(qtbot, jobs)

    found = of(shelf, CLAIRE).get(ALERT, "note")
    assert found is not None
    assert found.content == '"new"'


def test_the_same_text_keeps_its_time_and_writes_nothing(qtbot, jobs, shelf, of, clock):
    drafts = of(shelf, CLAIRE)
    drafts.put(ALERT, "note", TEXT)
    _settle(qtbot, jobs)
    clock.now += timedelta(minutes=5)

    drafts.put(ALERT, "note", TEXT)

    assert jobs.pending_count == 0
    kept = drafts.get(ALERT, "note")
    assert kept is not None
    assert kept.typed_at == made.NOW


def test_a_disk_that_takes_nothing_leaves_them_in_memory(qtbot, jobs, key, of, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    drafts = of(DraftShelf(jobs, lambda: key, tmp_path / "file" / "drafts"), CLAIRE)
    drafts.put(ALERT, "note", TEXT)
    _settle(qtbot, jobs)

    assert drafts.get(ALERT, "note") is not None
