"""How long something that says how far it is will still take: by what it did since it was seen."""

from __future__ import annotations

import math
from uuid import UUID

from services.contract.exports import Export, ExportState

_WHOLE = 100


class Progress:
    """Remembers where each export stood when it was first seen in the making."""

    def __init__(self) -> None:
        self._begun: dict[UUID, tuple[float, int]] = {}

    def left_s(self, export: Export, now_s: float) -> int | None:
        """Seconds, None while nothing can be told; `now_s` is of a clock that never goes back."""
        if export.state is not ExportState.MAKING:
            self._begun.pop(export.id, None)
            return None
        at_s, done = self._begun.setdefault(export.id, (now_s, export.progress))
        if export.progress <= done:
            return None
        left = (_WHOLE - export.progress) * (now_s - at_s) / (export.progress - done)
        return max(1, math.ceil(left))

    def forget(self) -> None:
        """Nothing is followed any more."""
        self._begun.clear()
