"""The review of access on screen: its states, its table on the disk, and every way to reach it."""

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from console.errors import Unexpected
from console.settings import LetterKeys
from resources.wording import Wording
from tests.pictures.review_scenes import REVIEW_SCENES
from tests.pictures.stage import set_admin_stage
from tests.samples.access_review import READER
from tests.samples.accounts import label, many
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import focused, press
from tests.ui.access_review.reviewing import (
    CONFIRMED,
    cells,
    choose,
    chosen,
    foot,
    names,
    review_of,
)
from tests.ui.accounts.test_list import said
from tests.ui.test_accessible import nameless
from ui.accounts.act_dialog import ActDialog

# Suspending


def test_whoever_was_away_for_sixty_days_is_suspended_from_here(here):
    screen = choose(here, "Solenn Abgrall")
    assert "Pas de connexion depuis 60 jours : suspension proposée" in said(screen.side)
    press(here.shell, "S")
    dialog = here.shell.findChild(ActDialog)
    assert isinstance(dialog, ActDialog)
    dialog.words.set_raw("Pas venue depuis deux mois.")
    press(here.shell, "Ctrl+Return")

    assert here.accounts.calls.done[-1][0] == "suspend"
    assert here.shell.page == "accessreview"
    assert cells(here, "Solenn Abgrall")[3] == "Suspendu"


def test_a_suspended_account_and_ones_own_offer_no_suspension(here):
    for name in ("Loïc Abiven", READER):
        screen = choose(here, name)
        assert not screen.side.suspend.isVisible()
        press(here.shell, "S")
    assert here.shell.findChild(ActDialog) is None


# States


def test_f_shows_all_and_those_that_are_left_with_the_place_kept(here):
    choose(here, "Thomas Riou")
    press(here.shell, "F")
    assert (len(names(here)), chosen(here)) == (10, "Thomas Riou")
    press(here.shell, "F")
    assert (len(names(here)), chosen(here)) == (7, "Thomas Riou")


def test_a_review_that_is_finished_says_so(here):
    calls = here.accounts.calls
    calls.verdicts = {each.person.name: (CONFIRMED, READER, NOW, 3) for each in calls.rows}
    press(here.shell, "F5")

    told = said(review_of(here))
    assert "Tous les comptes sont vus" in told
    assert "La revue du 4e trimestre 2025 est complète" in told
    assert "terminée" in said(review_of(here).head)
    assert not review_of(here).side.isVisible()


@pytest.mark.parametrize("days", [13, 43])
def test_the_last_two_weeks_are_marked(here, days):
    calls, read = here.accounts.calls, here.accounts.calls.read_review
    due_on = NOW.date().replace(month=12, day=1 if days == 13 else 31)
    calls.read_review = lambda: read().model_copy(update={"due_on": due_on})
    press(here.shell, "F5")

    tone = review_of(here).head._due.property("tone")
    assert tone == ("warning" if days == 13 else "secondary")


def test_what_was_not_read_says_why_and_is_read_again(here):
    store, calls = here.accounts.review, here.accounts.calls
    store.forget()
    calls.faults["review"] = Unexpected("unavailable", status=503, retryable=True)
    store.refresh()
    told = said(review_of(here))
    assert "Revue des accès indisponible." in told
    assert "CPT-503" in told

    del calls.faults["review"]
    review_of(here)._states.retry_wanted.emit()
    assert len(names(here)) == 7


def test_who_locks_the_screen_reads_nothing_more(here):
    before = here.accounts.calls.reviews_read
    here.shell.set_locked(True)
    here.accounts.review.refresh()

    assert here.accounts.calls.reviews_read == before


def test_the_end_of_the_session_forgets_all_of_it(here):
    here.accounts.forget()

    assert (here.accounts.review.all, here.accounts.review.review, names(here)) == ({}, None, [])


# The table on the disk


