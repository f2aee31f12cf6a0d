"""A worker that dies at one commit after the other: before it reaches the disk, or just after.

It dies of an exception that nothing catches, so that every commit can have its turn; that a process
which is really killed leaves the same behind is what the tests with `services.faults` look at.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Final

from sqlalchemy import event
from sqlalchemy.orm import Session

MOMENTS: Final = ("before_commit", "after_commit")
_MOST: Final = 60


class Died(BaseException):
    """No `Exception`: whoever goes on after a fault does not go on after this."""


@contextmanager
def _dies_at(moment: str, number: int) -> Iterator[None]:
    """Inside the block, the commit of this number (1 is the first) is the last thing it does."""
    seen = count(1)

    def _die(_session: Session) -> None:
        if next(seen) == number:
            raise Died

    event.listen(Session, moment, _die)
    try:
        yield
    finally:
        event.remove(Session, moment, _die)


def until_it_lives(work: Callable[[], object], moment: str) -> int:
    """Does work that dies twice at its first commit, then twice at the second of what was left, and
    so on until it comes through; says how often it died.
    """
    for deaths in range(_MOST):
        try:
            with _dies_at(moment, deaths // 2 + 1):
                work()
        except Died:
            continue
        return deaths
    raise AssertionError("the work does not come to its end")
