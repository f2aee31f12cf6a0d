"""A PostgreSQL of one test alone, which it may freeze, kill and start again."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.db import migrate, revisions
from tests.support import postgres
from tests.support.postgres import PostgresServer
from tests.support.postgres_process import wait_until_ready


class OwnPostgres:
    """The server's processes, by what they say of themselves in /proc."""

    def __init__(self) -> None:
        self.url = postgres.start()
        self.databases = PostgresServer(self.url, revisions.head(), migrate.upgrade)
        self._data = Path(str(self.url.query["host"]), "data")
        self._started: subprocess.Popen[bytes] | None = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Every process stands still: connections are taken, and nothing answers."""
        stopped = self._processes()
        self._tell(stopped, signal.SIGSTOP)
        try:
            yield
        finally:
            self._tell(stopped, signal.SIGCONT)

    @contextmanager
    def killed(self) -> Iterator[None]:
        """Every process is gone at once; afterwards it is started as it was."""
        processes = self._processes()
        place = Path(f"/proc/{processes[0]}")
        words = place.joinpath("cmdline").read_bytes().decode().rstrip("\0").split("\0")
        programme, owner, cwd = os.readlink(place / "exe"), place.stat().st_uid, self._data.parent
        self._tell(processes, signal.SIGKILL)
        while any(_is_running(each) for each in processes):
            continue
        try:
            yield
        finally:
            # Its parent has not let go of the one that is gone, which looks alive by these.
            for left in (self._data / "postmaster.pid", *cwd.glob(".s.PGSQL.*.lock")):
                left.unlink()
            user = owner if os.geteuid() == 0 else None
            words[0] = programme
            null = subprocess.DEVNULL
            self._started = subprocess.Popen(words, cwd=cwd, user=user, stderr=null, stdout=null)
            wait_until_ready(self._started, self._data)

    def close(self) -> None:
        """Ends what was started again; the first one ends with its session."""
        if self._started is not None:
            self._started.send_signal(signal.SIGQUIT)
            self._started.wait()

    def _processes(self) -> list[int]:
        """The server first, then its children."""
        server = int((self._data / "postmaster.pid").read_text().split("\n", 1)[0])
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        return [server, *map(int, children)]

    @staticmethod
    def _tell(processes: list[int], number: signal.Signals) -> None:
        for each in processes:
            os.kill(each, number)


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """Started for this block, beside the one that the other tests share."""
    shared = {
        name: os.environ.pop(name)
        for name in (postgres.SESSION_FOLDER, postgres.GIVEN_SERVER)
        if name in os.environ
    }
    session = postgres.open_session()
    try:
        server = OwnPostgres()
        yield server
        server.close()
    finally:
        postgres.close_session(session)
        os.environ.update(shared)
