"""One intention of one person on one alert: what it asks, how far it came, and what it is believed
to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from console.client.http import Write, new_intention_key
from console.errors import ConsoleError, Refused
from console.stores import expecting
from console.stores.expecting import ExceptionAct
from console.stores.states import UNDER_WAY, ActState
from services.contract.alert_acts import UndoAsk
from services.contract.alerts import AlertChange, AlertDetail, Claim
from services.contract.enums import ActionKind, AlertState
from services.contract.people import PersonLabel
from services.contract.problems import CurrentState

if TYPE_CHECKING:
    from console.client.api import Api

Send = Callable[["Api", Write], AlertChange]
Intended = ActionKind | ExceptionAct

CONFLICTS = frozenset({"version_stale", "claimed_by_other", "state_forbids", "expected_already"})

_CLOCK_SLACK = timedelta(seconds=2)


@dataclass(eq=False)
class Batch:
    """Intentions that were asked for in one go; each has its own outcome.

    `reversal` takes it back: whatever of it is done from then on is undone at once.
    """

    intentions: list[Intention] = field(default_factory=list)
    reversal: Batch | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will happen by itself."""
        return all(each.is_settled for each in self.intentions)

    @property
    def done(self) -> list[Intention]:
        """What was done."""
        return [each for each in self.intentions if each.state is ActState.DONE]

    @property
    def failed(self) -> list[Intention]:
        """What was not."""
        return [each for each in self.intentions if each.is_settled and each not in self.done]


@dataclass(eq=False)
class Intention:
    """Lives from the key press to the answer; `key` stays the same however often it is sent."""

    alert_id: UUID
    kind: Intended
    send: Send
    seen_version: int
    began_at: datetime
    began_s: float
    key: str = field(default_factory=new_intention_key)
    state: ActState = ActState.WAITING
    error: ConsoleError | None = None
    change: AlertChange | None = None
    tries: int = 0
    batch: Batch | None = None
    """What it was asked together with."""
    again_s: float | None = None
    """When to try again, by the steady clock; None while a call is under way or nothing is due."""

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state not in UNDER_WAY

    @property
    def current(self) -> CurrentState | None:
        """Who was faster and when, when the service said so."""
        return self.error.problem.current if isinstance(self.error, Refused) else None

    @property
    def undo_until(self) -> datetime | None:
        """Until when its author may undo it, once it is done."""
        if self.change is None:
            return None
        if self.kind is ExceptionAct.EXPECT:
            return expecting.undo_until(self.change)
        return self.change.alert.undo_until

    @property
    def write(self) -> Write:
        """What makes it safe to send this again."""
        return Write(self.key, self.seen_version)


@dataclass(frozen=True)
class Undoable:
    """The latest act that this person may still reverse, until a time of the service."""

    alert_id: UUID
    action_id: UUID
    kind: Intended
    version: int
    until: datetime
    undone_by: Intended = ActionKind.UNDO
    send: Send = field(compare=False, kw_only=True)


def undoable(intention: Intention) -> Undoable | None:
    """What of a settled intention the service lets its author undo."""
    change = intention.change
    if change is not None and intention.kind is ExceptionAct.EXPECT:
        return _taken_back(change)
    if (
        change is None
        or change.alert.undoable != change.action_id
        or change.alert.undo_until is None
    ):
        return None
    alert, ask = change.alert, UndoAsk(action_id=change.action_id)
    return Undoable(
        alert.id,
        change.action_id,
        intention.kind,
        alert.version,
        change.alert.undo_until,
        send=lambda api, write: api.undo_act(alert.id, ask, write),
    )


def _taken_back(change: AlertChange) -> Undoable | None:
    """An exception is undone by its end: both stay on record."""
    alert, made, until = change.alert, expecting.of_change(change), expecting.undo_until(change)
    if made is None or until is None:
        return None
    return Undoable(
        alert.id,
        made.id,
        ExceptionAct.EXPECT,
        alert.version,
        until,
        ExceptionAct.END,
        send=lambda api, write: expecting.end(api, alert, made, write),
    )


_STATES = {
    ActionKind.DEFER: AlertState.DEFERRED,
    ActionKind.ESCALATE: AlertState.ESCALATED,
    ActionKind.CLOSE: AlertState.CLOSED,
}


def beliefs(kind: Intended, me: PersonLabel, now: datetime) -> Mapping[str, object]:
    """What a row will probably show once the service has answered."""
    if isinstance(kind, ExceptionAct):
        return {}
    match kind:
        case ActionKind.CLAIM | ActionKind.TAKE_OVER:
            return {"claim": Claim(by=me, until=now)}
        case ActionKind.RELEASE:
            return {"claim": None}
        case ActionKind.ACKNOWLEDGE | ActionKind.CALL | ActionKind.REOPEN:
            return {"state": AlertState.ACKNOWLEDGED, "owner": me, "due_at": None}
        case ActionKind.DEFER | ActionKind.ESCALATE | ActionKind.CLOSE:
            by = {"closed_by": me} if kind is ActionKind.CLOSE else {"owner": me}
            return {"state": _STATES[kind], "due_at": None} | by
        case ActionKind.ANSWER | ActionKind.MEASURE | ActionKind.NOTE | ActionKind.UNDO:
            return {}


def came_true(intention: Intention, alert: AlertDetail, me: PersonLabel) -> bool:
    """Whether an alert, read later, shows this act."""
    since = intention.began_at - _CLOCK_SLACK
    if isinstance(intention.kind, ExceptionAct):
        return expecting.shows(intention.kind, alert, me, since)
    return alert.version > intention.seen_version and any(
        act.alert_id == alert.id
        and act.kind is intention.kind
        and act.by.id == me.id
        and act.at >= since
        for act in alert.history
    )
