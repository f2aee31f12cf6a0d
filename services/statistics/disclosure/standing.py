"""What is shown and what is masked, while the masks of a release are being chosen."""

from services.statistics.disclosure.knowledge import Knowledge


class Standing:
    """The state of every count: known to all, shown so far and still open, or unknown."""

    def __init__(self, known: Knowledge, primary: frozenset[str], threshold: int) -> None:
        self.known, self.threshold = known, threshold
        self.is_open = {
            key: count.is_shown and key not in known.frozen and key not in primary
            for key, count in known.counts.items()
            if known.frozen.get(key, True)
        }
        """Every unknown, and whether it is shown so far."""

    def is_seen(self, key: str) -> bool:
        """Whether the role sees a count, or has seen it."""
        return self.is_open.get(key, True)

    def is_hidden(self, key: str, guarded: frozenset[str]) -> bool:
        """Whether an unknown is masked, or guarded though it is for reasoning alone."""
        return not self.is_open[key] and (self.known.counts[key].is_shown or key in guarded)

    def mask(self, key: str) -> None:
        """Takes a count out of what is shown."""
        self.is_open[key] = False

    def floors(self) -> dict[str, tuple[int, int]]:
        """The floor of every count, as things stand and with all masked that may be."""
        return {key: (self.floor(key), self._bare(key)) for key in self.is_open}

    def behind(self, counted: str) -> list[str]:
        """What is shown so far, and may be masked, and tells how many a count is at least."""
        shown_by = self.known.behind.get(counted, ())
        return [key for key in shown_by if self.is_open.get(key) and self.known.counts[key].value]

    def floor(self, counted: str) -> int:
        """What a count must be at least, as long as what its patients are behind is shown.

        Who knows the rule knows that what is shown above zero has the threshold behind it.
        """
        value = self.known.counts[counted].value
        bare = self._bare(counted)
        return max(bare, min(self.threshold, value)) if self.behind(counted) else bare

    def _bare(self, counted: str) -> int:
        return max(self.known.floors.get(counted, 0), self.known.counts[counted].least)
