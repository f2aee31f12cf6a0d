"""Failures to sign in beside the account, and offered roles (screens.md 3.9)."""

import pytest

from console.models.failures_text import BURST, burst_text
from services.contract.accounts import AccountState
from tests.samples.access import sample_failures
from tests.samples.accounts import label
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts
from tests.ui.accounts.test_list import admin, choose, said  # noqa: F401

NAME = "Claire Morvan"


def shown(parts: Parts, count: int, every_min: int) -> str:
    """The side of somebody with failures."""
    failures = sample_failures(count, every_min)
    parts.accounts.calls.details[label(NAME).id] = {"failures": failures}
    screen = choose(parts, NAME)
    parts.accounts.detail.read()
    return said(screen.side)


def test_each_failure_says_when_where_and_at_which_step(admin):  # noqa: F811
    told = shown(admin, 3, 60)

    assert "Échecs de connexion" in told
    assert "10:42 | mot de passe · autre poste · réseau 10.20.30.0/24" in told
    assert "09:42 | code · poste connu · réseau 10.20.30.0/24" in told
    assert "deviner" not in told


def test_many_within_minutes_are_marked(admin):  # noqa: F811
    told = shown(admin, 7, 1)

    assert "7 échecs en 10 minutes, le dernier 10:42 : quelqu'un essaie peut-être" in told


def test_of_many_the_last_are_shown_and_the_others_counted(admin):  # noqa: F811
    told = shown(admin, 20, 60)

    assert told.count("réseau 10.20.30.0/24") == 8
    assert "et 12 avant" in told


def test_without_any_it_says_so(admin):  # noqa: F811
    assert "Aucun depuis trois mois." in shown(admin, 0, 1)


@pytest.mark.parametrize(
    ("count", "every_min", "is_told"), [(BURST, 2, True), (BURST - 1, 1, False), (BURST, 3, False)]
)
def test_a_burst_is_five_within_ten_minutes(wording, count: int, every_min: int, is_told: bool):
    text = burst_text(wording, sample_failures(count, every_min), NOW)

    assert bool(text) is is_told


def test_an_older_burst_behind_a_single_failure_is_told_too(wording):
    failures = sample_failures(7, 1)
    lone = failures[0].model_copy(update={"at": NOW})
    older = [
        each.model_copy(update={"at": each.at.replace(hour=each.at.hour - 2)}) for each in failures
    ]

    assert "08:42" in plain(burst_text(wording, [lone, *older], NOW))


def test_an_offered_role_says_how_it_opens(admin):  # noqa: F811
    row = next(each for each in admin.accounts.calls.rows if each.state is AccountState.INVITED)
    offered = row.model_copy(update={"has_factor": True})
    screen = choose(admin, row.person.name)
    assert "rien n'est ouvert avant la première connexion" in said(screen.side)

    screen.side._head.show_row(screen._wording, offered)

    assert "quand la personne le choisit à la connexion" in said(screen.side)
