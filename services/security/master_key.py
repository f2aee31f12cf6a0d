"""The master key: a file outside the data folder that only its owner can read (R-ENC-05)."""

import os
import stat
from pathlib import Path

from services.security.ciphers import KEY_BYTES


class MasterKeyMissing(RuntimeError):
    """There is no master key where the settings say; none is ever made beside existing data."""


class MasterKeyExposed(RuntimeError):
    """The master key file can be read by others than its owner, or lies in the data folder."""


def read_master_key(path: Path, data_folder: Path) -> bytes:
    """The 32 bytes of the key; raises when it is missing, readable by others, or short."""
    if not path.is_file():
        raise MasterKeyMissing(str(path))
    if path.resolve().is_relative_to(data_folder.resolve()):
        raise MasterKeyExposed(f"{path} lies inside the data folder")
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise MasterKeyExposed(f"{path} can be read by others: chmod 600")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise MasterKeyMissing(f"{path} does not hold {KEY_BYTES} bytes")
    return key


def make_master_key(path: Path) -> None:
    """Makes a new key file, 0600; raises `FileExistsError` rather than replace one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
