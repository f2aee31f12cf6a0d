"""On the real service: a nurse reports from the keyboard, an administrator answers her."""

import logging
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtWidgets import QPushButton

from console import logs
from console.stores.desk import TriageDesk
from services.contract.enums import Role
from services.contract.support import SupportKind, SupportState
from tests.console.workstation import SitDown, Workstation, sit_down  # noqa: F401
from tests.support.sign_in import make_person
from tests.support.typography import plain
from tests.support.ui_parts import child, press, visible_texts
from ui.about.answer_dialog import AnswerDialog
from ui.about.report_dialog import ReportDialog
from ui.about.requests_page import RequestsPage
from ui.parts.about_tabs import AboutTab
from ui.shell import Shell
from widgets.line_list import LineList
from widgets.reading_text import ReadingText

Open = Callable[[Workstation], SimpleNamespace]
WORDS = "La liste reste grise après le déverrouillage."


@pytest.fixture
def windows(qtbot, jobs, theme, settings, wording) -> Iterator[Open]:
    """The frames of those who sat down; all go at the end."""
    opened: list[SimpleNamespace] = []

    def _open(station: Workstation) -> SimpleNamespace:
        desk = TriageDesk(jobs, station.session, station.connection)
        shell = Shell(station.session, settings, desk, theme, wording)
        desk.setParent(shell)
        station.session.state_changed.connect(desk.stop)
        shell.resize(1366, 688)
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        shell.take_focus()
        opened.append(SimpleNamespace(shell=shell, desk=desk, station=station))
        return opened[-1]

    yield _open
    for each in opened:
        each.desk.stop()
        each.shell.hide()
        shiboken6.delete(each.shell)


@pytest.fixture
def nurse(windows: Open, sit_down: SitDown) -> SimpleNamespace:  # noqa: F811
    """A nurse at her workstation."""
    return windows(sit_down())


@pytest.fixture
def log(tmp_path) -> Iterator[None]:
    """This console writes its log."""
    root, level = logging.getLogger(), logging.getLogger().level
    handler = logs.start_logs(tmp_path / "logs")
    logging.getLogger("console.x").warning("slow", extra={"duration_ms": 812})
    yield
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


def _page(here: SimpleNamespace) -> RequestsPage:
    here.shell.about.open(AboutTab.REQUESTS)
    page = here.shell.about.screen.page(AboutTab.REQUESTS)
    assert isinstance(page, RequestsPage)
    return page


def _send(qtbot, here: SimpleNamespace) -> None:
    """Send what was typed, until the service has taken it."""
    with qtbot.waitSignal(here.desk.about.acts.done):
        press(here.shell, "Ctrl+Return")


def _report(here: SimpleNamespace, words: str, kind: str = "technical") -> ReportDialog:
    press(here.shell, "F2")
    dialog: ReportDialog = here.shell.findChildren(ReportDialog)[-1]
    dialog.kind.set_raw(kind)
    dialog.words.set_raw(words)
    return dialog


def test_a_request_goes_round_and_comes_back(
    qtbot,
    nurse,
    windows,
    sit_down: SitDown,  # noqa: F811
    log,
    sqlite_service,
):
    dialog = _report(nurse, WORDS)
    child(dialog, QPushButton, "support_see_log").click()
    qtbot.waitUntil(lambda: "slow" in dialog.log.toPlainText())
    dialog.attach.set_raw("yes")
    _send(qtbot, nurse)
    page = _page(nurse)
    qtbot.waitUntil(lambda: len(page.list.lines) == 1)
    made = page.chosen
    assert made is not None
    assert (made.kind, made.has_log) == (SupportKind.TECHNICAL, True)
    nurse.shell.hide()

    admin = windows(sit_down(make_person(sqlite_service, Role.ADMIN)))
    shown = _page(admin)
    qtbot.waitUntil(lambda: len(shown.list.lines) == 1)
    text = child(shown, ReadingText, "request_text")
    qtbot.waitUntil(lambda: WORDS in plain(text.toPlainText()))
    assert '"duration_ms": 812' in text.toPlainText()
    child(shown, QPushButton, "request_answer").click()
    answering = child(admin.shell, AnswerDialog, "support_answer_dialog")
    answering.words.set_raw("Mettez la console à jour.")
    _send(qtbot, admin)
    admin.shell.hide()

    nurse.shell.show()
    nurse.shell.activateWindow()
    qtbot.waitUntil(nurse.shell.isActiveWindow)
    press(page.list, "F5")
    qtbot.waitUntil(lambda: page.chosen is not None and page.chosen.state is SupportState.ANSWERED)
    read = child(page, ReadingText, "request_text")
    qtbot.waitUntil(lambda: "Mettez la console à jour." in plain(read.toPlainText()))


def test_a_patients_number_is_refused_and_the_rest_is_sent(qtbot, nurse):
    dialog = _report(nurse, "Rien ne s'affiche pour l'IPP 800451237")
    press(nurse.shell, "Ctrl+Return")
    said = "Un numéro ressemble à celui d'un patient"
    qtbot.waitUntil(lambda: any(said in each for each in visible_texts(dialog)))
    assert dialog.isVisible()
    dialog.words.set_raw("Rien ne s'affiche")
    _send(qtbot, nurse)

    page = _page(nurse)
    qtbot.waitUntil(lambda: len(child(page, LineList, "requests_list").lines) == 1)
    assert page.list.lines[0].title == "Rien ne s'affiche"


def test_the_service_says_that_it_is_ready(qtbot, nurse):
    nurse.shell.about.open(AboutTab.STATE)
    listed = child(nurse.shell.about.screen, LineList, "state_list")

    qtbot.waitUntil(lambda: nurse.desk.about.readiness.asked_at is not None)
    qtbot.waitUntil(lambda: len(listed.lines) == 8)
    assert plain(listed.lines[1].right) == "en ordre"
