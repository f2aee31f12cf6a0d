"""The accounts on screen: who is listed, found and filtered, and what stands beside the list."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from console.errors import Offline, Unexpected
from console.models.accounts_text import account_sentence
from console.stores.accounts import Account
from resources.wording import Wording
from services.contract.accounts import AccountState
from services.contract.enums import Role
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.samples import roles
from tests.samples.accounts import DIGESTIVE, label, many
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from ui.accounts.screen import AccountsScreen
from widgets.chip import Chip
from widgets.tab_strip import Tab


def _on_screen(theme, settings, wording, who) -> Iterator[Parts]:
    parts = make_parts(theme, settings, wording, *who)
    parts.shell.resize(1366, 688)
    parts.shell.show()
    parts.shell.activateWindow()
    parts.shell.take_focus()
    yield parts
    parts.shell.hide()
    shiboken6.delete(parts.shell)


@pytest.fixture
def admin(theme, settings, wording) -> Iterator[Parts]:
    """An administrator who has just signed in."""
    yield from _on_screen(theme, settings, wording, roles.admin())


@pytest.fixture
def officer(theme, settings, wording) -> Iterator[Parts]:
    """A privacy officer, who begins on the calendar of retention."""
    yield from _on_screen(theme, settings, wording, roles.officer())


def screen_of(parts: Parts) -> AccountsScreen:
    """The screen in front."""
    assert parts.shell.accounts.screen is not None
    return parts.shell.accounts.screen


def choose(parts: Parts, name: str) -> AccountsScreen:
    """Choose somebody by name, whatever their state."""
    store, screen = parts.accounts.list, screen_of(parts)
    store.set_filters(replace(store.filters, state=None))
    place = store.index_of(label(name).id)
    assert place is not None
    screen.table.choose(place)
    screen.open_chosen()
    screen.take_focus()
    return screen


def said(root: QWidget) -> str:
    """Everything readable, once the layouts have shown what was added."""
    QTest.qWait(0)
    return plain(" | ".join(visible_texts(root)))


def _cells(screen: AccountsScreen, name: str) -> list[str]:
    model = screen.table.model()
    rows = [plain(model.index(row, 0).data()) for row in range(model.rowCount())]
    row = next(place for place, cell in enumerate(rows) if cell.startswith(name))
    return [plain(model.index(row, column).data()) for column in range(model.columnCount())]


def _names(parts: Parts) -> list[str]:
    return [each.row.person.name for each in parts.accounts.list.rows]


def test_an_administrator_begins_on_the_accounts_and_has_no_queue(admin):
    assert admin.shell.page == "accounts"
    assert screen_of(admin).table.hasFocus()
    assert admin.accounts.calls.asked == [None]
    assert admin.shell.triage is None


def test_g_then_u_leads_there_from_the_settings(admin):
    admin.shell.go_to("settings")
    press(admin.shell, "G", "U")

    assert admin.shell.page == "accounts"


def test_a_nurse_has_no_accounts(parts):
    press(parts.shell, "G", "U")

    assert parts.shell.page == "triage"
    assert parts.accounts.calls.asked == []


def test_a_row_says_roles_units_factor_last_sign_in_sessions_and_state(admin):
    choose(admin, "Claire Morvan")
    screen = screen_of(admin)

    assert _cells(screen, "Claire Morvan") == [
        "Claire Morvan c.morvan", "Soins infirmiers Digestif, Sein", "Code", "08:01", "2", "Actif",
    ]  # fmt: skip
    assert _cells(screen, "Anne Le Roux")[2:] == [
        "À configurer", "jamais", "0", "Invité expire le 24-nov.",
    ]  # fmt: skip
    assert _cells(screen, "Solenn Abgrall")[3] == "08-sept. 11:42 suspension proposée"
    assert _cells(screen, "Erwan Kerbrat")[5] == "Actif votre compte"


def test_a_row_is_one_sentence_for_a_screen_reader(admin):
    row = admin.accounts.list.row(label("Claire Morvan").id)
    assert row is not None
    assert plain(account_sentence(Wording("fr"), row, NOW)) == (
        "Claire Morvan, c.morvan. Actif. Soins infirmiers : Digestif, Sein. "
        "Second facteur : Code. Dernière connexion : 08:01. 2 sessions ouvertes."
    )
    moved = Account(row.row, has_left=True)
    assert "no longer in this list" in account_sentence(Wording("en"), moved, NOW)


def test_the_states_have_counts_and_one_of_them_is_shown(admin):
    states = child(screen_of(admin), QWidget, "accounts_states")
    labels = [tab.accessibleName() for tab in states.findChildren(Tab)]
    assert [plain(each) for each in labels] == [
        "Actifs 8", "Invités 1", "Suspendus 1", "Terminés 1", "Tous 11",
    ]  # fmt: skip
    assert "Loïc Abiven" not in _names(admin)

    next(tab for tab in screen_of(admin).findChildren(Tab) if tab.name == "suspended").click()
    assert _names(admin) == ["Loïc Abiven"]
    assert admin.accounts.calls.asked == [None]


def test_filters_leave_those_they_name(admin):
    store = admin.accounts.list
    child(screen_of(admin), Chip, "accounts_without_factor").click()
    assert _names(admin) == ["Maëlys Jézéquel"]

    child(screen_of(admin), Chip, "accounts_without_factor").click()
    child(screen_of(admin), Chip, "accounts_idle").click()
    assert _names(admin) == ["Solenn Abgrall"]

    store.set_filters(replace(store.filters, idle=False, role=Role.NURSE, unit_id=DIGESTIVE.id))
    assert _names(admin) == ["Claire Morvan", "Thomas Riou"]
    assert "Rôle : Soins infirmiers" in plain(
        child(screen_of(admin), Chip, "accounts_role_chip").accessibleName()
    )
    child(screen_of(admin), Chip, "accounts_role_chip").click()
    assert _names(admin) == ["Claire Morvan", "Dr Alain Tanguy", "Thomas Riou"]


@pytest.mark.parametrize("typed", ["guiv", "GUIVARCH hel", "helene g", "h.guivarch", "  guivarch "])
def test_typing_finds_by_name_or_user_name(admin, typed):
    press(admin.shell, "Ctrl+F")
    assert focused() is screen_of(admin).head.field
    QTest.keyClicks(focused(), typed)

    assert _names(admin) == ["Dr Hélène Guivarch"]
    assert focused() is screen_of(admin).head.field
    press(admin.shell, "Down")
    assert screen_of(admin).table.hasFocus()


def test_escape_in_the_field_first_finds_everybody_again(admin):
    press(admin.shell, "Ctrl+F")
    QTest.keyClicks(focused(), "guiv")
    press(admin.shell, "Escape")
    assert len(_names(admin)) == 8
    assert screen_of(admin).head.field.text() == ""

    press(admin.shell, "Escape")
    assert screen_of(admin).table.hasFocus()


def test_nobody_found_offers_to_clear_the_filters(admin):
    store = admin.accounts.list
    store.set_filters(replace(store.filters, typed="zzz"))
    assert "Aucun résultat avec ces filtres" in said(screen_of(admin))
    assert not screen_of(admin).side.isVisible()

    store.clear_filters()
    assert len(_names(admin)) == 11


def test_an_empty_state_says_which(admin):
    calls, store = admin.accounts.calls, admin.accounts.list
    calls.rows = [each for each in calls.rows if each.state is not AccountState.INVITED]
    store.refresh()
    store.set_filters(replace(store.filters, state=AccountState.INVITED))

    assert "Aucune invitation en attente" in said(screen_of(admin))


def test_the_side_says_who_with_which_rights_since_when_and_why(admin):
    screen = choose(admin, "Claire Morvan")
    told = said(screen.side)

    for line in (
        "Soins infirmiers : Digestif, Sein",
        "c.morvan@chu-brest.example",
        "10101234567",
        "Codes de secours restants | 8",
        "Poste connu depuis : 05-nov. 08:00",
        "réseau 10.12.2.0/24",
        "Ouverte : 08:02 · dernière activité : 10:32",
        "Rôle changé · 12-nov. 11:20 | Renfort de l'unité Sein en novembre. | Par Erwan Kerbrat",
        "Approuvé par Dr Hélène Guivarch",
    ):
        assert line in told


def test_whom_a_held_key_passes_by_is_not_read(qtbot, admin):
    """Every reading of an account is journalled."""
    screen = screen_of(admin)
    admin.accounts.calls.asked_details.clear()
    press(admin.shell, *["J"] * 5)
    assert len(admin.accounts.calls.asked_details) <= 1

    key = screen.table.key
    qtbot.waitUntil(lambda: admin.accounts.calls.asked_details[-1:] == [key])
    assert len(admin.accounts.calls.asked_details) <= 2


def test_what_is_beside_the_list_is_never_of_somebody_else(admin):
    screen = choose(admin, "Claire Morvan")
    admin.accounts.calls.silent.add("detail")
    screen._calm.start()
    press(admin.shell, "J")

    assert "Dr Alain Tanguy" in said(screen.side)
    assert "c.morvan" not in said(screen.side)
    assert screen.offered() == []


def test_enter_goes_to_the_side_and_escape_back(admin):
    press(admin.shell, "Return")
    assert focused() is screen_of(admin).side
    press(admin.shell, "Escape")
    assert screen_of(admin).table.hasFocus()


def test_a_list_of_several_pages_is_read_whole(admin):
    calls = admin.accounts.calls
    calls.rows, calls.page_rows = many(500), 200
    calls.asked.clear()
    press(admin.shell, "F5")

    assert calls.asked == [None, "200", "400"]
    assert len(_names(admin)) == 500
    assert "500 comptes" in said(screen_of(admin))


def test_offline_the_copy_stays_filters_work_and_nothing_can_be_done(admin):
    screen = choose(admin, "Claire Morvan")
    admin.accounts.calls.faults["list"] = Offline("ConnectError")
    admin.connection.go_offline(minutes=4)
    admin.accounts.list.refresh()
    assert "copie de" in said(screen)
    assert screen.offered() == []

    press(admin.shell, "S")
    assert not admin.shell.is_covered
    assert "Hors connexion : rien ne peut être envoyé." in said(screen)
    store = admin.accounts.list
    store.set_filters(replace(store.filters, typed="riou"))
    assert _names(admin) == ["Thomas Riou"]
    store.set_filters(replace(store.filters, typed="zzz"))
    assert "Aucun résultat avec ces filtres" in said(screen)


def test_a_list_that_fails_says_so_and_is_read_again(admin):
    store, calls = admin.accounts.list, admin.accounts.calls
    calls.faults["list"] = Unexpected("unavailable", status=503, retryable=True)
    store.forget()
    store.refresh()
    assert "Comptes indisponibles." in said(screen_of(admin))
    assert "CPT-503" in said(screen_of(admin))

    calls.faults.clear()
    press(admin.shell, "F5")
    assert len(_names(admin)) == 8


def test_a_right_that_was_lost_leaves_nothing_on_screen(admin):
    admin.accounts.calls.faults["list"] = refused(ProblemCode.FORBIDDEN, 403)
    press(admin.shell, "F5")

    assert _names(admin) == []
    assert not screen_of(admin).side.isVisible()
    assert "Claire Morvan" not in said(screen_of(admin))


def test_a_detail_that_fails_or_is_gone_says_so(admin):
    admin.accounts.calls.faults["detail"] = Unexpected("unavailable", status=503)
    screen = choose(admin, "Thomas Riou")
    assert "Détail indisponible." in said(screen.side)

    admin.accounts.calls.faults["detail"] = refused(ProblemCode.NOT_FOUND, 404)
    screen = choose(admin, "Claire Morvan")
    assert "Ce compte n'est pas de votre centre, ou n'y est plus." in said(screen.side)


def test_behind_the_mask_written_words_go_and_names_of_staff_stay(admin):
    screen = choose(admin, "Claire Morvan")
    admin.shell.toggle_mask()

    assert "Renfort de l'unité" not in said(screen.side)
    assert "Claire Morvan" in said(screen.side)


def test_a_privacy_officer_reads_and_may_do_nothing(officer):
    press(officer.shell, "G", "U")
    assert officer.shell.page == "accounts"
    screen = choose(officer, "Claire Morvan")
    assert screen.offered() == []
    press(officer.shell, "S", "T", "C")
    told = said(screen.side)

    assert not officer.shell.is_covered
    assert officer.accounts.calls.closed == []
    assert "Suspendre…" not in told
    assert "Sessions ouvertes" not in told
    assert "Renfort de l'unité Sein en novembre." in told
