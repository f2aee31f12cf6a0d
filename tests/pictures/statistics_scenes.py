"""Scenes of the statistics of a centre, as its manager sees them."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QScrollArea

from console.errors import Offline, Unexpected
from services.contract.problems import ProblemCode
from services.contract.statistics_enums import Breakdown
from services.contract.statistics_exports import StatisticsFormat
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.quality import data_quality
from tests.samples.statistics import MASKED, nothing_closed, statistics
from tests.samples.statistics_store import SampleQuality, SampleStatistics, masked
from ui.shell import Shell
from ui.statistics.export_dialog import StatisticsExportDialog
from ui.statistics.screen import StatisticsScreen
from ui.statistics.tabs import StatisticsTab
from widgets.figure_chart import FigureChart


def _screen(stage: Stage) -> StatisticsScreen:
    assert isinstance(stage.screen, Shell)
    screen = stage.screen.statistics.screen
    assert screen is not None
    return screen


def _store(stage: Stage) -> SampleStatistics:
    store = _screen(stage)._store
    assert isinstance(store, SampleStatistics)
    return store


def _again(stage: Stage) -> None:
    store = _store(stage)
    store.forget()
    store.set_shown(True)


def _sites(stage: Stage) -> None:
    _store(stage).choose(by=Breakdown.TUMOUR_SITE)


def _below(stage: Stage) -> None:
    area = next(
        area
        for area in _screen(stage).findChildren(QScrollArea)
        if area.widget() is _screen(stage).board
    )
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum())


def _definitions(stage: Stage) -> None:
    _screen(stage).show_definitions()


def _tables(stage: Stage) -> None:
    board = _screen(stage).board
    for part in (board.tiles, board.alerts, board.response, board.rate, board.symptoms):
        part.turn()


def _walked(stage: Stage) -> None:
    """On a month of the chart, with the keyboard."""
    chart = _screen(stage).board.alerts.chart
    assert isinstance(chart, FigureChart)
    chart.setFocus()
    chart._go(4)


def _export(stage: Stage) -> None:
    """Asked for as tables."""
    assert isinstance(stage.screen, Shell)
    stage.screen.statistics.export()
    dialog = stage.screen.findChild(StatisticsExportDialog)
    assert dialog is not None
    dialog.format.set_raw(StatisticsFormat.CSV.value)
    dialog.format.chosen.emit()


def _without_info(stage: Stage) -> None:
    _screen(stage).head._without_info.setChecked(True)


def _masked(stage: Stage) -> None:
    _store(stage).calls.page = masked(statistics())
    _store(stage).refresh()


def _mixed(stage: Stage) -> None:
    """A month without its critical alerts, one without its total; a rate and a time without one."""
    page = statistics()
    june, july = page.alerts[7], page.alerts[8]
    june.levels[0] = june.levels[0].model_copy(update={"figure": MASKED})
    june.levels[1] = june.levels[1].model_copy(update={"figure": MASKED})
    page.alerts[8] = july.model_copy(update={"total": MASKED})
    page.answer_rate[6] = page.answer_rate[6].model_copy(update={"figure": MASKED})
    page.response[0] = page.response[0].model_copy(update={"ninetieth": MASKED})
    page.response[1] = page.response[1].model_copy(update={"median": MASKED})
    _store(stage).calls.page = page
    _store(stage).refresh()


def _not_closed(stage: Stage) -> None:
    _store(stage).calls.page = nothing_closed()
    _again(stage)


def _loading(stage: Stage) -> None:
    _store(stage).calls.is_silent = True
    _again(stage)


def _error(stage: Stage) -> None:
    _store(stage).calls.fault = Unexpected("unavailable", status=503, retryable=True)
    _again(stage)


def _offline(stage: Stage) -> None:
    _store(stage).calls.fault = Offline("ConnectError")
    stage.connection.shows_offline = True
    _store(stage).refresh()
    stage.connection.changed.emit()


def _no_right(stage: Stage) -> None:
    _store(stage).calls.fault = refused(ProblemCode.FORBIDDEN, 403)
    _again(stage)


def _quality(stage: Stage) -> None:
    _screen(stage).show_tab(StatisticsTab.QUALITY)


def _quality_masked(stage: Stage) -> None:
    store = _screen(stage).quality._store
    assert isinstance(store, SampleQuality)
    store.calls.quality = masked(data_quality())
    _quality(stage)


STATISTICS_SCENES: Final[dict[str, Scene]] = {
    "statistics": nothing,
    "statistics-below": _below,
    "statistics-sites": _sites,
    "statistics-without-info": _without_info,
    "statistics-walked": _walked,
    "statistics-export": _export,
    "statistics-tables": _tables,
    "statistics-definitions": _definitions,
    "statistics-masked": _masked,
    "statistics-mixed": _mixed,
    "statistics-not-closed": _not_closed,
    "statistics-loading": _loading,
    "statistics-error": _error,
    "statistics-offline": _offline,
    "statistics-no-right": _no_right,
    "statistics-quality": _quality,
    "statistics-quality-masked": _quality_masked,
}
