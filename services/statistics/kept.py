"""A release as it is kept: exact counts, what ties them, the figures, and which of them are masked.

The same object gives the same JSON, byte for byte.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from services.statistics.disclosure.counts import (
    Balance,
    Count,
    Cover,
    Figure,
    Masked,
    Relation,
    Release,
    Share,
    Sum,
    Within,
)

_RELATIONS: Final[dict[str, type[Relation]]] = {
    each.__name__: each for each in (Sum, Cover, Within, Balance)
}


@dataclass(frozen=True)
class Kept:
    """What one closed month made available.

    `values` is what stands under each key, None where nothing does; `targets` are the response
    times in force at its end, by level; `units` the names of units, by their hexadecimal id.
    """

    masked: Masked
    values: Mapping[str, int | None]
    targets: Mapping[str, int]
    units: Mapping[str, str]

    def shown(self) -> dict[str, Any]:
        """What may be read of it: no number that is masked or that is for reasoning alone."""
        hidden = {each.key for each in self.masked.release.counts if not each.is_shown}
        masked = self.masked.masked - hidden
        return {
            "threshold": self.masked.threshold,
            "values": {
                key: value
                for key, value in sorted(self.values.items())
                if key not in masked and key not in hidden
            },
            "masked": sorted(masked),
            "targets": dict(self.targets),
            "units": dict(sorted(self.units.items())),
        }

    def as_json(self) -> dict[str, Any]:
        """What is stored."""
        release = self.masked.release
        return {
            "name": release.name,
            "counts": [_row(each) for each in release.counts],
            "relations": [[type(each).__name__, *_row(each)] for each in release.relations],
            "shares": [_row(each) for each in release.shares],
            "figures": [_row(each) for each in release.figures],
            "masked": sorted(self.masked.masked),
            "coarse": sorted(self.masked.coarse),
            "unproven": sorted(self.masked.unproven),
            "threshold": self.masked.threshold,
            "values": dict(sorted(self.values.items())),
            "targets": dict(self.targets),
            "units": dict(sorted(self.units.items())),
        }

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Self:
        """The same again; raises `LookupError`, `TypeError` or `ValueError` for what is none."""
        release = Release(
            stored["name"],
            tuple(Count(*each) for each in stored["counts"]),
            tuple(_RELATIONS[name](*map(_frozen, each)) for name, *each in stored["relations"]),
            tuple(Share(*each) for each in stored["shares"]),
            tuple(Figure(*map(_frozen, each)) for each in stored["figures"]),
        )
        masked = Masked(
            release,
            frozenset(stored["masked"]),
            stored["threshold"],
            frozenset(stored["coarse"]),
            frozenset(stored["unproven"]),
        )
        return cls(masked, stored["values"], stored["targets"], stored["units"])


def _row(part: Any) -> list[Any]:
    return [list(each) if isinstance(each, tuple) else each for each in asdict(part).values()]


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
