"""Due work that takes long asks between its steps whether the service ends, and leaves then.

What it left in the middle is done by the next service: whoever had stored some of it begins anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final


class EndAsked(BaseException):
    """The service ends: who has work under way leaves it. Nothing has failed.

    No `Exception`: whoever makes an outcome of any fault must not make one of this.
    """


def _never() -> bool:
    return False


_IS_OVER: Final[ContextVar[Callable[[], bool]]] = ContextVar("is_over", default=_never)


@contextmanager
def heeding(is_over: Callable[[], bool]) -> Iterator[None]:
    """Inside of it, and in this thread alone, `go_on` asks this."""
    token = _IS_OVER.set(is_over)
    try:
        yield
    finally:
        _IS_OVER.reset(token)


def go_on() -> None:
    """Raises `EndAsked` where work under way must leave; does nothing outside of due work."""
    if _IS_OVER.get()():
        raise EndAsked
