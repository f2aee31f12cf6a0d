"""The page on screen as a file, its stamp in the bar, and one cursor through all months."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog

from console.errors import Offline
from services.contract.exports import CsvDelimiter
from services.contract.problems import ProblemCode
from services.contract.statistics_enums import Breakdown, Comparison
from services.contract.statistics_exports import (
    StatisticsAsk,
    StatisticsFormat,
    StatisticsPurpose,
)
from tests.pictures.stage import refused
from tests.samples.roles import manager
from tests.samples.statistics import nothing_closed
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from ui.exports import saving
from ui.exports.save_dialog import SaveDialog
from ui.shell.data_stamp import DataStamp
from ui.statistics.export_dialog import StatisticsExportDialog
from ui.statistics.screen import StatisticsScreen
from widgets.button import Button
from widgets.rate_lines import RateLines
from widgets.stacked_months import StackedMonths


@pytest.fixture
def parts(theme, settings, wording, monkeypatch) -> Iterator[Parts]:
    """A manager, whose work begins on the statistics; every folder is a good one."""
    monkeypatch.setattr(saving, "risk_of", lambda _folder: None)
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


def _dialog(parts: Parts) -> StatisticsExportDialog:
    """The one on screen; one that was left goes a moment later."""
    (dialog,) = (e for e in parts.shell.findChildren(StatisticsExportDialog) if e.isVisible())
    return dialog


def _submitted(parts: Parts, wanted: StatisticsFormat = StatisticsFormat.PDF) -> None:
    press(parts.shell, "Ctrl+E")
    dialog = _dialog(parts)
    dialog.purpose.set_raw(StatisticsPurpose.QUALITY.value)
    dialog.format.set_raw(wanted.value)
    press(dialog, "Ctrl+Return")


def test_ctrl_e_asks_why_and_what_is_on_screen_is_saved_for_its_owner_alone(
    parts, screen, tmp_path
):
    press(parts.shell, "Ctrl+E")
    dialog = _dialog(parts)
    assert focused() is dialog.purpose.control
    said = plain(" ".join(visible_texts(dialog)))
    assert "12 mois clos, nov. 2024 – oct. 2025 · par unité de soins" in said
    press(dialog, "Ctrl+Return")
    assert dialog.isVisible()
    assert "Dites pourquoi ces chiffres sortent" in " ".join(visible_texts(dialog))

    dialog.purpose.set_raw(StatisticsPurpose.ACTIVITY_REPORT.value)
    dialog.format.set_raw(StatisticsFormat.CSV.value)
    press(dialog, "Ctrl+Return")
    (window,) = parts.shell.findChildren(QFileDialog)
    (proposed,) = window.selectedFiles()
    assert proposed.endswith("vigie-statistiques-2025-10.zip")
    window.close()
    parts.shell.statistics.way.window.chosen.emit(str(tmp_path / "a.zip"))

    assert (tmp_path / "a.zip").read_bytes() == b"figures"
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
    assert parts.statistics.calls.files == [
        StatisticsAsk(
            format=StatisticsFormat.CSV,
            purpose=StatisticsPurpose.ACTIVITY_REPORT,
            months=12,
            by=Breakdown.UNIT,
            comparison=Comparison.PREVIOUS,
            closed_through="2025-10",
            language="fr",
            delimiter=CsvDelimiter.SEMICOLON,
        )
    ]
    assert "Enregistré : lisible par vous seul sur ce poste" in plain(
        " ".join(visible_texts(parts.shell))
    )


def test_what_a_disk_refuses_is_made_again_and_nothing_stays_in_memory(parts, screen, tmp_path):
    _submitted(parts)
    parts.shell.statistics.way.window.chosen.emit(str(tmp_path / "none" / "a.pdf"))

    (dialog,) = parts.shell.findChildren(SaveDialog)
    assert "Rien n'est perdu : l'export peut être refait." in plain(" ".join(visible_texts(dialog)))
    press(dialog, "Escape")
    assert not parts.statistics.saving.has_left
    _submitted(parts)
    parts.shell.statistics.way.window.chosen.emit(str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").exists()


def test_a_month_that_was_closed_meanwhile_is_read_before_anything_leaves(parts, screen, tmp_path):
    _submitted(parts)
    before = len(parts.statistics.calls.asked)
    parts.statistics.calls.fault = refused(ProblemCode.VERSION_STALE, 409)
    parts.shell.statistics.way.window.chosen.emit(str(tmp_path / "a.pdf"))

    assert not (tmp_path / "a.pdf").exists()
    assert list(tmp_path.iterdir()) == []
    assert len(parts.statistics.calls.asked) == before + 1
    assert any("Un mois vient d'être clos" in text for text in visible_texts(parts.shell))


def test_without_figures_or_contact_nothing_is_exported(parts, screen):
    parts.connection.go_offline(1)
    press(parts.shell, "Ctrl+E")
    dialog = _dialog(parts)
    dialog.purpose.set_raw(StatisticsPurpose.QUALITY.value)
    press(dialog, "Ctrl+Return", "Escape")
    assert parts.shell.findChildren(QFileDialog) == []

    parts.statistics.calls.page = nothing_closed()
    parts.statistics.refresh()
    press(parts.shell, "Ctrl+E")
    assert not any(e.isVisible() for e in parts.shell.findChildren(StatisticsExportDialog))
    button = child(screen, Button, "statistics_export")
    assert not button.isEnabled()
    assert button.accessibleDescription().startswith("rien à exporter")


def test_the_bar_says_of_which_month_figures_are_while_they_are_in_front(parts, screen):
    stamp = child(parts.shell, DataStamp, "shell_data_stamp")

    assert plain(" ".join(visible_texts(stamp))) == "Mois clos : oct. 2025"
    assert plain(stamp.accessibleName()).endswith("calculé le 1-nov.-2025")
    press(parts.shell, "G", "O")
    assert not stamp.isVisible()
    press(parts.shell, "G", "S")
    assert stamp.isVisible()
    parts.statistics.calls.fault = Offline("ConnectError")
    parts.statistics.choose(months=3)
    assert not stamp.isVisible()


def test_one_cursor_goes_through_all_that_is_by_month(qtbot, screen):
    alerts, rate = screen.board.alerts.chart, screen.board.rate.chart
    assert isinstance(alerts, StackedMonths)
    assert isinstance(rate, RateLines)
    tile = screen.board.tiles.tiles[1]

    alerts.setFocus()
    press(screen, "Home", "Right")
    assert (alerts.cursor_at, rate.cursor_at) == (1, 1)
    assert plain(tile.pointed) == "déc. 2024 : 83 %"

    place = rate.spots()[6].area.center()
    qtbot.mouseMove(rate, QPoint(1, 1))
    qtbot.mouseMove(rate, place.toPoint())
    assert (alerts.cursor_at, rate.cursor_at) == (6, 6)
    assert plain(tile.pointed) == "mai 2025 : 84 %"

    screen.head.period.setFocus()
    assert (alerts.cursor_at, rate.cursor_at, tile.pointed) == (-1, -1, "")


def test_a_masked_month_says_its_mark_under_the_cursor(screen):
    tile = screen.board.tiles.tiles[5]
    screen.board._rate.pointed.emit(10)

    assert plain(tile.pointed) == "sept. 2025 : secret statistique"
