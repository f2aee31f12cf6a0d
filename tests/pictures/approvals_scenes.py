"""What waits for a second person, in the eyes of a manager."""

from __future__ import annotations

from typing import Final

from console.errors import Offline, StepUpNeeded, Unexpected
from console.stores.approvals import ApprovalsStore
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, refused
from tests.samples.approvals import SampleApprovals, times_request
from ui.approvals.screen import ApprovalsScreen
from ui.shell import Shell


def _store(stage: Stage) -> SampleApprovals:
    assert isinstance(stage.screen, Shell)
    store: ApprovalsStore = stage.screen._desk.approvals
    assert isinstance(store, SampleApprovals)
    return store


def _screen(stage: Stage) -> ApprovalsScreen:
    assert isinstance(stage.screen, Shell)
    stage.screen.approvals.open()
    screen = stage.screen.approvals.screen
    assert screen is not None
    return screen


def _open(stage: Stage) -> None:
    _screen(stage)


def _at(place: int) -> Scene:
    def show(stage: Stage) -> None:
        screen = _screen(stage)
        screen.list.stand_on(str(_store(stage).items[place].id))

    return show


def _refusing(stage: Stage) -> None:
    _screen(stage).pane.decline.click()


def _proving(stage: Stage) -> None:
    asked = refused(ProblemCode.STEP_UP_NEEDED, 403).problem
    _store(stage).calls.faults["approve"] = StepUpNeeded(asked)
    _screen(stage).pane.approve.click()


def _overtaken(stage: Stage) -> None:
    _store(stage).calls.faults["approve"] = refused(ProblemCode.STATE_FORBIDS, 409)
    _screen(stage).pane.approve.click()


def _times(stage: Stage) -> None:
    _store(stage).calls.items = [times_request()]
    _screen(stage)


def _nothing(stage: Stage) -> None:
    _store(stage).calls.items = []
    _screen(stage)


def _offline(stage: Stage) -> None:
    screen = _screen(stage)
    _store(stage).calls.faults["read"] = Offline("ConnectError")
    stage.connection.shows_offline = True
    stage.connection.changed.emit()
    screen.begin()


def _failed(stage: Stage) -> None:
    store = _store(stage)
    store.forget()
    store.calls.faults["read"] = Unexpected("unavailable", status=503, retryable=True)
    _screen(stage)


APPROVALS_SCENES: Final[dict[str, Scene]] = {
    "approvals": _open,
    "approvals-factor": _at(1),
    "approvals-identity": _at(2),
    "approvals-times": _times,
    "approvals-refused": _at(3),
    "approvals-unreadable": _at(5),
    "approvals-refusing": _refusing,
    "approvals-proving": _proving,
    "approvals-overtaken": _overtaken,
    "approvals-nothing": _nothing,
    "approvals-offline": _offline,
    "approvals-failed": _failed,
}
