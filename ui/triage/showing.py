"""Keeps the detail on the alert of the selected patient, and knows which acts it offers."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from console.session import Session
from console.settings import LetterKeys
from console.stores.alert_details import AlertVersion
from console.stores.desk import TriageDesk
from console.stores.states import UNDER_WAY, ActState, StoreState
from resources.wording import Wording
from services.contract.alerts import AlertDetail, WorklistRow
from services.contract.enums import AlertState
from ui.triage.act_looks import act_look, reason_text
from ui.triage.detail.pane import DetailPane
from ui.triage.list_pane import ListPane
from ui.triage.offers import BESIDE_BAR, Act, Circumstances, Offer, Reason, offers_of

TICK_MS = 10_000
AHEAD_ROWS = 40


def version_of(alert: AlertDetail) -> AlertVersion:
    """Which version of an alert this is."""
    return alert.id, alert.version, alert.expected_version


def _version(row: WorklistRow) -> AlertVersion:
    return row.alert_id, row.alert_version, row.expected_version


class Showing(QObject):
    """The one alert on screen. Many selections in a row ask for the detail of the last one only."""

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        rows: ListPane,
        pane: DetailPane,
        wording: Wording,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._rows = rows
        self._pane = pane
        self._wording = wording
        self._key: UUID | None = None
        self._visited: AlertVersion | None = None
        self._is_by_person = False
        self._letters = LetterKeys.ON
        self._offers: tuple[Offer, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.start()
        self._connect()

    @property
    def key(self) -> UUID | None:
        """The patient who is selected."""
        return self._key

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._show()

    def set_letters(self, letters: LetterKeys) -> None:
        """Show the keys that do the acts now."""
        self._letters = letters
        self._offer()

    def choose(self, key: UUID | None, *, by_person: bool) -> None:
        """Another patient is selected; what nobody chose is shown, and is no opening of theirs."""
        if key is not None:
            self._visited = None
        self._key = key
        self._is_by_person = by_person
        self._soon.start()

    def visit(self, alert: AlertVersion) -> None:
        """Show an alert that stands in no row of the list; then no row is selected either."""
        self._rows.several.clear()
        self._rows.view.leave()
        self._key, self._visited, self._is_by_person = None, alert, True
        self._soon.stop()
        self._ask()

    def offered(self, act: Act) -> AlertDetail | None:
        """The alert on screen if this act may be done on it now; otherwise nothing is done."""
        alert = self._current()
        is_open = any(offer.act is act and offer.reason is None for offer in self._offers)
        if alert is None or not is_open or self._is_under_way(alert):
            return None
        return alert

    def why_not(self, act: Act) -> str:
        """Why an act cannot be done on the alert on screen; nothing where nobody asked for it."""
        alert = self._current()
        if alert is None:
            return ""
        offer = next((each for each in self._offers if each.act is act), None)
        reason = Reason.NOT_THIS_ROLE if offer is None else offer.reason
        return "" if reason is None else reason_text(self._wording, reason, alert)

    def show_next_of_patient(self) -> None:
        """The patient's next open alert in the order in which they came: none is handled unread."""
        alert = self._current()
        if alert is None or not alert.other_open:
            return
        versions = {label.id: label.version for label in alert.other_open}
        following = min((each for each in versions if each > alert.id), default=min(versions))
        expected = alert.expected_version
        self._desk.details.show(following, versions[following], expected, is_opened=True)

    def offers(self, act: Act) -> bool:
        """Whether the bar has this act, usable or not."""
        return any(offer.act is act for offer in self._offers)

    def _connect(self) -> None:
        self._soon.timeout.connect(self._ask)
        self._ticks.timeout.connect(self._follow_time)
        self._desk.details.shown_changed.connect(self._show)
        self._desk.worklist.rows_changed.connect(self._follow_rows)
        self._desk.worklist.state_changed.connect(self._follow_list)
        self._desk.actions.intention_changed.connect(self._offer)
        self._desk.connection.changed.connect(self._offer)
        self._rows.several.changed.connect(self._offer)
        self._desk.exceptional.changed.connect(self._offer)
        self._pane.newer.accepted.connect(self._ask_for_newer)
        self._pane.retry_wanted.connect(self._desk.details.retry)

    def _ask(self) -> None:
        row, visited = self._rows.row(self._key), self._visited
        if visited is not None:
            self._desk.details.show(*visited, is_opened=self._is_by_person)
            return
        if row is None:
            self._desk.details.hide()
            return
        self._pane.newer.hide()
        self._desk.details.show(*_version(row), is_opened=self._is_by_person)
        self._is_by_person = False
        near = [_version(other) for other in self._rows.near(AHEAD_ROWS)]
        self._desk.details.around(near)

    def _ask_for_newer(self) -> None:
        self._is_by_person = True
        self._ask()

    def _follow_rows(self, keys: list[UUID]) -> None:
        """A newer version of the alert on screen is shown.

        Another alert of the same patient is offered, not shown: nothing new comes under a hand
        about to act. Once the one on screen is closed there is nothing left to protect.
        """
        row = self._rows.row(self._key)
        if row is None or self._key not in keys:
            return
        shown = self._desk.details.shown
        if row.alert_id == shown.alert_id:
            self._desk.details.show(*_version(row))
        elif shown.alert is not None and shown.alert.state is not AlertState.CLOSED:
            w = self._wording
            self._pane.newer.ask(w.text("triage-newer"), accept=w.text("triage-conflict-view"))
        else:
            self._ask()

    def _follow_list(self) -> None:
        """Whether there is anything to choose from may have changed."""
        shown = self._desk.details.shown
        if shown.alert is None and shown.state in {StoreState.EMPTY, StoreState.READY}:
            self._show()

    def _current(self) -> AlertDetail | None:
        """The alert on screen, if it is that of the selected patient, or the one that is visited:
        no act goes elsewhere.
        """
        if self._soon.isActive():
            self._soon.stop()
            self._ask()
        shown, row = self._desk.details.shown, self._rows.row(self._key)
        if self._visited is not None:
            is_here = shown.alert is not None and shown.alert.id == self._visited[0]
            return shown.alert if is_here else None
        if shown.alert is None or row is None or shown.alert.patient.label.id != row.patient.id:
            return None
        return shown.alert

    def _is_under_way(self, alert: AlertDetail) -> bool:
        standing = self._desk.actions.standing(alert.id)
        return standing is not None and standing.state in UNDER_WAY

    def _show(self) -> None:
        shown, me = self._desk.details.shown, self._session.me
        if shown.alert is not None and me is not None:
            is_stale = shown.state is StoreState.STALE
            copied_at = self._desk.connection.last_contact if is_stale else None
            now = self._session.server_now()
            self._pane.show_alert(shown.alert, me.person.id, now, copied_at)
        else:
            self._show_state(shown.state)
        self._offer()

    def _show_state(self, state: StoreState) -> None:
        states = self._pane.states
        match state:
            case StoreState.LOADING:
                states.show_loading()
            case StoreState.ERROR | StoreState.STALE:
                states.show_error(self._desk.details.shown.error)
            case StoreState.NO_RIGHT:
                states.show_gone()
            case StoreState.EMPTY | StoreState.READY:
                states.show_nothing(may_choose=bool(self._desk.worklist.rows))
        self._pane.show_no_alert()

    def _follow_time(self) -> None:
        me = self._session.me
        if me is not None:
            self._pane.show_time(me.person.id, self._session.server_now())
        self._offer()

    def _offer(self, _cause: object = None) -> None:
        """Bring the bar up to date."""
        alert, me = self._desk.details.shown.alert, self._session.me
        if alert is None or me is None:
            self._offers = ()
            self._pane.set_acts(())
            self._pane.offer_expecting(None, None, {})
            return
        standing = self._desk.actions.standing(alert.id)
        around = Circumstances(
            me=me.person.id,
            now=self._session.server_now(),
            is_online=self._desk.actions.can_act,
            is_one_of_several=self._rows.several.is_any,
            is_exceptional=self._desk.exceptional.until(alert.patient.label.id) is not None,
            is_outcome_unknown=standing is not None and standing.state is ActState.CHECKING,
        )
        self._offers = offers_of(alert, self._session, around)
        together = len(self._rows.several.rows)
        looks = {
            offer.act: act_look(self._wording, offer.act, self._letters, together)
            for offer in self._offers
        }
        why_not = {
            offer.act.value: reason_text(self._wording, offer.reason, alert)
            for offer in self._offers
            if offer.reason is not None
        }
        self._pane.set_acts([look for act, look in looks.items() if act not in BESIDE_BAR])
        for act in looks:
            if act not in BESIDE_BAR:
                why = why_not.get(act.value, "")
                self._pane.bar.set_action_enabled(act.value, not why, why)
        self._pane.offer_expecting(looks.get(Act.EXPECT), looks.get(Act.END_EXPECTED), why_not)
