"""A folder: whole files or none, under a name that names nobody, and nowhere else than there."""

import errno
import os
import stat
import threading
from datetime import datetime
from pathlib import Path

import pytest

from services.delivery import settling, trying
from services.delivery.carriers.folder import FolderCarrier
from tests.services.delivery.conftest import CONTENT, Outbox, name_of
from tests.support.dying import Died


def test_a_document_is_laid_down_whole_and_once(outbox: Outbox, inbox: Path):
    outbox.goes_to_folder(inbox)
    document = outbox.put()

    outbox.look()

    assert [each.name for each in inbox.iterdir()] == [f"vigie-{document}.pdf"]
    laid = inbox / name_of(document)
    assert laid.read_bytes() == CONTENT
    assert stat.S_IMODE(laid.stat().st_mode) == 0o640
    assert outbox.stands(document) == ("sent", None)
    assert outbox.steps(document) == ["queued", "sent"]
    # The record knows it by its name: a second time it is the same file, and is not written.
    inode = laid.stat().st_ino
    assert outbox.act("resend", document).status_code == 200
    outbox.look(minutes=1)
    assert laid.stat().st_ino == inode
    assert outbox.stands(document) == ("sent", None)
    [first, second] = outbox.journal("deliver_document")
    assert first.fingerprint == second.fingerprint == outbox.read(document)["sha256"]


def test_what_lies_beside_it_says_whether_the_record_has_it(outbox: Outbox, inbox: Path):
    outbox.goes_to_folder(inbox, awaits_acknowledgement=True)
    taken, refused, silent = outbox.put(), outbox.put(), outbox.put()
    outbox.look()
    assert [outbox.stands(each)[0] for each in (taken, refused, silent)] == ["sent"] * 3

    (inbox / f"{name_of(taken)}.ack").touch()
    (inbox / f"{name_of(refused)}.err").write_text("CANARINOM0 inconnu")
    outbox.look(minutes=2)
    outbox.look(hours=25)

    assert outbox.stands(taken) == ("acknowledged", None)
    assert outbox.stands(refused) == ("failed", "refused")
    assert outbox.stands(silent) == ("sent", "unanswered")
    assert taken not in outbox.files()
    # Sent again, the old no does not count.
    assert outbox.act("resend", refused).status_code == 200
    outbox.look()
    assert outbox.stands(refused) == ("sent", None)

    # What never was acknowledged and is not kept any more can be put away.
    assert outbox.act("cancel", silent).status_code == 409
    outbox.look(days=31)
    assert outbox.files() == [refused]
    assert outbox.stands(refused) == outbox.stands(silent) == ("sent", "unanswered")
    can = [(each["can_resend"], each["can_cancel"]) for each in map(outbox.read, (refused, silent))]
    assert can == [(True, False), (False, True)]
    assert outbox.act("cancel", refused).status_code == 409
    assert outbox.act("cancel", silent).status_code == 200
    assert outbox.stands(silent) == ("cancelled", "unanswered")
    assert outbox.numbers()["troubled"] == 1
    assert outbox.steps(silent) == ["queued", "sent", "unanswered", "cancelled"]
    assert outbox.journal("cancel_delivery")[-1].object_id == silent


def test_a_kill_before_a_refusal_is_stored_loses_it_not(
    outbox: Outbox, inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    outbox.goes_to_folder(inbox, awaits_acknowledgement=True)
    document = outbox.put()
    outbox.look()
    refusal = inbox / f"{name_of(document)}.err"
    refusal.touch()

    def _die(*_arguments: object) -> None:
        raise Died

    with monkeypatch.context() as killed:
        killed.setattr(settling, "refused_later", _die)
        with pytest.raises(Died):
            outbox.look(minutes=2)
    outbox.look(minutes=2)

    assert outbox.stands(document) == ("failed", "refused")
    assert not refusal.exists()
    # Killed between the two it lies there still, and says nothing of what is sent again.
    refusal.touch()
    assert outbox.act("resend", document).status_code == 200
    outbox.look()
    outbox.look(minutes=2)
    assert outbox.stands(document) == ("sent", None)
    # A no that nobody has stored yet counts, whoever sends it again meanwhile.
    refusal.touch()
    assert outbox.act("resend", document).status_code == 200
    outbox.look()
    outbox.look(minutes=2)
    assert outbox.stands(document) == ("failed", "refused")


def test_a_link_that_somebody_plants_leads_nowhere(outbox: Outbox, inbox: Path):
    victim = inbox.parent / "victim"
    victim.write_bytes(b"theirs")
    outbox.goes_to_folder(inbox)
    named, beside = outbox.put(), outbox.put()
    (inbox / name_of(named)).symlink_to(victim)
    (inbox / f".{name_of(beside)}.part").symlink_to(victim)

    outbox.look()

    assert victim.read_bytes() == b"theirs"
    assert outbox.stands(named) == ("queued", "taken_name")
    assert outbox.stands(beside) == ("sent", None)
    assert not (inbox / name_of(beside)).is_symlink()


def test_a_folder_below_that_is_a_link_is_none(outbox: Outbox, tmp_path: Path):
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / "centre").symlink_to(elsewhere)
    outbox.permits(f"folder:{root}")
    outbox.goes_to({"transport": "folder", "path": f"{root}/centre"})
    document = outbox.put()

    outbox.look()

    assert list(elsewhere.iterdir()) == []
    assert outbox.stands(document) == ("queued", "wrong_place")
    assert outbox.try_out()["fault"] == "wrong_place"


def test_a_full_disk_leaves_nothing_half_and_is_tried_again(
    outbox: Outbox, inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    outbox.goes_to_folder(inbox)
    document = outbox.put()

    def _full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", _full)
        outbox.look()
    assert list(inbox.iterdir()) == []
    assert outbox.stands(document) == ("queued", "no_space")
    outbox.look()
    assert outbox.read(document)["attempts"] == 1
    outbox.look(minutes=2)

    assert outbox.stands(document) == ("sent", None)


def test_trying_leaves_nothing_behind(outbox: Outbox, inbox: Path):
    outbox.goes_to_folder(inbox)

    assert outbox.try_out()["fault"] is None
    assert list(inbox.iterdir()) == []
    os.rmdir(inbox)
    assert outbox.try_out()["fault"] == "wrong_place"
    assert [each.outcome for each in outbox.journal("try_delivery")] == [
        "done",
        "failed:wrong_place",
    ]


def test_a_place_that_never_answers_keeps_no_other_from_being_tried(
    outbox: Outbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dead, alive = tmp_path / "dead", tmp_path / "alive"
    dead.mkdir()
    alive.mkdir()
    outbox.permits(f"folder:{dead}", f"folder:{alive}")
    outbox.goes_to({"transport": "folder", "path": str(dead)})
    released, real = threading.Event(), FolderCarrier.try_out
    begun: list[datetime] = []

    def _hang(carrier: FolderCarrier, at: datetime) -> None:
        if not begun:
            begun.append(at)
            released.wait(30)
        real(carrier, at)

    monkeypatch.setattr(FolderCarrier, "try_out", _hang)
    monkeypatch.setattr(trying, "_WAITED_FOR_S", 0.2)
    try:
        # The second time nobody else is sent after the first.
        assert [outbox.try_out()["fault"] for _ in range(2)] == ["away", "away"]
        outbox.goes_to({"transport": "folder", "path": str(alive)})
        assert outbox.try_out()["fault"] is None
    finally:
        released.set()
        trying._LEFT[f"folder {dead}"].join(10)
    outbox.goes_to({"transport": "folder", "path": str(dead)})
    assert outbox.try_out()["fault"] is None
