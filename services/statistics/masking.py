"""Masks a release before anybody may read it.

PROVISIONAL: masks what is small for its own sake, and whatever is tied to it by a sum, a share or a
cover, and proves nothing about what can be worked out of several releases. It stands in until the
linear programs of `services.statistics.disclosure` are there, and masks more than they do.
"""

from collections.abc import Sequence

from services.statistics.disclosure.counts import (
    LEAST_THRESHOLD,
    Balance,
    Masked,
    Release,
    keys_of,
)
from services.statistics.disclosure.rules import sensitive


def protect(
    release: Release, earlier: Sequence[Masked] = (), threshold: int = LEAST_THRESHOLD
) -> Masked:
    """The masks of a release; what was masked before stays so.

    Raises ValueError for a threshold below the least.
    """
    if threshold < LEAST_THRESHOLD:
        raise ValueError("the threshold can be raised, never lowered")
    masked = set(sensitive(release, threshold))
    masked.update(key for each in earlier for key in each.masked if key in release.by_key)
    ties = [keys_of(each) for each in release.relations if not isinstance(each, Balance)]
    ties += [(each.numerator, each.rest, each.denominator) for each in release.shares]
    ties += [(count.patients, count.key) for count in release.counts if count.patients]
    while True:
        more = {key for tie in ties if not masked.isdisjoint(tie) for key in tie} - masked
        if not more:
            break
        masked |= more
    masked |= {each.key for each in release.shares if each.numerator in masked}
    masked |= {
        each.key
        for each in release.figures
        if not masked.isdisjoint(each.of)
        or (each.needs_some and not all(release.by_key[key].value for key in each.of))
    }
    return Masked(release, frozenset(masked), threshold)
