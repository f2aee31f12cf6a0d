"""Scenes of the calendar of retention: those of a nurse, a privacy officer and a manager."""

from __future__ import annotations

from datetime import date
from typing import Final

from console.errors import Offline, Unexpected
from console.stores.retention_reading import DueList
from services.contract.problems import CurrentState, ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.retention import OFFICER, row
from tests.samples.rows import paris
from ui.retention.hold_dialog import PlaceHoldDialog
from ui.shell import Shell

NOVEMBER: Final = date(2025, 11, 1)


def _calendar(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.retention.open()
            then(stage)

    return show


def _shell(stage: Stage) -> Shell:
    assert isinstance(stage.screen, Shell)
    return stage.screen


def _list(name: DueList, month: date = NOVEMBER) -> Scene:
    def show(stage: Stage) -> None:
        stage.retention.choose(name, month)

    return show


def _open_dialog(stage: Stage) -> PlaceHoldDialog:
    _list(DueList.TO_ARCHIVE)(stage)
    screen = _shell(stage).retention.screen
    assert screen is not None
    screen.place_hold()
    dialog = _shell(stage).findChild(PlaceHoldDialog)
    assert isinstance(dialog, PlaceHoldDialog)
    return dialog


def _placing(stage: Stage) -> None:
    dialog = _open_dialog(stage)
    dialog.fields.reason.set_raw("litigation")
    dialog.fields.words.set_raw("Procédure engagée par la famille.")


def _limiting(stage: Stage) -> None:
    dialog = _open_dialog(stage)
    dialog.fields.reason.set_raw("limitation")
    dialog.fields.words.set_raw("Article 18, 1 a : exactitude contestée.")


def _incomplete(stage: Stage) -> None:
    _open_dialog(stage)._go()


def _lost(stage: Stage) -> None:
    stage.retention.calls.faults["place"] = Offline("ReadTimeout", outcome_unknown=True)
    _placing(stage)
    dialog = _shell(stage).findChild(PlaceHoldDialog)
    assert isinstance(dialog, PlaceHoldDialog)
    dialog._go()


def _ending(stage: Stage) -> None:
    _list(DueList.TO_ARCHIVE)(stage)
    screen = _shell(stage).retention.screen
    assert screen is not None
    bar = _shell(stage)._desk.retention_bar.shown.value
    assert bar is not None
    screen.side.holds.end_wanted.emit(bar.holds[0])


def _faster(stage: Stage) -> None:
    _ending(stage)
    current = CurrentState(version=2, state="ended", by=OFFICER, at=paris(18, 10, 12))
    stage.retention.calls.faults["end"] = refused(ProblemCode.VERSION_STALE, 412, current)
    dialog = _shell(stage).retention._dialog
    assert dialog is not None
    dialog._go()


def _many(stage: Stage) -> None:
    days = [row(number, date(2025, 11, 18 + number % 12)) for number in range(260)]
    stage.retention.calls.rows["to_announce"][NOVEMBER] = days


def _no_pass(stage: Stage) -> None:
    stage.retention.calls.computed = None
    stage.retention.calls.rows = {name.value: {} for name in DueList}


def _stale(stage: Stage) -> None:
    stage.retention.calls.faults["calendar"] = Offline("ConnectError")
    stage.connection.shows_offline = True
    stage.retention.refresh()
    stage.connection.changed.emit()


def _busy(stage: Stage) -> None:
    fault = Unexpected("unavailable", status=503, retryable=True)
    stage.retention.calls.faults |= {"calendar": fault}


def _no_bar(stage: Stage) -> None:
    stage.retention.calls.faults["bar"] = Unexpected("unavailable", status=503, retryable=True)


def _gone(stage: Stage) -> None:
    stage.retention.calls.faults["bar"] = refused(ProblemCode.NOT_FOUND, 404)


def _refused(stage: Stage) -> None:
    stage.retention.calls.faults["calendar"] = refused(ProblemCode.FORBIDDEN, 403)


def _slow(stage: Stage) -> None:
    stage.retention.calls.silent |= {"calendar", "bar"}


def _masked(stage: Stage) -> None:
    _list(DueList.TO_ARCHIVE)(stage)
    _shell(stage).toggle_mask()


RETENTION_SCENES: Final[dict[str, Scene]] = {
    "retention": _calendar(_list(DueList.TO_ARCHIVE)),
    "retention-announce": _calendar(),
    "retention-erase": _calendar(_list(DueList.TO_ERASE, date(2025, 12, 1))),
    "retention-nobody": _calendar(_list(DueList.TO_ERASE, date(2026, 3, 1))),
    "retention-many": _calendar(before=_many),
    "retention-no-pass": _calendar(before=_no_pass),
    "retention-masked": _calendar(_masked),
    "retention-offline": _calendar(_stale),
    "retention-loading": _calendar(before=_slow),
    "retention-error": _calendar(before=_busy),
    "retention-no-bar": _calendar(before=_no_bar),
    "retention-gone": _calendar(before=_gone),
    "retention-no-right": _calendar(before=_refused),
}
OFFICER_SCENES: Final[dict[str, Scene]] = {
    "retention-officer": _list(DueList.TO_ARCHIVE),
    "retention-placing": _placing,
    "retention-limiting": _limiting,
    "retention-incomplete": _incomplete,
    "retention-lost": _lost,
    "retention-ending": _ending,
    "retention-faster": _faster,
}
MANAGER_SCENES: Final[dict[str, Scene]] = {"retention-manager": _calendar()}
