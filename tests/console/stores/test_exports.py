"""Exports behind the screen: followed until they are over, cancelled at once, saved once."""

import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from console.client.answers import Answer
from console.client.exports import ExportCalls
from console.errors import Incompatible, Offline
from console.stores.exports import WORKING_MS, ExportGroup
from console.stores.private_files import PrivateFile, SaveFault, SaveRefused
from console.stores.progress import Progress
from console.stores.save_places import Mount, PlaceRisk, judged, safest
from services.contract.exports import Export, ExportState
from tests.samples.exports import CONTENT, SampleExports, exports
from tests.samples.stores import SampleConnection

DISK = Mount("/", "ext4", "/dev/sda1")


class _Later:
    """Runs what it is given when it is told to, unless that was cancelled."""

    def __init__(self) -> None:
        self.waiting: list[Any] = []

    def submit(self, _owner: object, call: Any, done: Any, _failed: Any) -> SimpleNamespace:
        job = SimpleNamespace(is_cancelled=False)
        job.cancel = lambda: setattr(job, "is_cancelled", True)
        self.waiting.append((job, done, call()))
        return job

    def tell_first(self) -> None:
        job, done, found = self.waiting.pop(0)
        if not job.is_cancelled:
            done(found)


@pytest.fixture
def stores(qtbot) -> SampleExports:
    """Eight exports, looked at."""
    made = SampleExports(SampleConnection())
    made.list.set_shown(True)
    return made


def test_what_is_made_is_followed_often_and_its_end_told_also_behind_another_screen(stores):
    finished: list[Export] = []
    stores.list.finished.connect(finished.append)
    assert stores.list._pace.wait_ms == WORKING_MS
    stores.list.set_shown(False)

    stores.calls.put(stores.calls.items[0].id, state=ExportState.READY)
    stores.calls.put(stores.calls.items[1].id, state=ExportState.FAILED)
    stores.list.refresh()

    assert [each.state for each in finished] == [ExportState.READY, ExportState.FAILED]
    assert stores.list._pace.wait_ms is None  # nothing is waited for, nobody looks


def test_behind_a_lock_nothing_is_read(stores):
    stores.list.set_locked(True)

    assert stores.list._pace.wait_ms is None
    stores.calls.items = []
    stores.list.refresh()
    assert len(stores.list.all) == 8


def test_a_cancel_is_shown_before_it_is_answered_and_taken_back_when_refused(stores):
    stores.calls.silent.add("cancel")
    making = stores.list.rows[1]

    assert stores.cancel(making)

    assert stores.list.row(making.key).row.state is ExportState.CANCELLED
    stores.list.refresh()  # the service does not know yet
    assert stores.list.row(making.key).row.state is ExportState.CANCELLED
    stores.cancelling.failed.emit(Offline("ConnectError"))
    assert stores.list.row(making.key).row.state is ExportState.MAKING


def test_a_new_one_stands_before_all_others_at_once(stores):
    stores.list.show(ExportGroup.FAILED)
    new = exports()[0].model_copy(update={"id": exports()[7].patient_id})
    stores.calls.items = [new, *stores.calls.items]

    stores.list.begin_with(new)

    assert stores.list.shown is ExportGroup.OPEN
    assert stores.list.rows[0].key == new.id


def test_the_time_that_is_left_follows_from_what_was_done(stores):
    progress, making = Progress(), stores.calls.items[1]

    assert progress.left_s(making.id, 40, 10.0) is None
    assert progress.left_s(making.id, 70, 16.0) == 6


# A disk


def test_a_file_is_its_owners_alone_and_whole(tmp_path):
    file = PrivateFile(tmp_path / "a.pdf", 3)
    file.write(CONTENT)

    assert (tmp_path / "a.pdf").read_bytes() == CONTENT
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


def test_nothing_is_written_through_a_planted_link(tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"theirs")
    (tmp_path / "a.pdf").symlink_to(victim)

    with pytest.raises(SaveRefused) as refused:
        PrivateFile(tmp_path / "a.pdf", 3)

    assert refused.value.fault is SaveFault.LINK
    assert victim.read_bytes() == b"theirs"


def test_a_disk_that_is_full_beforehand_keeps_the_file_on_the_service(
    stores, tmp_path, monkeypatch
):
    def full(*_place: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "posix_fallocate", full)
    faults: list[SaveFault] = []
    stores.saving.refused.connect(faults.append)

    stores.saving.save(stores.calls.items[2], tmp_path / "a.pdf")

    assert faults == [SaveFault.FULL]
    assert stores.calls.taken == []
    assert not stores.saving.has_left
    assert list(tmp_path.iterdir()) == []


