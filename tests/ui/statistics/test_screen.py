"""The statistics on screen: what is masked is masked wherever it stands, absences say so."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from console.errors import Offline, Unexpected
from resources.wording import Wording
from services.contract.problems import ProblemCode
from services.contract.statistics import Figure
from services.contract.statistics_enums import Breakdown, Comparison, FigureState, FigureUnit
from tests.pictures.stage import refused, set_manager_stage
from tests.pictures.statistics_scenes import STATISTICS_SCENES
from tests.samples.roles import manager, oncologist
from tests.samples.statistics import MASKED, known, nothing_closed, statistics
from tests.samples.statistics_store import masked
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from tests.ui.test_accessible import nameless
from ui.statistics.screen import StatisticsScreen
from ui.statistics.words import told, told_change
from widgets.button import Button
from widgets.figure_chart import FigureChart
from widgets.figure_table import FigureTable
from widgets.kpi_tile import KpiTile

MARK, SECRET = "s", "secret statistique"


@pytest.fixture
def parts(theme, settings, wording) -> Iterator[Parts]:
    """A manager, whose work begins on the statistics."""
    made = make_parts(theme, settings, wording, *manager())
    made.shell.resize(1366, 688)
    made.shell.show()
    made.shell.activateWindow()
    yield made
    made.shell.close_session()
    made.shell.close()
    made.shell.deleteLater()


@pytest.fixture
def screen(parts: Parts) -> StatisticsScreen:
    """The screen."""
    assert parts.shell.statistics.screen is not None
    return parts.shell.statistics.screen


def _texts(screen: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of tiles, charts and tables, and whose it is."""
    for tile in screen.findChildren(KpiTile):
        yield tile.accessibleName(), "tile"
        yield tile.toolTip(), "tile"
        yield tile.look.figure.shown, "tile"
    for chart in screen.findChildren(FigureChart):
        yield chart.accessibleDescription(), "chart"
        for spot in chart.spots():
            yield spot.text, "chart"
    for table in screen.findChildren(FigureTable):
        model = table.model()
        for row in range(model.rowCount()):
            for column in range(1, model.columnCount()):
                for role in (
                    Qt.ItemDataRole.DisplayRole,
                    Qt.ItemDataRole.AccessibleTextRole,
                    Qt.ItemDataRole.ToolTipRole,
                ):
                    yield model.index(row, column).data(role) or "", table.objectName()


def test_a_manager_begins_there_and_an_oncologist_has_no_way_to_it(
    qtbot, parts, theme, settings, wording
):
    assert parts.shell.page == "statistics"
    assert parts.statistics.calls.asked == [(None, Breakdown.UNIT, Comparison.PREVIOUS)]

    other = make_parts(theme, settings, wording, *oncologist())
    qtbot.addWidget(other.shell)
    other.shell.show()
    press(other.shell, "G", "S")
    assert other.shell.page != "statistics"
    assert other.statistics.calls.asked == []


def test_one_function_says_what_there_is_and_what_is_not():
    w = Wording("fr")
    unit = FigureUnit.PERCENT

    def shown(figure: Figure) -> tuple[str, str]:
        text = told(w, figure, unit)
        return plain(text.shown), text.spoken

    assert shown(known(87))[0] == "87 %"
    assert shown(MASKED) == (MARK, SECRET)
    absent = set(FigureState) - {FigureState.KNOWN, FigureState.MASKED}
    words = {shown(Figure(state=state))[0] for state in absent}
    assert words == {"aucune donnée", "mois non clos", "pas de comparaison", "non mesuré"}
    minutes = FigureUnit.OPENING_MINUTES
    assert plain(told(w, known(1_560), minutes).shown) == "26 h 00"
    assert [told_change(w, known(n), minutes)[0] for n in (-18, 0, 18)] == ["▼", "=", "▲"]
    assert plain(told_change(w, known(-18), minutes)[1].shown) == "−18 min"


def test_masked_figures_are_masked_alike_in_tiles_charts_tables_and_tooltips(parts, screen):
    """No number of the page may be left in any of them (R-STA-01)."""
    parts.statistics.calls.page = masked(statistics())
    parts.statistics.refresh()

    found = list(_texts(screen))
    assert {place for _text, place in found} >= {"tile", "chart", "statistics_breakdown_table"}
    numbers = {"412", "523", "431", "298", "823", "453", "361", "950", "904", "58", "156", "376"}
    for text, place in found:
        words = {word.strip(".,:()") for word in plain(text).split()}
        assert not words & numbers, (place, text)
    for table in screen.findChildren(FigureTable):
        for row in table.look.rows:
            for cell in row.cells:
                if cell.is_masked:
                    assert (cell.shown, cell.spoken, cell.value) == (MARK, SECRET, None)


