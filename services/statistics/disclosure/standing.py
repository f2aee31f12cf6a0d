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

    def mask(self, key: str) -> None:
        """Takes a count out of what is shown."""
        self.is_open[key] = False

    def floors(self) -> dict[str, int]:
        """The floor of every count."""
        return {key: self.floor(key) for key in self.is_open}

    def floor(self, counted: str) -> int:
        """What a count must be at least, as long as what its patients are behind is shown.

        Who knows the rule knows that what is shown above zero has the threshold behind it.
        """
        value = self.known.counts[counted].value
        floor = max(self.known.floors.get(counted, 0), self.known.counts[counted].least)
        for key in self.known.behind.get(counted, ()):
            if self.is_open.get(key) and self.known.counts[key].value:
                floor = max(floor, min(self.threshold, value))
        return floor
