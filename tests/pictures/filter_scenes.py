"""The panel of filters, a filtered list, and several rows chosen together."""

from __future__ import annotations

from console.stores.filters import NOBODY, Filters, Wish
from services.contract.enums import AlertLevel
from tests.pictures.stage import Scene, Stage

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
    filters = _SOME.with_wish(Wish.SYMPTOM, "fatigue").with_wish(Wish.OVERDUE, "true")
    stage.worklist.set_filters(filters.with_wish(Wish.TREATMENT, "a" * 64))


FILTER_SCENES: dict[str, Scene] = {
    "triage-filter-panel": _panel,
    "triage-filter-panel-in-force": _panel_in_force,
    "triage-filtered": _filtered,
    "triage-filtered-many": _many_chips,
}
