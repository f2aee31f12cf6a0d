"""The review of access on screen: what a line says, and how it is confirmed with the keyboard."""

from PySide6.QtWidgets import QWidget

from console.errors import Offline
from console.models.review_text import review_sentence
from console.stores.access_review import Reviewed, ReviewShown
from resources.wording import Wording
from services.contract.accounts import AccountState
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.samples.access_review import READER
from tests.samples.accounts import label
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, press
from tests.ui.access_review.reviewing import (
    CONFIRMED,
    TO_CHANGE,
    cells,
    choose,
    chosen,
    foot,
    names,
    review_of,
)
from tests.ui.accounts.test_list import said, screen_of
from tests.ui.shell.test_key_map import _HANDLED, _bound, _named
from ui.shell.key_groups import REVIEW_KEYS
from widgets.rail import RailItem
from widgets.tab_strip import Tab


def _marked(parts: Parts) -> str:
    """Where the rail says that somebody is."""
    return next(
        each.accessibleName() for each in parts.shell._rail.findChildren(RailItem)
        if each.isChecked()
    )  # fmt: skip


# Where it is


def test_it_is_the_third_tab_and_ctrl_tab_goes_round(admin):
    strip = child(screen_of(admin), QWidget, "accounts_tabs")
    names = [each.accessibleName() for each in strip.findChildren(Tab)]
    assert names == ["Comptes", "Approbations", "Revue des accès"]

    press(admin.shell, "Ctrl+Shift+Tab")
    assert admin.shell.page == "accessreview"
    assert review_of(admin).table.hasFocus()
    press(admin.shell, "Ctrl+Tab")
    assert admin.shell.page == "accounts"
    press(admin.shell, "Ctrl+Tab", "Ctrl+Tab")
    assert admin.shell.page == "accessreview"
    assert "Comptes" in _marked(admin)


def test_nobody_but_an_administrator_has_it(officer, parts):
    for each in (officer, parts):
        each.shell.access_review.open()
        assert each.shell.page != "accessreview"
        assert each.accounts.calls.reviews_read == 0


def test_the_map_names_what_is_bound_there(here):
    assert _named(REVIEW_KEYS) - _HANDLED - {"J", "K"} == _bound(review_of(here))


def test_every_key_of_the_map_is_named_in_both_languages():
    for language in ("fr", "en"):
        for entry in REVIEW_KEYS[0].entries:
            assert Wording(language).text(f"keys-{entry.name}")


# What it says


def test_the_head_says_the_quarter_the_due_day_and_how_many_are_left(here):
    told = said(review_of(here).head)

    for part in (
        "4e trimestre 2025",
        "à terminer le 31-déc.-2025 au plus tard (reste 43 j)",
        "7 comptes à confirmer sur 10",
        "1 à modifier",
    ):
        assert part in told
    assert not child(review_of(here), QWidget, "review_late").isVisible()


def test_a_line_says_who_with_which_rights_until_when_and_what_was_found(here):
    here.accounts.review.show(ReviewShown.ALL)

    assert cells(here, "Claire Morvan") == [
        "Claire Morvan c.morvan", "Soins infirmiers Digestif, Sein", "08:01", "Actif",
        "Confirmé Gaëlle Pennec, 12-nov. 09:05",
    ]  # fmt: skip
    assert cells(here, "Maëlys Jézéquel")[3] == "Actif jusqu'au 29-nov.-2025"
    assert cells(here, "Solenn Abgrall")[2] == "08-sept. 11:42 suspension proposée"
    assert cells(here, "Dr Alain Tanguy")[4].startswith("À modifier Erwan Kerbrat, hier")
    assert cells(here, READER)[4] == "À confirmer par un autre administrateur"
    assert "Yann Corre" not in names(here), "who has ended has no access"


