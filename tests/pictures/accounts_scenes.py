"""Scenes of the accounts of a centre, as an administrator has them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtTest import QTest

from console.errors import Offline, Unexpected
from console.stores.account_acts import AccountAct
from console.stores.states import StoreState
from services.contract.accounts import AccountState
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.access import sample_failures
from tests.samples.accounts import label, many
from ui.accounts.act_dialog import ActDialog
from ui.accounts.screen import AccountsScreen
from ui.shell import Shell

REASON: Final = "Départ du service le 14 novembre."


def screen_of(stage: Stage) -> AccountsScreen:
    """The screen, which an administrator begins on."""
    assert isinstance(stage.screen, Shell)
    assert stage.screen.accounts.screen is not None
    return stage.screen.accounts.screen


def choose(stage: Stage, name: str) -> None:
    """Choose somebody by name, whatever their state."""
    store, screen = stage.accounts.list, screen_of(stage)
    store.set_filters(replace(store.filters, state=None))
    place = store.index_of(label(name).id)
    assert place is not None
    screen.table.choose(place)
    screen.open_chosen()


def _on(name: str, then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        choose(stage, name)
        then(stage)

    return show


def _failures(stage: Stage) -> None:
    """Somebody guesses; the pane is scrolled down to it."""
    name = "Claire Morvan"
    stage.accounts.calls.details[label(name).id] = {"failures": sample_failures(7, 1)}
    choose(stage, name)
    stage.accounts.detail.read()
    pane = screen_of(stage).side.verticalScrollBar()
    QTest.qWait(0)
    pane.setValue(pane.maximum())


def _again(before: Scene) -> Scene:
    """What the service says of a list that is read anew."""

    def show(stage: Stage) -> None:
        before(stage)
        store = stage.accounts.list
        store.forget()
        store._set_state(StoreState.LOADING)
        store.refresh()

    return show


def _dialog(stage: Stage, act: AccountAct, words: str = REASON) -> ActDialog:
    screen_of(stage).want(act)
    [dialog] = stage.screen.findChildren(ActDialog)
    dialog.words.set_raw(words)
    return dialog


def _suspending(stage: Stage) -> None:
    _dialog(stage, AccountAct.SUSPEND)


def _incomplete(stage: Stage) -> None:
    _dialog(stage, AccountAct.SUSPEND, "")._go()


def _proof(stage: Stage) -> None:
    _dialog(stage, AccountAct.END)._go()


def _stale(stage: Stage) -> None:
    stage.accounts.calls.faults["suspend"] = refused(ProblemCode.VERSION_STALE, 412)
    _dialog(stage, AccountAct.SUSPEND)._go()


def _lost(stage: Stage) -> None:
    stage.accounts.calls.faults["suspend"] = Offline("ReadTimeout", outcome_unknown=True)
    _dialog(stage, AccountAct.SUSPEND)._go()


def _giving_back(stage: Stage) -> None:
    _dialog(stage, AccountAct.REACTIVATE, "Retour de congé.")


def _last_admin(stage: Stage) -> None:
    _dialog(stage, AccountAct.SUSPEND)


def _done(stage: Stage) -> None:
    _dialog(stage, AccountAct.SUSPEND)._go()


def _offline(stage: Stage) -> None:
    stage.accounts.calls.faults |= {"list": Offline("ConnectError")}
    stage.connection.go_offline(minutes=4)
    stage.accounts.list.refresh()


def _many(stage: Stage) -> None:
    stage.accounts.calls.rows = many(500)


def _silent(stage: Stage) -> None:
    stage.accounts.calls.silent |= {"list", "detail"}


def _broken(stage: Stage) -> None:
    stage.accounts.calls.faults["list"] = Unexpected("unavailable", status=503, retryable=True)


def _no_detail(stage: Stage) -> None:
    stage.accounts.calls.faults["detail"] = Unexpected("unavailable", status=503, retryable=True)
    stage.accounts.detail.forget()
    choose(stage, "Thomas Riou")


def _no_right(stage: Stage) -> None:
    stage.accounts.calls.faults["list"] = refused(ProblemCode.FORBIDDEN, 403)


def _found(stage: Stage) -> None:
    store = stage.accounts.list
    store.set_filters(replace(store.filters, typed="guiv"))


def _nobody_found(stage: Stage) -> None:
    store = stage.accounts.list
    store.set_filters(replace(store.filters, typed="zzz", without_factor=True))


def _none_invited(stage: Stage) -> None:
    calls, store = stage.accounts.calls, stage.accounts.list
    calls.rows = [each for each in calls.rows if each.state is not AccountState.INVITED]
    store.refresh()
    store.set_filters(replace(store.filters, state=AccountState.INVITED))


ACCOUNTS_SCENES: Final[dict[str, Scene]] = {
    "accounts": _on("Claire Morvan"),
    "accounts-begin": nothing,
    "accounts-failures": _failures,
    "accounts-own": _on("Erwan Kerbrat"),
    "accounts-last-admins": _on("Gaëlle Pennec"),
    "accounts-invited": _on("Anne Le Roux"),
    "accounts-suspended": _on("Loïc Abiven"),
    "accounts-ended": _on("Yann Corre"),
    "accounts-suspending": _on("Claire Morvan", _suspending),
    "accounts-incomplete": _on("Claire Morvan", _incomplete),
    "accounts-proof": _on("Claire Morvan", _proof),
    "accounts-stale": _on("Claire Morvan", _stale),
    "accounts-lost": _on("Claire Morvan", _lost),
    "accounts-giving-back": _on("Loïc Abiven", _giving_back),
    "accounts-leaves-one": _on("Gaëlle Pennec", _last_admin),
    "accounts-done": _on("Claire Morvan", _done),
    "accounts-offline": _on("Claire Morvan", _offline),
    "accounts-many": _again(_many),
    "accounts-loading": _again(_silent),
    "accounts-error": _again(_broken),
    "accounts-no-detail": _no_detail,
    "accounts-no-right": _again(_no_right),
    "accounts-found": _found,
    "accounts-nobody-found": _nobody_found,
    "accounts-none-invited": _none_invited,
}
