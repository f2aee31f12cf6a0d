"""Scenes of the weeks of a patient in their file, and of the messages that were written to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from console.errors import Offline
from services.contract.problems import ProblemCode
from services.contract.week_enums import PauseReason, Rhythm
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.rows import KERMARREC
from tests.samples.weeks import pause, weeks
from ui.patient.head import FileTab
from ui.patient.screen import PatientScreen
from ui.shell import Shell
from widgets.button import Button


def _file(stage: Stage) -> PatientScreen:
    assert isinstance(stage.screen, Shell)
    assert stage.screen.file is not None
    return stage.screen.file


def _tab(tab: FileTab, then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.open_file(KERMARREC.id)
            _file(stage).choose_tab(tab)
            then(stage)

    return show


def _plan(then: Scene = nothing, before: Scene = nothing) -> Scene:
    return _tab(FileTab.SURVEYS, then, before)


def _messages(then: Scene = nothing, before: Scene = nothing) -> Scene:
    return _tab(FileTab.DOCUMENTS, then, before)


def _press(name: str) -> Scene:
    def show(stage: Stage) -> None:
        button = _file(stage).findChild(Button, name)
        assert button is not None
        button.click()

    return show


def _paused(stage: Stage) -> None:
    running = pause(PauseReason.HOSPITALISED, date(2025, 11, 17), date(2025, 11, 28))
    stage.silence.calls.weeks = weeks(pauses=(running,))


def _by_cycle(stage: Stage) -> None:
    told = weeks()
    assert told.plan is not None
    plan = told.plan.model_copy(
        update={
            "rhythm": Rhythm.CYCLE,
            "cycle_day": 8,
            "ends_on": date(2025, 12, 10),
            "ending_alert_id": UUID(int=5),
        }
    )
    planned = told.planned.model_copy(update={"plan": plan})
    stage.silence.calls.weeks = replace(told, planned=planned)


def _nobody_asks(stage: Stage) -> None:
    told = weeks()
    update = {"plan": None, "version": 0, "next_opening": None, "has_consent": False}
    stage.silence.calls.weeks = replace(told, planned=told.planned.model_copy(update=update))


def _stale(stage: Stage) -> None:
    _press("plan_change")(stage)
    stage.silence.calls.faults["change"] = refused(ProblemCode.VERSION_STALE, 412)
    _press("form_submit")(stage)


def _choose_failed(stage: Stage) -> None:
    table = _file(stage).findChild(Button, "message_resend")
    assert table is not None
    page = _file(stage)._pages[FileTab.DOCUMENTS]
    listed = page.messages.table  # type: ignore[attr-defined]
    listed.setCurrentIndex(listed.model().index(2, 0))
    table.click()


def _no_messages(stage: Stage) -> None:
    stage.silence.calls.messages = []


def _away(stage: Stage) -> None:
    stage.silence.calls.faults["messages"] = Offline("ConnectError")


PLAN_SCENES: Final[dict[str, Scene]] = {
    "plan": _plan(),
    "plan-paused": _plan(before=_paused),
    "plan-cycle": _plan(before=_by_cycle),
    "plan-none": _plan(before=_nobody_asks),
    "plan-change": _plan(_press("plan_change")),
    "plan-pause": _plan(_press("plan_pause")),
    "plan-stale": _plan(_stale),
    "plan-preference": _plan(_press("plan_prefer")),
    "messages": _messages(),
    "messages-resend": _messages(_choose_failed),
    "messages-none": _messages(before=_no_messages),
    "messages-error": _messages(before=_away),
}
