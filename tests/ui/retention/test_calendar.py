"""The calendar of retention on screen: months, lists, the bar, and what each role sees of it."""

from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from console.errors import Offline, Unexpected
from console.models.retention_text import due_sentence
from console.stores.retention_reading import Due, DueList
from resources.wording import Wording
from services.contract.problems import ProblemCode
from services.contract.retention import RetentionState
from tests.pictures.stage import refused
from tests.samples.retention import patient_id, row, rows
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from ui.retention.months import MonthGrid
from ui.retention.screen import RetentionScreen
from widgets.button import Button
from widgets.stage_bar import StageBar
from widgets.tab_strip import Tab

NOVEMBER, DECEMBER = date(2025, 11, 1), date(2025, 12, 1)


@pytest.fixture
def screen(parts: Parts) -> RetentionScreen:
    """The calendar in front, with the keyboard on the first list."""
    press(parts.shell, "G", "A", "Ctrl+Tab")
    return _screen(parts)


def _screen(parts: Parts) -> RetentionScreen:
    assert parts.shell.retention.screen is not None
    return parts.shell.retention.screen


def _cells(screen: RetentionScreen, row: int) -> list[str]:
    model = screen.table.model()
    cells = (model.index(row, column).data() for column in range(model.columnCount()))
    return [plain(cell) for cell in cells]


def _said(root: QWidget) -> set[str]:
    """What is on screen once the layouts have shown what was added."""
    QTest.qWait(0)
    return set(visible_texts(root))


def _counts(screen: RetentionScreen, row: int) -> tuple[str, ...]:
    return child(screen, MonthGrid, "retention_months").look.cells[row]


def test_nothing_is_read_before_somebody_looks(parts):
    press(parts.shell, "G", "A")

    assert parts.retention.calls.asked == []
    assert parts.retention.calls.asked_bars == []


def test_ctrl_tab_leads_from_the_archives_and_back(parts, screen):
    assert parts.shell.page == "retention"
    assert screen.table.hasFocus()

    press(parts.shell, "Ctrl+Tab")
    assert parts.shell.page == "archives"

    screen = _screen(parts)
    archives = parts.shell.archives.screen
    next(tab for tab in archives.findChildren(Tab) if tab.name == "calendar").click()
    assert parts.shell.page == "retention"


def test_twelve_months_have_their_counts_and_say_as_of_when(screen):
    assert _counts(screen, 0) == ("3", "1", *("0",) * 10)
    assert _counts(screen, 1) == ("2", "3", "1", *("0",) * 9)
    assert _counts(screen, 2) == ("0", "1", *("0",) * 5, "1", *("0",) * 4)
    said = _said(screen)
    assert {"Calculé le 18-nov.-2025 à 03:05", "1 patient bloqué"} <= said
    assert "Conservation, nov. 2025 – oct. 2026" in said
    assert "À notifier, nov. 2025" in said


def test_a_row_says_who_when_last_used_announced_and_held_by_whom(parts, screen):
    parts.retention.choose(DueList.TO_ARCHIVE, NOVEMBER)

    assert _cells(screen, 0) == [
        "BOTHOREL Yannick",
        "6-nov.-2025 dépassé de 12 jours",
        "6-mai-2023 questionnaire 30-avr.-2023",
        "Pas annoncé",
        "Contentieux, et 1 de plus Solenn Abgrall, le 3-nov.-2025",
    ]
    assert _cells(screen, 1)[1:] == [
        "27-nov.-2025",
        "27-mai-2023 questionnaire 21-mai-2023",
        "Annoncé le 2-nov.-2025",
        "–",
    ]


def test_the_arrows_go_through_months_and_lists(parts, screen):
    months = child(screen, MonthGrid, "retention_months")
    months.setFocus()
    press(parts.shell, "Down", "Right")

    assert (parts.retention.chosen, parts.retention.month) == (DueList.TO_ARCHIVE, DECEMBER)
    assert [each.key for each in parts.retention.rows] == [patient_id(n) for n in range(3)]
    assert months.hasFocus()

    press(parts.shell, "Return")
    assert screen.table.hasFocus()
    press(parts.shell, "Left")
    assert parts.retention.month == NOVEMBER
    assert screen.table.hasFocus()


