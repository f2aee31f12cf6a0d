"""The panel of filters, a filtered list, and several rows chosen together."""

from __future__ import annotations

from console.stores.filters import NOBODY, Filters, Wish
from services.contract.enums import AlertLevel
from tests.pictures.stage import Scene, Stage
from tests.samples.rows import UNIT_ID

_SOME = Filters(levels=frozenset({AlertLevel.MODERATE, AlertLevel.HIGH}), owner=NOBODY)


def _panel(stage: Stage) -> None:
    if stage.triage is not None:
        stage.triage.open_filters()


def _panel_in_force(stage: Stage) -> None:
    stage.worklist.set_filters(_SOME.with_wish(Wish.SYMPTOM, "pain"))
    _panel(stage)


def _filtered(stage: Stage) -> None:
    stage.worklist.set_filters(_SOME)


def _many_chips(stage: Stage) -> None:
    filters = _SOME.with_wish(Wish.SYMPTOM, "fatigue")
    stage.worklist.set_filters(filters.with_wish(Wish.UNIT, str(UNIT_ID)))


def _several(stage: Stage) -> None:
    """The four Info rows of the picture, chosen from the last one upwards."""
    if stage.triage is not None:
        view = stage.triage.list.view
        view.choose(12)
        for _ in range(3):
            view.run_wanted.emit(view.currentIndex().row() - 1)


def _several_and_more(stage: Stage) -> None:
    """One more would not be Info."""
    _several(stage)
    if stage.triage is not None:
        view = stage.triage.list.view
        view.run_wanted.emit(view.currentIndex().row() - 1)


FILTER_SCENES: dict[str, Scene] = {
    "triage-filter-panel": _panel,
    "triage-filter-panel-in-force": _panel_in_force,
    "triage-filtered": _filtered,
    "triage-filtered-many": _many_chips,
    "triage-several": _several,
    "triage-several-barred": _several_and_more,
}
