"""One part of a patient's file as it is known: what came last, and what is being asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from console.errors import ConsoleError
from console.stores.states import StoreState

T = TypeVar("T")
Line = TypeVar("Line")


@dataclass(frozen=True)
class Block(Generic[T]):
    """A part that comes as a whole. `value` may be older while the state is LOADING or STALE;
    `at` is when it came, in the service's time.
    """

    value: T | None = None
    state: StoreState = StoreState.EMPTY
    error: ConsoleError | None = None
    at: datetime | None = None

    def asked(self) -> Block[T]:
        """The same while it is asked for again."""
        return replace(self, state=StoreState.LOADING, error=None)

    def missed(self, error: ConsoleError) -> Block[T]:
        """The same after it could not be read: what was known stays, with its age."""
        state = StoreState.ERROR if self.value is None else StoreState.STALE
        return replace(self, state=state, error=error)


def came(value: T, at: datetime) -> Block[T]:
    """A part that was just read."""
    return Block(value, StoreState.READY, None, at)


@dataclass(frozen=True)
class Lines(Generic[Line]):
    """A part that comes in pages. `count` is of all there are, None where nobody counts them;
    `cursor` is where the next page begins.
    """

    items: tuple[Line, ...] = ()
    state: StoreState = StoreState.EMPTY
    error: ConsoleError | None = None
    at: datetime | None = None
    cursor: str | None = None
    count: int | None = None
    is_loading_more: bool = False

    @property
    def can_load_more(self) -> bool:
        """Whether there is a page that is neither here nor on its way."""
        is_idle = self.state in (StoreState.READY, StoreState.STALE) and not self.is_loading_more
        return self.cursor is not None and is_idle

    def asked(self) -> Lines[Line]:
        """The same while its first page is asked for again."""
        return replace(self, state=StoreState.LOADING, error=None, is_loading_more=False)

    def asked_more(self) -> Lines[Line]:
        """The same while its next page is asked for."""
        return replace(self, error=None, is_loading_more=True)

    def missed(self, error: ConsoleError) -> Lines[Line]:
        """The same after a page could not be read."""
        state = StoreState.STALE if self.at is not None else StoreState.ERROR
        return replace(self, state=state, error=error, is_loading_more=False)

    def more(
        self, items: Iterable[Line], cursor: str | None, count: int | None, at: datetime
    ) -> Lines[Line]:
        """With the next page behind."""
        return Lines((*self.items, *items), StoreState.READY, None, at, cursor, count)


def first_page(
    items: Iterable[Line], cursor: str | None, count: int | None, at: datetime
) -> Lines[Line]:
    """A part of which the first page was just read."""
    return Lines[Line]().more(items, cursor, count, at)
