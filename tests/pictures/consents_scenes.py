"""Scenes of the consents of a patient, their invitations, and of the notices."""

from __future__ import annotations

from typing import Final

from console.errors import Offline, Unexpected
from services.contract.week_enums import ConsentChoice, InvitationChannel
from tests.pictures.stage import Scene, Stage, nothing
from tests.samples.rows import worklist
from ui.patient.consents.page import ConsentsPage
from ui.patient.consents.words import INVITATIONS
from ui.patient.head import FileTab
from ui.shell import Shell


def page_of(stage: Stage) -> ConsentsPage:
    """The tab on screen."""
    shell = stage.screen
    if not isinstance(shell, Shell) or shell.file is None:
        raise LookupError("no file is open")
    return shell.file.consents


def _tab(line: str = "telemonitoring", then: Scene = nothing) -> Scene:
    """The consents of the first patient of the queue."""

    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.screen.open_file(worklist()[0].patient.id)
            if stage.screen.file is not None:
                stage.screen.file.choose_tab(FileTab.CONSENTS)
                page_of(stage).list.stand_on(line)
                then(stage)

    return show


def _act(choice: ConsentChoice) -> Scene:
    def show(stage: Stage) -> None:
        page_of(stage).detail.act_wanted.emit(choice)

    return show


def _lost(stage: Stage) -> None:
    page = page_of(stage)
    page.detail.act_wanted.emit(ConsentChoice.WITHDRAWN)
    stage.file.said.faults.append(Offline("ReadTimeout", outcome_unknown=True))
    if page.form is not None:
        page.form.how.set_raw("in_person")
        page.form.submit.click()


def _sheet(stage: Stage) -> None:
    page_of(stage).invitations.part.wanted.emit(InvitationChannel.SHEET)


def _offline(stage: Stage) -> None:
    stage.connection.go_offline(2)


def _first(stage: Stage) -> None:
    stage.notices.have_waiting()


def _open(then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.notices.start()
            stage.screen.notices.open()
            then(stage)

    return show


def _not_recorded(stage: Stage) -> None:
    _first(stage)
    stage.notices.calls.fault = Unexpected("unavailable", status=503, retryable=True)
    if isinstance(stage.screen, Shell) and stage.screen.notices.screen is not None:
        stage.screen.notices.screen.agree.click()


CONSENTS_SCENES: Final[dict[str, Scene]] = {
    "consents": _tab(),
    "consents-research": _tab("research"),
    "consents-communication": _tab("communication"),
    "consents-withdraw": _tab(then=_act(ConsentChoice.WITHDRAWN)),
    "consents-lost": _tab(then=_lost),
    "consents-offline": _tab(then=_offline),
    "consents-invitations": _tab(INVITATIONS),
    "consents-sheet": _tab(INVITATIONS, _sheet),
    "notices": _open(),
    "notices-first": _first,
    "notices-not-recorded": _not_recorded,
}
