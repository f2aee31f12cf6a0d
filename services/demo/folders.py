"""A demonstration is made aside and moved to its place whole: an interruption leaves nothing."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ACCOUNTS_FILE: Final = "demo-accounts.json"
_IN_THE_MAKING: Final = ".demonstration-"
# What was killed cannot clean up after itself; what is younger may still be at work.
_FORGOTTEN_AFTER_S: Final = 3600.0


class FolderInUse(RuntimeError):
    """There is something in the folder or the database already; a demonstration never mixes."""


@contextmanager
def made_beside(folder: Path) -> Iterator[Path]:
    """A folder to make everything in; it becomes the content of `folder` when nothing was raised.

    The accounts file comes last: where it is, the demonstration is whole. Raises `FolderInUse`.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    require_empty(folder)
    _remove_forgotten(folder)
    making = Path(tempfile.mkdtemp(prefix=_IN_THE_MAKING, dir=folder))
    try:
        yield making
        require_empty(folder)
        for made in sorted(making.iterdir(), key=lambda path: path.name == ACCOUNTS_FILE):
            made.rename(folder / made.name)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def require_empty(folder: Path) -> None:
    """Raises `FolderInUse` with a sentence that says what to do."""
    if (folder / ACCOUNTS_FILE).exists():
        raise FolderInUse(
            f"{folder} holds a demonstration already: start it, or choose another folder"
        )
    if any(not path.name.startswith(_IN_THE_MAKING) for path in folder.iterdir()):
        raise FolderInUse(f"{folder} is not empty: empty it, or choose another folder")


def _remove_forgotten(folder: Path) -> None:
    for path in folder.glob(f"{_IN_THE_MAKING}*"):
        if time.time() - path.stat().st_mtime > _FORGOTTEN_AFTER_S:
            shutil.rmtree(path, ignore_errors=True)
