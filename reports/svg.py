"""A picture drawn from data: shapes and words on one sheet, in points."""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from reports.letters import one_line

FONT: Final = "Inter"
_ADVANCE: Final = 0.58
"""How wide a letter is on the whole, in sizes of the font."""
Point = tuple[float, float]


def _number(value: float) -> str:
    """Two decimals at most: the same picture on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Sheet:
    """Collects shapes, the first one at the bottom."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._shapes: list[str] = []

    def _add(self, name: str, **given: float | str | None) -> None:
        said = (
            (key.rstrip("_").replace("_", "-"), value if isinstance(value, str) else _number(value))
            for key, value in given.items()
            if value is not None
        )
        self._shapes.append(f"<{name} {' '.join(f'{k}={quoteattr(v)}' for k, v in said)}/>")

    def box(
        self,
        at: Point,
        width: float,
        height: float,
        fill: str,
        *,
        edge: str | None = None,
        radius: float = 1.5,
    ) -> None:
        """A rectangle with its upper left corner."""
        line = 0.6 if edge is not None else None
        self._add(
            "rect", x=at[0], y=at[1], width=width, height=height, rx=radius, fill=fill,
            stroke=edge, stroke_width=line,
        )  # fmt: skip

    def line(
        self, points: Sequence[Point], stroke: str, *, width: float = 0.6, dash: str | None = None
    ) -> None:
        """A line through points."""
        path = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._add(
            "polyline", points=path, fill="none", stroke=stroke, stroke_width=width,
            stroke_dasharray=dash,
        )  # fmt: skip

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        path = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._add("polygon", points=path, fill=fill)

    def dot(self, at: Point, radius: float, fill: str, edge: str) -> None:
        """A circle."""
        self._add("circle", cx=at[0], cy=at[1], r=radius, fill=fill, stroke=edge, stroke_width=0.7)

    def words(
        self,
        at: Point,
        text: str,
        fill: str,
        *,
        size: float = 7,
        weight: int = 400,
        anchor: str = "start",
    ) -> None:
        """A text on its baseline; `anchor` is start, middle or end."""
        self._shapes.append(
            f'<text x="{_number(at[0])}" y="{_number(at[1])}" font-family="{FONT}"'
            f' font-size="{_number(size)}" font-weight="{weight}" text-anchor="{anchor}"'
            f" fill={quoteattr(fill)}>{escape(one_line(text))}</text>"
        )

    def hatch(self, at: Point, width: float, height: float, stroke: str) -> None:
        """Slanted lines inside a rectangle."""
        left, top, gap = *at, 3.2
        shift = gap
        while shift < width + height:
            first = (left + min(shift, width), top + max(0.0, shift - width))
            last = (left + max(0.0, shift - height), top + min(shift, height))
            self.line((first, last), stroke, width=0.4)
            shift += gap

    def drawn(self) -> str:
        """The whole picture as SVG."""
        size = f"{_number(self.width)} {_number(self.height)}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"'
            f' width="{_number(self.width)}pt" height="{_number(self.height)}pt">'
            f"{''.join(self._shapes)}</svg>"
        )


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in points."""
    return len(text) * size * _ADVANCE


def fitting(text: str, width: float, size: float) -> str:
    """A text that is about so wide at most, with an ellipsis where it was cut."""
    return shorten(text, int(width / (size * _ADVANCE)))


def shorten(text: str, most: int) -> str:
    """A text of so many letters at most, with an ellipsis where it was cut."""
    shown = one_line(text)
    return shown if len(shown) <= most else shown[: max(1, most - 1)].rstrip() + "…"
