"""Data quality on screen: checks by dimension, one in detail, the same marks."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from console.errors import Offline
from services.contract.quality_enums import QualityCheck, QualityDimension
from tests.samples.quality import data_quality, no_quality
from tests.samples.roles import manager
from tests.samples.statistics_store import masked
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from tests.ui.test_accessible import nameless
from ui.shell.data_stamp import DataStamp
from ui.statistics.screen import StatisticsScreen
from widgets.figure_chart import FigureChart
from widgets.figure_table import FigureTable

SECRET = "secret statistique"


@pytest.fixture
def parts(theme, settings, wording) -> Iterator[Parts]:
    """A manager in front of the statistics."""
    made = make_parts(theme, settings, wording, *manager())
    made.shell.resize(1366, 688)
    made.shell.show()
    made.shell.activateWindow()
    yield made
    made.shell.close_session()
    made.shell.close()
    made.shell.deleteLater()


@pytest.fixture
def screen(qtbot, parts: Parts) -> StatisticsScreen:
    """The screen, on its second page."""
    screen = parts.shell.statistics.screen
    assert screen is not None
    assert parts.quality.calls.quality_asked == []
    # A shortcut of a window that is not active yet goes nowhere.
    qtbot.waitUntil(screen.isActiveWindow)
    press(screen, "Ctrl+Tab")
    return screen


def _chosen(screen: StatisticsScreen) -> QualityCheck | None:
    return screen.quality.board.chosen


def _table(screen: StatisticsScreen, dimension: QualityDimension) -> FigureTable:
    return screen.quality.board.cards[dimension].table


def test_the_month_of_the_second_page_stands_in_the_bar_and_no_file_leaves_from_it(parts, screen):
    stamp = child(parts.shell, DataStamp, "shell_data_stamp")

    assert plain(" ".join(visible_texts(stamp))) == "Mois clos : oct. 2025"
    assert not parts.shell.statistics.may_export
    press(screen, "Ctrl+Tab")
    assert parts.shell.statistics.may_export
    assert stamp.isVisible()


def test_the_second_page_is_read_when_it_is_looked_at_and_begins_where_something_is_wrong(
    parts, screen
):
    board = screen.quality.board

    assert parts.quality.calls.quality_asked == [None]
    assert board.isVisible()
    assert not screen.board.isVisible()
    # The first that does not reach its share; the keyboard is on it.
    assert board.chosen is QualityCheck.RECORD
    table = _table(screen, QualityDimension.COMPLETENESS)
    assert focused() is table
    assert table.currentIndex().row() == 2
    row = [plain(cell.shown) for cell in table.look.rows[2].cells]
    assert row == ["88 %", "≥ 95 %", "non atteint", "49", "412"]
    said = plain(" ".join(visible_texts(board)))
    assert "patients suivis fin oct. 2025" in said
    assert "Pas de diagnostic principal codé" in [
        each.name for each in board.detail.causes.table.look.rows
    ]
    press(screen, "Ctrl+Shift+Tab")
    assert screen.board.isVisible()


def test_the_arrows_and_the_focus_choose_what_is_shown_in_detail(screen):
    board = screen.quality.board
    press(screen, "Up")
    assert _chosen(screen) is QualityCheck.COMPLETE
    causes = board.detail.causes.table.look.rows
    assert causes[2].name == "Aucun grade calculable"

    _table(screen, QualityDimension.COHERENCE).setFocus()
    assert _chosen(screen) is QualityCheck.COHERENT
    chart = board.detail.trend.chart
    assert isinstance(chart, FigureChart)
    chart.setFocus()
    press(screen, "F4")
    table = board.detail.trend.table
    assert table.hasFocus()
    assert _chosen(screen) is QualityCheck.COHERENT
    assert table.look.rows[10].cells[0].is_masked


def test_a_masked_share_says_nothing_of_its_aim_and_no_number_is_left(parts, screen):
    parts.quality.calls.quality = masked(data_quality())
    press(screen, "F5")
    tables = screen.quality.findChildren(FigureTable)

    assert parts.quality.calls.quality_asked == [None, None]
    for dimension in QualityDimension:
        assert _table(screen, dimension).look.rows
        for row in _table(screen, dimension).look.rows:
            share, aim, result, failed, whole = row.cells
            assert [each.spoken for each in (share, result, failed, whole)] == [SECRET] * 4
            assert aim.value
    texts = {
        model.index(row, column).data(role) or ""
        for model in (table.model() for table in tables)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    }
    texts |= {chart.accessibleDescription() for chart in screen.quality.findChildren(FigureChart)}
    words = {word.strip(".,:()") for text in texts for word in plain(text).split()}
    assert not words & {"412", "49", "88", "509", "97", "22"}
    assert nameless(screen) == []


def test_another_period_an_absence_and_a_service_that_is_away(parts, screen):
    parts.quality.choose(3)
    assert parts.quality.calls.quality_asked[-1] == 3

    parts.quality.calls.fault = Offline("ConnectError")
    press(screen, "F5")
    assert screen.quality.board.isVisible()
    assert screen.quality._stale.isVisible()

    parts.quality.calls.fault = None
    parts.quality.calls.quality = no_quality()
    parts.quality.refresh()
    assert not screen.quality.board.isVisible()
    assert "Pas encore de données pour cette période" in set(visible_texts(screen))
    assert not screen.quality.period.isEnabled()
    screen.set_locked(True)
    assert not parts.quality._is_shown
