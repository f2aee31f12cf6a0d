"""Sessions and recovery codes in the settings: every state, by keyboard, and nothing left over."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from console.errors import Offline, Unexpected
from console.settings import Language
from console.stores.patient_search import SearchState
from console.stores.proven_act import ProofState
from console.stores.recovery_codes import Making
from console.stores.states import StoreState
from services.contract.sessions import RecoveryCodesLeft
from tests.console import made
from tests.samples.access import CODES, sample_failures
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from ui.parts.session_line import SessionLine
from widgets.code_sheet import CodeSheet


@pytest.fixture
def shown(parts: Parts) -> Parts:
    """The settings are in front."""
    parts.shell.go_to("settings")
    return parts


def section(parts: Parts, name: str) -> QWidget:
    """One of the two sections."""
    return child(parts.shell, QWidget, f"settings_{name}")


def said(parts: Parts, name: str) -> str:
    """Everything readable in a section."""
    return plain(" | ".join(visible_texts(section(parts, name))))


def button(parts: Parts, name: str) -> QPushButton:
    """A button by its name."""
    return child(parts.shell, QPushButton, name)


def strip_button(parts: Parts, name: str) -> QPushButton:
    """The first answer of a strip."""
    return child(parts.shell, QWidget, name).findChildren(QPushButton)[0]


def lines(parts: Parts) -> list[SessionLine]:
    """The sessions on screen."""
    found = section(parts, "sessions").findChildren(SessionLine)
    return [line for line in found if line.isVisible()]


def test_nothing_is_asked_of_the_service_before_the_settings_are_shown(parts):
    assert parts.access.sessions.asked == []
    parts.shell.go_to("settings")
    assert parts.access.sessions.asked == ["read"]
    assert parts.access.codes.asked == ["read"]


def test_each_session_says_where_and_since_when(shown):
    this, known, nameless = lines(shown)

    assert plain(this.accessibleName()) == (
        "Cette session. Soins infirmiers · CHU de Kerlann · réseau 10.20.30.0/24. "
        "Ouverte : 08:42 · dernière activité : 10:35"
    )
    assert plain(known.accessibleName()).startswith("Autre poste, connu depuis : hier 08:42.")
    assert plain(nameless.accessibleName()).startswith("Poste qui ne s'est pas nommé. ")
    assert "réseau" not in nameless.accessibleName()


def test_this_session_has_no_end_and_the_others_say_which_they_end(shown):
    this, known, _nameless = lines(shown)

    assert not this.end.isVisible()
    assert plain(known.end.accessibleName()).startswith("Fermer la session : Autre poste")


def test_one_is_ended_by_keyboard(shown):
    lines(shown)[1].end.setFocus()
    press(shown.shell, "Space")

    assert shown.access.sessions.asked == ["read", "end 2"]


def test_the_keyboard_stays_in_the_section_when_a_line_goes(shown):
    lines(shown)[1].end.setFocus()
    shown.access.sessions.items = shown.access.sessions.items[:1]
    shown.access.sessions.changed.emit()

    assert focused().objectName() == "sessions_refresh"
    assert "Aucune autre session n'est ouverte." in said(shown, "sessions")
    assert not button(shown, "sessions_end_others").isVisible()


def test_all_others_are_ended_and_said(shown):
    button(shown, "sessions_end_others").click()
    assert shown.access.sessions.asked == ["read", "end others"]
    shown.access.sessions.is_ending = True
    shown.access.sessions.changed.emit()
    assert plain(button(shown, "sessions_end_others").text()) == "Fermeture…"

    shown.access.sessions.ended.emit(2)

    assert [plain(each.accessibleName()) for each in shown.shell.toasts.toasts] == [
        "2 sessions fermées."
    ]


def test_a_list_that_could_not_be_had_says_so_and_can_be_asked_for_again(shown):
    store = shown.access.sessions
    store.items, store.state = [], StoreState.ERROR
    store.error = Unexpected("unavailable", status=503, retryable=True)
    store.changed.emit()
    assert "Indisponible. Le service est occupé." in said(shown, "sessions")
    assert "ACC-503" in said(shown, "sessions")
    assert "Aucune autre" not in said(shown, "sessions")

    strip_button(shown, "sessions_unread").click()

    assert store.asked == ["read", "read"]


def test_a_list_that_is_old_says_so(shown):
    store = shown.access.sessions
    store.state, store.error = StoreState.STALE, Offline("ConnectError")
    store.changed.emit()

    assert "Ce qui s'affiche n'est plus à jour." in said(shown, "sessions")
    assert len(lines(shown)) == 3


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Offline("ReadTimeout", outcome_unknown=True), "La réponse s'est perdue."),
        (Offline("ConnectError"), "La fermeture n'a pas abouti. Service injoignable."),
    ],
)
def test_an_end_that_failed_is_said(shown, error, sentence):
    shown.access.sessions.act_error = error
    shown.access.sessions.changed.emit()

    assert sentence in said(shown, "sessions")


def test_offline_nothing_is_ended_or_made_and_the_reason_is_told(shown):
    shown.connection.go_offline(3)

    for each in (
        button(shown, "sessions_end_others"),
        lines(shown)[1].end,
        button(shown, "codes_make"),
    ):
        assert not each.isEnabled()
        assert "Hors connexion" in each.accessibleDescription()


def test_codes_that_are_left_are_counted(shown):
    assert "6 codes restants" in said(shown, "codes")
    assert "Créés : 29-oct. 10:42" in said(shown, "codes")
    shown.access.codes.left = RecoveryCodesLeft(left=0, made_at=None)
    shown.access.codes.changed.emit()

    assert "Aucun code n'a encore été créé" in said(shown, "codes")


def test_codes_that_still_work_end_only_after_a_question(shown):
    button(shown, "codes_make").setFocus()
    press(shown.shell, "Space")
    assert "Les 6 codes restants ne vaudront plus rien." in said(shown, "codes")
    assert shown.access.codes.asked == ["read"]
    press(shown.shell, "Escape")
    assert "ne vaudront plus rien" not in said(shown, "codes")
    assert section(shown, "codes").isVisible()
    assert focused() is button(shown, "codes_make")

    press(shown.shell, "Space", "Return")

    assert shown.access.codes.asked == ["read", "make"]


def test_without_codes_to_lose_nothing_is_asked(shown):
    shown.access.codes.left = RecoveryCodesLeft(left=0, made_at=NOW)
    button(shown, "codes_make").click()

    assert shown.access.codes.asked == ["read", "make"]


def test_codes_are_shown_once_and_forgotten_when_kept(shown):
    shown.access.codes.put(Making.SHOWN, CODES)
    sheet = child(shown.shell, CodeSheet, "codes_sheet")
    assert focused() is sheet
    assert all(code in said(shown, "codes") for code in CODES)
    assert all(f"{place}: {code}" in sheet.accessibleName() for place, code in enumerate(CODES, 1))

    button(shown, "codes_kept").click()

    assert _traces(shown.shell) == []
    assert focused() is button(shown, "codes_make")


def test_another_screen_forgets_the_codes_and_a_lock_only_covers_them(shown):
    shown.access.codes.put(Making.SHOWN, CODES)
    button(shown, "codes_copy").click()
    assert QApplication.clipboard().text() == "\n".join(CODES)
    shown.shell.set_locked(True)
    assert QApplication.clipboard().text() == ""
    shown.shell.set_locked(False)
    assert CODES[0] in said(shown, "codes")

    shown.shell.go_to("triage")

    assert _traces(shown.shell) == []


def test_copied_codes_are_taken_away_after_a_minute_and_kept_out_of_histories(shown):
    shown.access.codes.put(Making.SHOWN, CODES)
    button(shown, "codes_copy").click()
    content = QApplication.clipboard().mimeData()
    assert bytes(content.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert "sera vidé dans une minute" in plain(shown.shell.toasts.toasts[-1].accessibleName())

    timer = shown.shell.settings_desk.screen.codes._clipboard._timer
    assert timer.isActive()
    assert timer.interval() == 60_000
    timer.timeout.emit()

    assert QApplication.clipboard().text() == ""


def test_the_end_of_the_session_takes_copied_codes_along(shown):
    shown.access.codes.put(Making.SHOWN, CODES)
    button(shown, "codes_copy").click()

    shown.shell.close_session()

    assert QApplication.clipboard().text() == ""


@pytest.mark.parametrize(
    ("making", "error", "sentence"),
    [
        (Making.UNSEEN, None, "personne ne les a vus"),
        (Making.UNKNOWN, Offline("ReadTimeout"), "dix codes ont peut-être été créés"),
        (Making.FAILED, Offline("ConnectError"), "Aucun code n'a été créé"),
    ],
)
def test_what_became_of_codes_that_are_not_shown_is_said(shown, making, error, sentence):
    shown.access.codes.put(making, error=error)

    assert sentence in said(shown, "codes")
    assert button(shown, "codes_make").isEnabled()


def test_lost_codes_can_be_asked_after(shown):
    shown.access.codes.put(Making.UNKNOWN, error=Offline("ReadTimeout"))
    strip_button(shown, "codes_notice").click()

    assert shown.access.codes.asked[-1] == "find out"


def test_the_proof_is_asked_under_the_button_and_escape_does_not_leave_the_settings(shown, qtbot):
    shown.access.codes.act.put(ProofState.ASKED)
    panel = child(section(shown, "codes"), QWidget, "proof_panel")
    assert panel.isVisible()
    assert focused().objectName() == "proof_password"
    qtbot.waitUntil(lambda: not panel.visibleRegion().isEmpty())
    assert not button(shown, "codes_make").isEnabled()

    press(shown.shell, "Escape")

    assert not panel.isVisible()
    assert section(shown, "codes").isVisible()
    assert focused() is button(shown, "codes_make")


def test_a_lock_takes_what_was_typed_and_keeps_the_question(house):
    parts = house.sign_in()
    house.window.activateWindow()
    parts.shell.go_to("settings")
    parts.access.codes.act.put(ProofState.ASKED)
    QTest.keyClicks(focused(), "Brume 41")
    field = focused()
    parts.shell.lock_wanted.emit()
    assert house.window.curtain.is_drawn
    assert field.property("text") == ""

    house.session.unlocked.emit()

    assert child(parts.shell, QWidget, "proof_panel").isVisible()
    assert focused() is field


def test_a_copied_session_is_said_over_every_screen_until_looked_at(qtbot, parts):
    since = {"refresh_reused_at": NOW}
    parts.session.grant = made.grant().model_copy(update=since)
    parts.access.sessions.copied_at = NOW
    parts.connection.changed.emit()
    banner = child(parts.shell, QWidget, "banner_copied")
    assert banner.isVisible()
    assert "quelqu'un d'autre l'a peut-être utilisée" in banner.accessibleName()

    banner.findChildren(QPushButton)[0].click()

    assert not banner.isVisible()
    assert "quelqu'un d'autre a peut-être utilisé une de vos sessions" in said(parts, "sessions")
    qtbot.waitUntil(lambda: section(parts, "sessions").isAncestorOf(focused()))


def test_the_palette_leads_to_both(qtbot, parts):
    for typed, name in (("mes sessions", "sessions"), ("codes de secours", "codes")):
        press(parts.shell, "Ctrl+K")
        QTest.keyClicks(focused(), typed)
        # Patients stand first in the palette: Enter waits until it is known who is found.
        qtbot.waitUntil(lambda: parts.search.state is not SearchState.WAITING)
        press(parts.shell, "Return")
        part = section(parts, name)
        qtbot.waitUntil(lambda part=part: part.isAncestorOf(focused()))


def test_another_language_keeps_the_codes_and_the_question(house):
    parts = house.sign_in()
    parts.shell.go_to("settings")
    parts.access.codes.put(Making.SHOWN, CODES)
    house.settings.language = Language.ENGLISH

    assert "Your ten codes, shown this once" in said(parts, "codes")
    assert CODES[3] in said(parts, "codes")
    assert "My sessions" in said(parts, "sessions")
    assert lines(parts)[0].accessibleName().startswith("This session.")


def _traces(root: QWidget) -> list[str]:
    """Where a code can still be read: a text, a name, a tooltip."""
    QApplication.sendPostedEvents()
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        texts = (
            widget.property("text"),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.toolTip(),
        )
        found += [str(each) for each in texts if each and any(code in str(each) for code in CODES)]
    return found


def test_g_then_o_leads_to_them_and_tab_reaches_every_button(shown):
    shown.shell.go_to("triage")
    shown.triage.list.view.setFocus()
    for key in ("G", "O"):
        QTest.keyClick(focused(), getattr(Qt.Key, f"Key_{key}"))
    reached = set()
    for _ in range(60):
        reached.add(focused().objectName())
        press(shown.shell, "Tab")

    assert {"session_end", "sessions_end_others", "sessions_refresh", "codes_make"} <= reached


def test_failures_since_the_last_sign_in_are_said_first(shown):
    store = shown.access.sessions
    assert "Aucun depuis trois mois." in said(shown, "sessions")
    store.failures, store.failures_since = sample_failures(3), 3
    store.changed.emit()

    told = said(shown, "sessions")

    assert "3 échecs depuis votre connexion précédente. Ce n'était pas vous ?" in told
    assert "code · poste connu · réseau 10.20.30.0/24" in told
    store.failures_since = 0
    store.changed.emit()
    assert "depuis votre connexion précédente" not in said(shown, "sessions")