def _saved(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_whole_review_is_saved_whatever_is_shown(here, tmp_path):
    here.accounts.calls._put(label("Thomas Riou").id, username="=cmd|' /C calc'!A0")
    press(here.shell, "F5", "E")
    [window] = review_of(here).findChildren(QFileDialog)
    assert Path(window.selectedFiles()[0]).name == "revue-des-acces-2025Q4.csv"
    window.fileSelected.emit(str(tmp_path / "revue.csv"))
    window.reject()

    lines = {each["Nom"]: each for each in _saved(tmp_path / "revue.csv")}
    assert len(lines) == 10
    assert lines["Claire Morvan"] == {
        "Trimestre": "2025Q4", "Nom": "Claire Morvan", "Identifiant": "c.morvan",
        "État": "Actif", "Rôles": "Soins infirmiers", "Unités": "Digestif, Sein",
        "Dernier jour": "", "Dernière connexion": "2025-11-18 08:01",
        "Suspension proposée": "", "Revue": "Confirmé", "Par": "Gaëlle Pennec",
        "Le": "2025-11-12 09:05",
    }  # fmt: skip
    assert lines["Solenn Abgrall"]["Suspension proposée"] == "oui"
    assert lines["Maëlys Jézéquel"]["Dernier jour"] == "2025-11-29"
    assert lines["Thomas Riou"]["Identifiant"].startswith("'="), "no spreadsheet runs it"
    assert [each.name for each in tmp_path.iterdir()] == ["revue.csv"]


def test_what_could_not_be_written_is_said(here, tmp_path):
    review_of(here).save(str(tmp_path / "nowhere" / "revue.csv"))

    assert "n'a pas pu être écrit" in foot(here)


def test_behind_a_lock_no_window_of_the_system_stays(here, qtbot):
    press(here.shell, "E")
    here.shell.hide()

    qtbot.waitUntil(lambda: review_of(here)._where._window is None)


# Everybody


@pytest.mark.parametrize("scene", list(REVIEW_SCENES))
def test_every_control_of_every_state_has_a_name(qtbot, theme, settings, wording, scene):
    stage = set_admin_stage(theme, settings, wording)
    qtbot.addWidget(stage.screen)
    stage.screen.resize(1366, 688)
    stage.screen.show()
    REVIEW_SCENES[scene](stage)
    QTest.qWait(0)

    assert nameless(stage.screen) == []


def test_the_palette_offers_what_the_keys_do(here):
    choose(here, "Solenn Abgrall")
    commands = here.shell.access_review.commands(Wording("fr"), lambda key: key)
    offered = {each.name: (plain(each.text), each.key) for each in commands}

    assert offered == {
        "review-confirm": ("Confirmer les droits de Solenn Abgrall", "Y"),
        "review-change": ("Noter Solenn Abgrall à modifier", "X"),
        "review-suspend": ("Suspendre le compte de Solenn Abgrall", "S"),
        "review-open": ("Ouvrir le compte de Solenn Abgrall", "O"),
        "review-export": ("Exporter la revue des accès", "E"),
    }


def test_f6_and_tab_reach_every_part(here):
    screen = review_of(here)
    reached = set()
    for _ in range(40):
        press(here.shell, "Tab")
        reached.add(focused().objectName())

    for name in ("review_export", "review_list", "review_side", "review_confirm", "review_change",
                 "review_open"):  # fmt: skip
        assert name in reached, name
    assert screen.panes()[2] is screen.table


def test_letters_that_are_off_are_not_named_and_do_nothing(here):
    here.settings.letter_keys = LetterKeys.OFF
    press(here.shell, "Y")

    assert here.accounts.calls.given == []
    review_of(here).side.confirm.click()
    assert len(here.accounts.calls.given) == 1


def test_five_hundred_lines_are_confirmed_one_after_the_other(here):
    here.accounts.calls.rows = many(500)
    here.accounts.calls.verdicts = {}
    press(here.shell, "F5", *["Y"] * 12)

    assert len(here.accounts.calls.given) == 12
    assert here.accounts.review.left == 488
    assert review_of(here).table.currentIndex().row() == 12


def test_at_two_hundred_percent_the_buttons_are_there(here, theme):
    theme.set_text_scale_pct(200)
    here.shell.resize(1366, 688)
    QTest.qWait(0)
    screen = choose(here, "Thomas Riou")
    press(here.shell, "Return")

    assert screen.side.hasFocus()
    press(here.shell, "Y")
    assert len(here.accounts.calls.given) == 1
    theme.set_text_scale_pct(100)
