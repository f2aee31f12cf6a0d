"""An SFTP server whose key was set beforehand: no server is trusted because it answers.

As in a folder, a document gets its name when it is whole. Nothing of this machine is used: no
agent, no keys and no configuration of the account of the service.
"""

import asyncio
import contextlib
import logging
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final, TypeVar

import asyncssh

from services.contract.delivery_endpoints import SftpEndpoint
from services.contract.delivery_enums import DeliveryFault as Fault
from services.delivery.carriers.carrying import Carrier, Document, NotDelivered, not_now
from services.delivery.carriers.folder import TRIAL

# It would write hosts and accounts to the log.
logging.getLogger("asyncssh").setLevel(logging.ERROR)
Found = TypeVar("Found")
_TURNS: Final = 2
_MODE: Final = 0o640
_FAULTS: Final[tuple[tuple[type[Exception], Fault], ...]] = (
    (asyncssh.HostKeyNotVerifiable, Fault.NOT_TRUSTED),
    (asyncssh.KeyExchangeFailed, Fault.NOT_TRUSTED),
    (asyncssh.PermissionDenied, Fault.NOT_ALLOWED),
    (asyncssh.SFTPPermissionDenied, Fault.NOT_ALLOWED),
    (asyncssh.SFTPWriteProtect, Fault.NOT_ALLOWED),
    (asyncssh.SFTPNoSuchFile, Fault.WRONG_PLACE),
    (asyncssh.SFTPNoSuchPath, Fault.WRONG_PLACE),
    (asyncssh.SFTPNotADirectory, Fault.WRONG_PLACE),
    (asyncssh.SFTPNoSpaceOnFilesystem, Fault.NO_SPACE),
    (asyncssh.SFTPQuotaExceeded, Fault.NO_SPACE),
    # Older servers say no more than that for a full disk.
    (asyncssh.SFTPFailure, Fault.SLOWED),
    (asyncssh.KeyImportError, Fault.NOT_ALLOWED),
)
_MISSING: Final = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)