def test_a_line_is_one_sentence_for_a_screen_reader(here):
    line = here.accounts.review.all[label("Claire Morvan").id]

    assert plain(review_sentence(Wording("en"), Reviewed(line), NOW)) == (
        "Claire Morvan, c.morvan. Confirmed. Gaëlle Pennec, 12-Nov 09:05. Active. "
        "Nurse: Digestif, Sein. Last sign-in: 08:01."
    )


def test_what_was_left_of_the_quarter_before_is_said_in_the_head_and_on_its_line(here):
    here.accounts.calls.missed = {"Thomas Riou", "Dr Hélène Guivarch", "Claire Morvan"}
    press(here.shell, "F5")

    late = child(review_of(here), QWidget, "review_late")
    assert late.isVisible()
    assert "La revue du 3e trimestre 2025 devait être terminée le 30-sept.-2025" in said(late)
    assert "2 comptes" in said(late), "who was looked at since is not late"
    assert cells(here, "Thomas Riou")[4] == "À confirmer en retard"
    choose(here, "Thomas Riou")
    press(here.shell, "Y")
    assert "1 compte n'a pas été vu" in said(late)


# Verdicts


def test_a_key_confirms_and_goes_to_the_next_that_waits_never_to_oneself(here):
    calls = here.accounts.calls
    choose(here, "Dr Hélène Guivarch")

    press(here.shell, "Y")

    assert [each[:3] for each in calls.given] == [("Dr Hélène Guivarch", 3, CONFIRMED)]
    assert chosen(here) == "Loïc Abiven", "one's own line is passed by"
    assert cells(here, "Dr Hélène Guivarch")[4] == "Confirmé Erwan Kerbrat, 10:42"
    assert "6 comptes à confirmer sur 10" in said(review_of(here).head)
    press(here.shell, "Y")
    assert (chosen(here), calls.given[-1][0]) == ("Maëlys Jézéquel", "Loïc Abiven")


def test_confirmed_lines_stay_where_they_stand_until_the_list_is_asked_for_anew(here):
    before = names(here)
    press(here.shell, "Y", "Y")
    assert names(here) == before

    press(here.shell, "F5")
    assert len(names(here)) == 5
    assert here.accounts.calls.reviews_read == 2, "no verdict reads the whole review again"


def test_all_with_a_verdict_but_oneself_is_said(here):
    press(here.shell, *["Y"] * 6)

    assert "Il ne reste que votre compte" in foot(here)
    assert here.accounts.review.left == 1
    press(here.shell, "F5")
    assert names(here) == [READER]


def test_a_key_says_that_it_has_to_change_and_offers_the_account(here):
    choose(here, "Thomas Riou")
    press(here.shell, "X")

    assert here.accounts.calls.given[-1][2] is TO_CHANGE
    assert chosen(here) == "Thomas Riou"
    assert "à modifier. Ouvrez le compte" in foot(here)
    press(here.shell, "O")
    assert here.shell.page == "accounts"
    row = screen_of(here).side.row
    assert row is not None
    assert row.person.name == "Thomas Riou"


def test_an_account_that_the_list_does_not_show_is_opened_all_the_same(here):
    choose(here, "Loïc Abiven")
    press(here.shell, "O")

    row = screen_of(here).side.row
    assert row is not None
    assert (row.person.name, row.state) == ("Loïc Abiven", AccountState.SUSPENDED)


def test_a_verdict_may_be_given_again(here):
    choose(here, "Claire Morvan", ReviewShown.ALL)
    press(here.shell, "X")
    assert cells(here, "Claire Morvan")[4] == "À modifier Erwan Kerbrat, 10:42"
    choose(here, "Claire Morvan")
    press(here.shell, "Y")
    assert cells(here, "Claire Morvan")[4] == "Confirmé Erwan Kerbrat, 10:42"


def test_nobody_confirms_themself_and_who_has_to_is_named(here):
    screen = choose(here, READER)
    assert "personne ne se confirme. Gaëlle Pennec doit le faire" in said(screen.side)
    assert not screen.side.confirm.isVisible()

    press(here.shell, "Y", "X")
    assert here.accounts.calls.given == []
    assert "Gaëlle Pennec doit le faire" in foot(here)


