"""What is said of several acts: one sentence for those that were done, by name for the others."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal

from console.errors import Refused
from console.stores.intentions import Batch, Intention
from console.stores.states import ActState
from resources.wording import Wording
from services.contract.alerts import AlertChange, WorklistRow
from services.contract.enums import ActionKind, AlertState
from services.contract.problems import CurrentState, Problem, ProblemCode
from tests.samples.detail import details
from tests.samples.rows import NOW, THOMAS, worklist
from tests.support.typography import plain
from ui.triage.notices import Says
from ui.triage.several_notices import SeveralNotices

ROWS = worklist()[9:12]
OTHERS = worklist()[6:8]
"""Acted on in a second go, before the first has ended."""


class _Acts(QObject):
    intention_changed = Signal(object)
    is_last = True

    def takes_back(self, _intention: Intention) -> bool:
        return self.is_last


class _Heard(QObject):
    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self.wording = wording
        self.told: list[Says] = []
        self.done: list[tuple[str, int]] = []
        self.not_done: list[str] = []
        self.handled: list[list[UUID]] = []

    def hear_done(self, text: str, undo_s: int) -> None:
        self.done.append((plain(text), undo_s))

    def hear_not_done(self, says: Says) -> None:
        self.told.append(says)
        self.not_done.append(plain(says(self.wording)))

    def hear_handled(self, keys: list[UUID]) -> None:
        self.handled.append(keys)


@pytest.fixture
def acts(qtbot) -> Iterator[_Acts]:
    made = _Acts()
    yield made
    shiboken6.delete(made)


@pytest.fixture
def heard(acts, wording) -> _Heard:
    told: Any = acts
    notices = SeveralNotices(told, wording, lambda: NOW, acts)
    notices.expect(ROWS)
    notices.expect(OTHERS)
    made = _Heard(wording)
    notices.done.connect(made.hear_done)
    notices.not_done.connect(made.hear_not_done)
    notices.handled.connect(made.hear_handled)
    return made


def _batch(kind: ActionKind = ActionKind.ACKNOWLEDGE, rows: Sequence[WorklistRow] = ROWS) -> Batch:
    batch = Batch()
    for row in rows:
        intention = Intention(row.alert_id, kind, _never, 1, NOW, 0.0, batch=batch)
        batch.intentions.append(intention)
    return batch


def _never(*_asked: Any) -> Any:
    raise AssertionError("nothing is sent here")


def _end(acts: _Acts, intention: Intention, state: ActState, error: Any = None) -> None:
    if state is ActState.DONE:
        alert = details()[intention.alert_id].model_copy(
            update={"undo_until": NOW + timedelta(seconds=10)}
        )
        intention.change = AlertChange(action_id=UUID(int=1), alert=alert)
    intention.state, intention.error = state, error
    acts.intention_changed.emit(intention)


def _faster() -> Refused:
    current = CurrentState(
        version=2, state=AlertState.ACKNOWLEDGED, by=THOMAS, at=NOW - timedelta(minutes=1)
    )
    return Refused(
        Problem(
            type="about:blank",
            title="",
            status=412,
            code=ProblemCode.VERSION_STALE,
            detail="",
            request_id="r",
            current=current,
        )
    )


def test_nothing_is_said_before_all_are_settled(acts, heard):
    batch = _batch()
    _end(acts, batch.intentions[0], ActState.DONE)

    assert heard.done == []


def test_all_done_is_one_sentence_with_one_undo(acts, heard):
    for intention in _batch().intentions:
        _end(acts, intention, ActState.DONE)

    assert heard.done == [("Réception accusée : 3 alertes Info.", 10)]
    assert heard.not_done == []
    assert heard.handled == [[row.patient.id for row in ROWS]]


def test_who_was_refused_is_named_with_what_happened_and_the_others_stand(acts, heard):
    batch = _batch()
    _end(acts, batch.intentions[0], ActState.DONE)
    _end(acts, batch.intentions[1], ActState.CONFLICT, _faster())
    _end(acts, batch.intentions[2], ActState.DONE)

    assert heard.done == [("Réception accusée : 2 alertes Info.", 10)]
    (text,) = heard.not_done
    assert text.startswith("1 alerte n'a pas été accusée. ")
    assert ROWS[1].patient.family_name in text
    assert "T. Riou" in text
    assert ROWS[0].patient.family_name not in text


def test_after_a_later_act_no_undo_is_offered_that_would_reverse_it(acts, heard):
    acts.is_last = False
    for intention in _batch().intentions:
        _end(acts, intention, ActState.DONE)

    assert heard.done == [("Réception accusée : 3 alertes Info.", 0)]


def test_two_batches_at_once_each_name_their_own_patients(acts, heard):
    """The names of the first are not lost when a second one begins."""
    first, second = _batch(), _batch(rows=OTHERS)
    for intention in second.intentions:
        _end(acts, intention, ActState.DONE)
    _end(acts, first.intentions[0], ActState.DONE)
    for intention in first.intentions[1:]:
        _end(acts, intention, ActState.CONFLICT, _faster())

    assert heard.handled == [
        [row.patient.id for row in OTHERS],
        [row.patient.id for row in ROWS],
    ]
    (text,) = heard.not_done
    assert all(row.patient.family_name in text for row in ROWS[1:])


def test_the_same_reason_is_said_once_for_several(acts, heard):
    for intention in _batch().intentions:
        _end(acts, intention, ActState.CONFLICT, _faster())

    (text,) = heard.not_done
    assert text.count("T. Riou") == 1
    assert all(row.patient.family_name in text for row in ROWS)
    assert heard.done == heard.handled == []


def test_what_was_not_done_can_be_said_again_without_a_name(acts, heard, wording):
    for intention in _batch().intentions:
        _end(acts, intention, ActState.CONFLICT, _faster())

    (says,) = heard.told
    masked = plain(says(wording.masked(True)))
    assert masked.startswith("3 alertes n'ont pas été accusées.")
    assert not any(row.patient.family_name in masked for row in ROWS)


def test_taken_back_is_said_too(acts, heard):
    for intention in _batch(ActionKind.UNDO).intentions:
        intention.change = None
        intention.state = ActState.DONE
        acts.intention_changed.emit(intention)

    assert heard.done == [("Accusés annulés : 3 alertes sont de nouveau à traiter.", 0)]
