"""Whether answers are watched: what was proved, when, and which part is not at work."""

from enum import StrEnum
from typing import Final

from pydantic import AwareDatetime

from services.contract.base import Reply

LATE_AFTER_S: Final = 120
"""From this age on a proof no longer counts as fresh (screens.md 1.5)."""
DOWN_AFTER_S: Final = 300
"""From this age on surveillance counts as interrupted."""


class SurveillanceState(StrEnum):
    """What may be said of the whole."""

    OK = "ok"
    PARTIAL = "partial"
    DOWN = "down"


class SurveillancePart(StrEnum):
    """What has to work for an answer to be seen.

    `worker`: work that is due is looked for. `pipeline`: a whole intake is rehearsed every minute
    and undone. `canary`: the invented patient of the centre has answered in this hour, and its
    alert was raised and closed. `reconciler`: what was accepted is accounted for. `heartbeat`: an
    address outside is told. `storage`: the disk of the service has room.
    """

    WORKER = "worker"
    PIPELINE = "pipeline"
    CANARY = "canary"
    RECONCILER = "reconciler"
    HEARTBEAT = "heartbeat"
    STORAGE = "storage"


class PartState(StrEnum):
    """How one part stands; `off` means that it was never set up, `low` that it works, and that
    little is left of what it needs.
    """

    OK = "ok"
    LATE = "late"
    DOWN = "down"
    LOW = "low"
    OFF = "off"


class PartHealth(Reply):
    """One part: when it last did its work, and how old that is by the service's clock."""

    part: SurveillancePart
    state: PartState
    at: AwareDatetime | None
    age_s: int | None


class SurveillanceHealth(Reply):
    """What is proved of the surveillance of a centre, read from the database at this request.

    `last_proof_at` is the last instant for which every part proved its work; a reader judges its
    freshness by a clock of its own. `open_gaps` counts what was found missing and nobody has
    looked at.
    """

    state: SurveillanceState
    last_proof_at: AwareDatetime | None
    age_s: int | None
    open_gaps: int
    parts: list[PartHealth]
    as_of: AwareDatetime
