"""What the charts look like, kept as small pictures; `python -m tests.widgets.chart_images` makes
them anew, to be looked at before they are committed.

A picture is a third of its size in each direction, each point the mean of what it stands for: a
letter that another rasteriser draws a shade thinner hardly moves it, a point, a zone or a dotted
line that is not there does.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from widgets import gallery_file_samples as samples
from widgets import gallery_samples
from widgets.course_look import CourseLook
from widgets.course_panel import CoursePanel
from widgets.small_chart_look import SmallChartsLook
from widgets.small_charts import SmallCharts
from widgets.theme import Theme, ThemeMode
from widgets.time_cursor import TimeCursor
from widgets.trend_chart import TrendChart

FOLDER: Final = Path(__file__).parent / "images"
SMALLER: Final = 3
MOST_APART: Final = 32
"""How far a colour of a point may be from the kept one, of 255."""
MOST_POINTS: Final = 6
"""How many points may be further away: edges that fall between two of them."""
_MODES: Final = (ThemeMode.LIGHT, ThemeMode.DARK)


def course(theme: Theme, look: CourseLook | None = None) -> QWidget:
    """Lanes and heat map."""
    panel = CoursePanel(theme, TimeCursor(theme))
    panel.set_look(look or samples.course())
    for _ in range(2):
        panel.resize(960, panel.board.sizeHint().height())
    return panel


def small_charts(theme: Theme, look: SmallChartsLook | None = None) -> QWidget:
    """The eight small charts."""
    made = SmallCharts(theme, TimeCursor(theme))
    made.set_look(look or samples.charts())
    made.resize(984, 200)
    return made


def compared(theme: Theme) -> QWidget:
    """The eight small charts with a second series each."""
    return small_charts(theme, samples.charts(compared=True))


def measures(theme: Theme, look: SmallChartsLook | None = None) -> QWidget:
    """Weight, temperature and ECOG, each on a scale of its own."""
    made = SmallCharts(theme, TimeCursor(theme))
    made.set_look(look or samples.measures())
    made.resize(984, 120)
    return made


def trend(theme: Theme) -> QWidget:
    """The chart of an alert."""
    made = TrendChart(theme)
    made.set_look(gallery_samples.trend())
    made.resize(420, 220)
    return made


CHARTS: Final[dict[str, Callable[[Theme], QWidget]]] = {
    "course": course,
    "small_charts": small_charts,
    "compared": compared,
    "measures": measures,
    "trend": trend,
}


def small(widget: QWidget) -> QImage:
    """What a widget looks like, a third of its size."""
    whole = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return whole.scaled(
        whole.width() // SMALLER,
        whole.height() // SMALLER,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def path_of(name: str, mode: ThemeMode) -> Path:
    """Where a picture is kept."""
    return FOLDER / f"{name}-{mode}.png"


def points_apart(first: QImage, second: QImage) -> int:
    """How many points differ by more than they may; all of them where the sizes differ."""
    if first.size() != second.size():
        return max(first.width() * first.height(), second.width() * second.height())
    return sum(
        _apart(first.pixel(x, y), second.pixel(x, y)) > MOST_APART
        for y in range(first.height())
        for x in range(first.width())
    )


def _apart(first: int, second: int) -> int:
    return max(abs((first >> shift & 255) - (second >> shift & 255)) for shift in (0, 8, 16))


def main() -> int:
    """Makes every picture anew."""
    app = QApplication([])
    FOLDER.mkdir(exist_ok=True)
    for mode in _MODES:
        theme = Theme(app, mode)
        for name, make in CHARTS.items():
            small(make(theme)).save(str(path_of(name, mode)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
