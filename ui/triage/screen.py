"""The triage screen: list and detail side by side, the keys, and the acts between them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QWidget

from console.models.worklist_model import WorklistModel
from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from console.stores.states import ActState, StoreState
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertDetail, WorklistRow
from services.contract.enums import AlertKind, AlertLevel
from ui.triage.act_looks import act_look, reason_text
from ui.triage.detail.pane import DetailPane
from ui.triage.form_desk import FormDesk
from ui.triage.forms.make import FormKind
from ui.triage.keys import ACT_KEYS, bind, bind_repeating
from ui.triage.layout_class import LIST_LEAST_PX, LIST_MOST_PX, LIST_PX, LayoutClass
from ui.triage.list_pane import ListPane
from ui.triage.notices import Notices
from ui.triage.offers import Act, Circumstances, Offer, offers_of
from widgets.announce import announce
from widgets.theme import Theme

TICK_MS = 10_000
AHEAD_ROWS = 40
_PANE = "triage_list"
_FORMS = {
    Act.CALL: FormKind.CALL,
    Act.MEASURE: FormKind.MEASURE,
    Act.NOTE: FormKind.NOTE,
    Act.CLOSE: FormKind.CLOSE,
}


class TriageScreen(QWidget):
    """Signals: `done(text, can_undo)` for a toast; `act_began()` when older toasts are over."""

    done = Signal(str, bool)
    act_began = Signal()

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._settings = settings
        self._wording = wording
        self._key: UUID | None = None
        self._offers: tuple[Offer, ...] = ()
        self._model = WorklistModel(desk.worklist, session, wording, self)
        self.detail = DetailPane(theme, wording, self)
        self._forms = FormDesk(desk.actions, self.detail, _role(session), theme, wording, self)
        self._notices = Notices(desk.actions, desk.details, self.detail.strip, wording, self)
        self.list = ListPane(desk.worklist, self._model, theme, wording, self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._layout_class = LayoutClass.STANDARD
        self._show_soon = QTimer(self)
        self._ticks = QTimer(self)
        self._build()
        self._connect()
        self._bind_keys()
        self._choose(self.list.view.key)

    @property
    def forms(self) -> FormDesk:
        """The open form and the drafts."""
        return self._forms

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection, form and what was typed stay."""
        self._wording = wording
        self.setAccessibleName(wording.text("triage-screen"))
        self.list.set_wording(wording)
        self.detail.set_wording(wording)
        self._forms.set_wording(wording)
        self._notices.set_wording(wording)
        self._show_detail()

    def set_layout_class(self, layout_class: LayoutClass) -> None:
        """Fit the room that there is; a list width that the person chose stays."""
        self._layout_class = layout_class
        self.detail.set_layout_class(layout_class)
        width = self._settings.pane_width_px(f"{_PANE}_{layout_class.value}", LIST_PX[layout_class])
        self._splitter.setSizes([width, max(1, self.width() - width)])

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        form = self.detail.form
        last = form if form is not None else self.detail.bar
        return (self.list.view, self.detail.body, last)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Reverse the last act (Ctrl+Z), or say that there is none."""
        if self._desk.actions.undoable is None:
            self.done.emit(self._wording.text("triage-undo-nothing"), False)
            return
        intention = self._desk.actions.undo()
        if intention is not None:
            self._notices.expect(intention)

    def perform(self, name: str) -> None:
        """Do an act on the alert that is on screen, or open its form; what is not offered is not done."""
        act = Act(name)
        alert = self._current()
        offer = next((offer for offer in self._offers if offer.act is act), None)
        if alert is None or offer is None or offer.reason is not None or self._is_sending(alert):
            return
        if act in _FORMS:
            self._forms.open(_FORMS[act], alert)
        elif act is Act.ACKNOWLEDGE and _asks_again(alert):
            self._forms.open(FormKind.ACKNOWLEDGE, alert)
        else:
            self._notices.expect(self._intend(act, alert))

    def _intend(self, act: Act, alert: AlertDetail) -> object:
        actions = self._desk.actions
        match act:
            case Act.ACKNOWLEDGE:
                return actions.acknowledge(alert)
            case Act.CLAIM:
                return actions.claim(alert)
            case Act.RELEASE:
                return actions.release(alert)
            case Act.TAKE_OVER:
                return actions.take_over(alert)
            case Act.CALL | Act.MEASURE | Act.NOTE | Act.CLOSE:
                raise ValueError(act)

    def _build(self) -> None:
        self.setAccessibleName(self._wording.text("triage-screen"))
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self.detail)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setHandleWidth(1)
        self.list.setMinimumWidth(LIST_LEAST_PX)
        self.list.setMaximumWidth(LIST_MOST_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self._show_soon.setSingleShot(True)
        self._show_soon.setInterval(0)
        self._ticks.setInterval(TICK_MS)
        self._ticks.start()

    def _connect(self) -> None:
        desk = self._desk
        self._show_soon.timeout.connect(self._ask_detail)
        self._ticks.timeout.connect(self._show_time)
        self._splitter.splitterMoved.connect(self._remember_width)
        self.list.row_chosen.connect(self._choose)
        self.list.detail_wanted.connect(self.detail.take_focus)
        self.detail.list_wanted.connect(self.take_focus)
        self.detail.act_wanted.connect(self.perform)
        self.detail.retry_wanted.connect(desk.details.retry)
        desk.details.shown_changed.connect(self._show_detail)
        desk.worklist.rows_changed.connect(self._follow_rows)
        desk.worklist.urgent_arrived.connect(self._announce_urgent)
        desk.actions.intention_changed.connect(self._offer_acts)
        desk.connection.changed.connect(self._offer_acts)
        self._forms.asked.connect(self._notices.expect)
        self._forms.form_closed.connect(self._return_focus)
        self._notices.done.connect(self.done)
        self._notices.act_began.connect(self.act_began)
        self._notices.handled.connect(self._go_on)
        self._notices.view_wanted.connect(self._view_alert)

    def _bind_keys(self) -> None:
        places = (self.list, self.detail.body, self.detail.bar)
        for key, act in ACT_KEYS:
            bind(key, self._press, places, self).setData(act.value)
        bind("F", self.list.head.focus_filters, places, self)
        bind("F5", self.list.take_in_new, (self,), self)
        bind("F4", self.detail.card.toggle_table, (self,), self)
        bind_repeating("F8", self._go_to_next_overdue, (self,), self)
        bind_repeating("Shift+F8", self._go_to_previous_overdue, (self,), self)
        bind("Ctrl+Z", self.undo, (self,), self)
        bind_repeating("J", self._step_down, (self.detail.body, self.detail.bar), self)
        bind_repeating("K", self._step_up, (self.detail.body, self.detail.bar), self)

    def _press(self) -> None:
        act = Act(self.sender().data())  # type: ignore[attr-defined]
        if act is Act.CLAIM and any(offer.act is Act.TAKE_OVER for offer in self._offers):
            act = Act.TAKE_OVER
        self.perform(act.value)

    def _step_down(self) -> None:
        self.list.view.step(1)

    def _step_up(self) -> None:
        self.list.view.step(-1)

    def _go_to_next_overdue(self) -> None:
        self.list.go_to_overdue(1)

    def _go_to_previous_overdue(self) -> None:
        self.list.go_to_overdue(-1)

    def _choose(self, key: UUID | None) -> None:
        """Another patient: an open form is left, because it belongs to the one before; its draft stays."""
        self._key = key
        row = self.list.row(key)
        bound = self._forms.alert
        if bound is not None and (row is None or bound.patient.label.id != row.patient.id):
            self._forms.leave()
        self._show_soon.start()

    def _ask_detail(self) -> None:
        row = self.list.row(self._key)
        if row is None:
            self._desk.details.hide()
            return
        self._desk.details.show(row.alert_id, row.alert_version)
        self._desk.details.around([(near.alert_id, near.alert_version) for near in self.list.near(AHEAD_ROWS)])

    def _follow_rows(self, keys: list[UUID]) -> None:
        """A newer version of the alert on screen is shown; another alert of the same patient waits to be asked for."""
        row = self.list.row(self._key)
        if row is None or self._key not in keys:
            return
        if row.alert_id == self._desk.details.shown.alert_id:
            self._desk.details.show(row.alert_id, row.alert_version)

    def _show_detail(self) -> None:
        shown = self._desk.details.shown
        me = self._session.me
        if shown.alert is not None and me is not None:
            is_stale = shown.state is StoreState.STALE
            copied_at = self._desk.connection.last_contact if is_stale else None
            self.detail.show_alert(shown.alert, me.person.id, self._session.server_now(), copied_at)
        else:
            self._show_no_alert(shown.state)
        self._offer_acts()

    def _show_no_alert(self, state: StoreState) -> None:
        match state:
            case StoreState.LOADING:
                self.detail.states.show_loading()
            case StoreState.ERROR | StoreState.STALE:
                self.detail.states.show_error(self._desk.details.shown.error)
            case StoreState.NO_RIGHT:
                self.detail.states.show_gone()
            case StoreState.EMPTY | StoreState.READY:
                self.detail.states.show_nothing()
        self.detail.show_no_alert()

    def _show_time(self) -> None:
        me = self._session.me
        if me is not None:
            self.detail.show_time(me.person.id, self._session.server_now())
        self._offer_acts()

    def _offer_acts(self, _cause: object = None) -> None:
        alert, me = self._desk.details.shown.alert, self._session.me
        if alert is None or me is None:
            self._offers = ()
            self.detail.set_acts(())
            return
        standing = self._desk.actions.standing(alert.id)
        around = Circumstances(
            me=me.person.id,
            now=self._session.server_now(),
            is_online=self._desk.actions.can_act,
            is_outcome_unknown=standing is not None and standing.state is ActState.CHECKING,
        )
        self._offers = offers_of(alert, self._session, around)
        self.detail.set_acts([act_look(self._wording, offer.act) for offer in self._offers])
        for offer in self._offers:
            reason = "" if offer.reason is None else reason_text(self._wording, offer.reason, alert)
            self.detail.bar.set_action_enabled(offer.act.value, offer.reason is None, reason)

    def _current(self) -> AlertDetail | None:
        """The alert on screen, if it is that of the selected patient: an act never goes to anything else."""
        if self._show_soon.isActive():
            self._show_soon.stop()
            self._ask_detail()
        shown, row = self._desk.details.shown, self.list.row(self._key)
        if shown.alert is None or row is None or shown.alert.patient.label.id != row.patient.id:
            return None
        return shown.alert

    def _is_sending(self, alert: AlertDetail) -> bool:
        standing = self._desk.actions.standing(alert.id)
        return standing is not None and standing.state in {ActState.WAITING, ActState.SENDING, ActState.CHECKING}

    def _go_on(self, alert_id: UUID) -> None:
        """Handled: the next patient, unless the person has already gone elsewhere or is filling in a form."""
        key = self._desk.worklist.key_of_alert(alert_id)
        if key is not None and key == self._key and self._forms.alert is None:
            self.list.go_to_next_open(key)

    def _view_alert(self, alert_id: UUID) -> None:
        key = self._desk.worklist.key_of_alert(alert_id)
        place = None if key is None else self._desk.worklist.index_of(key)
        if place is not None:
            self.list.view.choose(place)
        if self._desk.details.shown.alert_id == alert_id:
            self._desk.details.retry()
        self.detail.take_focus()

    def _return_focus(self) -> None:
        self.take_focus()

    def _remember_width(self, width: int, _handle: int) -> None:
        self._settings.remember_pane_width(f"{_PANE}_{self._layout_class.value}", width)

    def _announce_urgent(self, rows: list[WorklistRow]) -> None:
        is_technical = any(row.kind is AlertKind.TECHNICAL for row in rows)
        kind = AlertKind.TECHNICAL if is_technical else AlertKind.CLINICAL
        level = words.level(self._wording, AlertLevel.CRITICAL, kind)
        announce(self, self._wording.text("triage-announce-new", level=level, count=len(rows)), assertive=True)
        QApplication.alert(self.window())


def _asks_again(alert: AlertDetail) -> bool:
    """Critical and technical alerts are confirmed by name; so are several alerts of one patient."""
    return alert.level is AlertLevel.CRITICAL or alert.kind is AlertKind.TECHNICAL or bool(alert.other_open)


def _role(session: Session) -> object:
    me = session.me
    if me is None:
        raise LookupError("nobody is signed in")
    return me.role
