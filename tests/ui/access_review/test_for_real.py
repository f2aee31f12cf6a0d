"""The review of access on the real service, as an administrator's hand goes it."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6

from console.client.http import Write
from console.stores.desk import TriageDesk
from services.contract.accounts import AccountActAsk
from services.contract.enums import Role
from services.contract.staff import ReviewVerdict
from tests.console.workstation import SitDown, sit_down  # noqa: F401
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, make_person
from tests.support.ui_parts import press
from tests.ui.accounts.test_list import said
from ui.accounts.act_dialog import ActDialog
from ui.accounts.review_screen import ReviewScreen
from ui.shell import Shell


@pytest.fixture
def colleague(sqlite_service: ServiceUnderTest) -> Person:
    """Another administrator."""
    return make_person(sqlite_service, Role.ADMIN)


@pytest.fixture
def admin(sit_down: SitDown, sqlite_service: ServiceUnderTest, colleague):  # noqa: F811
    """An administrator who has just signed in."""
    return sit_down(make_person(sqlite_service, Role.ADMIN))


@pytest.fixture
def shell(qtbot, admin, jobs, theme, settings, wording) -> Iterator[Shell]:
    """Their window, with the review read."""
    desk = TriageDesk(jobs, admin.session, admin.connection)
    frame = Shell(admin.session, settings, desk, theme, wording)
    desk.setParent(frame)
    frame.resize(1366, 688)
    frame.show()
    frame.activateWindow()
    frame.take_focus()
    frame.access_review.open()
    qtbot.waitUntil(lambda: _screen(frame).table.hasFocus())
    yield frame
    desk.stop()
    shiboken6.delete(frame)


def _screen(shell: Shell) -> ReviewScreen:
    assert shell.access_review.screen is not None
    return shell.access_review.screen


def _verdicts(shell: Shell) -> dict[str, ReviewVerdict | None]:
    store = shell._desk.accounts.review
    return {each.account.username: each.verdict for each in store.all.values()}


def _stand_on(shell: Shell, username: str) -> None:
    store = shell._desk.accounts.review
    rows = [each.line.account.username for each in store.rows]
    _screen(shell).table.choose(rows.index(username))


def test_lines_are_confirmed_suspended_changed_by_another_and_saved(
    qtbot,
    admin,
    colleague,
    sit_down: SitDown,  # noqa: F811
    shell,
    tmp_path: Path,
):
    screen, store = _screen(shell), shell._desk.accounts.review
    acts = shell._desk.accounts.review_acts
    others = [name for name in _verdicts(shell) if name != admin.person.username]
    first = others[0]
    _stand_on(shell, first)
    with qtbot.waitSignal(acts.done):
        press(shell, "Y")
    assert _verdicts(shell)[first] is ReviewVerdict.CONFIRMED
    chosen = screen.chosen
    assert chosen is not None
    assert chosen.line.account.username not in (first, admin.person.username)

    with qtbot.waitSignal(acts.done):
        press(shell, "X")
    assert _verdicts(shell)[chosen.line.account.username] is ReviewVerdict.TO_CHANGE

    _stand_on(shell, admin.person.username)
    press(shell, "Y")
    assert "personne ne se confirme" in said(screen._foot)
    assert not acts.is_busy

    _stand_on(shell, first)
    press(shell, "S")
    dialog = next(each for each in shell.findChildren(ActDialog) if each.isVisible())
    dialog.words.set_raw("Pas venue depuis deux mois.")
    with qtbot.waitSignal(shell._desk.accounts.acts.done):
        press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: _verdicts(shell)[first] is None)

    screen.save(str(tmp_path / "revue.csv"))
    qtbot.waitUntil((tmp_path / "revue.csv").exists)
    text = (tmp_path / "revue.csv").read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {each["Identifiant"] for each in lines} == set(_verdicts(shell))
    assert next(each["Revue"] for each in lines if each["Identifiant"] == first) == "À confirmer"
    assert store.left == sum(each["Revue"] == "À confirmer" for each in lines)


def test_a_line_that_a_colleague_changed_is_read_again(
    qtbot,
    colleague,
    sit_down: SitDown,  # noqa: F811
    shell,
):
    screen, acts = _screen(shell), shell._desk.accounts.review_acts
    other = sit_down(colleague)
    whose = next(
        each for each in shell._desk.accounts.review.all.values()
        if not each.account.is_own and each.account.username != colleague.username
    ).account  # fmt: skip
    _stand_on(shell, whose.username)
    _suspend(other, whose)

    with qtbot.waitSignal(acts.failed):
        press(shell, "Y")
    qtbot.waitUntil(
        lambda: (
            screen.chosen is not None and screen.chosen.line.account.version == whose.version + 1
        )
    )
    assert "entre-temps" in said(screen._foot)
    with qtbot.waitSignal(acts.done):
        press(shell, "Y")
    assert _verdicts(shell)[whose.username] is ReviewVerdict.CONFIRMED


def _suspend(workstation, row) -> None:
    """A colleague, elsewhere."""
    ask = AccountActAsk(words="Absence.")
    workstation.session.api.accounts.suspend(row.person.id, ask, Write(version=row.version))
