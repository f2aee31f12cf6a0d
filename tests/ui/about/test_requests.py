"""Requests for help: made with F2 over any screen, followed by who asked, answered by admins."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from console.errors import Offline
from services.contract.problems import FieldProblem, Problem, ProblemCode
from services.contract.support import NAMES_PATIENT, SupportKind, SupportState
from tests.samples.support import GREY, LOG
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from ui.about.answer_dialog import AnswerDialog
from ui.about.report_dialog import ReportDialog
from ui.about.requests_page import RequestsPage
from ui.parts.about_tabs import AboutTab
from ui.shell.pages import ABOUT, TRIAGE
from widgets.key_map import KeyMap
from widgets.line_list import LineList
from widgets.reading_text import ReadingText


@pytest.fixture
def dialog(parts: Parts) -> ReportDialog:
    """The dialog over triage, as F2 opens it."""
    press(parts.shell, "F2")
    return _dialog(parts)


def _dialog(parts: Parts) -> ReportDialog:
    return child(parts.shell, ReportDialog, "support_report_dialog")


def _page(parts: Parts) -> RequestsPage:
    parts.shell.about.open(AboutTab.REQUESTS)
    screen = parts.shell.about.screen
    assert screen is not None
    page = screen.page(AboutTab.REQUESTS)
    assert isinstance(page, RequestsPage)
    return page


def _said(parts: Parts) -> str:
    QTest.qWait(0)
    return " | ".join(visible_texts(parts.shell))


def _toast(parts: Parts) -> str:
    return plain(parts.shell.toasts.toasts[-1].accessibleName())


def _fill(dialog: ReportDialog, kind: str = "technical", words: str = GREY) -> None:
    dialog.kind.set_raw(kind)
    dialog.words.set_raw(words)


def _refused(reason: str) -> Exception:
    from console.errors import Refused

    problem = Problem(
        type="urn:vigie:problem:invalid_body",
        title="invalid body",
        status=422,
        code=ProblemCode.INVALID_BODY,
        detail="x",
        request_id="r",
        errors=[FieldProblem(field="words", reason=reason)],
    )
    return Refused(problem)


def test_f2_asks_over_any_screen_and_says_to_name_no_patient(parts, dialog):
    assert "Ne nommez aucun patient" in _said(parts)
    assert focused() is dialog.kind.control
    _fill(dialog)
    press(parts.shell, "Ctrl+Return")

    [(ask, _)] = parts.about.calls.made
    assert (ask.kind, ask.words, ask.log) == (SupportKind.TECHNICAL, GREY, None)
    assert dialog.isHidden()
    assert _toast(parts) == "Envoyé. La réponse viendra dans À propos, Demandes."
    assert parts.shell.page == TRIAGE


def test_it_takes_the_place_of_the_keyboard_map_and_lies_over_no_other_dialog(parts):
    press(parts.shell, "F1", "F2")
    assert not child(parts.shell, KeyMap, "").isVisible()
    assert _dialog(parts).isVisible()
    press(parts.shell, "F2")

    assert len(parts.shell.findChildren(ReportDialog)) == 1


def test_escape_sends_nothing_and_gives_the_keyboard_back(parts, dialog):
    _fill(dialog)
    press(parts.shell, "Escape")

    assert parts.about.calls.made == []
    assert dialog.isHidden()
    press(parts.shell, "F2")
    assert [each.words.raw() for each in parts.shell.findChildren(ReportDialog)][-1] == ""


def test_nothing_is_sent_before_both_are_there(parts, dialog):
    press(parts.shell, "Ctrl+Return")
    assert parts.about.calls.made == []
    _fill(dialog, words=" . ")
    press(parts.shell, "Ctrl+Return")

    assert parts.about.calls.made == []
    assert "Dites-le en quelques mots." in _said(parts)
    assert focused() is dialog.words.control


def test_an_incident_says_the_patient_first(parts, dialog):
    assert "Le patient d'abord" not in _said(parts)
    dialog.kind.set_raw("incident")

    assert "Le patient d'abord" in _said(parts)
    assert "matériovigilance" in _said(parts)


def test_a_patients_number_is_said_where_it_was_typed_and_the_words_stay(parts, dialog):
    parts.about.calls.fault = _refused(NAMES_PATIENT)
    _fill(dialog, words="Rien pour 800 451 237")
    press(parts.shell, "Ctrl+Return")

    assert "Un numéro ressemble à celui d'un patient" in _said(parts)
    assert dialog.words.raw() == "Rien pour 800 451 237"
    assert focused() is dialog.words.control
    parts.about.calls.fault = None
    dialog.words.set_raw("Rien ne s'affiche")
    press(parts.shell, "Ctrl+Return")
    assert dialog.isHidden()


def test_the_log_leaves_only_after_it_was_on_screen_and_ticked(parts, dialog, monkeypatch):
    monkeypatch.setattr("console.stores.support.log_excerpt", lambda: LOG)
    log = child(dialog, QPlainTextEdit, "support_log")
    assert log.isHidden()
    assert dialog.attach.isHidden()
    child(dialog, QPushButton, "support_see_log").click()
    assert log.toPlainText() == LOG
    assert focused() is log
    _fill(dialog)
    press(parts.shell, "Ctrl+Return")
    assert parts.about.calls.made[-1][0].log is None

    press(parts.shell, "F2")
    dialog = parts.shell.findChildren(ReportDialog)[-1]
    child(dialog, QPushButton, "support_see_log").click()
    dialog.attach.set_raw("yes")
    _fill(dialog)
    press(parts.shell, "Ctrl+Return")
    assert parts.about.calls.made[-1][0].log == LOG


def test_a_tick_without_the_log_on_screen_attaches_nothing(parts, dialog):
    dialog.attach.set_raw("yes")
    _fill(dialog)
    press(parts.shell, "Ctrl+Return")

    assert parts.about.calls.made[-1][0].log is None


def test_a_console_without_a_log_says_so(parts, dialog, monkeypatch):
    monkeypatch.setattr("console.stores.support.log_excerpt", str)
    child(dialog, QPushButton, "support_see_log").click()

    assert "pas de journal à joindre" in _said(parts)
    assert dialog.attach.isHidden()


def test_a_lost_answer_is_asked_again_under_the_same_key(parts, dialog):
    parts.about.calls.fault = Offline("ReadTimeout", outcome_unknown=True)
    _fill(dialog)
    press(parts.shell, "Ctrl+Return")
    assert "Résultat inconnu" in _said(parts)
    parts.about.calls.fault = None
    press(parts.shell, "Ctrl+Return")

    first, again = parts.about.calls.made
    assert first == again
    assert dialog.isHidden()


def test_offline_nothing_is_sent_and_what_was_typed_stays(parts, dialog):
    _fill(dialog)
    parts.connection.go_offline(1)
    press(parts.shell, "Ctrl+Return")

    assert parts.about.calls.made == []
    assert dialog.words.raw() == GREY
    assert "Hors connexion" in _said(parts)


def test_whoever_asked_sees_where_it_stands_and_what_was_answered(parts):
    page = _page(parts)
    rows = [(plain(line.title)[:20], plain(line.right)) for line in page.list.lines]

    assert rows == [
        ("Depuis ce matin la f", "ouverte"),
        ("Le son des alertes e", "répondue"),
        ("L'imprimante du serv", "close"),
    ]
    assert parts.about.calls.asked[-1] == "mine"
    press(parts.shell, "Down")
    text = plain(child(page, ReadingText, "request_text").toPlainText())
    assert "Réponse de Yann Kerbrat" in text
    assert "il peut être coupé sur ce poste" in text
    assert page.whose.isHidden()
    assert all(button.isHidden() for button in page.acts.values())


def test_what_somebody_typed_is_no_markup(parts):
    first = parts.about.calls.requests[1]
    step = first.steps[0].model_copy(update={"words": "## Titre\n- point"})
    parts.about.calls.requests[1] = first.model_copy(update={"steps": [step]})
    page = _page(parts)
    document = child(page, ReadingText, "request_text").document()

    texts = [document.findBlockByNumber(n) for n in range(document.blockCount())]
    [typed] = [block for block in texts if "Titre" in block.text()]
    assert "## Titre" in typed.text()
    assert not any(block.textList() for block in texts)


@pytest.fixture
def admin(parts: Parts) -> RequestsPage:
    """Somebody who sees the requests of the centre, at them."""
    parts.about.sees_all = True
    return _page(parts)


def test_administrators_see_all_the_late_ones_marked(parts, admin):
    first = admin.list.lines[0]

    assert plain(first.right) == "en retard"
    assert "Yann Kerbrat · réponse pour le 17-nov. · demandé 15-nov. 11:42" in plain(first.detail)
    assert len(admin.list.lines) == 4
    assert parts.about.calls.asked[-1] == "all"
    admin.whose.chosen.emit("mine")
    assert len(admin.list.lines) == 3


@pytest.mark.parametrize(("verb", "state"), [("answer", "answered"), ("close", "closed")])
def test_administrators_answer_and_close(parts, admin, verb, state):
    row = admin.chosen
    child(admin, QPushButton, f"request_{verb}").click()
    dialog = child(parts.shell, AnswerDialog, f"support_{verb}_dialog")
    assert focused() is dialog.words.control
    press(parts.shell, "Ctrl+Return")
    assert parts.about.calls.said == []
    dialog.words.set_raw("Vu, corrigé dans la prochaine version.")
    press(parts.shell, "Ctrl+Return")

    assert parts.about.calls.said == [(state, row, "Vu, corrigé dans la prochaine version.")]
    assert dialog.isHidden()
    assert admin.chosen.id == row.id
    assert admin.chosen.state is SupportState(state)
    shown = plain(child(admin, ReadingText, "request_text").toPlainText())
    assert "corrigé dans la prochaine version" in shown


def test_what_is_closed_takes_nothing_more(parts, admin):
    admin.list.stand_on(admin.list.lines[-1].key)

    assert all(button.isHidden() for button in admin.acts.values())


def test_a_fault_is_said_with_its_code_and_tried_again(parts):
    parts.about.calls.fault = Offline("ConnectError")
    page = _page(parts)
    assert "injoignable" in _said(parts) or "Hors" in _said(parts)
    parts.about.calls.fault = None
    page._notice.accepted.emit()

    assert len(page.list.lines) == 3
    assert page._notice.isHidden()


def test_without_a_request_it_says_how_to_make_one(parts):
    parts.about.calls.requests = []
    _page(parts)

    assert "Vous n'avez rien demandé." in _said(parts)
    assert "F2" in _said(parts)


def test_the_palette_leads_to_the_screen_to_the_requests_and_to_the_dialog(parts):
    for typed, page in (("À propos", ABOUT), ("Demandes d'assistance", ABOUT)):
        parts.shell.go_to(TRIAGE)
        names = {each.text: each for each in parts.shell._palette._offer(parts.shell.wording)}
        names[typed].does()
        assert parts.shell.page == page
    assert isinstance(parts.shell.about.screen.page(AboutTab.REQUESTS), RequestsPage)
    assert parts.shell.about.screen.tabs.current is AboutTab.REQUESTS
    report = {each.text: each for each in parts.shell._palette._offer(parts.shell.wording)}
    report["Signaler…"].does()
    assert _dialog(parts).isVisible()


def test_a_role_that_may_not_ask_has_neither_key_nor_tab(parts):
    parts.about.support._session.may = lambda _action: False
    press(parts.shell, "F2")

    assert parts.shell.findChild(ReportDialog) is None
    assert parts.shell.findChild(LineList, "requests_list") is None