def test_a_cell_says_why_it_has_no_number_to_whoever_listens_and_points(screen):
    table = child(screen, FigureTable, "statistics_breakdown_table")
    urology = next(i for i, row in enumerate(table.look.rows) if row.name == "Urologie")
    cell = table.model().index(urology, 4)

    assert cell.data() == MARK
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == f"Urologie, Critiques, {SECRET}"
    assert SECRET in cell.data(Qt.ItemDataRole.ToolTipRole)
    said = plain(" ".join(visible_texts(screen)))
    assert "secret statistique : effectif de 1 à 10" in said


def test_f4_shows_the_same_figures_as_a_table_and_gives_the_keyboard_back(screen):
    chart = screen.board.alerts.chart
    assert isinstance(chart, FigureChart)
    chart.setFocus()
    press(screen, "Right")
    assert plain(chart.told).startswith("nov. 2024 : 523 alertes, Critique 41")

    press(screen, "F4")
    table = screen.board.alerts.table
    assert [cell.shown for cell in table.look.rows[0].cells] == ["41", "125", "235", "122", "523"]
    assert table.hasFocus()
    press(screen, "F4")
    assert focused() is chart


def test_a_choice_of_the_menu_is_asked_for_at_once(parts, screen):
    menu = screen.head.by.findChild(QMenu)
    assert menu is not None
    menu.actions()[1].trigger()

    assert parts.statistics.calls.asked[-1][1] is Breakdown.TUMOUR_SITE
    table = child(screen, FigureTable, "statistics_breakdown_table")
    assert "Thorax" in [row.name for row in table.look.rows]


def test_alerts_without_info_take_the_place_of_all_alerts(screen):
    assert [tile.look.figure.shown for tile in screen.board.tiles.tiles][2] == "35"
    screen.head._without_info.click()
    assert [tile.look.figure.shown for tile in screen.board.tiles.tiles][2] == "26"


def test_figures_stay_when_the_service_is_away_and_say_how_old_they_are(parts, screen):
    parts.statistics.calls.fault = Offline("ConnectError")
    parts.connection.shows_offline = True
    press(screen, "F5")
    assert screen.board.isVisible()
    assert screen._stale.isVisible()

    parts.statistics.calls.fault = Unexpected("unavailable", status=503, retryable=True)
    parts.statistics.choose(months=3)
    assert not screen.board.isVisible()
    assert "Les statistiques n'ont pas pu être lues." in set(visible_texts(screen))


def test_a_centre_without_closed_months_says_so(parts, screen):
    parts.statistics.calls.page = nothing_closed()
    parts.statistics.refresh()

    assert not screen.board.isVisible()
    assert "Pas encore de données pour cette période" in set(visible_texts(screen))
    assert not screen.head.period.isEnabled()
    assert screen.head.period.accessibleDescription() == "ces mois ne sont pas clos"


def test_whoever_lost_the_right_is_told_and_keeps_no_figure(parts, screen):
    parts.statistics.calls.fault = refused(ProblemCode.FORBIDDEN, 403)
    press(screen, "F5")

    assert not screen.board.isVisible()
    assert parts.statistics.page is None
    assert "Vous n'avez pas accès à ces statistiques." in set(visible_texts(screen))


def test_while_it_is_read_for_the_first_time_no_figure_stands(parts, screen):
    parts.statistics.calls.is_silent = True
    parts.statistics.forget()
    parts.statistics.set_shown(True)

    assert not screen.board.isVisible()
    assert not child(screen, Button, "statistics_export").isEnabled()


def test_definitions_open_and_close_with_their_key(screen):
    press(screen, "D")
    assert screen.definitions.isAncestorOf(focused())
    assert any("Patients" in text for text in visible_texts(screen.definitions))
    press(screen, "Escape")
    assert screen.definitions.isHidden()


def test_the_line_of_the_choices_is_copied(parts, screen, qapp):
    child(screen, Button, "statistics_copy").click()

    copied = plain(qapp.clipboard().text())
    assert copied.startswith("12 mois clos, nov. 2024 – oct. 2025 · par unité de soins")
    assert copied.endswith("Mois clos : oct. 2025 · calculé le 1-nov.-2025")
    screen.set_locked(True)
    assert qapp.clipboard().text() == ""


@pytest.mark.parametrize("scene", ["statistics", "statistics-export", "statistics-definitions"])
def test_every_control_has_a_name(qtbot, theme, settings, wording, scene):
    stage = set_manager_stage(theme, settings, wording)
    qtbot.addWidget(stage.screen)
    stage.screen.resize(1366, 688)
    stage.screen.show()
    STATISTICS_SCENES[scene](stage)

    assert nameless(stage.screen) == []
