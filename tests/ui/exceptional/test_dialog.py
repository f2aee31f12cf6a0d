"""The dialog that opens the record of a patient of another unit (screens.md 1.7, 1.9)."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QWidget

from console.errors import Offline, Unexpected
from console.stores.patient_search import SearchState
from services.contract.enums import AccessReason
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press
from tests.ui.exceptional.filling import (
    WHY,
    agree,
    dialog,
    is_asking,
    name_by_record,
    name_by_traits,
    said,
    type_text,
)
from ui.exceptional.dialog import AccessDialog
from ui.shell.pages import PATIENT_FILE, TRIAGE
from widgets.focus_ring import FocusRing
from widgets.palette_list import PaletteList

BUSY = Unexpected("unavailable", status=503, retryable=True, outcome_unknown=True)


@pytest.fixture
def asked(parts: Parts) -> Parts:
    """The dialog, opened from the palette."""
    press(parts.shell, "Ctrl+K")
    child(parts.shell, QLineEdit, "palette_field").setText(">acces exc")
    press(parts.shell, "Return")
    assert is_asking(parts.shell)
    return parts


@pytest.fixture
def confirming(asked: Parts) -> Parts:
    """Who and why are said; what will happen is on screen."""
    name_by_record(asked.shell)
    press(asked.shell, "Return")
    assert dialog(asked.shell).is_confirming
    return asked


def _notice(parts: Parts) -> str:
    shown = child(dialog(parts.shell), QWidget, "exceptional_notice")
    return plain(shown.accessibleName()) if shown.isVisible() else ""


def test_the_palette_offers_it_where_nobody_is_found(qtbot, parts):
    press(parts.shell, "Ctrl+K")
    child(parts.shell, QLineEdit, "palette_field").setText("zzzzz")
    qtbot.waitUntil(lambda: parts.search.state is SearchState.FOUND)
    found = child(parts.shell, PaletteList, "palette_list")
    lines = [found.item(row).text() for row in range(found.count())]

    assert plain(lines[-1]) == "Accès exceptionnel : patient d'une autre unité"
    press(parts.shell, "Return")
    assert not is_asking(parts.shell)
    press(parts.shell, "Down", "Return")
    assert is_asking(parts.shell)


def test_the_list_of_patients_offers_it_where_nobody_is_found(qtbot, parts):
    parts.shell.go_to("patients")
    press(parts.shell, "Ctrl+F")
    type_text("zzzzz")
    button = child(parts.shell, QPushButton, "patients_exceptional")
    qtbot.waitUntil(button.isVisible)
    button.click()

    assert is_asking(parts.shell)


def test_whoever_may_not_is_offered_nothing(qtbot, parts):
    parts.exceptional.is_allowed = False
    press(parts.shell, "Ctrl+K")
    child(parts.shell, QLineEdit, "palette_field").setText(">acces exc")
    press(parts.shell, "Return", "Escape")
    parts.shell.exceptional.ask()

    assert not is_asking(parts.shell)


def test_who_and_why_then_what_will_happen_then_the_file(asked):
    assert focused().objectName() == "exceptional_family_name"
    name_by_traits(asked.shell, "kermarrec", "Jeanne", "14/03/1958")
    press(asked.shell, "Return")

    read = said(dialog(asked.shell))
    assert "Ouvrir ce dossier pour 60 minutes" in read
    assert "KERMARREC Jeanne, né(e) le 14-mars-1958" in read
    assert f"Urgence : {WHY}" in read
    assert "Le délégué à la protection des données est prévenu et le patient le verra." in read
    agree(asked.shell)

    ((ask, _write),) = asked.exceptional.records.asked
    assert (ask.family_name, ask.given_name) == ("kermarrec", "Jeanne")
    assert ask.birth_date == date(1958, 3, 14)
    assert (ask.ins, ask.record_number) == (None, None)
    assert (ask.reason, ask.text) == (AccessReason.EMERGENCY, WHY)
    assert not is_asking(asked.shell)
    assert asked.shell.page == PATIENT_FILE
    assert asked.file.patient_id == asked.exceptional.records.answer.patient.id


def test_the_ins_is_asked_whole(asked):
    shown = dialog(asked.shell)
    shown._fields._by.set_current("ins")
    shown._fields._choose("ins")
    type_text("2580335238042")
    press(asked.shell, "Return")

    assert not shown.is_confirming
    assert "L'INS a 15 chiffres, clé comprise." in said(shown)
    assert focused().objectName() == "exceptional_ins"


def test_the_safe_answer_has_the_keyboard_and_asks_nothing(confirming):
    assert focused().objectName() == "exceptional_leave"
    press(confirming.shell, "Return")

    assert not is_asking(confirming.shell)
    assert confirming.exceptional.records.asked == []
    assert confirming.shell.page == TRIAGE
    assert confirming.triage.isAncestorOf(focused())


def test_it_is_seen_where_the_keyboard_stands(asked, theme, qapp):
    ring = FocusRing(theme, qapp)
    name_by_record(asked.shell)
    press(asked.shell, "Return")

    shown = ring.ring
    qapp.focusChanged.disconnect(ring._follow)
    assert shown is not None
    leave = child(dialog(asked.shell), QPushButton, "exceptional_leave")
    middle = leave.mapTo(asked.shell, leave.rect().center())
    assert shown.geometry().contains(middle)


def test_a_second_enter_opens_nothing(asked):
    """Keys that come too fast meet the safe answer."""
    name_by_record(asked.shell)
    press(asked.shell, "Return", "Return")

    assert asked.exceptional.records.asked == []


def test_what_is_missing_is_said_where_it_is_and_the_first_has_the_keyboard(asked):
    name_by_traits(asked.shell, "Kermarrec", "", "31/02/1958", "trop court")
    press(asked.shell, "Return")

    shown = dialog(asked.shell)
    assert not shown.is_confirming
    assert focused().objectName() == "exceptional_given_name"
    read = said(shown)
    assert "Indiquez le prénom en entier." in read
    assert "Jour, mois et année" in read
    assert "Dites en 15 caractères au moins" in read


def test_without_a_reason_it_does_not_go_on(asked):
    type_text("Kermarrec")
    press(asked.shell, "Return")

    assert "Choisissez un motif." in said(dialog(asked.shell))


def test_spaces_are_no_reason(asked):
    name_by_record(asked.shell, why="a              b")
    press(asked.shell, "Return")

    assert not dialog(asked.shell).is_confirming


def test_what_was_said_can_be_changed_and_is_still_there(confirming):
    child(dialog(confirming.shell), QPushButton, "exceptional_change").click()

    shown = dialog(confirming.shell)
    assert not shown.is_confirming
    assert child(shown, QLineEdit, "exceptional_record").text() == "800451237"
    assert child(shown, QLineEdit, "exceptional_text").text() == WHY


def test_nothing_that_was_typed_outlives_it(qtbot, confirming):
    press(confirming.shell, "Escape")

    qtbot.waitUntil(lambda: not confirming.shell.findChildren(AccessDialog))
    confirming.shell.exceptional.ask()
    assert child(dialog(confirming.shell), QLineEdit, "exceptional_record").text() == ""


def test_the_proof_is_asked_in_place_and_the_act_goes_on(confirming):
    confirming.exceptional.records.needs_proof = True
    agree(confirming.shell)

    assert focused().objectName() == "proof_password"
    assert not child(dialog(confirming.shell), QPushButton, "exceptional_open").isEnabled()
    type_text("right")
    press(confirming.shell, "Return")
    type_text("123456")
    press(confirming.shell, "Return")

    assert confirming.exceptional.proofs == [("right", "123456")]
    first, second = confirming.exceptional.records.asked
    assert first == second
    assert confirming.shell.page == PATIENT_FILE


def test_a_proof_that_is_given_up_leaves_what_was_said(confirming):
    confirming.exceptional.records.needs_proof = True
    agree(confirming.shell)
    press(confirming.shell, "Escape")

    assert dialog(confirming.shell).is_confirming
    assert focused().objectName() == "exceptional_open"


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [
        (ProblemCode.NOT_FOUND, 404, "cette identité ne désigne pas une seule personne"),
        (ProblemCode.ACCESS_NOT_NEEDED, 409, "Ce patient est d'une de vos unités"),
    ],
)
def test_who_is_not_meant_is_asked_for_again(confirming, code, status, words):
    confirming.exceptional.records.faults["open"] = refused(code, status)
    agree(confirming.shell)

    assert words in _notice(confirming)
    assert not dialog(confirming.shell).is_confirming
    assert focused().objectName() == "exceptional_record"


def test_a_refusal_says_its_code(confirming):
    confirming.exceptional.records.faults["open"] = refused(ProblemCode.INVALID_BODY, 422)
    agree(confirming.shell)

    assert "EXC-422" in _notice(confirming)
    assert dialog(confirming.shell).is_confirming


def test_not_reached_is_not_done(confirming):
    confirming.exceptional.records.faults["open"] = Offline("ConnectError")
    agree(confirming.shell)

    assert "aucun dossier n'a été ouvert" in _notice(confirming)


def test_without_contact_it_waits_with_what_was_typed(confirming):
    confirming.connection.go_offline(2)

    assert "Hors connexion" in _notice(confirming)
    assert not child(dialog(confirming.shell), QPushButton, "exceptional_open").isEnabled()


@pytest.mark.parametrize("error", [Offline("ReadTimeout", outcome_unknown=True), BUSY])
def test_a_lost_answer_is_never_told_as_done_or_not_done(confirming, error):
    records = confirming.exceptional.records
    records.faults["open"] = error
    agree(confirming.shell)

    assert "le dossier est peut-être déjà ouvert à votre nom" in _notice(confirming)
    assert not child(dialog(confirming.shell), QPushButton, "exceptional_open").isEnabled()
    del records.faults["open"]
    check = [
        each
        for each in dialog(confirming.shell).findChildren(QPushButton)
        if each.text() == "Vérifier" and each.isVisible()
    ]
    check[0].click()

    first, second = records.asked
    assert first == second
    assert confirming.shell.page == PATIENT_FILE


def test_whoever_left_before_the_answer_is_told_and_not_taken_away(confirming):
    records = confirming.exceptional.records
    records.silent.add("open")
    agree(confirming.shell)
    press(confirming.shell, "Escape")
    assert not is_asking(confirming.shell)

    confirming.exceptional.act._finish(records.answer)

    assert confirming.shell.page == TRIAGE
    assert "Réglages" in confirming.shell.toasts.toasts[-1].accessibleName()
    assert confirming.exceptional.items == (records.answer,)


@pytest.fixture
def asking_again(confirming: Parts) -> Parts:
    """The first opening is on its way and was left; somebody else is asked for now."""
    confirming.exceptional.records.silent.add("open")
    agree(confirming.shell)
    press(confirming.shell, "Escape")
    confirming.shell.exceptional.ask()
    name_by_record(confirming.shell, "800450992")
    press(confirming.shell, "Return")
    assert dialog(confirming.shell).is_confirming
    return confirming


def test_an_opening_that_was_left_opens_no_file_in_the_place_of_another(asking_again):
    records = asking_again.exceptional.records
    asking_again.exceptional.act._finish(records.answer)

    assert asking_again.shell.page == TRIAGE
    assert dialog(asking_again.shell).is_confirming
    records.silent.clear()
    agree(asking_again.shell)
    assert records.asked[-1][0].record_number == "800450992"
    assert asking_again.shell.page == PATIENT_FILE


def test_an_opening_that_was_left_says_nothing_of_another(asking_again):
    asking_again.exceptional.act._fail(refused(ProblemCode.NOT_FOUND, 404))

    assert dialog(asking_again.shell).is_confirming
    assert not _notice(asking_again)


def test_nothing_else_is_reached_from_it(asked):
    child(dialog(asked.shell), QPushButton, "exceptional_leave").setFocus()
    press(asked.shell, "G", "O", "Ctrl+K", "F6", "A", "N")

    assert asked.shell.page == TRIAGE
    assert is_asking(asked.shell)
    assert dialog(asked.shell).isAncestorOf(focused())
    assert asked.actions.asked == []


def test_the_tab_key_goes_down_and_round(asked):
    shown, seen = dialog(asked.shell), []
    while focused() not in seen:
        seen.append(focused())
        press(asked.shell, "Tab")
    assert focused() is seen[0]
    tops = [each.mapTo(shown, QPoint(0, 0)).y() for each in seen]
    # The keyboard began in the fields; what stands above them comes last.
    start = next(place for place, each in enumerate(seen) if not isinstance(each, QLineEdit))
    assert tops[:start] == sorted(tops[:start])
    press(asked.shell, "Shift+Tab")
    assert focused() is seen[-1]
    assert {"exceptional_text", "exceptional_leave", "exceptional_open"} <= {
        each.objectName() for each in seen
    }


def test_the_key_map_lies_over_it_and_gives_it_back(asked):
    type_text("Kermarrec")
    press(asked.shell, "F1", "Escape")

    assert is_asking(asked.shell)
    assert focused().objectName() == "exceptional_family_name"


def test_behind_the_mask_a_name_is_read_only_while_it_is_typed(asked):
    name_by_traits(asked.shell, "Kermarrec", "Jeanne", "14/03/1958")
    press(asked.shell, "F9")

    fields = {each.objectName(): each for each in dialog(asked.shell).findChildren(QLineEdit)}
    assert is_asking(asked.shell)
    assert fields["exceptional_family_name"].echoMode() is QLineEdit.EchoMode.Password
    assert fields["exceptional_text"].echoMode() is QLineEdit.EchoMode.Normal
    press(asked.shell, "Return")
    shown = dialog(asked.shell)
    assert "K. J., 67 ans" in said(shown)
    assert "Kermarrec" not in said(shown)
    assert WHY not in said(shown)
    hold = child(shown, QAbstractButton, "hold_identity")
    hold.setDown(True)
    hold.pressed.emit()
    assert "KERMARREC Jeanne, né(e) le 14-mars-1958" in said(shown)
    hold.released.emit()
    assert "KERMARREC" not in said(shown)


def test_a_lock_leaves_it_as_it_is(confirming):
    confirming.shell.hide()
    confirming.shell.set_locked(True)
    confirming.shell.set_locked(False)
    confirming.shell.show()

    assert dialog(confirming.shell).is_confirming


def test_it_fits_the_smallest_window(qtbot, asked):
    asked.shell.resize(1024, 520)
    shown = dialog(asked.shell)

    qtbot.waitUntil(lambda: shown.geometry() == asked.shell.rect())
    assert shown.rect().contains(shown._card.geometry())
