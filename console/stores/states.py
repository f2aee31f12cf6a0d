"""Closed sets of states that every list and panel shows (screens.md 1.7)."""

from enum import StrEnum
from typing import Final


class StoreState(StrEnum):
    """What a list or a panel has to show."""

    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"
    ERROR = "error"
    STALE = "stale"
    NO_RIGHT = "no_right"


class RowMark(StrEnum):
    """What a row says besides its values.

    SENDING: our act is on its way. CHECKING: its answer was lost, the service is being asked. GONE:
    it left the view (`Row.gone_state`, `Row.gone_by`) and stays greyed until the selection leaves
    it.
    """

    NONE = "none"
    SENDING = "sending"
    CHECKING = "checking"
    GONE = "gone"


class ActState(StrEnum):
    """How far one intention came."""

    WAITING = "waiting"
    SENDING = "sending"
    CHECKING = "checking"
    DONE = "done"
    CONFLICT = "conflict"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    UNSETTLED = "unsettled"


UNDER_WAY: Final = frozenset({ActState.WAITING, ActState.SENDING, ActState.CHECKING})
"""What is not settled yet, one way or the other."""
