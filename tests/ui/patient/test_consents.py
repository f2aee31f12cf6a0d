"""Three answers, each by itself with its text, and the invitations."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from console.errors import Offline
from services.contract.week_enums import (
    Collection,
    ConsentChoice,
    ConsentKind,
    InvitationChannel,
)
from tests.samples.consents import CODE
from tests.samples.rows import worklist
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, press, visible_texts
from ui.patient.consents.page import ConsentsPage
from ui.patient.consents.words import INVITATIONS
from ui.patient.head import FileTab
from ui.shell.pages import PATIENT_FILE


@pytest.fixture
def page(parts: Parts) -> ConsentsPage:
    """The tab of the first patient of the queue."""
    parts.shell.open_file(worklist()[0].patient.id)
    file = parts.shell.file
    assert file is not None
    file.choose_tab(FileTab.CONSENTS)
    return file.consents


def _said(page: ConsentsPage) -> str:
    return plain(" | ".join(visible_texts(page)))


def _open(page: ConsentsPage, choice: ConsentChoice = ConsentChoice.WITHDRAWN) -> None:
    child(page, QPushButton, "consents_act_0").click()
    assert page.form is not None
    assert page.form.choice is choice


def _submit(page: ConsentsPage) -> None:
    form = page.form
    assert form is not None
    form.how.set_raw("by_phone")
    form.submit.click()


def test_each_line_says_what_holds_and_with_which_text(page):
    titles = [line.title for line in page.list.lines]
    assert titles == ["Télésurveillance", "Recherche", "Communication", "Invitations"]
    assert "Consent : 21-juil. 11:42, de vive voix, recueilli par Claire Morvan." in _said(page)
    assert "Texte lu : version 1.0, en français." in _said(page)
    assert "la version en vigueur est 1.1" in _said(page)


def test_the_text_as_it_was_signed_is_shown_with_the_answer(page):
    page.list.stand_on("research")
    text = plain(page.detail.reader.text.toPlainText())

    assert "version 1.0" in text
    assert "2 réponses" in _said(page)


def test_a_withdrawal_says_its_effect_and_asks_how_it_was_said(page, parts):
    _open(page)
    assert "Le suivi à distance s'arrête tout de suite" in _said(page)
    assert "KERMARREC Jeanne" in _said(page)
    page.form.submit.click()
    assert "à remplir" in _said(page)
    assert parts.file.said.asked == []
    _submit(page)

    [(ask, _write)] = parts.file.said.asked
    assert (ask.kind, ask.choice, ask.collection) == (
        ConsentKind.TELEMONITORING, ConsentChoice.WITHDRAWN, Collection.BY_PHONE,
    )  # fmt: skip
    assert page.form is None
    assert "A retiré son consentement" in _said(page)


def test_esc_records_nothing_and_leaves_the_file_open(page, parts):
    _open(page)
    press(parts.shell, "Escape")

    assert page.form is None
    assert parts.shell.page == PATIENT_FILE
    assert parts.file.said.asked == []


def test_a_lost_answer_is_asked_for_again_under_its_key(page, parts):
    _open(page)
    parts.file.said.faults.append(Offline("ReadTimeout", outcome_unknown=True))
    _submit(page)
    assert "Résultat inconnu" in plain(child(page, QWidget, "consents_notice").accessibleName())
    page.form.submit.click()

    first, again = parts.file.said.asked
    assert first == again
    assert page.form is None


def test_without_contact_nothing_is_written(page, parts):
    parts.connection.go_offline(2)

    assert not child(page, QPushButton, "consents_act_0").isEnabled()


def test_an_opposition_is_turned_back_and_a_question_never_asked_has_two_answers(page):
    page.list.stand_on("research")
    _open(page, ConsentChoice.NOT_OPPOSED)
    page.list.stand_on("communication")
    assert page.form is None
    assert child(page, QPushButton, "consents_act_1").isVisible()


def test_a_failed_invitation_says_why_and_goes_again(page, parts):
    page.list.stand_on(INVITATIONS)
    titles = [line.title for line in page.invitations.list.lines]
    assert titles[0].startswith("Échec d'envoi (SMS)")
    page.invitations.part.again.click()

    assert parts.file.said.asked[-1][0] is InvitationChannel.SMS
    assert page.invitations.list.lines[0].title == "En route (SMS)"


def test_a_new_sheet_is_gone_with_the_file(page, parts):
    page.list.stand_on(INVITATIONS)
    page.invitations.part.wanted.emit(InvitationChannel.SHEET)
    assert " ".join(CODE) in page.invitations.part.view.accessibleName()
    parts.file.close()

    assert " ".join(CODE) not in page.invitations.part.view.accessibleName()


def test_beside_a_sheet_nothing_speaks_of_a_message_and_no_line_is_squeezed(page):
    page.list.stand_on(INVITATIONS)
    assert "recevra par SMS" in _said(page)
    page.invitations.part.wanted.emit(InvitationChannel.SHEET)

    assert "recevra par SMS" not in _said(page)
    listed = page.invitations.list
    assert len(listed.lines) == 3
    last = listed.visualRect(listed.model().index(2, 0))
    assert listed.viewport().rect().contains(last)


def test_behind_the_mask_no_form_stays(page, parts):
    _open(page)
    parts.shell.toggle_mask()

    assert page.form is None
