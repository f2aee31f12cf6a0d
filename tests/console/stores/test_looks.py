"""How long alerts are in front: counted on a clock that nobody sets, told when each has left."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from console.errors import Offline
from console.stores.looks import LooksStore

ONE, OTHER = UUID(int=1), UUID(int=2)


class _Told:
    """Jobs that end when they are let, and a service that takes every look, or none."""

    def __init__(self) -> None:
        self.looks: list[tuple[UUID, int]] = []
        self.now_s = 100.0
        self.may_tell = True
        self.is_slow = False
        self.waits: list[Any] = []
        api = SimpleNamespace(
            record_look=lambda alert_id, ask, _write: self.looks.append((alert_id, ask.seconds))
        )
        session: Any = SimpleNamespace(api=api, may=lambda _operation: self.may_tell)
        self.store = LooksStore(self, session, steady=lambda: self.now_s)  # type: ignore[arg-type]

    def submit(self, _owner: object, work: Any, done: Any, failed: Any) -> None:
        """Does it, at once or when the network is there."""
        if self.is_slow:
            self.waits.append((work, done, failed))
        else:
            done(work())

    def look(self, alert_id: UUID | None, after_s: float) -> None:
        """Something else is in front after so many seconds."""
        self.now_s += after_s
        self.store.look_at(alert_id)


@pytest.fixture
def told(qapp) -> _Told:
    """A store at an instant."""
    return _Told()


def test_each_alert_is_told_once_when_it_has_left(told: _Told) -> None:
    told.look(ONE, 0)
    told.look(ONE, 20)
    told.look(OTHER, 22.4)
    told.look(None, 7)
    told.look(ONE, 500)
    told.look(None, 5)

    assert told.looks == [(ONE, 42), (OTHER, 7), (ONE, 5)]


def test_what_was_left_open_counts_ten_minutes_and_a_glance_nothing(told: _Told) -> None:
    told.look(ONE, 0)
    told.look(OTHER, 0.9)
    told.look(None, 3600)

    assert told.looks == [(OTHER, 600)]


def test_nothing_is_told_by_those_who_may_not_nor_after_the_session(told: _Told) -> None:
    told.may_tell = False
    told.look(ONE, 0)
    told.look(OTHER, 30)
    told.may_tell = True
    told.store.stop()
    told.look(None, 30)

    assert told.looks == []


def test_a_slow_network_has_one_look_at_a_time_and_a_lost_one_takes_the_others_along(
    told: _Told,
) -> None:
    told.is_slow = True
    for alert in (ONE, OTHER, ONE, OTHER, None):
        told.look(alert, 3)
    assert len(told.waits) == 1
    work, done, _failed = told.waits.pop()
    done(work())
    assert told.looks == [(ONE, 3)]

    _work, _done, failed = told.waits.pop()
    failed(Offline("ReadTimeout"))

    assert told.waits == []
    told.is_slow = False
    told.look(ONE, 3)
    told.look(None, 8)
    assert told.looks == [(ONE, 3), (ONE, 8)]