def test_over_the_last_month_comes_the_next_year_and_home_is_today(parts, screen):
    months = child(screen, MonthGrid, "retention_months")
    months.setFocus()
    press(parts.shell, *("Right",) * 12)

    assert parts.retention.month == date(2026, 11, 1)
    assert parts.retention.window[0] == date(2026, 11, 1)

    press(parts.shell, "Left")
    assert parts.retention.month == date(2026, 10, 1)
    assert parts.retention.window[0] == NOVEMBER
    assert _counts(screen, 0)[:2] == ("3", "1")

    press(parts.shell, "PageDown", "PageDown")
    assert parts.retention.window[0] == date(2027, 11, 1)
    press(parts.shell, "Home")
    assert (parts.retention.month, parts.retention.window[0]) == (NOVEMBER, NOVEMBER)
    press(parts.shell, "Left")
    assert parts.retention.month == NOVEMBER


def test_the_bar_of_whoever_is_chosen_stands_beside_the_list(parts, screen):
    parts.retention.choose(DueList.TO_ARCHIVE, NOVEMBER)

    assert screen.side.accessibleName() == "Conservation du patient choisi"
    [bar] = screen.side.findChildren(StageBar)
    assert plain(bar.accessibleName()) == (
        "Inactif aujourd'hui. Inactif le 6-nov.-2023. Archivé le 6-nov.-2025. Effacé le 6-mai-2033"
    )
    said = _said(screen.side)
    assert {
        "BOTHOREL Yannick",
        "Archivage prévu le 6-nov.-2025",
        "annoncé le 2-nov.-2025, arrêté le 3-nov.-2025 : blocage",
        "Une alerte est ouverte : rien n'est archivé ni effacé avant sa clôture.",
        "Procédure engagée par la famille, dossier 2025-118 au service juridique.",
        "Posé par Solenn Abgrall, le 3-nov.-2025",
        "Levé par Solenn Abgrall, le 10-nov.-2025",
    } <= said

    press(parts.shell, "J")
    assert parts.retention.calls.asked_bars[-1] == patient_id(5)
    said = _said(screen.side)
    assert "annoncé le 2-nov.-2025, 16 jours sur 30" in said
    assert "Compte gardé par le patient" in said
    assert not any("Procédure" in text for text in said)


def test_somebody_who_is_followed_again_has_no_days(parts, screen):
    parts.retention.calls.bars[patient_id(0)] = {
        "is_followed": True, "state": RetentionState.ACTIVE, "inactive_on": None,
        "archive_on": None, "erase_on": None,
    }  # fmt: skip
    press(parts.shell, "F5")

    [bar] = screen.side.findChildren(StageBar)
    assert bar.accessibleName() == "Actif aujourd'hui."
    followed = "Suivi en cours : l'équipe utilise ces données, aucun délai ne court."
    assert followed in _said(screen.side)


def test_enter_and_o_open_the_file_and_escape_comes_back(parts, screen):
    press(parts.shell, "J", "Return")
    assert parts.shell.page == "patient_file"
    assert parts.file.patient_id == patient_id(1)

    press(parts.shell, "Escape")
    assert parts.shell.page == "retention"
    press(parts.shell, "O")
    assert parts.shell.page == "patient_file"


def test_a_nurse_reads_holds_and_places_none(parts, screen):
    parts.retention.choose(DueList.TO_ARCHIVE, NOVEMBER)
    press(parts.shell, "B")

    assert not parts.shell.is_covered
    assert not child(screen, Button, "retention_place").isVisible()
    assert screen.findChild(Button, "retention_end") is None


def test_a_month_that_brings_nobody_says_so(parts, screen):
    parts.retention.choose(DueList.TO_ERASE, date(2026, 3, 1))

    assert "Personne à effacer ce mois-là" in _said(screen)
    assert "Choisissez un patient dans la liste." in _said(screen.side)


