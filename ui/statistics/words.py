"""The figures of a centre as the parts of the screen take them; `resources.figures` words them."""

from __future__ import annotations

from resources.figures import change_text, figure_text
from resources.wording import Wording
from services.contract.statistics import Figure
from services.contract.statistics_enums import FigureState, FigureUnit
from widgets.figure_text import FigureText


def told(w: Wording, figure: Figure, unit: FigureUnit) -> FigureText:
    """A figure as it stands and as it is said."""
    shown, spoken = figure_text(w, figure, unit)
    return FigureText(shown, spoken, figure.value, is_masked=figure.state is FigureState.MASKED)


def told_change(w: Wording, change: Figure, unit: FigureUnit) -> tuple[str, FigureText]:
    """The sign before a change, and the change itself with its own sign."""
    if change.value is None:
        return "", told(w, change, unit)
    triangle, shown, spoken = change_text(w, change.value, unit)
    return triangle, FigureText(shown, spoken, change.value)
