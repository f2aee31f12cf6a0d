"""Scenes of the patient file: every tab, and its states."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from console.errors import ConsoleError, Offline, Unexpected
from services.contract.archive_enums import ArchiveReason
from services.contract.enums import ExceptionKind, IdentityStatus, Monitoring
from services.contract.patient_file import FollowUp, PatientSeries
from services.contract.problems import ProblemCode
from services.contract.rule_exceptions import RuleException
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples import file_data, file_pages
from tests.samples.rows import ALAIN, NOW, worklist
from tests.support.ui_parts import child
from ui.patient.head import FileTab
from ui.patient.synthesis import SynthesisPage
from ui.shell import Shell
from widgets.chip import Chip


def _file(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.open_file(worklist()[0].patient.id)
            then(stage)

    return show


def _tab(tab: FileTab, then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell) and stage.screen.file is not None:
            stage.screen.file.choose_tab(tab)
            then(stage)

    return _file(show, before)


def _put(**changes: Any) -> Scene:
    """Another synthesis behind the file."""

    def show(stage: Stage) -> None:
        stage.file.files.series = lambda weeks: file_data.series(weeks or 31, **changes)

    return show


def _fault(part: str, error: ConsoleError | None) -> Scene:
    """A part that fails, or that does not answer."""

    def show(stage: Stage) -> None:
        if error is None:
            stage.file.files.silent.add(part)
        else:
            stage.file.files.faults[part] = error

    return show


def _then_fails(error: ConsoleError) -> Scene:
    """The file was read; reading it again fails."""

    def show(stage: Stage) -> None:
        stage.file.files.faults["series"] = error
        stage.file.series.read()

    return show


def _masked(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.toggle_mask()


def _unfolded(stage: Stage) -> None:
    if isinstance(stage.screen, Shell) and stage.screen.file is not None:
        stage.screen.file.banner.unfold(True)


def _pinned(stage: Stage) -> None:
    stage.file.turn_pin("anxiety")


def _cursor(stage: Stage) -> None:
    if isinstance(stage.screen, Shell) and stage.screen.file is not None:
        stage.screen.file.synthesis.page.time.move_to(10)


def _table(stage: Stage) -> None:
    if isinstance(stage.screen, Shell) and stage.screen.file is not None:
        stage.screen.file.synthesis.page.course.show_table(True)


def _compared(stage: Stage) -> None:
    if isinstance(stage.screen, Shell) and stage.screen.file is not None:
        stage.screen.file.synthesis.compare_periods()


def _followed(stage: Stage) -> None:
    """The ends of the follow-up and the consents alone."""
    for kind in ("follow_up", "consent"):
        child(stage.screen, Chip, f"patient_filter_{kind}").click()


def unknown_form(stage: Stage) -> None:
    whole = file_pages.survey_file(file_data.answer_id(15))
    survey = whole.survey
    if survey is not None:
        sent = file_pages.sent_values()
        raw = survey.model_copy(update={"as_sent": sent, "symptoms": []})
        changed = whole.model_copy(update={"questions": [], "survey": raw, "explanation": None})
        stage.file.files.survey = lambda _answer: changed


def _unfinished(stage: Stage) -> None:
    """The version that was sent before the questionnaire was finished."""
    older = stage.screen.findChild(QAbstractButton, "patient_survey_older")
    if older is not None:
        older.click()


def _empty_series(count: int) -> dict[str, Any]:
    """A file before its first questionnaire, or after one."""
    series: PatientSeries = file_data.series(count)
    symptoms = [] if count > 1 else series.symptoms
    first = None if count > 1 else NOW.date()
    return {
        "answers": [[] for _ in range(count)] if count > 1 else [[file_data.answer_id(15)]],
        "symptoms": symptoms,
        "open_alerts": [],
        "last_actions": [],
        "weights": [],
        "ecog": [],
        "follow_up": FollowUp(
            answered_weeks=0 if count > 1 else 1,
            weeks=0 if count > 1 else 1,
            first_survey_on=first,
            last_survey_at=None if count > 1 else NOW,
            survey_count=0 if count > 1 else 1,
            action_count=0,
        ),
    }


def _one_answer(stage: Stage) -> None:
    stage.file.files.series = lambda _weeks: file_data.series(1, **_empty_series(1))


EXPECTED: Final = RuleException(
    id=worklist()[0].alert_id,
    version=1,
    patient_id=worklist()[0].patient.id,
    kind=ExceptionKind.EXPECTED,
    item="fatigue",
    level=2,
    rule_id=None,
    rule_version=None,
    rule_set_version="default-2",
    reason="anémie connue",
    by=ALAIN,
    since=NOW - timedelta(days=3),
    until=NOW + timedelta(days=9),
    ended_at=None,
    ended_by=None,
    ended=None,
    in_force=True,
    muted=[],
)
_DOUBTFUL: Final = file_data.header(identity_status=IdentityStatus.DOUBTFUL, ins=None)
_ENDED: Final = file_data.header(monitoring=Monitoring.ENDED, ended_on=date(2025, 11, 17))
_DIED: Final = _ENDED.model_copy(update={"died_on": date(2025, 11, 16)})
_PAUSED: Final = file_data.header(monitoring=Monitoring.PAUSED)
_BUSY: Final = Unexpected("unavailable", status=503, retryable=True)
_MISSING: Final = refused(ProblemCode.NOT_FOUND, 404)


def _reveal(page: SynthesisPage) -> None:
    QApplication.sendPostedEvents()
    page.ensureWidgetVisible(page.measures)


def _at_the_measures(stage: Stage) -> None:
    if isinstance(stage.screen, Shell) and stage.screen.file is not None:
        page = stage.screen.file.synthesis.page
        _reveal(page)
        page.time.move_to(14)


def _measures_table(stage: Stage) -> None:
    if isinstance(stage.screen, Shell) and stage.screen.file is not None:
        page = stage.screen.file.synthesis.page
        page.measures.charts[0].setFocus()
        QTest.keyClick(page.measures.charts[0], Qt.Key.Key_F4)
        _reveal(page)


_MEASURED: Final = {
    "temperatures": file_data.temperatures(),
    "ecog": file_data.performance(),
}


def _died(stage: Stage) -> None:
    death = {"reason": ArchiveReason.DEATH, "is_told": None, "died_on": _DIED.died_on}
    stage.archiving.calls.stands |= death | {"detail": None, "messages": []}
    _put(patient=_DIED, open_alerts=[])(stage)


PATIENT_SCENES: Final[dict[str, Scene]] = {
    "patient": _file(),
    "patient-timeline": _tab(FileTab.TIMELINE),
    "patient-timeline-follow-up": _tab(FileTab.TIMELINE, _followed),
    "patient-surveys": _tab(FileTab.SURVEYS),
    "patient-actions": _tab(FileTab.ACTIONS),
    "patient-consents": _tab(FileTab.CONSENTS),
    "patient-documents": _tab(FileTab.DOCUMENTS),
    "patient-unfolded": _file(_unfolded),
    "patient-masked": _file(_masked),
    "patient-pinned": _file(_pinned),
    "patient-cursor": _file(_cursor),
    "patient-table": _file(_table),
    "patient-measures": _file(_at_the_measures, before=_put(**_MEASURED)),
    "patient-measures-table": _file(_measures_table, before=_put(**_MEASURED)),
    "patient-measures-unreadable": _file(
        _at_the_measures, before=_put(weights=[], ecog=[], blocks_missing=["measures"])
    ),
    "patient-compare": _file(_compared),
    "patient-doubtful": _file(before=_put(patient=_DOUBTFUL)),
    "patient-ended": _file(before=_put(patient=_ENDED, open_alerts=[])),
    "patient-died": _file(before=_died),
    "patient-paused": _file(before=_put(patient=_PAUSED)),
    "patient-expected": _file(before=_put(exceptions=[EXPECTED])),
    "patient-no-survey": _file(before=_put(**_empty_series(16))),
    "patient-one-answer": _file(before=_one_answer),
    "patient-partial": _file(before=_put(blocks_missing=["lines", "actions"], lines=[])),
    "patient-loading": _file(before=_fault("series", None)),
    "patient-error": _file(before=_fault("series", _BUSY)),
    "patient-gone": _file(_then_fails(_MISSING)),
    "patient-stale": _file(_then_fails(Offline("ConnectError"))),
    "patient-survey-unknown": _tab(FileTab.SURVEYS, before=unknown_form),
    "patient-survey-unfinished": _tab(FileTab.SURVEYS, _unfinished),
    "patient-survey-error": _tab(FileTab.SURVEYS, before=_fault("survey", _BUSY)),
    "patient-timeline-error": _tab(FileTab.TIMELINE, before=_fault("timeline", _BUSY)),
}
