"""What must not be shown for its own sake (primary masking)."""

from collections.abc import Iterator

from services.statistics.disclosure.counts import LEAST_STAFF, Count, Release


def sensitive(release: Release, threshold: int) -> frozenset[str]:
    """Keys of counts, shown or not, that no one may read.

    Few patients or few staff; a zero among few patients; both sides of a share with few patients
    on numerator, complement or denominator, or of 0 % or 100 %.
    """
    found = {count.key for count in release.counts if _is_small(release, count, threshold)}
    return frozenset(found | set(_sides_of_shares(release, frozenset(found))))


def patients_behind(release: Release, count: Count) -> int:
    """How many distinct patients a count tells of."""
    return count.value if count.patients is None else release.by_key[count.patients].value


def _is_small(release: Release, count: Count, threshold: int) -> bool:
    if count.staff is not None and 0 < count.staff < LEAST_STAFF:
        return True
    patients = patients_behind(release, count)
    if patients == 0 and count.value == 0 and count.among is not None:
        patients = release.by_key[count.among].value
    # Amounts may be positive without a patient behind them; those are nobody's.
    return 0 < patients < threshold


def _sides_of_shares(release: Release, small: frozenset[str]) -> Iterator[str]:
    for share in release.shares:
        sides = (share.numerator, share.rest)
        values = [release.by_key[key].value for key in sides]
        if not any(values):
            continue
        if not all(values) or any(key in small for key in (*sides, share.denominator)):
            yield from sides