class SftpCarrier(Carrier):
    """One connection for each document; all of it within a time limit."""

    def __init__(
        self, endpoint: SftpEndpoint, secrets: Mapping[str, str], timeout_s: float
    ) -> None:
        self._endpoint = endpoint
        self._secrets = secrets
        self._timeout_s = timeout_s
        self.awaits = endpoint.awaits_acknowledgement

    def deliver(self, document: Document) -> bool:
        """Lays a document down, unless it lies there or was acknowledged."""

        async def _deliver(sftp: asyncssh.SFTPClient) -> bool:
            if self.awaits and await _kind(sftp, self._path(f"{document.name}.ack")) is not None:
                return True
            if self.awaits and document.was_refused:
                await self._forget(sftp, document.name)
            if not await self._is_there(sftp, document):
                await self._lay_down(sftp, document.name, document.content)
            return False

        return self._run(_deliver)

    def acknowledged(self, name: str) -> bool:
        """Whether `.ack` lies beside it; `.err` is a no."""

        async def _look(sftp: asyncssh.SFTPClient) -> bool:
            if await _kind(sftp, self._path(f"{name}.err")) is not None:
                raise NotDelivered(Fault.REFUSED, is_final=True)
            return await _kind(sftp, self._path(f"{name}.ack")) is not None

        return self._run(_look)

    def forget_refusal(self, name: str) -> None:
        """Takes `.err` away, so that a later one is a new no."""
        with contextlib.suppress(NotDelivered):
            self._run(lambda sftp: self._forget(sftp, name))

    def try_out(self, at: datetime) -> None:
        """Lays down a hidden file, and takes it away again."""

        async def _try(sftp: asyncssh.SFTPClient) -> None:
            name = f".{TRIAL}"
            await self._lay_down(sftp, name, f"Vigie {at.isoformat()}\n".encode())
            await sftp.remove(self._path(name))

        self._run(_try)

    def _run(self, act: Callable[[asyncssh.SFTPClient], Awaitable[Found]]) -> Found:
        async def _acted() -> Found:
            async with self._connected() as sftp:
                return await act(sftp)

        try:
            return asyncio.run(_acted())
        except (asyncssh.Error, asyncssh.KeyImportError) as fault:
            found = (each for kind, each in _FAULTS if isinstance(fault, kind))
            raise not_now(next(found, Fault.AWAY)) from None
        except (OSError, TimeoutError):
            raise not_now(Fault.AWAY) from None

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[asyncssh.SFTPClient]:
        endpoint, known = self._endpoint, asyncssh.import_public_key(self._endpoint.host_key)
        key = self._secrets.get("private_key")
        options: dict[str, Any] = {
            "username": endpoint.user,
            "password": self._secrets.get("password"),
            "client_keys": [asyncssh.import_private_key(key)] if key else None,
            "known_hosts": ([known], [], []),
            "config": None,
            "agent_path": None,
            "x509_trusted_certs": None,
            "gss_host": None,
            "kbdint_auth": False,
            "login_timeout": self._timeout_s,
            "connect_timeout": self._timeout_s,
        }
        async with asyncio.timeout(self._timeout_s * _TURNS):
            connection = await asyncssh.connect(endpoint.host, endpoint.port, **options)
        # The connection is cut, and nothing cancelled: to close a file or a channel is to wait for
        # an answer of the server, which one that hangs does not give either.
        cut = asyncio.get_running_loop().call_later(self._timeout_s * _TURNS, connection.abort)
        try:
            async with connection, connection.start_sftp_client() as sftp:
                yield sftp
        finally:
            cut.cancel()

    async def _forget(self, sftp: asyncssh.SFTPClient, name: str) -> None:
        """Takes an old refusal away, where we may: nothing of the others waits for that."""
        with contextlib.suppress(asyncssh.SFTPError):
            await sftp.remove(self._path(f"{name}.err"))

    async def _is_there(self, sftp: asyncssh.SFTPClient, document: Document) -> bool:
        path = self._path(document.name)
        kind = await _kind(sftp, path)
        if kind is None:
            return False
        if kind:
            async with sftp.open(path, "rb") as file:
                found: Any = await file.read(len(document.content) + 1)
                if found == document.content:
                    return True
        raise NotDelivered(Fault.TAKEN_NAME)

    async def _lay_down(self, sftp: asyncssh.SFTPClient, name: str, content: bytes) -> None:
        beside, path = self._path(f".{name}.part"), self._path(name)
        # One that a kill has left, or that somebody has planted: the name goes, and nothing else.
        with contextlib.suppress(*_MISSING):
            await sftp.remove(beside)
        attributes = asyncssh.SFTPAttrs(permissions=_MODE)
        try:
            async with sftp.open(beside, "xb", attributes) as file:
                await file.write(content)
                with contextlib.suppress(asyncssh.SFTPOpUnsupported):
                    await file.fsync()
            await _rename(sftp, beside, path)
        except asyncssh.SFTPError:
            with contextlib.suppress(asyncssh.SFTPError):
                await sftp.remove(beside)
            raise

    def _path(self, name: str) -> str:
        return f"{self._endpoint.path.rstrip('/')}/{name}"


async def _kind(sftp: asyncssh.SFTPClient, path: str) -> bool | None:
    """Whether it is a file; None where there is nothing, and False also for a link."""
    try:
        found = await sftp.lstat(path)
    except _MISSING:
        return None
    return found.permissions is None or stat.S_ISREG(found.permissions)


async def _rename(sftp: asyncssh.SFTPClient, beside: str, path: str) -> None:
    """At once; a server that cannot do that refuses where the name is taken."""
    try:
        await sftp.posix_rename(beside, path)
    except asyncssh.SFTPOpUnsupported:
        await sftp.rename(beside, path)
