"""Scenes of billing, as an oncologist sees it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from console.errors import Offline, Unexpected
from services.contract.billing import BillingCheck
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.billing import SampleBilling
from ui.billing.screen import BillingScreen
from ui.shell import Shell


def _shell(stage: Stage) -> Shell:
    assert isinstance(stage.screen, Shell)
    return stage.screen


def _screen(stage: Stage) -> BillingScreen:
    screen = _shell(stage).billing.screen
    assert screen is not None
    return screen


def _store(stage: Stage) -> SampleBilling:
    """Before the screen is made, too."""
    store = _shell(stage).billing._desk.billing
    assert isinstance(store, SampleBilling)
    return store


def _list(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        before(stage)
        _shell(stage).billing.open()
        _screen(stage).table.setFocus(Qt.FocusReason.OtherFocusReason)
        then(stage)

    return show


def _second(stage: Stage) -> None:
    _screen(stage).table.choose(1)


def _third(stage: Stage) -> None:
    _screen(stage).table.choose(2)


def _not_met(stage: Stage) -> None:
    _store(stage).set_check(BillingCheck.NOT_MET)


def _none_like_it(stage: Stage) -> None:
    _store(stage).calls.rows = _store(stage).calls.rows[:1]
    _not_met(stage)


def _other_month(stage: Stage) -> None:
    _store(stage).step_month(-1)


def _stale(stage: Stage) -> None:
    _store(stage).calls.faults["page"] = Offline("ConnectError")
    stage.connection.shows_offline = True
    _store(stage).refresh()
    stage.connection.changed.emit()


def _busy(stage: Stage) -> None:
    _store(stage).calls.faults["page"] = Unexpected("unavailable", status=503, retryable=True)


def _refused(stage: Stage) -> None:
    _store(stage).calls.faults["page"] = refused(ProblemCode.FORBIDDEN, 403)


def _slow(stage: Stage) -> None:
    _store(stage).calls.silent.add("page")


def _side_lost(stage: Stage) -> None:
    _store(stage).calls.faults["patient"] = Unexpected("unavailable", status=503, retryable=True)


def _unsaved(stage: Stage) -> None:
    screen = _screen(stage)
    screen.export()
    screen._where.close()
    screen._tell_failed(Unexpected("unavailable", status=503, retryable=True))


def _masked(stage: Stage) -> None:
    _shell(stage).toggle_mask()


BILLING_SCENES: Final[dict[str, Scene]] = {
    "billing": _list(_second),
    "billing-untold": _list(_third),
    "billing-not-met": _list(_not_met),
    "billing-none-like-it": _list(_none_like_it),
    "billing-empty": _list(_other_month),
    "billing-masked": _list(_masked),
    "billing-offline": _list(_stale),
    "billing-loading": _list(before=_slow),
    "billing-error": _list(before=_busy),
    "billing-no-right": _list(before=_refused),
    "billing-unsaved": _list(_unsaved),
    "billing-side-error": _list(before=_side_lost),
}
