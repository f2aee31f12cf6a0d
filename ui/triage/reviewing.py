"""Leads to the alert of a draft that is read again, and opens its form with what was typed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from console.errors import TRIAGE, ConsoleError
from console.stores.desk import TriageDesk
from console.stores.draft_file import Draft
from console.stores.error_words import error_with_code
from console.stores.states import UNDER_WAY
from services.contract.alerts import AlertDetail
from ui.triage.form_desk import FormDesk
from ui.triage.forms.make import FormKind
from ui.triage.list_pane import ListPane
from ui.triage.notices import Notices
from ui.triage.showing import Showing, version_of


class Reviewing(QObject):
    """One draft at a time, on the screen only while whoever asked for it does nothing else: a form
    that comes late would take the words meant for another patient (H-06).
    """

    def __init__(
        self,
        desk: TriageDesk,
        rows: ListPane,
        showing: Showing,
        forms: FormDesk,
        notices: Notices,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows = rows
        self._showing = showing
        self._forms = forms
        self._notices = notices
        self._is_awaited = False
        desk.review.found.connect(self._show)
        desk.review.failed.connect(self._fail)
        rows.row_chosen.connect(self.leave)
        forms.form_shown.connect(self._follow_form)

    def ask(self) -> None:
        """Read the alert of the oldest draft; shown unless something else is done meanwhile."""
        self._is_awaited = True
        self._desk.review.read_next()

    def leave(self, _cause: object = None) -> None:
        """Something else is done now: the draft is offered on and shown when it is asked for."""
        self._is_awaited = False

    def _show(self, alert: AlertDetail, draft: Draft) -> None:
        if not self._is_awaited or not self._rows.isVisibleTo(self._rows.window()):
            return
        self._is_awaited = False
        place = self._desk.worklist.index_of(alert.patient.label.id)
        if place is None:
            self._showing.visit(version_of(alert))
        else:
            self._rows.view.choose(place)
            self._desk.details.show(*version_of(alert), is_opened=True)
        standing = self._desk.actions.standing(alert.id)
        if standing is None or standing.state not in UNDER_WAY:
            # What may have been sent already is not offered to be sent twice.
            self._forms.open(FormKind(draft.kind), alert)

    def _fail(self, error: ConsoleError) -> None:
        if self._is_awaited:
            self._is_awaited = False
            self._notices.tell(lambda w: error_with_code(w, error, TRIAGE))

    def _follow_form(self, form: object) -> None:
        if form is not None:
            self.leave()
        alert, kind = self._forms.alert, self._forms.kind
        self._desk.review.set_open(None if alert is None or kind is None else (alert.id, kind))
