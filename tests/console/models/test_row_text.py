"""What a row says, case by case."""

from datetime import timedelta

import pytest

from console.models.row_text import RowText, row_text
from console.stores.rows import Row
from console.stores.states import RowMark
from resources.wording import Wording
from services.contract.alerts import Claim, LeadSymptom
from services.contract.enums import AlertKind, AlertState
from tests.console import made
from tests.support.typography import plain

NB = "\u00a0"
SOON = made.NOW + timedelta(minutes=8)


def said(language: str = "fr", row: Row | None = None, **changes) -> RowText:
    shown = row if row is not None else Row(made.row(1, **changes))
    return row_text(Wording(language), shown, made.NOW, made.CLAIRE.id)


def lead(item="diarrhoea", grade=3, change=2, temperature_c=None) -> LeadSymptom:
    return LeadSymptom(item=item, grade=grade, change=change, temperature_c=temperature_c)


def test_the_first_line_and_the_second_as_in_the_picture():
    text = said(leads=[lead(), lead("abdominal_pain", 2, 1)], open_count=2)

    assert text.family_name == "KERMARREC1"
    assert text.given_name == "Jeanne"
    assert text.age_sex == f"67{NB}ans · F"
    assert text.open_count_text == "×2"
    assert text.lead == "Diarrhée ≈3"
    assert text.lead_change == "↑2"
    assert text.others == ("Douleur abdo. ≈2 ↑1",)
    assert text.received == "reçue 08:12"


@pytest.mark.parametrize(
    ("due_in", "french", "english", "is_overdue"),
    [
        (timedelta(minutes=-30), f"En retard 30{NB}min", f"Overdue 30{NB}min", True),
        (timedelta(minutes=-65), f"En retard 1{NB}h{NB}05", f"Overdue 1{NB}h{NB}05", True),
        (timedelta(seconds=-10), f"En retard <{NB}1{NB}min", f"Overdue <{NB}1{NB}min", True),
        (timedelta(0), f"En retard <{NB}1{NB}min", f"Overdue <{NB}1{NB}min", True),
        (timedelta(hours=3, minutes=18), f"reste 3{NB}h{NB}18", f"3{NB}h{NB}18 left", False),
        (timedelta(days=1, minutes=78), "demain 12:00", "tomorrow 12:00", False),
        (timedelta(days=2, minutes=169), "jeu. 13:31", "Thu 13:31", False),
        (timedelta(days=9), "27-nov. 10:42", "27-Nov 10:42", False),
    ],
)
def test_when_it_is_due(due_in, french, english, is_overdue):
    due_at = made.NOW + due_in

    assert plain(said(due_at=due_at).due) == plain(french)
    assert plain(said("en", due_at=due_at).due) == plain(english)
    assert said(due_at=due_at).is_overdue is is_overdue


def test_a_stopped_timer_says_what_the_alert_became():
    assert said(due_at=None, state=AlertState.ACKNOWLEDGED).due == "Accusée"
    assert not said(due_at=None, state=AlertState.ACKNOWLEDGED).is_overdue


@pytest.mark.parametrize(
    ("shown", "french"),
    [
        (lead("temperature", None, None, 38.9), f"Fièvre 38,9{NB}°C"),
        (lead("temperature", None, None, 37.4), f"Température 37,4{NB}°C"),
        (lead("rash", None, None), "Éruption"),
        (lead("urgency", None, None), "Ne peut attendre"),
        (lead("nausea", 2, 0), "Nausées ≈2"),
        (lead("of_a_later_version", 2, 0), "of_a_later_version ≈2"),
    ],
)
def test_the_lead_symptom(shown, french):
    assert said(leads=[shown]).lead == french


def test_a_change_for_the_better_points_down():
    assert said(leads=[lead(change=-1)]).lead_change == "↓1"
    assert said(leads=[lead(change=0)]).lead_change == ""
    assert said(leads=[lead(change=None)]).lead_change == ""


@pytest.mark.parametrize(
    ("kind", "french"),
    [
        (AlertKind.TECHNICAL, "Réponse non évaluée"),
        (AlertKind.NON_RESPONSE, "Sans réponse"),
        (AlertKind.IDENTITY, "Identité à vérifier"),
        (AlertKind.NOTICE, "Avis"),
    ],
)
def test_what_is_not_clinical_says_its_kind(kind, french):
    assert said(kind=kind, leads=[]).lead == french


def test_a_technical_alert_is_never_called_critical():
    assert said(kind=AlertKind.TECHNICAL, leads=[]).sentence.startswith("Technique, ")


def test_who_holds_it():
    mine = said(claim=Claim(by=made.CLAIRE, until=SOON))
    theirs = said(claim=Claim(by=made.THEO, until=SOON))
    owned = said(owner=made.THEO)

    assert (mine.owner_initials, mine.owner_is_me, mine.is_locked) == ("CM", True, False)
    assert (theirs.owner_initials, theirs.owner_is_me, theirs.is_locked) == ("TR", False, True)
    assert (owned.owner_initials, owned.owner_is_me, owned.is_locked) == ("TR", False, False)
    assert "À vous" in mine.sentence
    assert "Prise par T. Riou" in theirs.sentence
    assert "Suivie par T. Riou" in owned.sentence


@pytest.mark.parametrize(
    ("row", "french"),
    [
        (Row(made.row(1)), ""),
        (Row(made.row(1), RowMark.SENDING), ""),
        (Row(made.row(1), RowMark.CHECKING), "Résultat inconnu, vérification…"),
        (Row(made.row(1), RowMark.GONE), "Sortie de la liste"),
        (
            Row(made.row(1), RowMark.GONE, AlertState.CLOSED, made.THEO),
            "Clôturée par T. Riou",
        ),
        (
            Row(made.row(1), RowMark.GONE, AlertState.ACKNOWLEDGED, made.THEO),
            "Accusée par T. Riou",
        ),
    ],
)
def test_what_the_console_knows_beyond_the_row(row, french):
    assert said(row=row).mark_text == french


def test_every_state_in_which_a_row_may_leave_has_words():
    for language in ("fr", "en"):
        for state in AlertState:
            row = Row(made.row(1), RowMark.GONE, state, made.THEO)
            assert "T. Riou" in said(language, row).mark_text


def test_the_sentence_in_english():
    assert said("en", open_count=2).sentence == (
        "Critical, overdue 30 minutes. KERMARREC1 Jeanne, 67 years. "
        "Diarrhoea estimated grade 3, plus 2. Not assigned. 2 alerts."
    )


def test_the_tooltip_holds_the_whole_identity():
    assert plain(said().tooltip) == "KERMARREC1 Jeanne\nNée le 14-mars-1958, IPP 800 451 001"


def test_a_closed_row_says_when():
    assert said(closed_at=made.NOW, due_at=None, state=AlertState.CLOSED).received == (
        "clôturée 10:42"
    )


def test_what_one_did_oneself_is_by_you():
    for state in AlertState:
        row = Row(made.row(1), RowMark.GONE, state, made.CLAIRE)
        assert said(row=row).mark_text.endswith("par vous")
        assert said("en", row).mark_text.endswith("by you")


def test_a_claim_that_is_over_locks_nothing_and_is_not_told():
    over = said(claim=Claim(by=made.THEO, until=made.NOW), owner=made.CLAIRE)

    assert (over.owner_initials, over.owner_is_me, over.is_locked) == ("CM", True, False)
    assert "À vous" in over.sentence
