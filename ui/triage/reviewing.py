"""Leads to the alert of a draft that is read again, and opens its form with what was typed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject

from console.errors import TRIAGE, ConsoleError
from console.models.identity_text import patient_name
from console.stores.desk import TriageDesk
from console.stores.draft_file import Draft
from console.stores.error_words import error_with_code
from console.stores.states import UNDER_WAY, StoreState
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import AlertState, WorklistView
from ui.triage.form_desk import FormDesk
from ui.triage.forms.make import Around, FormKind
from ui.triage.list_pane import ListPane
from ui.triage.notices import Notices

_SETTLED = frozenset({StoreState.READY, StoreState.EMPTY})
_LOST = frozenset({StoreState.STALE, StoreState.ERROR, StoreState.NO_RIGHT})


class Reviewing(QObject):
    """One draft at a time: the list goes to the tab where its patient stands, and is not filtered;
    then the form opens.
    """

    def __init__(
        self,
        desk: TriageDesk,
        rows: ListPane,
        forms: FormDesk,
        notices: Notices,
        around: Around,
        wording: Wording,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows = rows
        self._forms = forms
        self._notices = notices
        self._around = around
        self._wording = wording
        self._sought: tuple[AlertDetail, Draft] | None = None
        desk.review.found.connect(self._seek)
        desk.review.failed.connect(self._fail)
        desk.worklist.state_changed.connect(self._arrive)
        desk.worklist.rows_reset.connect(self._arrive)
        desk.worklist.filters_changed.connect(self._arrive)
        forms.form_shown.connect(self._tell_open)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording

    def _seek(self, alert: AlertDetail, draft: Draft) -> None:
        self._sought = (alert, draft)
        worklist = self._desk.worklist
        if worklist.index_of(alert.patient.label.id) is not None:
            self._arrive()
            return
        self._rows.head.clear_filters()
        worklist.set_view(view_of(alert, self._around.me, self._around.now()))
        if worklist.new_count:
            worklist.apply_new()
        self._arrive()

    def _arrive(self, _state: StoreState | None = None) -> None:
        """The rows may be those of the tab that was asked for; if they do not come, nothing moves
        later.
        """
        state = self._desk.worklist.state
        if self._sought is None or state not in _SETTLED | _LOST:
            return
        if state in _SETTLED and not self._desk.worklist.is_settled:
            return
        (alert, draft), self._sought = self._sought, None
        if state in _LOST:
            self._notices.tell(self._wording.text("triage-draft-later"))
            return
        place = self._desk.worklist.index_of(alert.patient.label.id)
        if place is None:
            name = patient_name(self._wording, alert.patient.label)
            self._notices.tell(self._wording.text("triage-draft-nowhere", name=name))
            return
        self._rows.view.choose(place)
        self._desk.details.show(alert.id, alert.version, is_opened=True)
        standing = self._desk.actions.standing(alert.id)
        if standing is None or standing.state not in UNDER_WAY:
            # What may have been sent already is not offered to be sent twice.
            self._forms.open(FormKind(draft.kind), alert)

    def _fail(self, error: ConsoleError) -> None:
        self._notices.tell(error_with_code(self._wording, error, TRIAGE))

    def _tell_open(self, _form: object) -> None:
        alert, kind = self._forms.alert, self._forms.kind
        self._desk.review.set_open(None if alert is None or kind is None else (alert.id, kind))


def view_of(alert: AlertDetail, me: UUID, now: datetime) -> WorklistView:
    """The tab in which an alert stands."""
    is_waiting = alert.waits_until is None or alert.waits_until > now
    match alert.state:
        case AlertState.CLOSED:
            return WorklistView.CLOSED
        case AlertState.DEFERRED if is_waiting:
            return WorklistView.DEFERRED
        case AlertState.ESCALATED if is_waiting:
            return WorklistView.ESCALATED
        case AlertState.ACKNOWLEDGED if alert.owner is not None and alert.owner.id == me:
            return WorklistView.MINE
        case _:
            return WorklistView.TODO
