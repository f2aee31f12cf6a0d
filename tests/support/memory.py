"""Where the files of a test session lie: in memory where the machine has room for them.

A session makes thousands of databases and throws them away; on a disk half of its time is waiting.
"""

import os
import tempfile
from pathlib import Path
from typing import Final

_CHOSEN: Final = "TMPDIR"
_IN_MEMORY: Final = Path("/dev/shm")
_NEEDED_BYTES: Final = 6 * 1024**3


def prefer_memory() -> None:
    """Chooses memory for temporary files unless somebody chose a place already."""
    if _CHOSEN not in os.environ and _has_room(_IN_MEMORY):
        os.environ[_CHOSEN] = str(_IN_MEMORY)
        # Whoever asked before, as the one who spreads tests over processes does, keeps an answer.
        tempfile.tempdir = None


def _has_room(folder: Path) -> bool:
    """PostgreSQL is run from there too, which a mount may forbid."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    mount = os.statvfs(folder)
    free_bytes = mount.f_bavail * mount.f_frsize
    return free_bytes >= _NEEDED_BYTES and not mount.f_flag & os.ST_NOEXEC
