"""How much room there is: the classes of the space budget (screens.md 1.3), and one below them.

The narrow class is what a text size of 200 % leaves of a small screen: list or detail, one at a
time.
"""

from enum import StrEnum


class LayoutClass(StrEnum):
    """Named by the client area in logical pixels at a text size of 100 %."""

    WIDE = "wide"
    STANDARD = "standard"
    COMPACT = "compact"
    NARROW = "narrow"


LIST_PX = {
    LayoutClass.WIDE: 600,
    LayoutClass.STANDARD: 544,
    LayoutClass.COMPACT: 400,
    LayoutClass.NARROW: 400,
}
LIST_LEAST_PX = 400
LIST_MOST_PX = 720
HISTORY_COLUMN_PX = 280
SMALL = frozenset({LayoutClass.COMPACT, LayoutClass.NARROW})
"""Where the detail is in tabs and a form takes the place of the alert."""

_WIDE_FROM = (1500, 760)
_STANDARD_FROM = (1200, 640)
_COMPACT_FROM = (1000, 440)


def layout_class(width_px: int, height_px: int, text_scale_pct: int) -> LayoutClass:
    """The class of a client area; larger text steps the class down, so that nothing is lost (WCAG
    1.4.4).
    """
    width, height = width_px * 100 // text_scale_pct, height_px * 100 // text_scale_pct
    if width >= _WIDE_FROM[0] and height >= _WIDE_FROM[1]:
        return LayoutClass.WIDE
    if width >= _STANDARD_FROM[0] and height >= _STANDARD_FROM[1]:
        return LayoutClass.STANDARD
    if width >= _COMPACT_FROM[0] and height >= _COMPACT_FROM[1]:
        return LayoutClass.COMPACT
    return LayoutClass.NARROW