def test_what_a_disk_refuses_late_is_kept_and_saved_elsewhere_without_taking_it_twice(
    stores, tmp_path, monkeypatch
):
    real, is_broken = os.fsync, [True]

    def fsync(handle: int) -> None:
        if is_broken[0]:
            raise OSError(errno.EIO, "")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    ready = stores.calls.items[2]
    stores.saving.save(ready, tmp_path / "a.pdf")
    assert stores.saving.has_left
    assert list(tmp_path.iterdir()) == []

    is_broken[0] = False
    stores.saving.save(ready, tmp_path / "b.pdf")

    assert (tmp_path / "b.pdf").read_bytes() == CONTENT
    assert stores.calls.taken == [ready.id]
    assert not stores.saving.has_left


def test_nothing_is_left_of_a_file_that_the_service_did_not_give(stores, tmp_path):
    stores.calls.faults["take"] = Offline("ReadTimeout", outcome_unknown=True)
    failed: list[object] = []
    stores.saving.failed.connect(failed.append)

    stores.saving.save(stores.calls.items[2], tmp_path / "a.pdf")

    assert len(failed) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_on_its_way_at_the_end_of_a_session_is_not_that_of_the_next(
    stores, tmp_path, monkeypatch
):
    """What a disk refused of one person is never offered to the next for theirs."""
    later = _Later()
    monkeypatch.setattr(stores.saving, "_jobs", later)
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError(errno.EIO, "")))
    stores.saving.save(stores.calls.items[2], tmp_path / "a.pdf")
    monkeypatch.setattr(os, "fsync", real)
    stores.saving.forget()
    stores.saving.save(stores.calls.items[3], tmp_path / "b.pdf")

    later.tell_first()

    assert not stores.saving.has_left


@pytest.mark.parametrize("moment", ["before", "after"])
def test_whose_session_is_over_gets_no_file_on_the_disk(stores, tmp_path, monkeypatch, moment):
    """Before it was taken it stays on the service: the next session would be asked for it."""
    take, reserve = stores.calls.take, os.posix_fallocate

    def taken(export_id: Any) -> bytes:
        content: bytes = take(export_id)
        stores.saving.forget()
        return content

    def reserved(*place: Any) -> None:
        stores.saving.forget()
        reserve(*place)

    if moment == "before":
        monkeypatch.setattr(os, "posix_fallocate", reserved)
    else:
        monkeypatch.setattr(stores.calls, "take", taken)
    stores.saving.save(stores.calls.items[2], tmp_path / "a.pdf")

    assert list(tmp_path.iterdir()) == []
    assert len(stores.calls.taken) == (moment == "after")


def test_the_end_of_the_session_forgets_what_is_in_memory(stores):
    stores.saving._content = CONTENT
    stores.forget()

    assert not stores.saving.has_left
    assert not stores.list.all


@pytest.mark.parametrize(
    ("folder", "mount", "environment", "risk"),
    [
        ("/users/a/Downloads", DISK, {}, None),
        ("/users/a/boxes", DISK, {}, None),
        ("/users/a/Nextcloud/x", DISK, {}, PlaceRisk.SYNCED),
        ("/users/a/OneDrive - CHU de Kerlann/x", DISK, {}, PlaceRisk.SYNCED),
        ("/cloud/mine", DISK, {"OneDrive": "/cloud"}, PlaceRisk.SYNCED),
        ("/srv/x", Mount("/srv", "nfs4", "host:/srv"), {}, PlaceRisk.NETWORK),
        ("/m/x", Mount("/m", "cifs", "//host/share"), {}, PlaceRisk.NETWORK),
        ("/run/media/a/KEY/x", Mount("/run/media/a/KEY", "ext4", "/dev/sdb1"), {},
         PlaceRisk.REMOVABLE),
        ("/key", Mount("/key", "exfat", "/dev/sdb1"), {}, PlaceRisk.REMOVABLE),
    ],
)  # fmt: skip
def test_where_copies_go_elsewhere_is_known(folder, mount, environment, risk):
    assert judged(Path(folder), mount, environment) is risk


def test_a_folder_that_is_copied_elsewhere_is_never_the_first(tmp_path):
    synced, plain = tmp_path / "Dropbox", tmp_path / "plain"
    synced.mkdir()
    plain.mkdir()

    assert safest([synced, tmp_path / "none", plain]) == plain


def test_the_file_must_be_the_one_that_was_made():
    answer = Answer(200, {"Repr-Digest": "sha-256=:AAAA:"}, CONTENT, "r")
    wire: Any = SimpleNamespace(take=lambda _path: answer)

    with pytest.raises(Incompatible):
        ExportCalls(wire, "/api/v1").take(exports()[0].id)
