"""The outcome of a condition, true, false or unknown, with its evidence; how outcomes combine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from services.contract.explanations import Evidence, MissingReason, Quantity


@dataclass(frozen=True)
class Gap:
    """A value that was needed and is not there."""

    quantity: Quantity
    item: str | None
    reason: MissingReason
    survey: Literal["now", "before"]


@dataclass(frozen=True)
class Finding:
    """Outcome in Kleene's three-valued logic; `holds` None is unknown, and `gaps` says why."""

    holds: bool | None
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()


FALSE: Final = Finding(False)
TRUE: Final = Finding(True)
UNTOLD: Final = Finding(None)
"""Unknown without a gap: there is no survey to compare with yet."""


def all_of(parts: Sequence[Finding]) -> Finding:
    """False when one is false, unknown when one is unknown, otherwise true."""
    if any(part.holds is False for part in parts):
        return FALSE
    if any(part.holds is None for part in parts):
        return Finding(None, gaps=_gaps(parts))
    return Finding(True, _evidence(parts))


def any_of(parts: Sequence[Finding]) -> Finding:
    """True when one is true, unknown when one is unknown, otherwise false."""
    true_parts = [part for part in parts if part.holds is True]
    if true_parts:
        return Finding(True, _evidence(true_parts))
    if any(part.holds is None for part in parts):
        return Finding(None, gaps=_gaps(parts))
    return FALSE


def negation(part: Finding) -> Finding:
    """The opposite; the opposite of unknown is unknown."""
    match part.holds:
        case True:
            return FALSE
        case False:
            return TRUE
        case None:
            return part


def _evidence(parts: Sequence[Finding]) -> tuple[Evidence, ...]:
    found = dict.fromkeys(evidence for part in parts for evidence in part.evidence)
    return tuple(found)


def _gaps(parts: Sequence[Finding]) -> tuple[Gap, ...]:
    found = dict.fromkeys(gap for part in parts for gap in part.gaps)
    return tuple(found)
