"""Scenes of what the product is, of requests for help, and of the strip of new notices."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from console.errors import Unexpected
from services.contract.notices import NoticeKind
from services.contract.support import NAMES_PATIENT
from services.contract.surveillance import PartHealth, PartState, SurveillancePart
from tests.pictures.stage import Scene, Stage, nothing
from tests.samples.notices import notice, notices
from tests.samples.rows import NOW
from tests.samples.support import GREY, LOG
from ui.about.answer_dialog import Verb
from ui.about.report_dialog import ReportDialog
from ui.about.requests_page import RequestsPage
from ui.parts.about_tabs import AboutTab
from ui.shell import Shell


def _shell(stage: Stage) -> Shell:
    assert isinstance(stage.screen, Shell)
    return stage.screen


def _at(tab: AboutTab, then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        before(stage)
        _shell(stage).about.open(tab)
        then(stage)

    return show


def _instructions(stage: Stage) -> None:
    screen = _shell(stage).about.screen
    assert screen is not None
    page = screen.page(AboutTab.PRODUCT)
    page.choices.set_current("instructions")  # type: ignore[union-attr]
    page.choices.chosen.emit("instructions")  # type: ignore[union-attr]


def _parts(stage: Stage) -> None:
    late = {SurveillancePart.CANARY: PartState.LATE, SurveillancePart.HEARTBEAT: PartState.OFF}
    stage.surveillance.parts = [
        PartHealth(
            part=part,
            state=late.get(part, PartState.OK),
            at=None if part is SurveillancePart.HEARTBEAT else NOW - timedelta(seconds=12),
            age_s=12,
        )
        for part in SurveillancePart
    ]


def _not_ready(stage: Stage) -> None:
    _parts(stage)
    stage.about.service.fault = Unexpected("unavailable", status=503)


def _away(stage: Stage) -> None:
    stage.connection.go_offline(7)


def _all(stage: Stage) -> None:
    stage.about.sees_all = True


def _none(stage: Stage) -> None:
    stage.about.calls.requests = []


def _answering(verb: Verb) -> Scene:
    def show(stage: Stage) -> None:
        screen = _shell(stage).about.screen
        assert screen is not None
        page = screen.page(AboutTab.REQUESTS)
        assert isinstance(page, RequestsPage)
        page.acts[verb].click()

    return show


def _report(stage: Stage) -> ReportDialog:
    _shell(stage).about.report()
    dialog = _shell(stage).findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    return dialog


def _reporting(stage: Stage) -> None:
    _report(stage)


def _incident(stage: Stage) -> None:
    dialog = _report(stage)
    dialog.kind.set_raw("incident")
    dialog.words.set_raw(GREY)
    dialog._show_log(LOG)


def _incomplete(stage: Stage) -> None:
    _report(stage)._go()


def _named(stage: Stage) -> None:
    dialog = _report(stage)
    dialog.kind.set_raw("technical")
    dialog.words.set_raw("Rien ne s'affiche pour le 800 451 237.")
    dialog.show_refused("words", NAMES_PATIENT)


def _new_notices(stage: Stage) -> None:
    mine = [notice(NoticeKind.PRIVACY, waits=True, before="1.0"), notice(NoticeKind.TERMS)]
    told = notices(waits=False).model_copy(update={"mine": mine})
    stage.notices.calls.notices = told
    stage.notices.start()


def _notices(stage: Stage) -> None:
    stage.notices.start()
    _shell(stage).notices.open()


ABOUT_SCENES: Final[dict[str, Scene]] = {
    "about": _at(AboutTab.PRODUCT),
    "about-instructions": _at(AboutTab.PRODUCT, _instructions),
    "about-notices": _notices,
    "about-new-notices": _new_notices,
    "about-licences": _at(AboutTab.LICENCES),
    "about-accessibility": _at(AboutTab.ACCESSIBILITY),
    "about-state": _at(AboutTab.STATE, before=_parts),
    "about-state-not-ready": _at(AboutTab.STATE, before=_not_ready),
    "about-state-away": _at(AboutTab.STATE, before=_away),
    "about-requests": _at(AboutTab.REQUESTS),
    "about-requests-none": _at(AboutTab.REQUESTS, before=_none),
    "about-requests-all": _at(AboutTab.REQUESTS, before=_all),
    "about-answering": _at(AboutTab.REQUESTS, _answering(Verb.ANSWER), before=_all),
    "about-closing": _at(AboutTab.REQUESTS, _answering(Verb.CLOSE), before=_all),
    "report": _reporting,
    "report-incident": _incident,
    "report-incomplete": _incomplete,
    "report-names-patient": _named,
}
