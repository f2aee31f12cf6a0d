"""Scenes of the review of access, as an administrator has it."""

from __future__ import annotations

from typing import Final

from console.errors import Offline, Unexpected
from console.stores.access_review import ReviewShown
from console.stores.states import StoreState
from services.contract.problems import ProblemCode
from services.contract.staff import ReviewVerdict
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.access_review import READER
from tests.samples.accounts import label, many
from tests.samples.rows import NOW
from ui.accounts.review_screen import ReviewScreen
from ui.shell import Shell


def review_of(stage: Stage) -> ReviewScreen:
    """The screen, which an administrator opens from its tab."""
    assert isinstance(stage.screen, Shell)
    stage.screen.access_review.open()
    assert stage.screen.access_review.screen is not None
    return stage.screen.access_review.screen


def stand_on(stage: Stage, name: str, shown: ReviewShown = ReviewShown.ALL) -> ReviewScreen:
    """Choose somebody by name."""
    screen, store = review_of(stage), stage.accounts.review
    store.show(shown)
    place = store.index_of(label(name).id)
    assert place is not None
    screen.table.choose(place)
    return screen


def _on(name: str, then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        stand_on(stage, name)
        then(stage)

    return show


def _begin(stage: Stage) -> None:
    review_of(stage)


def _again(before: Scene) -> Scene:
    """What the service says of a review that is read for the first time."""

    def show(stage: Stage) -> None:
        before(stage)
        store = stage.accounts.review
        review_of(stage)
        store.forget()
        store._set_state(StoreState.LOADING)
        store.refresh()

    return show


def _all(stage: Stage) -> None:
    stand_on(stage, "Claire Morvan")


def _confirm(stage: Stage) -> None:
    review_of(stage).give(ReviewVerdict.CONFIRMED)


def _change(stage: Stage) -> None:
    review_of(stage).give(ReviewVerdict.TO_CHANGE)


def _own(stage: Stage) -> None:
    _confirm(stage)


def _stale(stage: Stage) -> None:
    stage.accounts.calls._put(label("Thomas Riou").id, version=4)
    _confirm(stage)


def _lost(stage: Stage) -> None:
    stage.accounts.calls.faults["verdict"] = Offline("ReadTimeout", outcome_unknown=True)
    _confirm(stage)


def _suspending(stage: Stage) -> None:
    review_of(stage).suspend()


def _overdue(stage: Stage) -> None:
    stage.accounts.calls.missed = {"Thomas Riou", "Dr Hélène Guivarch"}
    _again(nothing)(stage)
    stand_on(stage, "Thomas Riou", ReviewShown.LEFT)


def _offline(stage: Stage) -> None:
    review_of(stage)
    stage.accounts.calls.faults["review"] = Offline("ConnectError")
    stage.connection.go_offline(minutes=4)
    stage.accounts.review.refresh()
    _confirm(stage)


def _many(stage: Stage) -> None:
    stage.accounts.calls.rows = many(500)


def _silent(stage: Stage) -> None:
    stage.accounts.calls.silent |= {"review"}


def _broken(stage: Stage) -> None:
    stage.accounts.calls.faults["review"] = Unexpected("unavailable", status=503, retryable=True)


def _no_right(stage: Stage) -> None:
    stage.accounts.calls.faults["review"] = refused(ProblemCode.FORBIDDEN, 403)


def _finished(stage: Stage) -> None:
    calls = stage.accounts.calls
    confirmed = (ReviewVerdict.CONFIRMED, READER, NOW, 3)
    calls.verdicts = {each.person.name: confirmed for each in calls.rows}


REVIEW_SCENES: Final[dict[str, Scene]] = {
    "review": _begin,
    "review-all": _all,
    "review-confirmed": _on("Dr Hélène Guivarch", _confirm),
    "review-to-change": _on("Thomas Riou", _change),
    "review-own": _on(READER, _own),
    "review-idle": _on("Solenn Abgrall"),
    "review-suspending": _on("Solenn Abgrall", _suspending),
    "review-stale": _on("Thomas Riou", _stale),
    "review-lost": _on("Thomas Riou", _lost),
    "review-overdue": _overdue,
    "review-finished": _again(_finished),
    "review-offline": _offline,
    "review-many": _again(_many),
    "review-loading": _again(_silent),
    "review-error": _again(_broken),
    "review-no-right": _again(_no_right),
}
