"""Approved is what was seen; refusing asks why; what cannot be seen is decided by nobody."""

from typing import Any

import pytest
from PySide6.QtTest import QSignalSpy, QTest

from console.errors import Offline, StepUpNeeded
from console.stores.proven_act import ProofState
from services.contract.approvals import Approval, ApprovalState
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.samples.approvals import times_request
from tests.samples.roles import manager
from tests.support.typography import plain
from tests.support.ui_parts import Parts, focused, make_parts, press, visible_texts
from ui.approvals.screen import ApprovalsScreen


@pytest.fixture
def parts(theme, settings, wording):
    """A manager, with the requests in front."""
    made = make_parts(theme, settings, wording, *manager())
    made.shell.resize(1366, 688)
    made.shell.show()
    made.shell.activateWindow()
    made.shell.approvals.open()
    yield made
    made.shell.close_session()
    made.shell.close()
    made.shell.deleteLater()


@pytest.fixture
def screen(parts: Parts) -> ApprovalsScreen:
    """The screen."""
    found = parts.shell.approvals.screen
    assert found is not None
    return found


def _said(parts: Parts) -> str:
    return plain(" | ".join(visible_texts(parts.shell)))


def test_a_manager_sees_what_is_asked_to_the_last_field(parts: Parts, screen: ApprovalsScreen):
    said = _said(parts)
    for words in (
        "Dr Anne Le Roux",
        "anne.le.roux@chu-kerlann.example",
        "99700218896",
        "Oncologie médicale",
        "Digestif",
        "sans fin",
        "nouveau, à inviter",
        "Arrivée le 1er décembre, remplace le Dr Guen",
        "Yann Riou",
        "3 demandes à décider",
    ):
        assert words in said, words


def test_approving_sends_the_digest_of_what_is_on_screen(parts: Parts, screen: ApprovalsScreen):
    press(parts.shell, "Return")
    assert focused() is screen.pane.approve
    press(parts.shell, "Space")

    first = parts.approvals.calls.decided[0]
    assert first[0] == "approve"
    assert first[2] == "0" * 64
    assert "Demande approuvée : c'est fait." in _said(parts)
    assert not screen.pane.approve.isVisible()
    assert "2 demandes à décider" in _said(parts)


def test_refusing_asks_why_and_escape_keeps_the_request(parts: Parts, screen: ApprovalsScreen):
    screen.pane.decline.click()
    press(parts.shell, "Return")
    assert "Dites pourquoi" in _said(parts)
    press(parts.shell, "Escape")
    assert parts.approvals.calls.decided == []
    assert focused() is screen.pane.decline

    screen.pane.decline.click()
    QTest.keyClicks(focused(), "Pas chez nous")
    press(parts.shell, "Return")
    assert parts.approvals.calls.decided[0][0] == "refuse"
    assert parts.approvals.calls.decided[0][2] == "Pas chez nous"
    assert "Demande refusée." in _said(parts)


def test_words_that_were_begun_go_with_another_request(parts: Parts, screen: ApprovalsScreen):
    screen.pane.decline.click()
    QTest.keyClicks(focused(), "Pas elle")
    screen.list.stand_on(str(parts.approvals.items[1].id))
    screen.pane.decline.click()

    assert screen.pane._words.text == ""


def test_a_fresh_proof_is_asked_in_place(parts: Parts, screen: ApprovalsScreen):
    asked = refused(ProblemCode.STEP_UP_NEEDED, 403).problem
    parts.approvals.calls.faults["approve"] = StepUpNeeded(asked)
    screen.pane.approve.click()

    assert screen.pane._proof.isVisible()
    assert "Anne Le Roux" in _said(parts), "what is approved stays in sight"


@pytest.mark.parametrize("is_in_list", [True, False])
def test_escape_ends_the_proof_and_not_the_screen(
    parts: Parts, screen: ApprovalsScreen, is_in_list: bool
):
    """The request would be taken for left alone while its question waits unseen."""
    asked = refused(ProblemCode.STEP_UP_NEEDED, 403).problem
    parts.approvals.calls.faults["approve"] = StepUpNeeded(asked)
    left = QSignalSpy(screen.left)
    screen.pane.approve.click()
    if is_in_list:
        screen.take_focus()
    press(parts.shell, "Escape")

    assert left.count() == 0
    assert not screen.pane._proof.isVisible()
    assert parts.approvals.acts.proof.state is ProofState.IDLE
    press(parts.shell, "Escape")
    assert left.count() == 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (refused(ProblemCode.VERSION_STALE, 412), "décidée entre-temps"),
        (refused(ProblemCode.STATE_FORBIDS, 409), "décidée entre-temps"),
        (Offline("ReadTimeout", outcome_unknown=True), "La réponse s'est perdue"),
    ],
)
def test_what_stands_in_the_way_is_said(
    parts: Parts, screen: ApprovalsScreen, fault: Exception, words: str
):
    parts.approvals.calls.faults["approve"] = fault  # type: ignore[assignment]
    screen.pane.approve.click()

    assert words in _said(parts)


def test_a_void_request_says_that_nothing_was_done(parts: Parts, screen: ApprovalsScreen):
    parts.approvals.calls.becomes = ApprovalState.VOID
    screen.pane.approve.click()

    assert "Rien n'a été fait" in _said(parts)


def test_who_may_not_decide_is_told_who_does(parts: Parts, screen: ApprovalsScreen, qtbot: Any):
    assert "Une autre personne" not in _said(parts)
    calls = parts.approvals.calls
    calls.items = [each.model_copy(update={"may_decide": False}) for each in calls.items]
    parts.approvals.refresh()

    qtbot.waitUntil(lambda: "Une autre personne" in _said(parts))
    assert not screen.pane.approve.isVisible()


def test_what_cannot_be_read_offers_nothing(parts: Parts, screen: ApprovalsScreen):
    screen.list.stand_on(str(parts.approvals.items[-1].id))

    assert "Demande illisible" in _said(parts)
    assert not screen.pane.approve.isVisible()
    assert not screen.pane.decline.isVisible()


def test_without_contact_nothing_is_decided(parts: Parts, screen: ApprovalsScreen):
    parts.connection.shows_offline = True
    parts.connection.changed.emit()

    assert not screen.pane.approve.isEnabled()
    assert not screen.pane.decline.isEnabled()


def _only(parts: Parts, screen: ApprovalsScreen, request: Approval) -> None:
    """Nothing but this one waits, and the keyboard stands on it."""
    store: Any = parts.shell._desk.approvals
    store.calls.items = [request]
    store.refresh()
    screen.list.stand_on(str(request.id))
    QTest.qWait(0)


def test_response_times_are_seen_before_and_after_level_by_level(parts: Parts, screen):
    _only(parts, screen, times_request())
    said = _said(parts)
    for words in (
        "Autres délais de réponse",
        "Délai, critique | 2 h → 1 h 30",
        "Délai, élevé | 6 h",
        "dès l'accord",
        "Une infirmière de plus le matin",
        "Dr Hélène Morel",
    ):
        assert words in said, words


def test_whoever_asked_reads_who_decides(parts: Parts, screen):
    _only(parts, screen, times_request(may_decide=False, may_withdraw=True))
    assert "Qui décide | Un autre oncologue du centre" in _said(parts)
    assert not screen.pane.approve.isVisible()
