"""Compares the lock files with pyproject.toml and with each other; runs as a program too."""

import re
import sys
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import ROOT

_PIN = re.compile(r"^([\w.-]+)==([^\s;]+)(.*?)(\\\n    --hash=sha256:[0-9a-f]{64})?$", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """The version that a lock file gives each distribution."""
    return {canonicalize_name(name): version for name, version, *_ in _PIN.findall(lock)}


def problems_of(name: str, lock: str, wanted: list[str]) -> list[str]:
    """Say what a lock file lacks for these requirements, and what it may not hold."""
    found = pins(lock)
    problems = []
    for requirement in map(Requirement, wanted):
        version = found.get(canonicalize_name(requirement.name))
        if version is None:
            problems.append(f"{name}: {requirement} is not pinned")
        elif not requirement.specifier.contains(version, prereleases=True):
            problems.append(f"{name}: {requirement.name}=={version} is not {requirement}")
    for line in re.findall(r"^[^\s#].*(?:\n(?=    --hash).*)?", lock, re.MULTILINE):
        if not re.match(r"[\w.-]+==\S+.*\\\n    --hash=sha256:", line):
            problems.append(f"{name}: no exact version or no hash: {line}")
    if "://" in lock:
        problems.append(f"{name}: holds an address, so it depends on where it was made")
    return problems


def disagreements(runtime: str, dev: str) -> list[str]:
    """Say where the tests would run on other versions than the product."""
    ours, theirs = pins(runtime), pins(dev)
    return [
        f"{name}: {version} in one lock, {theirs.get(name)} in the other"
        for name, version in ours.items()
        if theirs.get(name) != version
    ]


def problems() -> list[str]:
    """Say what is wrong with the lock files of this checkout."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, dev = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    wanted = {
        "requirements.lock": runtime,
        "requirements-dev.lock": runtime + dev,
        "requirements-bootstrap.lock": ["uv"],
    }
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in wanted}
    found = [problem for name in wanted for problem in problems_of(name, texts[name], wanted[name])]
    return found + disagreements(texts["requirements.lock"], texts["requirements-dev.lock"])


if __name__ == "__main__":
    complaints = problems()
    print("\n".join(complaints) or "the lock files are complete")
    sys.exit(1 if complaints else 0)
