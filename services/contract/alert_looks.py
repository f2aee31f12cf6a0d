"""How long an alert was in front of somebody (clinical.md 2a: nurse minutes per alert)."""

from typing import Final

from pydantic import Field

from services.contract.base import Ask, Reply

LONGEST_LOOK_S: Final = 600
"""Seconds that a look counts at most: whoever left an alert open longer did something else."""
LONGEST_OF_ALERT_S: Final = 7200
"""Seconds that all looks at one alert count at most."""


class LookAsk(Ask):
    """An open alert was in the foreground of a console for so many seconds, and is not any more."""

    seconds: int = Field(ge=1, le=LONGEST_LOOK_S)


class LookKept(Reply):
    """A look was added. Nothing else: what is answered is kept for a while beside who asked."""
