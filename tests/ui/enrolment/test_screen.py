"""The panel in which somebody is enrolled, on a service in memory."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QWidget

from console.errors import Offline
from console.stores.drafts import OF_AN_ENROLMENT
from resources.wording import Wording
from services.contract.problems import CurrentState, ProblemCode
from services.contract.week_enums import ConsentChoice, EnrolmentStop, InvitationChannel
from tests.pictures.enrolment_scenes import WHOLE
from tests.pictures.stage import refused
from tests.samples.consents import CODE
from tests.samples.enrolments import NEW_ID, alike, nobody
from tests.samples.rows import NOW, THOMAS
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from ui.enrolment.screen import EnrolmentScreen
from ui.enrolment.steps import NOBODY, StepName
from ui.shell.pages import ENROLMENT, PATIENT_FILE, PATIENTS
from widgets.strip import Strip

LOST = Offline("ReadTimeout", outcome_unknown=True)


@pytest.fixture
def opened(parts: Parts) -> Parts:
    """The panel, opened by its key from the list of patients."""
    parts.shell.go_to(PATIENTS)
    press(parts.shell, "I")
    assert parts.shell.page == ENROLMENT
    return parts


def _screen(parts: Parts) -> EnrolmentScreen:
    assert parts.shell.enrolment.screen is not None
    return parts.shell.enrolment.screen


def _desk(parts: Parts) -> Any:
    """Whatever page is on screen, a test knows which."""
    return _screen(parts).desk


def _said(parts: Parts) -> str:
    return plain(" | ".join(visible_texts(_screen(parts))))


def _notice(parts: Parts) -> str:
    shown = child(_screen(parts), QWidget, "enrolment_notice")
    return plain(shown.accessibleName()) if shown.isVisible() else ""


def _type(parts: Parts, **texts: str) -> None:
    for name, text in texts.items():
        field = child(_screen(parts), QLineEdit, f"field_{name}")
        field.setText(text)
        field.textEdited.emit(text)


def _asked(parts: Parts, what: str) -> list[Any]:
    return [ask for name, ask, _write in parts.enrolments.enrolling.asked if name == what]


def _next(parts: Parts) -> str:
    return plain(child(_screen(parts), QPushButton, "enrolment_next").accessibleName())


def _at(parts: Parts, step: StepName, **changes) -> None:
    parts.enrolments.enrolling.somebody_else_saves(step=4, **changes, version=3)
    parts.enrolments.open(NEW_ID)
    _desk(parts).show_step(step)


def _answer(parts: Parts, **raw: str) -> None:
    _desk(parts).form_page.form.put(raw)


def _look(parts: Parts) -> None:
    _type(parts, birth_date="04/05/1961", family_name="Le Goff")
    press(parts.shell, "Return")


def test_whoever_may_not_enrol_finds_no_way_to_it(parts):
    parts.enrolments.is_allowed = False
    parts.shell.go_to(PATIENTS)
    press(parts.shell, "I")

    assert parts.shell.page == PATIENTS
    assert child(parts.shell, QPushButton, "patients_enrol").isHidden()


def test_it_begins_with_a_search_and_the_open_drafts(opened):
    assert focused().objectName() == "field_birth_date"
    assert "3 inscriptions en cours" in _said(opened)
    assert _next(opened) == "Chercher"
    assert not child(_screen(opened), QLineEdit, "field_given_name").isVisible()


def test_without_a_birth_date_or_three_letters_nobody_is_looked_for(opened):
    press(opened.shell, "Return")
    assert "Date de naissance : jour, mois et année" in _said(opened)
    _type(opened, birth_date="04/05/1961", family_name="Le")
    press(opened.shell, "Return")

    assert "3 lettres du nom au moins" in _said(opened)
    assert _asked(opened, "look") == []


def test_who_is_alike_is_shown_before_anybody_is_created(opened):
    _look(opened)

    assert "3 personnes lui ressemblent" in _said(opened)
    assert focused().objectName() == "enrolment_list"
    assert _next(opened) == "Personne d'autre : créer"


def test_a_blind_enter_takes_nobody(opened):
    _look(opened)
    press(opened.shell, "Return")

    assert opened.shell.page == ENROLMENT
    assert focused().objectName() == "enrolment_pick"
    press(opened.shell, "Return")
    assert opened.shell.page == PATIENT_FILE


def test_somebody_whose_draft_is_open_goes_on_with_it(opened):
    _look(opened)
    press(opened.shell, "Down", "Return")

    assert opened.enrolments.enrolment.patient.id == NEW_ID
    assert _desk(opened).step is StepName.ELIGIBILITY


def test_somebody_who_was_followed_is_enrolled_again(opened):
    _look(opened)
    press(opened.shell, "Down", "Down", "Return")

    assert [what for what, _ask, _write in opened.enrolments.enrolling.asked][-1] == "reopen"


def test_nobody_alike_goes_on_to_the_first_name_at_once(opened):
    opened.enrolments.enrolling.candidates = nobody()
    _look(opened)

    assert focused().objectName() == "field_given_name"
    assert _next(opened) == "Créer et continuer"


def test_a_wrong_key_is_said_with_its_last_sign(opened):
    opened.enrolments.enrolling.candidates = nobody()
    _type(opened, birth_date="04/05/1961", ins="25803352380420")
    assert "14 signes sur 15" in _said(opened)
    _type(opened, ins="258033523804236")
    assert "clé fausse" in _said(opened)
    _type(opened, ins="258033523804237")
    assert "Clé exacte" in _said(opened)


def test_the_new_person_is_made_once_those_alike_were_seen(opened):
    _look(opened)
    press(opened.shell, "Ctrl+Return")
    _type(opened, given_name="Marianne", record_number="800777123")
    _desk(opened).seeking.page.form.put({"sex": "female"})
    press(opened.shell, "Return")

    [ask] = _asked(opened, "begin")
    assert len(ask.seen) == 3
    assert ask.given_name == "Marianne"
    assert _desk(opened).step is StepName.ELIGIBILITY
    assert "Enregistré à 10:42" in _said(opened)


def test_a_duplicate_that_is_found_late_is_shown(opened):
    opened.enrolments.enrolling.candidates = nobody()
    _look(opened)
    _type(opened, given_name="Marianne", record_number="800777123")
    _desk(opened).seeking.page.form.put({"sex": "female"})
    opened.enrolments.look(_desk(opened).seeking.page.traits)
    # Somebody else enrols them meanwhile.
    opened.enrolments.enrolling.candidates = alike()
    opened.enrolments.enrolling.faults.append(refused(ProblemCode.POSSIBLE_DUPLICATE, 409))
    _desk(opened).go_on()

    assert "Rien n'a été créé" in _notice(opened)
    assert "3 personnes lui ressemblent" in _said(opened)
    assert opened.enrolments.enrolment is None
    assert child(_screen(opened), QLineEdit, "field_given_name").text() == "Marianne"


def test_nothing_of_eligibility_is_answered_ahead_and_a_no_says_why(opened):
    _at(opened, StepName.ELIGIBILITY)
    raw = _desk(opened).form_page.form.raw()
    assert set(raw.values()) == {""}

    _answer(opened, has_cancer="no")
    assert "ont un cancer" in _notice(opened)
    assert not child(_screen(opened), QPushButton, "enrolment_next").isEnabled()
    _answer(opened, has_cancer="yes")
    assert _notice(opened) == ""
    _answer(opened, reach="none")
    child(_screen(opened), Strip, "enrolment_notice").accepted.emit()
    assert _asked(opened, "abandon") == [EnrolmentStop.NO_CHANNEL]
    assert "Inscription arrêtée" in _said(opened)


def test_what_a_step_lacks_is_said_at_its_fields(opened):
    _at(opened, StepName.PATHWAY)
    press(opened.shell, "Return")

    assert len(_asked(opened, "save")) == 1
    assert _said(opened).count("à remplir") == 5
    assert focused().objectName() == "field_disease"


def test_what_is_proposed_has_its_version(opened):
    _at(opened, StepName.PATHWAY)
    assert "version 3.2" in _said(opened)
    _type(opened, disease="Cancer du côlon", icd10="c18.7")
    press(opened.shell, "Return")

    [step] = _asked(opened, "save")
    assert (step.questionnaire, step.questionnaire_version) == ("weekly", "2.1")
    assert (step.rule_set_version, step.weekday, step.opens_at_minute) == ("3.2", 2, 540)
    assert step.icd10 == "C18.7"


def test_somebody_faster_is_named_and_nothing_typed_is_lost(opened):
    _at(opened, StepName.PATHWAY, **WHOLE)
    _type(opened, line_name="FOLFIRI")
    theirs = WHOLE["pathway"].model_copy(update={"disease": "Cancer du rectum"})
    opened.enrolments.enrolling.somebody_else_saves(pathway=theirs, version=9)
    current = CurrentState(version=9, state="open", by=THOMAS, at=NOW)
    opened.enrolments.enrolling.faults.append(refused(ProblemCode.VERSION_STALE, 412, current))
    press(opened.shell, "Return")

    assert "Thomas Riou" in _notice(opened)
    assert child(_screen(opened), QLineEdit, "field_line_name").text() == "FOLFIRI"
    assert child(_screen(opened), QLineEdit, "field_disease").text() == "Cancer du rectum"


def test_a_lost_answer_is_asked_for_again_under_its_key(opened):
    _at(opened, StepName.PATHWAY, **WHOLE)
    opened.enrolments.enrolling.faults.append(LOST)
    press(opened.shell, "Return")
    assert "Résultat inconnu" in _notice(opened)
    child(_screen(opened), Strip, "enrolment_notice").accepted.emit()

    writes = [write for what, _, write in opened.enrolments.enrolling.asked if what == "save"]
    assert len(writes) == 2
    assert writes[0] == writes[1]
    assert _desk(opened).step is StepName.CONSENT


def test_without_contact_nothing_is_sent_and_what_is_typed_is_kept(opened):
    _at(opened, StepName.ELIGIBILITY)
    opened.connection.go_offline(2)
    _answer(opened, has_cancer="yes", reach="sms")
    _type(opened, phone="06 12 34 56 78")
    press(opened.shell, "Return")
    assert "Hors connexion" in _notice(opened)
    assert _asked(opened, "save") == []

    press(opened.shell, "Escape")
    assert opened.shell.page == PATIENTS
    assert opened.drafts.get(NEW_ID, f"{OF_AN_ENROLMENT}eligibility") is not None
    opened.shell.enrolment.resume(NEW_ID, False)
    _desk(opened).show_step(StepName.ELIGIBILITY)
    assert child(_screen(opened), QLineEdit, "field_phone").text() == "06 12 34 56 78"


def test_a_lock_keeps_what_is_typed_of_nobody_yet(opened):
    _type(opened, family_name="Le Goff")
    opened.shell.set_locked(True)

    assert "Le Goff" in opened.drafts.get(NOBODY, f"{OF_AN_ENROLMENT}identity").content


def test_another_language_leaves_what_is_typed_where_it_is(opened):
    _at(opened, StepName.PATHWAY, **WHOLE)
    field = child(_screen(opened), QLineEdit, "field_line_name")
    field.setFocus()
    field.setText("FOLFIRI")
    field.setCursorPosition(3)

    opened.shell.set_wording(Wording("en"))

    assert "Disease and treatment" in _said(opened)
    again = child(_screen(opened), QLineEdit, "field_line_name")
    assert focused() is again
    assert (again.text(), again.cursorPosition()) == ("FOLFIRI", 3)


def test_behind_the_mask_nothing_is_read_or_written(opened):
    _look(opened)
    opened.shell.toggle_mask()
    assert "LE GOFF" not in _said(opened)
    assert "Le Goff" not in _said(opened)
    opened.shell.toggle_mask()

    assert child(_screen(opened), QLineEdit, "field_family_name").text() == "Le Goff"


def test_no_answer_of_the_patient_is_ticked_ahead(opened):
    _at(opened, StepName.CONSENT, **WHOLE)
    raw = _desk(opened).form_page.form.raw()

    answers = ("telemonitoring", "research", "communication", "collection", "notices")
    assert {raw[name] for name in answers} == {""}
    assert "version 1.0" in plain(_desk(opened).form_page.given.text.text.toPlainText())


def test_the_consent_step_begins_at_its_top_until_the_texts_were_handed_over(opened, theme, qtbot):
    theme.set_text_scale_pct(200)
    _at(opened, StepName.CONSENT, **WHOLE)
    area = child(_screen(opened), QScrollArea, "enrolment_area")
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.verticalScrollBar().value() == 0
    assert focused().objectName() == "enrolment_notices"
    _answer(opened, notices="yes")
    _screen(opened).take_focus()

    assert focused().objectName() != "enrolment_notices"


def test_a_refusal_ends_it_and_is_kept(opened):
    _at(opened, StepName.CONSENT, **WHOLE)
    _answer(opened, telemonitoring="refused", collection="in_person")
    assert "Sans consentement" in _notice(opened)
    child(_screen(opened), Strip, "enrolment_notice").accepted.emit()

    [step] = _asked(opened, "save")
    assert step.telemonitoring is ConsentChoice.REFUSED
    assert "Inscription arrêtée" in _said(opened)


def test_without_consent_it_is_not_finished_and_says_why(opened):
    _at(opened, StepName.CONSENT, **WHOLE)
    _answer(opened, research="opposed", communication="refused", collection="in_person")
    press(opened.shell, "Return")
    assert _asked(opened, "finish") == []
    assert "à remplir" in _said(opened)


def test_three_answers_end_it_and_the_sheet_is_shown_once(opened):
    _at(opened, StepName.CONSENT, **WHOLE)
    _answer(
        opened, telemonitoring="accepted", research="opposed", communication="refused",
        collection="in_person", notices="yes",
    )  # fmt: skip
    _desk(opened).go_on()
    assert len(_asked(opened, "finish")) == 1
    assert "le suivi commence" in _said(opened)
    assert focused().objectName() == "invitation_send"

    page = _desk(opened).page
    assert page.invitation.channel is InvitationChannel.SMS
    page.invitation.wanted.emit(InvitationChannel.SHEET)
    assert " ".join(CODE) in page.invitation.view.accessibleName()
    assert focused().objectName() == "invitation_print"
    opened.shell.set_wording(Wording("en"))
    assert " ".join(CODE) in _desk(opened).page.invitation.view.accessibleName()


def test_the_sheet_is_written_only_where_somebody_chooses(opened, tmp_path):
    _at(opened, StepName.CONSENT, **WHOLE, finished_at=NOW)
    part = _desk(opened).page.invitation
    part.wanted.emit(InvitationChannel.SHEET)
    assert list(tmp_path.iterdir()) == []
    part.save(str(tmp_path / "invitation.pdf"))
    assert (tmp_path / "invitation.pdf").read_bytes().startswith(b"%PDF")
    part.save(str(tmp_path / "nowhere" / "invitation.pdf"))

    notice = child(part, QWidget, "invitation_notice")
    assert "n'a pas pu être enregistrée" in plain(notice.accessibleName())


def test_giving_it_up_asks_first(opened):
    _at(opened, StepName.ELIGIBILITY)
    child(_screen(opened), QPushButton, "enrolment_abandon").click()
    assert _asked(opened, "abandon") == []
    child(_screen(opened), Strip, "enrolment_notice").dismissed.emit()
    assert _notice(opened) == ""
    child(_screen(opened), QPushButton, "enrolment_abandon").click()
    child(_screen(opened), Strip, "enrolment_notice").accepted.emit()

    assert _asked(opened, "abandon") == [EnrolmentStop.OTHER]
