"""A figure beside its floor, whether it reaches its goal, and the table that shows them."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

T, R, Q = "thin API", "raw driver", "bare Qt"
_HEAD = ("row", "what", "product", "floor", "ratio", "spread", "goal", "")


@dataclass(frozen=True)
class Goal:
    """Where a figure should be: its ratio to the floor, or the figure itself, against a limit."""

    of: Literal["ratio", "product"]
    limit: float
    is_least: bool = False
    words: str = ""

    def __str__(self) -> str:
        return self.words or f"{'≥' if self.is_least else '≤'} {self.limit:g}"

    def is_met_by(self, value: float) -> bool:
        """Whether a value is on the right side of the limit."""
        return value >= self.limit if self.is_least else value <= self.limit


@dataclass(frozen=True)
class Figure:
    """One line of the table: what each round measured of the product, and of the floor beside it.

    The floor's rounds are in the same order, so that each ratio compares neighbours in time.
    """

    row: str
    what: str
    unit: str
    product_rounds: tuple[float, ...]
    floor_rounds: tuple[float, ...] = ()
    goal: Goal | None = None

    @property
    def product(self) -> float:
        """The middle round."""
        return statistics.median(self.product_rounds)

    @property
    def floor(self) -> float | None:
        """The middle round of the floor; None without a floor."""
        return statistics.median(self.floor_rounds) if self.floor_rounds else None

    @property
    def ratio(self) -> float | None:
        """Product over floor; None without a floor, or when the floor is nothing."""
        return self.product / self.floor if self.floor else None

    @property
    def spread(self) -> tuple[float, float]:
        """Lowest and highest round: of the ratio when there is one, else of the product."""
        if self.ratio is None or not all(self.floor_rounds):
            return min(self.product_rounds), max(self.product_rounds)
        ratios = [p / f for p, f in zip(self.product_rounds, self.floor_rounds, strict=True)]
        return min(ratios), max(ratios)

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None when there is none."""
        judged = self.ratio if self.goal is not None and self.goal.of == "ratio" else self.product
        return None if self.goal is None or judged is None else self.goal.is_met_by(judged)


def show(figures: Sequence[Figure]) -> str:
    """The table as text."""
    lines = [_HEAD, *(_cells(figure) for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def line(figure: Figure) -> str:
    """One figure as it is shown while the others are still being measured."""
    return "  ".join(cell for cell in _cells(figure) if cell)


def _cells(figure: Figure) -> tuple[str, ...]:
    low, high = figure.spread
    return (
        figure.row,
        figure.what,
        f"{_short(figure.product)} {figure.unit}".rstrip(),
        "-" if figure.floor is None else _short(figure.floor),
        "-" if figure.ratio is None else f"{figure.ratio:.2f}",
        f"{_short(low)}…{_short(high)}" if len(figure.product_rounds) > 1 else "-",
        "-" if figure.goal is None else str(figure.goal),
        {None: "", True: "met", False: "MISSED"}[figure.is_met],
    )


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def save(figures: Sequence[Figure], calibration: float, file: Path) -> None:
    """Writes the figures as JSON; `calibration` is slowest over fastest of the fixed loop."""
    content = {"calibration": calibration, "figures": [_as_json(figure) for figure in figures]}
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _as_json(figure: Figure) -> dict[str, Any]:
    return {
        "row": figure.row,
        "what": figure.what,
        "unit": figure.unit,
        "product": figure.product,
        "floor": figure.floor,
        "ratio": figure.ratio,
        "product_rounds": figure.product_rounds,
        "floor_rounds": figure.floor_rounds,
        "goal": None if figure.goal is None else str(figure.goal),
        "met": figure.is_met,
    }
