"""Scenes of an enrolment: each step, its refusals, what a colleague did, and its ends."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLineEdit

from console.errors import Offline
from services.contract.enrolment import ConsentStep, EligibilityStep, PathwayStep, Prescription
from services.contract.problems import CurrentState, ProblemCode
from services.contract.week_enums import (
    ConsentChoice,
    EnrolmentStop,
    InvitationChannel,
    Reach,
    Rhythm,
    SpokenLanguage,
)
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.enrolments import NEW_ID, nobody
from tests.samples.rows import ALAIN, CLAIRE, NOW, THOMAS
from ui.enrolment.end_page import EndPage
from ui.enrolment.screen import EnrolmentScreen
from ui.enrolment.steps import StepName
from ui.shell import Shell

WHOLE: Final = {
    "eligibility": EligibilityStep(
        has_cancer=True,
        has_systemic_treatment=True,
        language=SpokenLanguage.FRENCH,
        reach=Reach.SMS,
        phone="06 12 34 56 78",
    ),
    "pathway": PathwayStep(
        disease="Cancer du côlon",
        icd10="C18.7",
        diagnosed_on="2025-09",
        line_name="FOLFOX",
        line_number=1,
        line_started_on=NOW.date(),
        questionnaire="weekly",
        questionnaire_version="2.1",
        rule_set_version="3.2",
        rhythm=Rhythm.WEEK,
        weekday=2,
        opens_at_minute=540,
        starts_on=NOW.date(),
        oncologist_id=ALAIN.id,
        nurse_id=CLAIRE.id,
        prescription=Prescription(prescriber_id=ALAIN.id, prescribed_on=NOW.date()),
    ),
}


def screen_of(stage: Stage) -> EnrolmentScreen:
    """The panel on screen."""
    shell = stage.screen
    if not isinstance(shell, Shell) or shell.enrolment.screen is None:
        raise LookupError("nobody is enrolled")
    return shell.enrolment.screen


def _screen(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.enrolment.open()
            then(stage)

    return show


def _type(stage: Stage, **texts: str) -> None:
    for name, text in texts.items():
        for field in screen_of(stage).findChildren(QLineEdit, f"field_{name}"):
            field.setText(text)
            field.textEdited.emit(text)


def _look(stage: Stage) -> None:
    _type(stage, birth_date="04/05/1961", family_name="Le Goff")
    screen_of(stage).desk.go_on()


def _nobody(stage: Stage) -> None:
    stage.enrolments.enrolling.candidates = nobody()
    _look(stage)


def _elsewhere(stage: Stage) -> None:
    found = nobody().model_copy(update={"elsewhere": True})
    stage.enrolments.enrolling.candidates = found
    _look(stage)


def _creating(stage: Stage) -> None:
    _look(stage)
    screen_of(stage).desk.go_on()
    _type(stage, given_name="Marianne", ins="2610535238042", record_number="800777123")


def _incomplete(stage: Stage) -> None:
    _creating(stage)
    _type(stage, ins="261053523804211")
    screen_of(stage).desk.go_on()


def _look_failed(stage: Stage) -> None:
    stage.enrolments.enrolling.faults.append(Offline("ConnectError"))
    _look(stage)


def _at(step: StepName, then: Scene = nothing, *, is_whole: bool = False) -> Scene:
    """A step of an enrolment that is open."""

    def show(stage: Stage) -> None:
        enrolling = stage.enrolments.enrolling
        enrolling.somebody_else_saves(step=4, **(WHOLE if is_whole else {}), version=3)
        stage.enrolments.open(NEW_ID)
        screen_of(stage).desk.show_step(step)
        then(stage)

    return _screen(show)


def _choose(stage: Stage, **answers: str) -> None:
    page = screen_of(stage).desk.form_page
    if page is not None:
        page.form.put(answers)


def _no(stage: Stage) -> None:
    _choose(stage, has_cancer="yes", has_systemic_treatment="no")


def _lacking(stage: Stage) -> None:
    screen_of(stage).desk.go_on()


def _outdated(stage: Stage) -> None:
    _choose(stage, line_name="FOLFIRI")
    stage.enrolments.enrolling.somebody_else_saves(version=9)
    current = CurrentState(version=9, state="open", by=THOMAS, at=NOW)
    stage.enrolments.enrolling.faults.append(refused(ProblemCode.VERSION_STALE, 412, current))
    screen_of(stage).desk.go_on()


def _lost(stage: Stage) -> None:
    stage.enrolments.enrolling.faults.append(Offline("ReadTimeout", outcome_unknown=True))
    screen_of(stage).desk.go_on()


def _offline(stage: Stage) -> None:
    stage.connection.go_offline(2)


def _masked(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.toggle_mask()


def _answered(stage: Stage) -> None:
    _choose(
        stage, telemonitoring="accepted", research="opposed", communication="refused",
        collection="in_person", notices="yes",
    )  # fmt: skip


def _refuses(stage: Stage) -> None:
    _choose(stage, telemonitoring="refused")


def _abandon(stage: Stage) -> None:
    screen_of(stage).desk.ask_to_abandon(True)


def _finished(then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        said = ConsentStep(telemonitoring=ConsentChoice.ACCEPTED, language="fr")
        stage.enrolments.enrolling.somebody_else_saves(
            **WHOLE, consent=said, step=4, finished_at=NOW
        )
        stage.enrolments.open(NEW_ID)
        then(stage)

    return _screen(show)


def _invite(channel: InvitationChannel) -> Scene:
    def show(stage: Stage) -> None:
        page = screen_of(stage).desk.page
        if isinstance(page, EndPage):
            page.invitation.wanted.emit(channel)

    return show


def _stopped(stage: Stage) -> None:
    stage.enrolments.enrolling.somebody_else_saves(stop=EnrolmentStop.NO_CHANNEL)
    stage.enrolments.open(NEW_ID)


ENROLMENT_SCENES: Final[dict[str, Scene]] = {
    "enrolment": _screen(),
    "enrolment-candidates": _screen(_look),
    "enrolment-nobody": _screen(_nobody),
    "enrolment-elsewhere": _screen(_elsewhere),
    "enrolment-creating": _screen(_creating),
    "enrolment-incomplete": _screen(_incomplete),
    "enrolment-look-failed": _screen(_look_failed),
    "enrolment-known": _at(StepName.IDENTITY),
    "enrolment-eligibility": _at(StepName.ELIGIBILITY, is_whole=True),
    "enrolment-no": _at(StepName.ELIGIBILITY, _no),
    "enrolment-pathway": _at(StepName.PATHWAY, is_whole=True),
    "enrolment-pathway-lacks": _at(StepName.PATHWAY, _lacking),
    "enrolment-outdated": _at(StepName.PATHWAY, _outdated, is_whole=True),
    "enrolment-lost": _at(StepName.PATHWAY, _lost, is_whole=True),
    "enrolment-offline": _at(StepName.ELIGIBILITY, _offline),
    "enrolment-masked": _at(StepName.ELIGIBILITY, _masked),
    "enrolment-consent": _at(StepName.CONSENT, is_whole=True),
    "enrolment-answered": _at(StepName.CONSENT, _answered, is_whole=True),
    "enrolment-refuses": _at(StepName.CONSENT, _refuses, is_whole=True),
    "enrolment-abandon": _at(StepName.ELIGIBILITY, _abandon),
    "enrolment-finished": _finished(),
    "enrolment-invited": _finished(_invite(InvitationChannel.SMS)),
    "enrolment-sheet": _finished(_invite(InvitationChannel.SHEET)),
    "enrolment-stopped": _screen(_stopped),
}
