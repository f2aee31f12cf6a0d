"""The scenes of the gallery that show the parts of a patient file."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from widgets import gallery_file_samples as samples
from widgets.course_panel import CoursePanel
from widgets.patient_banner import PatientBanner
from widgets.patient_banner_look import BannerGround
from widgets.runs_label import Run, RunsLabel
from widgets.small_charts import SmallCharts
from widgets.theme import Theme
from widgets.time_cursor import TimeCursor

_BANNER_WIDTH_PX = 1282
_CARD_WIDTH_PX = 984


def _ground(width: int) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setProperty("ground", "app")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    page.setFixedWidth(width)
    # The keyboard stands elsewhere, so that no time cursor is in the picture.
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.setAccessibleName("Dossier")
    page.setFocus()
    return page, QVBoxLayout(page)


def _card(part: QWidget, heading: RunsLabel | None = None) -> QFrame:
    card = QFrame()
    card.setProperty("card", "true")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 10, 10, 8)
    column.setSpacing(2)
    if heading is not None:
        column.addWidget(heading)
    column.addWidget(part, 1)
    return card


def _charts_card(theme: Theme, cursor: TimeCursor, compared: bool = False) -> QFrame:
    charts = SmallCharts(theme, cursor)
    charts.set_look(samples.charts(compared=compared))
    heading = RunsLabel(
        theme,
        (
            Run("Évolution des symptômes", "section"),
            Run("   5-août → 18-nov. · même échelle 0 – 3, ", "axis", "text.secondary"),
            Run("↑ plus haut = plus sévère", "axis_strong", "text.secondary"),
            Run(" · zone rosée = zone d’alerte", "axis", "text.secondary"),
        ),
    )
    return _card(charts, heading)


def _course_card(theme: Theme, cursor: TimeCursor, weeks: int = 16) -> QFrame:
    panel = CoursePanel(theme, cursor)
    panel.set_look(samples.course(weeks))
    return _card(panel)


def banner_scene(theme: Theme) -> QWidget:
    """Return the banner of the picture and each of its variants, one unfolded."""
    page, column = _ground(_BANNER_WIDTH_PX)
    column.setContentsMargins(0, 0, 0, 0)
    grounds: list[tuple[BannerGround, str]] = [(ground, "") for ground in BannerGround]
    grounds.append((BannerGround.PLAIN, "Accès exceptionnel · reste 42 min"))
    for ground, exceptional in grounds:
        banner = PatientBanner(theme)
        banner.set_look(samples.banner(ground, exceptional))
        banner.unfold(ground is BannerGround.ARCHIVED)
        column.addWidget(banner)
    return page


def course_scene(theme: Theme) -> QWidget:
    """Return the lanes, the heat map and the small charts of the picture."""
    page, column = _ground(_CARD_WIDTH_PX)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.layout_px("card_gap"))
    cursor = TimeCursor(page)
    column.addWidget(_course_card(theme, cursor))
    column.addWidget(_charts_card(theme, cursor))
    return page


def cursor_scene(theme: Theme) -> QWidget:
    """Return the same with the time cursor on a week."""
    page = course_scene(theme)
    for cursor in page.findChildren(TimeCursor):
        cursor.move_to(10)
    return page


def long_course_scene(theme: Theme) -> QWidget:
    """Return a year, ten years, a course without an answer, and its numbers as a table."""
    page, column = _ground(_CARD_WIDTH_PX)
    for weeks in (52, 520):
        column.addWidget(_course_card(theme, TimeCursor(page), weeks))
    whole = samples.course()
    empty = CoursePanel(theme, TimeCursor(page))
    empty.set_look(
        type(whole)(
            whole.axis,
            whole.lanes,
            (),
            whole.weeks_title,
            whole.end_title,
            whole.missing_legend,
            empty_text=whole.empty_text,
            description=whole.description,
        )
    )
    table = CoursePanel(theme, TimeCursor(page))
    table.set_look(whole)
    table.show_table(True)
    for panel in (empty, table):
        column.addWidget(_card(panel))
    return page


def comparison_scene(theme: Theme) -> QWidget:
    """Return small charts with a second series, and the numbers of one chart."""
    page, column = _ground(_CARD_WIDTH_PX)
    column.addWidget(_charts_card(theme, TimeCursor(page), compared=True))
    charts = SmallCharts(theme, TimeCursor(page))
    charts.set_look(samples.charts(compared=True))
    charts.show_table("Fatigue")
    column.addWidget(_card(charts))
    return page


def measures_scene(theme: Theme) -> QWidget:
    """Return the charts of what was measured, and the numbers of one of them."""
    page, column = _ground(_CARD_WIDTH_PX)
    for tabled in ("", "kg"):
        charts = SmallCharts(theme, TimeCursor(page))
        charts.set_look(samples.measures())
        charts.show_table(tabled)
        column.addWidget(_card(charts))
    return page


FILE_SCENES: dict[str, Callable[[Theme], QWidget]] = {
    "file_banner": banner_scene,
    "file_course": course_scene,
    "file_cursor": cursor_scene,
    "file_long": long_course_scene,
    "file_comparison": comparison_scene,
    "file_measures": measures_scene,
}
