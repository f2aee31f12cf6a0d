"""Whether a reason in words says something."""

from typing import Final

from services.contract.texts import says_something

_SHORTEST: Final = 3


def says_enough(text: str) -> bool:
    """At least three characters, of which some are letters."""
    stripped = text.strip()
    return len(stripped) >= _SHORTEST and says_something(stripped)
