"""Programs of the service in processes of their own, without each of them importing the service.

A process that has imported everything waits, and forks for each program: what is killed, and what
it leaves behind, is the same, and three seconds of each start are spared. Programs that depend on
how the interpreter itself starts are started by it (tests/support/child.py).
"""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Final

_ROOT: Final = Path(__file__).parents[2]
_FDS: Final = 4


@dataclass
class Fork:
    """A program that runs; used as `subprocess.Popen` is, and closed by `kill` and `wait`."""

    pid: int
    stdin: IO[str]
    stdout: IO[str]
    _status: IO[str]
    returncode: int | None = field(default=None)

    def kill(self) -> None:
        """Ends it without its being asked, unless it has ended."""
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def wait(self) -> int:
        """Its exit code once it has ended; negative when a signal ended it."""
        if self.returncode is None:
            self.returncode = int(self._status.readline())
            for stream in (self.stdin, self.stdout, self._status):
                stream.close()
        return self.returncode


def fork(words: Sequence[str], environment: Mapping[str, str], errors: IO[str]) -> Fork:
    """Starts a program as the words after `python` say: `-m module …` or `-c program …`."""
    (read_in, write_in), (read_out, write_out), (read_told, write_told) = (
        os.pipe(),
        os.pipe(),
        os.pipe(),
    )
    order = json.dumps({"words": list(words), "environment": dict(environment)}).encode()
    given = [read_in, write_out, errors.fileno(), write_told]
    socket.send_fds(_ready(), [order], given)
    for handle in (read_in, write_out, write_told):
        os.close(handle)
    status = os.fdopen(read_told, "r")
    return Fork(int(status.readline()), os.fdopen(write_in, "w"), os.fdopen(read_out, "r"), status)


def run(words: Sequence[str], environment: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """What a program said and how it ended."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        running = fork(words, environment, errors)
        said = running.stdout.read()
        code = running.wait()
        errors.seek(0)
        return subprocess.CompletedProcess(list(words), code, said, errors.read())


@cache
def _ready() -> socket.socket:
    """The way to the process that forks, which ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        words = [sys.executable, "-m", "tests.support.forks", str(theirs.fileno())]
        process = subprocess.Popen(words, cwd=_ROOT, pass_fds=[theirs.fileno()])
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours


def _serve(orders: socket.socket) -> None:
    """Forks for each order until nobody can give any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        order, handles, _, _ = socket.recv_fds(orders, 1 << 20, _FDS)
        if not order:
            return
        if os.fork() == 0:
            orders.close()
            _watch(json.loads(order), handles)
        for handle in handles:
            os.close(handle)


def _watch(order: dict[str, object], handles: list[int]) -> None:
    """Forks the program, and tells its number and how it ended."""
    *streams, status = handles
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid == 0:
        os.close(status)
        _become(order, streams)
    for handle in streams:
        os.close(handle)
    os.write(status, f"{pid}\n".encode())
    _, ended = os.waitpid(pid, 0)
    os.write(status, f"{os.waitstatus_to_exitcode(ended)}\n".encode())
    os._exit(0)


def _become(order: dict[str, object], streams: list[int]) -> None:
    """The program, in this process; ends it."""
    for place, handle in enumerate(streams):
        os.dup2(handle, place)
        os.close(handle)
    os.environ.clear()
    os.environ.update(order["environment"])  # type: ignore[call-overload]
    tempfile.tempdir = None
    code = 1
    try:
        code = _play(order["words"])  # type: ignore[arg-type]
    finally:
        if sys.exc_info()[0] is not None:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _play(words: Sequence[str]) -> int:
    import runpy

    kind, what, *rest = words
    sys.argv = [what if kind == "-m" else kind, *rest]
    try:
        if kind == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(what, {"__name__": "__main__"})  # noqa: S102  the program of a test
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    return 0


def _import_everything() -> None:
    import gc

    from sqlalchemy.orm import configure_mappers

    configure_mappers()
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _import_everything()
    _serve(socket.socket(fileno=int(sys.argv[1])))
