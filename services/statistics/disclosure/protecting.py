"""Which counts of a release are masked, so that nothing sensitive can be worked out (R-STA-02).

Every mask added is paid for by a certificate: two sets of whole numbers, both of which agree with
all that a role can see, wide apart on the count that is protected. Masks are only ever added, so a
certificate stays good to the end.
"""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Final

from services.statistics.disclosure.counts import LEAST_THRESHOLD, Masked, Release
from services.statistics.disclosure.hiding import Hiding
from services.statistics.disclosure.knowledge import gather
from services.statistics.disclosure.parts import parts_of
from services.statistics.disclosure.rules import sensitive
from services.statistics.disclosure.standing import Standing

LONGEST_S: Final = 600.0
"""After this many seconds all that is still open is masked."""


def _nothing() -> None:
    pass


def protect(
    release: Release,
    earlier: Sequence[Masked] = (),
    threshold: int = LEAST_THRESHOLD,
    longest_s: float = LONGEST_S,
    on_step: Callable[[], None] = _nothing,
) -> Masked:
    """The masks of a release, beside those that a role has had before, which stay as they are.

    Every masked count, earlier ones too, and every sensitive count that is not shown keeps an
    interval of at least `threshold - 1`, unless the result names it as narrow. Where the solver
    gives no answer, all that is tied to the count is masked, and the result says so. `on_step` is
    called before each program that is solved; what it raises ends the work.
    Raises ValueError on a threshold below 11, and on numbers that contradict each other or what
    was released: a wrong number is never published.
    """
    if threshold < LEAST_THRESHOLD:
        raise ValueError("the threshold can be raised, never lowered")
    known = gather(release, earlier)
    primary = sensitive(release, threshold)
    guarded = primary.union(*(sensitive(each.release, each.threshold) for each in earlier))
    standing = Standing(known, primary, threshold)
    deadline = monotonic() + longest_s
    coarse: set[str] = set()
    narrow: dict[str, int] = {}
    for part in parts_of(known, standing.is_open, standing.floors()):
        if not any(standing.is_hidden(key, guarded) for key in part.keys):
            continue
        hiding = Hiding(part, standing, guarded, deadline, on_step)
        hiding.run()
        coarse |= hiding.coarse
        narrow |= hiding.narrow
    masked = frozenset(count.key for count in release.counts if not standing.is_seen(count.key))
    return Masked(
        release, _with_figures(release, masked), threshold, frozenset(coarse), frozenset(narrow)
    )


def _with_figures(release: Release, masked: frozenset[str]) -> frozenset[str]:
    found = {key for key in masked if release.by_key[key].is_shown}
    for share in release.shares:
        if not masked.isdisjoint((share.numerator, share.rest, share.denominator)):
            found.add(share.key)
    for figure in release.figures:
        is_empty = figure.needs_some and not all(release.by_key[key].value for key in figure.of)
        if is_empty or not masked.isdisjoint(figure.of):
            found.add(figure.key)
    return frozenset(found)
