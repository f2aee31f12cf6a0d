"""What becomes of acts that were asked for in one go: one sentence for all that were done, and by
name what happened to the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from math import ceil
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.models.identity_text import patient_name
from console.stores.actions import ActionsStore
from console.stores.intentions import Batch, Intended, Intention
from resources.wording import Wording
from services.contract.alerts import WorklistRow
from services.contract.enums import ActionKind
from services.contract.patients import PatientLabel
from ui.triage.notices import Says, failure_text


class SeveralNotices(QObject):
    """Signals: `done(text, undo_s)`; `not_done(Says)`; `act_began()`; `handled(keys)` with the
    patients of a batch once its acts have ended.
    """

    done = Signal(str, int)
    not_done = Signal(object)
    act_began = Signal()
    handled = Signal(object)

    def __init__(
        self,
        actions: ActionsStore,
        wording: Wording,
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._wording = wording
        self._now = now
        self._patients: dict[UUID, PatientLabel] = {}
        actions.intention_changed.connect(self._follow)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording

    def expect(self, rows: Iterable[WorklistRow]) -> None:
        """These are about to be acted on: remember whose they are, beside those on their way."""
        self._patients |= {row.alert_id: row.patient for row in rows}
        self.act_began.emit()

    def _follow(self, intention: Intention) -> None:
        batch = intention.batch
        if batch is None or not batch.is_settled or not intention.is_settled:
            return
        if batch.done:
            self.done.emit(self._done_text(intention.kind, batch), self._undo_s(intention, batch))
        if batch.failed:
            self.not_done.emit(self._failed(intention.kind, batch))
        if intention.kind is ActionKind.ACKNOWLEDGE and batch.done:
            self.handled.emit(self._patients_of(batch))

    def _patients_of(self, batch: Batch) -> list[UUID]:
        labels = [self._patients.get(each.alert_id) for each in batch.intentions]
        return [label.id for label in labels if label is not None]

    def _done_text(self, kind: Intended, batch: Batch) -> str:
        key = "several-undone" if kind is ActionKind.UNDO else "several-done"
        return self._wording.text(key, count=len(batch.done))

    def _undo_s(self, intention: Intention, batch: Batch) -> int:
        """For how long all of it may be undone, in whole seconds; after a later act, not at all:
        the button would reverse that one.
        """
        if not self._actions.takes_back(intention):
            return 0
        ends = [each.undo_until for each in batch.done if each.undo_until is not None]
        if len(ends) < len(batch.done):
            return 0
        return max(0, ceil((min(ends) - self._now()).total_seconds()))

    def _failed(self, kind: Intended, batch: Batch) -> Says:
        """Those to whom the same happened are named together."""
        failed = [(each, self._patients.get(each.alert_id)) for each in batch.failed]
        key = "several-not-undone" if kind is ActionKind.UNDO else "several-not-done"

        def says(w: Wording) -> str:
            together = dict[str, list[str]]()
            for each, label in failed:
                name = "" if label is None else patient_name(w, label)
                together.setdefault(failure_text(w, each, self._now()), []).append(name)
            parts = [
                w.text("triage-about-patient", name=", ".join(names), text=text)
                for text, names in together.items()
            ]
            return " ".join([w.text(key, count=len(failed)), *parts])

        return says
