"""How long something that says how far it is will still take: by what it did since it was seen."""

from __future__ import annotations

import math
from uuid import UUID

_WHOLE = 100


class Progress:
    """Remembers where each export stood when it was first seen in the making."""

    def __init__(self) -> None:
        self._begun: dict[UUID, tuple[float, int]] = {}

    def left_s(self, export_id: UUID, done: int | None, now_s: float) -> int | None:
        """Seconds, None while nothing can be told; `done` is in percent, None for what is not in
        the making; `now_s` is of a clock that never goes back.
        """
        if done is None:
            self._begun.pop(export_id, None)
            return None
        at_s, before = self._begun.setdefault(export_id, (now_s, done))
        if done <= before:
            return None
        left = (_WHOLE - done) * (now_s - at_s) / (done - before)
        return max(1, math.ceil(left))

    def forget(self) -> None:
        """Nothing is followed any more."""
        self._begun.clear()
