"""A figure beside its floor, and the table that shows them."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One line of the table; `ratio` is product over floor, `goal` says in words where it should be."""

    row: str
    what: str
    unit: str
    product: float
    floor: float | None
    goal: str

    @property
    def ratio(self) -> float | None:
        """Product over floor; None without a floor."""
        return None if not self.floor else self.product / self.floor


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def show(figures: Sequence[Figure]) -> str:
    """The table as text."""
    head = ("row", "what", "product", "floor", "ratio", "goal")
    lines = [head, *(_cells(figure) for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(figure: Figure) -> tuple[str, str, str, str, str, str]:
    floor = "-" if figure.floor is None else f"{figure.floor:,.2f}"
    ratio = "-" if figure.ratio is None else f"{figure.ratio:.2f}"
    return (
        figure.row,
        figure.what,
        f"{figure.product:,.2f} {figure.unit}",
        floor,
        ratio,
        figure.goal,
    )


def save(figures: Sequence[Figure], calibration: float, file: Path) -> None:
    """Writes the figures as JSON; `calibration` is slowest over fastest of the fixed loop."""
    rows = [asdict(figure) | {"ratio": figure.ratio} for figure in figures]
    file.write_text(json.dumps({"calibration": calibration, "figures": rows}, indent=1) + "\n")