def test_an_administrator_alone_is_told_so(here):
    calls = here.accounts.calls
    calls._put(label("Gaëlle Pennec").id, state=AccountState.SUSPENDED)
    press(here.shell, "F5")

    assert "pas d'autre administrateur actif" in said(choose(here, READER).side)


def test_whoever_was_changed_meanwhile_is_read_again_and_said(here):
    here.accounts.calls._put(label("Thomas Riou").id, version=4)
    choose(here, "Thomas Riou")
    press(here.shell, "Y")

    assert "Thomas Riou a été modifié entre-temps" in foot(here)
    assert chosen(here) == "Thomas Riou"
    assert cells(here, "Thomas Riou")[4] == "À confirmer"
    press(here.shell, "Y")
    assert here.accounts.calls.given[-1][1:3] == (4, CONFIRMED)
    assert cells(here, "Thomas Riou")[4].startswith("Confirmé")


def test_a_change_that_arrives_under_the_hand_is_said(here):
    choose(here, "Thomas Riou")
    here.accounts.calls._put(label("Thomas Riou").id, version=4)
    here.accounts.review.refresh()

    assert "Thomas Riou vient d'être modifié : regardez encore" in foot(here)


def test_nothing_is_shown_before_the_service_has_answered(here):
    here.accounts.calls.silent.add("verdict")
    choose(here, "Thomas Riou")
    press(here.shell, "Y")

    assert cells(here, "Thomas Riou")[4] == "À confirmer"
    assert chosen(here) == "Thomas Riou"
    press(here.shell, "Y")
    assert len(here.accounts.calls.given) == 1
    assert "est en route" in foot(here)


def test_an_answer_that_was_lost_is_asked_for_under_the_same_key(here):
    calls = here.accounts.calls
    calls.faults["verdict"] = Offline("ReadTimeout", outcome_unknown=True)
    choose(here, "Thomas Riou")
    press(here.shell, "Y")

    notice = child(review_of(here), QWidget, "review_notice")
    assert "Thomas Riou : la réponse s'est perdue" in said(notice)
    press(here.shell, "X")
    assert len(calls.given) == 1, "nothing else is sent before that is known"
    del calls.faults["verdict"]
    review_of(here).head.notice.accepted.emit()
    assert not notice.isVisible()
    assert calls.given[0][3].key == calls.given[1][3].key
    assert cells(here, "Thomas Riou")[4].startswith("Confirmé")


def test_without_contact_the_place_is_kept_and_nothing_is_sent(here):
    screen = choose(here, "Thomas Riou")
    here.accounts.calls.faults["review"] = Offline("ConnectError")
    here.connection.go_offline(minutes=4)
    here.accounts.review.refresh()
    press(here.shell, "Y", "S")

    assert here.accounts.calls.given == []
    assert "Hors connexion" in foot(here)
    assert chosen(here) == "Thomas Riou"
    assert screen._stale.isVisible()
    assert not screen.side.confirm.isEnabled()


def test_whoever_lost_the_right_is_told(here):
    here.accounts.calls.faults["verdict"] = refused(ProblemCode.FORBIDDEN, 403)
    press(here.shell, "Y")

    assert here.accounts.calls.given
    assert here.accounts.review.left == 7
    assert review_of(here)._foot._said.isVisible()


def test_an_account_that_ended_meanwhile_is_gone_and_takes_no_verdict(here):
    choose(here, "Thomas Riou")
    here.accounts.calls._put(label("Thomas Riou").id, state=AccountState.ENDED)
    here.accounts.review.refresh()

    assert cells(here, "Thomas Riou")[4] == "À confirmer n'est plus dans la revue"
    press(here.shell, "Y")
    assert here.accounts.calls.given == []
    assert "n'est plus dans la revue" in foot(here)