def test_before_the_first_pass_nobody_is_nothing(parts):
    """What nobody worked out must not look like nobody."""
    parts.retention.calls.computed = None
    parts.retention.calls.rows = {name.value: {} for name in DueList}
    parts.shell.retention.open()
    screen = _screen(parts)

    assert "Aucun calcul n'a encore eu lieu" in _said(screen)
    assert set(_counts(screen, 0)) == {"–"}
    assert "0 patient" not in _said(screen)


def test_without_contact_the_rows_stay_and_say_how_old_they_are(parts, screen):
    parts.retention.calls.faults["calendar"] = Offline("ConnectError")
    parts.retention.refresh()

    assert len(parts.retention.rows) == 3
    assert any("10:42" in text for text in _said(screen))


def test_a_calendar_that_cannot_be_read_says_so_and_is_read_again(parts):
    busy = Unexpected("unavailable", status=503, retryable=True)
    parts.retention.calls.faults["calendar"] = busy
    parts.shell.retention.open()
    screen = _screen(parts)
    assert {"Calendrier indisponible.", "Code RET-503"} <= _said(screen)
    assert not screen.months.isVisible()

    parts.retention.calls.faults.clear()
    press(parts.shell, "F5")
    assert len(parts.retention.rows) == 3


def test_a_bar_that_cannot_be_read_can_be_asked_for_again(parts):
    parts.retention.calls.faults["bar"] = Unexpected("unavailable", status=503, retryable=True)
    parts.shell.retention.open()
    screen = _screen(parts)
    notice = child(screen, QWidget, "retention_side_notice")
    assert "Détail indisponible." in notice.accessibleName()

    parts.retention.calls.faults.clear()
    press(parts.shell, "F5")
    assert not notice.isVisible()


def test_somebody_who_was_erased_meanwhile_is_said_to_be_gone(parts):
    parts.retention.calls.faults["bar"] = refused(ProblemCode.NOT_FOUND, 404)
    parts.shell.retention.open()

    notice = child(_screen(parts), QWidget, "retention_side_notice")
    assert notice.accessibleName().startswith("Ces données ne sont plus là")


def test_a_long_list_is_read_by_pages_as_far_as_the_eye(parts):
    days = [row(number, date(2025, 11, 18 + number % 12)) for number in range(260)]
    parts.retention.calls.rows["to_announce"][NOVEMBER] = days
    parts.shell.retention.open()
    assert parts.retention.calls.asked[0][1:] == (100, None)

    for _ in range(3):
        press(parts.shell, "End")

    assert len(parts.retention.rows) == 260
    assert "260 patients" in _said(_screen(parts))
    press(parts.shell, "F5")
    assert len(parts.retention.rows) == 260


def test_behind_the_mask_no_name_no_birth_date_and_no_word_is_painted(parts, screen):
    parts.retention.choose(DueList.TO_ARCHIVE, NOVEMBER)
    parts.shell.toggle_mask()
    texts = " ".join([*_cells(screen, 0), *_said(screen)])

    for secret in ("BOTHOREL", "Yannick", "17-mars", "800 8", "Procédure"):
        assert secret not in texts


def test_the_row_is_one_sentence_for_who_listens():
    due = Due(rows()["to_archive"][NOVEMBER][0])

    assert plain(due_sentence(Wording("fr", "Europe/Paris"), due, NOW)) == (
        "BOTHOREL Yannick, 17-mars-1961 · 64 ans · M. 6-nov.-2025, dépassé de 12 jours. "
        "Dernière utilisation 6-mai-2023. questionnaire 30-avr.-2023. Pas annoncé. "
        "Bloqué, Contentieux Solenn Abgrall, le 3-nov.-2025. "
        "Bloqué, Demande en cours Solenn Abgrall, le 7-nov.-2025."
    )


def test_f6_goes_round_the_panes(parts, screen):
    names = []
    for _ in range(6):
        press(parts.shell, "F6")
        names.append(focused())
    assert screen.months in names
    assert screen.side in names
    assert screen.table in names
