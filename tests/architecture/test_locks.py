"""The environment is exactly what pyproject.toml asks for, wherever it is made."""

import pytest

from tests.architecture import locks
from tests.architecture.sources import report

HASH = " \\\n    --hash=sha256:" + "0" * 64 + "\n"
HTTPX, PYWIN = "httpx==0.28.1", "pywin32-ctypes==0.2.3 ; sys_platform == 'win32'"
GOOD = f"{HTTPX}{HASH}    # via vigie\n{PYWIN}{HASH}"


def test_the_lock_files_agree_with_the_project():
    report(locks.problems())


def test_a_good_lock_passes():
    assert locks.problems_of("x.lock", GOOD, ["httpx>=0.28.1,<0.29", "pywin32_ctypes"]) == []


@pytest.mark.parametrize(
    ("lock", "wanted", "complaint"),
    [
        (GOOD, ["numpy>=2"], "numpy>=2 is not pinned"),
        (GOOD, ["httpx<0.28"], "httpx==0.28.1 is not httpx<0.28"),
        (GOOD + "idna==3.11\n", ["httpx"], "no exact version or no hash: idna==3.11"),
        (GOOD + "idna>=3" + HASH, ["httpx"], "no exact version or no hash: idna>=3"),
        ("--index-url https" + "://host/simple\n" + GOOD, ["httpx"], "holds an address"),
    ],
)
def test_a_planted_defect_is_found(lock, wanted, complaint):
    found = "\n".join(locks.problems_of("x.lock", lock, wanted))

    assert complaint in found


def test_two_versions_of_one_distribution_are_found():
    other = GOOD.replace("0.28.1", "0.28.0")

    assert locks.disagreements(GOOD, other) == ["httpx: 0.28.1 in one lock, 0.28.0 in the other"]
