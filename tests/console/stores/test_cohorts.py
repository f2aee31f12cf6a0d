"""Exports of whole units behind the screen: followed among the others, saved by parts."""

import errno
import os
from pathlib import Path

import pytest

from console.errors import Offline, StepUpNeeded
from console.stores.cohort_saving import CohortSaving, _Given, _into, _Way
from console.stores.exports import DECIDED_MS, UNIT_MS, Asked, ExportGroup
from console.stores.private_files import PrivateFile, SaveFault
from console.stores.proven_act import ProofState
from services.contract.cohorts import CohortState
from services.contract.enums import Role
from services.contract.problems import ProblemCode
from services.security.policy import actions_of
from tests.pictures.stage import refused
from tests.samples.cohorts import PARTS, cohorts
from tests.samples.exports import SampleExports
from tests.samples.stores import SampleConnection

WAITING, MAKING, READY, REFUSED = range(4)
PROOF = StepUpNeeded(refused(ProblemCode.STEP_UP_NEEDED, 403).problem)


@pytest.fixture
def stores(qtbot) -> SampleExports:
    """An oncologist, who has asked for units alone."""
    made = SampleExports(SampleConnection())
    made.allowed = set(actions_of(Role.ONCOLOGIST))
    made.calls.items = []
    made.cohorts.items = cohorts()
    return made


@pytest.fixture
def saving(stores: SampleExports) -> CohortSaving:
    """The way of a file to a disk."""
    return stores.saving_unit


def test_they_stand_among_the_exports_of_patients_the_latest_first(stores):
    both = SampleExports(SampleConnection())
    both.allowed, both.cohorts.items = stores.allowed, cohorts()
    both.list.set_shown(True)

    shown = [each.asked_at for each in both.list.all.values()]
    assert len(shown) == 8 + 7
    assert shown == sorted(shown, reverse=True)
    assert both.list.count(ExportGroup.FAILED) == 2 + 3


def test_a_nurse_reads_none_of_them(stores):
    stores.allowed = set(actions_of(Role.NURSE))
    stores.list.set_shown(True)

    assert not stores.list.all


def test_what_was_asked_before_is_waited_for_and_its_end_told_to_whoever_looks_elsewhere(stores):
    stores.cohorts.items = stores.cohorts.items[:1]
    finished: list[Asked] = []
    stores.list.finished.connect(finished.append)

    stores.start()
    assert stores.list._pace.wait_ms == DECIDED_MS
    (asked,) = stores.cohorts.items
    stores.cohorts.put(asked.id, state=CohortState.MAKING, done=3)
    stores.list.refresh()
    assert (stores.list._pace.wait_ms, finished) == (UNIT_MS, [])
    stores.cohorts.put(asked.id, state=CohortState.REFUSED, refused_because="Trop large")
    stores.list.refresh()

    assert [each.state for each in finished] == [CohortState.REFUSED]
    assert stores.list._pace.wait_ms is None


def test_a_file_that_waits_since_before_is_told_once(stores):
    stores.cohorts.items = [stores.cohorts.items[READY]]
    finished: list[Asked] = []
    stores.list.finished.connect(finished.append)

    stores.start()
    stores.list.set_shown(True)

    assert [each.state for each in finished] == [CohortState.READY]


def test_a_cancel_is_shown_before_it_is_answered_and_taken_back_when_refused(stores):
    stores.list.set_shown(True)
    stores.cohorts.silent.add("cancel")
    waiting = stores.list.rows[WAITING]

    assert stores.cancel(waiting)

    assert stores.cohorts.cancelled == [waiting.key]
    assert stores.list.all[waiting.key].row.state is CohortState.CANCELLED
    stores.cancelling.failed.emit(Offline("ConnectError"))
    assert stores.list.all[waiting.key].row.state is CohortState.WAITING


def test_what_is_over_is_not_cancelled(stores):
    stores.list.set_shown(True)
    over = [each for each in stores.list.all.values() if not each.may_cancel]

    assert [stores.cancel(each) for each in over] == [False] * 4
    assert stores.cohorts.cancelled == []


def test_a_file_goes_to_the_disk_by_parts_and_is_its_owners_alone(qtbot, stores, saving, tmp_path):
    ready = stores.cohorts.items[READY]

    with qtbot.waitSignal(saving.moved) as told:
        saving.save(ready, tmp_path / "a.zip")

    assert (tmp_path / "a.zip").read_bytes() == b"".join(PARTS)
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
    assert stores.cohorts.taken == [ready.id]
    assert told.args == [ready.id, None]


def test_nothing_leaves_before_the_owner_has_proved_who_they_are(stores, saving, tmp_path):
    stores.cohorts.once["take"] = PROOF
    saving.save(stores.cohorts.items[READY], tmp_path / "a.zip")

    assert saving.proof.state is ProofState.ASKED
    assert (stores.cohorts.taken, list(tmp_path.iterdir())) == ([], [])
    saving.proof.prove("words", "123456")
    assert (tmp_path / "a.zip").exists()


def test_a_proof_that_nobody_gives_leaves_the_file_on_the_service(stores, saving, tmp_path):
    stores.cohorts.once["take"] = PROOF
    ready = stores.cohorts.items[READY]
    saving.save(ready, tmp_path / "a.zip")
    saving.give_up()

    assert not saving.is_busy
    saving.save(ready, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").exists()


def test_a_disk_that_refuses_beforehand_keeps_the_file_on_the_service(stores, saving, tmp_path):
    faults: list[SaveFault] = []
    saving.refused.connect(faults.append)

    saving.save(stores.cohorts.items[READY], tmp_path / "none" / "a.zip")

    assert (faults, stores.cohorts.taken) == ([SaveFault.NO_FOLDER], [])


def test_what_a_disk_refuses_on_the_way_is_lost_and_leaves_nothing(
    stores, saving, tmp_path, monkeypatch
):
    real, left = os.write, [1]

    def write(handle: int, content: bytes) -> int:
        if not left:
            raise OSError(errno.ENOSPC, "")
        left.pop()
        return real(handle, content)

    monkeypatch.setattr(os, "write", write)
    lost: list[SaveFault] = []
    saving.lost.connect(lost.append)

    saving.save(stores.cohorts.items[READY], tmp_path / "a.zip")

    assert lost == [SaveFault.FULL]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_a_file_that_broke_off(stores, saving, tmp_path):
    stores.cohorts.once["part"] = Offline("ReadError", outcome_unknown=True)
    failed: list[object] = []
    saving.failed.connect(failed.append)

    saving.save(stores.cohorts.items[READY], tmp_path / "a.zip")

    assert len(failed) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_end_of_the_session_ends_what_is_on_its_way(stores, saving, tmp_path: Path):
    stores.cohorts.silent.add("take")
    saving.save(stores.cohorts.items[READY], tmp_path / "a.zip")
    way, file = saving._way, PrivateFile(tmp_path / "b.zip", 3)
    _into(file, way)(b"one")
    saving.forget()

    with pytest.raises(_Given):
        _into(file, way)(b"two")
    assert way.come == 3
    assert not _Way().stop.is_set()
    file.drop()


def test_how_far_a_file_is_stands_in_its_row_while_the_list_is_read(stores):
    stores.list.set_shown(True)
    ready = stores.cohorts.items[READY].id

    stores.list.show_saving(ready, 43)
    stores.cohorts.put(ready, state=CohortState.TAKEN)
    stores.list.refresh()

    shown = stores.list.all[ready]
    assert (shown.saved, shown.is_ready, shown.may_cancel) == (43, False, False)
    stores.list.show_saving(ready, None)
    assert stores.list.all[ready].saved is None
