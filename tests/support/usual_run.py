"""What the usual run leaves to `./dev test --all`, and which files of tests stay together.

Decision 0060: every test meets SQLite with all its cases. PostgreSQL meets one test of each file,
and in the safety core and the database layer the first case of every test: what fails on one
database alone (a statement, a lock, a right of the working role) mostly fails with the first.
"""

from collections import Counter
from typing import Final

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# What these look for is decided before any row is read, or is the demonstration, which lives on
# SQLite.
_ON_SQLITE_FIRST: Final = frozenset(
    (
        "test_activity.py",
        "test_clock_walk.py",
        "test_command.py",
        "test_fresh_proof.py",
        "test_offered.py",
        "test_paces.py",
        "test_schemathesis.py",
        "test_shares.py",
        "test_throttling.py",
    )
)
_FIRST_CASE_OF_EACH: Final = (
    "tests/services/alerts/",
    "tests/services/answers/",
    "tests/services/db/",
    "tests/services/surveillance/",
)
# Their files share what takes long to make: a demonstration, every source parsed.
_TOGETHER: Final = ("tests/architecture/", "tests/services/demo/")
_POSTGRES: Final = "postgres"
# A case of a screen is a window that is made; what tells cases apart is mostly a word in it.
_SCREENS: Final = "tests/ui/"
# The lock and the mask of identities stand there: each case of them is a leak.
_WHOLE: Final = "tests/ui/shell/"
_MOST_CASES: Final = 3
_EACH: Final = 3


def leave_out(items: list[pytest.Item]) -> None:
    """Marks as slow what only the whole run needs."""
    screens = [item for item in items if item.nodeid.startswith(_SCREENS)]
    _leave_out_cases([item for item in screens if not item.nodeid.startswith(_WHOLE)])
    met: set[str] = set()
    for item in items:
        test, _, case = item.nodeid.partition("[")
        if _POSTGRES not in case:
            continue
        sample = test if test.startswith(_FIRST_CASE_OF_EACH) else test.partition("::")[0]
        if item.path.name in _ON_SQLITE_FIRST or sample in met:
            item.add_marker(pytest.mark.slow)
        met.add(sample)


def _leave_out_cases(items: list[pytest.Item]) -> None:
    """Of a test of a screen with many cases each third is met."""
    of_test = [item.nodeid.partition("[")[0] for item in items]
    sizes, seen = Counter(of_test), Counter[str]()
    for item, test in zip(items, of_test, strict=True):
        if sizes[test] > _MOST_CASES and seen[test] % _EACH:
            item.add_marker(pytest.mark.slow)
        seen[test] += 1


class Spreading(LoadScopeScheduling):  # type: ignore[misc]
    """One file after the other to whichever process is free, in the order of the folders: what
    waits and what takes long comes before the many small files of the screens and widgets.
    """

    def _split_scope(self, nodeid: str) -> str:
        path, found = nodeid.partition("::")[0], super()._split_scope(nodeid)
        return next((folder for folder in _TOGETHER if path.startswith(folder)), found)


def spread(config: pytest.Config, log: Producer) -> Spreading:
    """Who spreads the tests over the processes of this session."""
    config.option.loadscopereorder = False
    return Spreading(config, log)
