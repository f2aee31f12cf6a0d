"""An SFTP server on loopback, over a folder of the test, that is there while a block lasts."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncssh

USER, PASSWORD = "vigie", "motdepasse-sftp"


@dataclass(frozen=True)
class SftpSink:
    """Where it is, its public key as `known_hosts` writes it, and the key of its one account."""

    port: int
    host_key: str
    account_key: str
    folder: Path


class _OneAccount(asyncssh.SSHServer):
    def __init__(self, key: asyncssh.SSHKey) -> None:
        self._key = key

    def password_auth_supported(self) -> bool:
        return True

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USER, PASSWORD)

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        return username == USER and key.public_data == self._key.public_data


class _Hanging(asyncssh.SFTPServer):
    """Takes every question and answers none."""

    async def lstat(self, _path: bytes) -> asyncssh.SFTPAttrs:
        await asyncio.Event().wait()
        raise AssertionError


@contextmanager
def sftp_sink(folder: Path, *, hangs: bool = False) -> Iterator[SftpSink]:
    """A server whose root is the folder; one that hangs answers no question about it."""
    kind = _Hanging if hangs else asyncssh.SFTPServer
    host, account = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    loop = asyncio.new_event_loop()

    async def _listen() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=lambda: _OneAccount(account),
            server_host_keys=[host],
            sftp_factory=lambda channel: kind(channel, chroot=str(folder).encode()),
            config=None,
        )

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(_listen(), loop).result()
    try:
        yield SftpSink(
            listening.get_port(),
            " ".join(host.export_public_key().decode().split()[:2]),
            account.export_private_key().decode(),
            folder,
        )
    finally:

        async def _end() -> None:
            listening.close()
            await listening.wait_closed()

        asyncio.run_coroutine_threadsafe(_end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
