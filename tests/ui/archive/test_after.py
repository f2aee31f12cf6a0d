"""After the end of a follow-up: its line in the file, the patient told, and followed again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLineEdit

from console.errors import Offline, Unexpected
from services.contract.archive_enums import ArchiveReason, InformedHow, RestoreReason
from services.contract.archiving import PatientArchives
from services.contract.enums import Monitoring
from services.contract.patient_file import PatientSeries
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.samples import file_data
from tests.samples.rows import KERMARREC, NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, press, visible_texts
from ui.archive.informed_dialog import InformedDialog
from ui.archive.restore_dialog import RestoreDialog
from ui.patient.end_part import EndPart
from widgets.button import Button
from widgets.patient_banner_look import BannerGround
from widgets.strip import Strip


def _show_header(parts: Parts, **changes: object) -> None:
    """The file of the picture, of somebody about whom this is otherwise."""
    own, header = parts.file.files.series, file_data.header(**changes)

    def series(weeks: int | None) -> PatientSeries:
        return own(weeks).model_copy(update={"patient": header})

    parts.file.files.series = series


@pytest.fixture
def ended(parts: Parts) -> EndPart:
    """The line under the banner of somebody whose follow-up ended yesterday."""
    _show_header(parts, monitoring=Monitoring.ENDED, ended_on=date(2025, 11, 17))
    press(parts.shell, "O")
    assert parts.shell.file is not None
    return parts.shell.file.end


def _shows(end: EndPart, name: str) -> bool:
    return child(end, Button, f"patient_end_{name}").isVisible()


def test_the_file_says_when_by_whom_why_and_that_the_patient_does_not_know(parts, ended):
    texts = {plain(text) for text in visible_texts(ended)}

    assert any("Archivé le 17-nov.-2025 par Claire Morvan · Parcours terminé" in t for t in texts)
    assert "Pas encore prévenu" in texts
    assert [_shows(ended, each) for each in ("informed", "restore", "undo")] == [True, True, False]
    assert plain(parts.shell.file._look.notice) == "Télésurveillance arrêtée le 17-nov.-2025"


def test_somebody_who_is_followed_has_no_such_line_and_nothing_is_read(parts):
    press(parts.shell, "O")

    assert parts.shell.file is not None
    assert not parts.shell.file.end.isVisible()
    assert parts.file.archives.key is None


def test_the_banner_of_somebody_who_died_says_the_day(parts):
    died = {"ended_on": date(2025, 11, 17), "died_on": date(2025, 11, 16)}
    _show_header(parts, monitoring=Monitoring.ENDED, **died)
    parts.archiving.calls.stands = {"reason": ArchiveReason.DEATH, "is_told": None}
    press(parts.shell, "O")

    assert parts.shell.file is not None
    look = parts.shell.file._look
    assert look is not None
    assert (look.ground, plain(look.notice)) == (BannerGround.DECEASED, "Décédée le 16-nov.-2025")
    assert not _shows(parts.shell.file.end, "informed")


def test_an_end_that_cannot_be_read_says_so_and_is_asked_for_again(parts):
    _show_header(parts, monitoring=Monitoring.ENDED)
    parts.archiving.calls.faults["read"] = Unexpected("unavailable", status=503, retryable=True)
    press(parts.shell, "O")
    assert parts.shell.file is not None
    end = parts.shell.file.end
    strip = child(end, Strip, "patient_end_notice")
    assert strip.isVisible()
    assert parts.shell.file.plan is not None

    parts.archiving.calls.faults.clear()
    strip.accepted.emit()

    assert not strip.isVisible()
    assert _shows(end, "restore")


def test_the_patient_was_told_and_by_what_is_recorded_once(parts, ended):
    child(ended, Button, "patient_end_informed").click()
    dialog = child(parts.shell, InformedDialog, "informed_dialog")
    press(parts.shell, "Ctrl+Return")
    assert parts.archiving.calls.informed == []
    assert "à remplir" in set(visible_texts(dialog))

    dialog.how.set_raw("by_phone")
    press(parts.shell, "Ctrl+Return")

    [(ask, write)] = parts.archiving.calls.informed
    assert (ask.how, write.version) == (InformedHow.BY_PHONE, 4)
    assert not dialog.isVisible()
    assert "Noté : le patient est prévenu." in set(visible_texts(parts.shell))
    assert not _shows(ended, "informed")


def test_somebody_who_knows_already_is_told_of_once(parts, ended):
    """A colleague was faster while the file was open."""
    parts.archiving.calls.stands = {"is_told": True}
    child(ended, Button, "patient_end_informed").click()
    dialog = child(parts.shell, InformedDialog, "informed_dialog")
    dialog.how.set_raw("by_phone")

    press(parts.shell, "Ctrl+Return")

    assert parts.archiving.calls.informed == []
    notice = child(dialog, Strip, "informed_notice").accessibleName()
    assert notice == "Le patient est déjà prévenu, ou son suivi a repris."


def test_with_a_consent_that_holds_the_plan_of_before_goes_on(parts, ended):
    child(ended, Button, "patient_end_restore").click()
    dialog = child(parts.shell, RestoreDialog, "restore_dialog")
    assert dialog.fields is not None
    dialog.fields.reason.set_raw("error")

    press(parts.shell, "Ctrl+Return")

    [(ask, write)] = parts.archiving.calls.restored
    assert (ask.reason, ask.plan, ask.line) == (RestoreReason.ERROR, None, None)
    assert write.version == 4
    assert "Télésuivi repris." in set(visible_texts(parts.shell))


def test_a_relapse_brings_its_line_and_another_day(parts, ended):
    child(ended, Button, "patient_end_restore").click()
    dialog = child(parts.shell, RestoreDialog, "restore_dialog")
    fields = dialog.fields
    assert fields is not None
    assert fields.plan is not None
    fields.reason.set_raw("relapse")
    fields.plan._hour.set_raw("10:00")
    fields.line.set_raw("FOLFOX")
    press(parts.shell, "Ctrl+Return")
    assert parts.archiving.calls.restored == []  # a line begins on some day

    fields.begun.set_raw("17/11/2025")
    press(parts.shell, "Ctrl+Return")

    [(ask, _)] = parts.archiving.calls.restored
    assert ask.plan is not None
    assert ask.line is not None
    assert ask.plan.opens_at_minute == 600
    assert (ask.line.name, ask.line.started_on) == ("FOLFOX", date(2025, 11, 17))


def test_a_prescription_that_is_over_is_renewed_or_nobody_returns(parts, ended):
    """They would look followed and never be asked (H-09)."""
    weeks = parts.silence.calls.weeks
    assert weeks.plan is not None
    over = weeks.plan.model_copy(update={"ends_on": date(2025, 11, 17)})
    planned = weeks.planned.model_copy(update={"plan": over})
    parts.silence.calls.weeks = replace(weeks, planned=planned)
    child(ended, Button, "patient_end_restore").click()
    dialog = child(parts.shell, RestoreDialog, "restore_dialog")
    assert dialog.fields is not None
    assert dialog.fields.plan is not None
    dialog.fields.reason.set_raw("relapse")
    press(parts.shell, "Ctrl+Return")
    assert parts.archiving.calls.restored == []

    dialog.fields.plan._ends_on.set_raw("18/05/2026")
    press(parts.shell, "Ctrl+Return")

    [(ask, _)] = parts.archiving.calls.restored
    assert ask.plan is not None
    assert (ask.plan.starts_on, ask.plan.ends_on) == (NOW.date(), date(2026, 5, 18))


def test_without_a_consent_that_holds_the_enrolment_opens(parts, ended):
    parts.archiving.calls.stands = {"may_return_at_once": False}
    child(ended, Button, "patient_end_restore").click()
    dialog = child(parts.shell, RestoreDialog, "restore_dialog")
    assert dialog.fields is not None
    assert dialog.fields.plan is None
    assert not dialog.fields.line.isVisible()
    dialog.fields.reason.set_raw("relapse")

    press(parts.shell, "Ctrl+Return")

    assert parts.shell.page == "enrolment"
    assert "Archive levée. L'inclusion reste à terminer." in set(visible_texts(parts.shell))


def test_nobody_comes_back_from_a_death_but_by_mistake(parts, ended):
    parts.archiving.calls.stands = {"reason": ArchiveReason.DEATH, "is_told": None}
    child(ended, Button, "patient_end_restore").click()

    dialog = child(parts.shell, RestoreDialog, "restore_dialog")

    assert dialog.fields is not None
    assert len(dialog.fields.reason.stops()) == 1


def test_a_lost_answer_is_asked_for_again_under_its_key(parts, ended):
    calls = parts.archiving.calls
    child(ended, Button, "patient_end_restore").click()
    dialog = child(parts.shell, RestoreDialog, "restore_dialog")
    assert dialog.fields is not None
    dialog.fields.reason.set_raw("error")
    calls.faults["restore"] = Offline("ReadTimeout", outcome_unknown=True)
    press(parts.shell, "Ctrl+Return")
    assert "peut-être est-ce fait" in child(dialog, Strip, "restore_notice").accessibleName()
    press(parts.shell, "Escape")
    parts.shell.archiving.restore(KERMARREC)
    again = child(parts.shell, RestoreDialog, "restore_dialog")
    assert "peut-être est-ce fait" in child(again, Strip, "restore_notice").accessibleName()
    assert child(again, Button, "restore_submit").accessibleName().startswith("Vérifier")
    del calls.faults["restore"]

    press(parts.shell, "Ctrl+Return")

    first, second = (write for _, write in calls.restored)
    assert first.key == second.key
    assert not again.isVisible()


def test_somebody_faster_is_said_and_the_next_try_has_the_new_version(parts, ended):
    calls = parts.archiving.calls
    child(ended, Button, "patient_end_restore").click()
    dialog = child(parts.shell, RestoreDialog, "restore_dialog")
    assert dialog.fields is not None
    dialog.fields.reason.set_raw("error")
    calls.faults["restore"] = refused(ProblemCode.VERSION_STALE, 412)
    calls.stands = {"version": 6}
    press(parts.shell, "Ctrl+Return")
    assert child(dialog, Strip, "restore_notice").isVisible()
    assert dialog.fields.reason.raw() == "error"
    del calls.faults["restore"]

    press(parts.shell, "Ctrl+Return")

    assert [write.version for _, write in calls.restored] == [4, 6]


def test_what_was_ended_here_a_moment_ago_is_taken_back_by_keys(parts, ended):
    """A toast of something else may have gone over the button that did it."""
    parts.archiving._done = parts.archiving.calls._archive(KERMARREC.id)
    ended.follow()
    assert [_shows(ended, each) for each in ("undo", "restore")] == [True, False]

    press(parts.shell, "Ctrl+Z")

    assert [patient_id for patient_id, _ in parts.archiving.calls.undone] == [KERMARREC.id]
    press(parts.shell, "Ctrl+Z")
    assert len(parts.archiving.calls.undone) == 1


def test_what_can_be_undone_no_more_is_not_offered(parts, ended):
    archive = parts.archiving.calls._archive(KERMARREC.id)
    past = archive.model_copy(update={"undo_until": NOW - timedelta(seconds=1)})
    parts.archiving._done = past
    ended.follow()

    press(parts.shell, "Ctrl+Z")

    assert not _shows(ended, "undo")
    assert parts.archiving.calls.undone == []


@pytest.mark.parametrize(
    ("typed", "name"), [("> restaurer le", "restore_dialog"), ("> noter que", "informed_dialog")]
)
def test_the_palette_leads_there_too(parts, ended, typed, name):
    press(parts.shell, "Ctrl+K")
    child(parts.shell, QLineEdit, "palette_field").setText(typed)

    press(parts.shell, "Return")

    found = RestoreDialog if name == "restore_dialog" else InformedDialog
    assert child(parts.shell, found, name).isVisible()


def test_the_end_that_stands_is_shown_though_another_one_has_a_later_time(parts, ended):
    """A clock was set back between a return and the next end."""
    calls = parts.archiving.calls
    stands = calls.standing(KERMARREC.id)
    gone = stands.model_copy(update={"archived_at": NOW, "restored_at": NOW})
    calls.read = lambda _patient_id: PatientArchives(items=[gone, stands])

    parts.file.archives.read()

    assert ended.archive == stands
    assert _shows(ended, "restore")


def test_without_a_plan_nobody_is_followed_at_once_and_nothing_is_asked(parts, ended):
    """They would look followed and never be asked (H-09)."""
    weeks = parts.silence.calls.weeks
    planned = weeks.planned.model_copy(update={"plan": None})
    parts.silence.calls.weeks = replace(weeks, planned=planned)
    child(ended, Button, "patient_end_restore").click()
    dialog = child(parts.shell, RestoreDialog, "restore_dialog")

    press(parts.shell, "Ctrl+Return")

    assert any("Inscrivez de nouveau le patient" in text for text in visible_texts(dialog))
    assert dialog.fields is None
    assert not child(dialog, Button, "restore_submit").isEnabled()
    assert parts.archiving.calls.restored == []
