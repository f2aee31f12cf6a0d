"""A folder of this machine, where the record picks documents up (POSIX systems only).

A document comes into being under a name that begins with a dot, is on the disk when it gets its
own, and is never half there. Every step of the way from the permitted folder is opened by itself
and is no link: nobody who may write in the folder leads a document elsewhere.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from services.contract.delivery_endpoints import FolderEndpoint
from services.contract.delivery_enums import DeliveryFault as Fault
from services.delivery.carriers.carrying import Carrier, Document, NotDelivered, not_now
from services.delivery.permitted import root_of

_FAULTS: Final = {
    errno.ENOSPC: Fault.NO_SPACE,
    errno.EDQUOT: Fault.NO_SPACE,
    errno.EFBIG: Fault.NO_SPACE,
    errno.EACCES: Fault.NOT_ALLOWED,
    errno.EPERM: Fault.NOT_ALLOWED,
    errno.EROFS: Fault.NOT_ALLOWED,
    errno.ENOENT: Fault.WRONG_PLACE,
    errno.ENOTDIR: Fault.WRONG_PLACE,
    errno.ELOOP: Fault.WRONG_PLACE,
}
_OPENED: Final = os.O_RDONLY | os.O_DIRECTORY
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_MODE: Final = 0o640
TRIAL: Final = "vigie-essai"


class FolderCarrier(Carrier):
    """Lays documents down, and looks for what is laid down beside them."""

    def __init__(self, endpoint: FolderEndpoint, places: tuple[str, ...]) -> None:
        self._endpoint = endpoint
        self._places = places
        self.awaits = endpoint.awaits_acknowledgement

    def deliver(self, document: Document) -> bool:
        """Lays a document down, unless it lies there or was taken away and acknowledged."""
        with self._folder() as folder:
            if self.awaits and _exists(folder, f"{document.name}.ack"):
                return True
            if self.awaits and document.was_refused:
                _forget(folder, document.name)
            if not _is_there(folder, document.name, document.content):
                _lay_down(folder, document.name, document.content)
        return False

    def acknowledged(self, name: str) -> bool:
        """Whether `.ack` lies beside it; `.err` is a no."""
        with self._folder() as folder:
            if _exists(folder, f"{name}.err"):
                raise NotDelivered(Fault.REFUSED, is_final=True)
            return _exists(folder, f"{name}.ack")

    def forget_refusal(self, name: str) -> None:
        """Takes `.err` away, so that a later one is a new no."""
        with contextlib.suppress(NotDelivered), self._folder() as folder:
            _forget(folder, name)

    def try_out(self, at: datetime) -> None:
        """Lays down a hidden file, and takes it away again."""
        with self._folder() as folder:
            name = f".{TRIAL}-{os.getpid()}"
            _lay_down(folder, name, f"Vigie {at.isoformat()}\n".encode())
            os.unlink(name, dir_fd=folder)

    @contextmanager
    def _folder(self) -> Iterator[int]:
        found = root_of(self._places, self._endpoint)
        if found is None:
            raise not_now(Fault.NOT_PERMITTED)
        root, way = found
        with _told(), contextlib.ExitStack() as opened:
            folder = _open(opened, root, _OPENED, None)
            for part in way:
                folder = _open(opened, part, _OPENED | os.O_NOFOLLOW, folder)
            yield folder


def _open(opened: contextlib.ExitStack, name: str, flags: int, below: int | None) -> int:
    descriptor = os.open(name, flags, dir_fd=below)
    opened.callback(os.close, descriptor)
    return descriptor


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise not_now(_FAULTS.get(fault.errno or 0, Fault.AWAY)) from None


def _exists(folder: int, name: str) -> bool:
    """Whether there is a file of this name; a link is none."""
    try:
        return stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def _forget(folder: int, name: str) -> None:
    """Takes an old refusal away, where we may: nothing of the others waits for that."""
    with contextlib.suppress(OSError):
        os.unlink(f"{name}.err", dir_fd=folder)


def _is_there(folder: int, name: str, content: bytes) -> bool:
    """Whether the document lies there from a try before; raises for anything else of its name."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except FileNotFoundError:
        return False
    except OSError as fault:
        if fault.errno == errno.ELOOP:
            raise NotDelivered(Fault.TAKEN_NAME) from None
        raise
    with open(descriptor, "rb") as file:
        is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
        if is_file and file.read(len(content) + 1) == content:
            return True
    raise NotDelivered(Fault.TAKEN_NAME)


def _lay_down(folder: int, name: str, content: bytes) -> None:
    beside = f".{name}.part"
    # One that a kill has left, or that somebody has planted: the name goes, and nothing else.
    with contextlib.suppress(FileNotFoundError):
        os.unlink(beside, dir_fd=folder)
    try:
        with open(os.open(beside, _NEW, _MODE, dir_fd=folder), "wb") as file:
            os.fchmod(file.fileno(), _MODE)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(beside, dir_fd=folder)
        raise
    os.fsync(folder)
