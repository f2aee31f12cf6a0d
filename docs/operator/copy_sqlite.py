"""Copies a SQLite database that may be in use: `copy_sqlite.py SOURCE COPY`.

The copy is whole and of one instant, is checked, and only then takes the place of an older one.
"""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path


def copy(source: Path, target: Path) -> None:
    """Makes the copy, 0600; raises `sqlite3.Error` and leaves the older one as it was."""
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as read,
        closing(sqlite3.connect(unfinished)) as written,
    ):
        read.backup(written)
        found = written.execute("PRAGMA integrity_check").fetchone()
        if found != ("ok",):
            raise sqlite3.DatabaseError("the copy is damaged")
    with unfinished.open("rb") as whole:
        os.fsync(whole.fileno())
    unfinished.replace(target)


if __name__ == "__main__":
    os.umask(0o077)
    copy(Path(sys.argv[1]), Path(sys.argv[2]))
