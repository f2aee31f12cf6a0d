"""A real SFTP server on loopback: its key is known before, and files are whole or not there."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from tests.services.delivery.conftest import CONTENT, Outbox, name_of
from tests.support.sftp_sink import PASSWORD, USER, SftpSink, sftp_sink


@pytest.fixture
def sink(tmp_path: Path, outbox: Outbox) -> Iterator[SftpSink]:
    """A server with one folder, which the operator permits."""
    (tmp_path / "inbox").mkdir()
    with sftp_sink(tmp_path) as shown:
        outbox.permits(f"sftp://127.0.0.1:{shown.port}")
        yield shown


def _endpoint(sink: SftpSink, **changes: Any) -> dict[str, Any]:
    known = {
        "transport": "sftp",
        "host": "127.0.0.1",
        "port": sink.port,
        "user": USER,
        "path": "/inbox",
        "host_key": sink.host_key,
    }
    return known | changes


def test_a_document_is_laid_down_whole_and_once(outbox: Outbox, sink: SftpSink):
    outbox.goes_to(_endpoint(sink, awaits_acknowledgement=True), private_key=sink.account_key)
    document, inbox = outbox.put(), sink.folder / "inbox"
    victim = sink.folder / "victim"
    victim.write_bytes(b"theirs")
    (inbox / f".{name_of(document)}.part").symlink_to(victim)

    outbox.look()

    laid = inbox / name_of(document)
    assert [each.name for each in inbox.iterdir()] == [laid.name]
    assert (laid.read_bytes(), victim.read_bytes()) == (CONTENT, b"theirs")
    assert outbox.stands(document) == ("sent", None)
    inode = laid.stat().st_ino
    (inbox / f"{laid.name}.err").touch()
    outbox.look(minutes=2)
    assert outbox.stands(document) == ("failed", "refused")
    assert [each.name for each in inbox.iterdir()] == [laid.name]
    assert outbox.act("resend", document).status_code == 200
    outbox.look()
    assert laid.stat().st_ino == inode
    (inbox / f"{laid.name}.ack").touch()
    outbox.look(minutes=2)
    assert outbox.stands(document) == ("acknowledged", None)


def test_a_server_with_another_key_gets_neither_document_nor_password(
    outbox: Outbox, sink: SftpSink
):
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    outbox.goes_to(_endpoint(sink, host_key=" ".join(other.split()[:2])), password=PASSWORD)
    document = outbox.put()

    outbox.look()

    assert outbox.stands(document) == ("queued", "not_trusted")
    assert list((sink.folder / "inbox").iterdir()) == []


def test_a_server_that_hangs_is_left_in_time(outbox: Outbox, tmp_path: Path):
    with sftp_sink(tmp_path, hangs=True) as hanging:
        outbox.permits(f"sftp://127.0.0.1:{hanging.port}", timeout_s=0.5)
        outbox.goes_to(_endpoint(hanging), password=PASSWORD)
        document = outbox.put()
        looking = threading.Thread(target=outbox.look, daemon=True)
        looking.start()
        looking.join(20)

        assert not looking.is_alive()
        assert outbox.stands(document) == ("queued", "away")


@pytest.mark.parametrize(
    ("changes", "password", "fault"),
    [
        ({}, PASSWORD, None),
        ({}, "un-autre-mot", "not_allowed"),
        ({"path": "/nowhere"}, PASSWORD, "wrong_place"),
    ],
)
def test_trying_says_what_is_wrong_and_leaves_nothing(
    outbox: Outbox, sink: SftpSink, changes: Any, password: str, fault: str | None
):
    outbox.goes_to(_endpoint(sink, **changes), password=password)

    assert outbox.try_out()["fault"] == fault
    assert list((sink.folder / "inbox").iterdir()) == []
