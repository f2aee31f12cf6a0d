"""A file that nobody but its owner reads: its place is made sure of before its content is there, it
comes into being whole or not at all, and through no link that somebody laid (screens.md 3.8).
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

_NO_LINKS: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS
_OWNER_ONLY: Final = 0o600


class SaveFault(StrEnum):
    """Why a file is not where it should be."""

    FULL = "full"
    NO_RIGHT = "no_right"
    NO_FOLDER = "no_folder"
    LINK = "link"
    """Something that leads elsewhere has its name."""
    OTHER = "other"


_FAULTS: Final = {
    errno.ENOSPC: SaveFault.FULL,
    errno.EDQUOT: SaveFault.FULL,
    errno.EFBIG: SaveFault.FULL,
    errno.EACCES: SaveFault.NO_RIGHT,
    errno.EPERM: SaveFault.NO_RIGHT,
    errno.EROFS: SaveFault.NO_RIGHT,
    errno.ENOENT: SaveFault.NO_FOLDER,
    errno.ENOTDIR: SaveFault.NO_FOLDER,
    errno.ELOOP: SaveFault.LINK,
}


class SaveRefused(Exception):
    """The disk said no; names no path."""

    def __init__(self, fault: SaveFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def _never() -> bool:
    return False


class PrivateFile:
    """The place of a file, with room for `size` bytes where the system can promise that.

    Raises `SaveRefused`, as `add`, `finish` and `write` do; each time nothing of it stays on the
    disk.
    """

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        # Not the name of the file: what stands under that one is whole.
        self._unfinished = path.with_name(f".{secrets.token_hex(8)}.part")
        self._handle = -1
        self._written = 0
        _require_no_link(path)
        try:
            self._handle = os.open(self._unfinished, _FRESH, _OWNER_ONLY)
            _reserve(self._handle, size)
        except OSError as error:
            self.drop()
            raise SaveRefused(_fault(error)) from None

    def write(self, content: bytes, unless: Callable[[], bool] = _never) -> None:
        """Put the whole file in its place, instead of one that stands there; `unless` as in
        `finish`.
        """
        self.add(content)
        self.finish(unless)

    def add(self, part: bytes) -> None:
        """Write what comes next of the file."""
        try:
            left = memoryview(part)
            while left:
                done = os.write(self._handle, left)
                self._written += done
                left = left[done:]
        except OSError as error:
            self.drop()
            raise SaveRefused(_fault(error)) from None

    def finish(self, unless: Callable[[], bool] = _never) -> None:
        """Put what was written in its place, instead of a file that stands there.

        `unless` is asked last of all: whoever wanted the file may have gone, and nothing is there.
        """
        try:
            os.ftruncate(self._handle, self._written)
            os.fsync(self._handle)
            self._close()
            _require_no_link(self._path)
            if unless():
                raise SaveRefused(SaveFault.OTHER)
            os.replace(self._unfinished, self._path)
        except OSError as error:
            self.drop()
            raise SaveRefused(_fault(error)) from None
        except SaveRefused:
            self.drop()
            raise

    def drop(self) -> None:
        """Leave nothing behind."""
        self._close()
        with suppress(OSError):
            self._unfinished.unlink(missing_ok=True)

    def _close(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def _require_no_link(path: Path) -> None:
    if path.is_symlink():
        raise SaveRefused(SaveFault.LINK)


def _reserve(handle: int, size: int) -> None:
    """A disk that is full says so before the file has left the service, where it is only once."""
    if size <= 0 or not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(handle, 0, size)
    except OSError as error:
        if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL):
            raise


def _fault(error: OSError) -> SaveFault:
    return _FAULTS.get(error.errno or 0, SaveFault.OTHER)
