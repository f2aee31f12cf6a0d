"""Alerts in full: a small cache fed ahead of the selection, and the one that the detail pane
shows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.client.http import Write
from console.errors import ConsoleError, Refused, SignInNeeded
from console.jobs import Jobs
from console.stores.states import StoreState
from services.contract.alerts import AlertDetail

if TYPE_CHECKING:
    from console.session import Session

MOST_KEPT = 400
MOST_AT_ONCE = 50
OPENED_AFTER_MS = 300
FETCH_AFTER_MS = 60
AHEAD_AFTER_MS = 40

AlertVersion = tuple[UUID, int, int]
"""An alert, its version, and that of what is expected of its patient."""


@dataclass(frozen=True)
class Shown:
    """What the detail pane has to show; `alert` may be an older version while the state is STALE
    or LOADING.
    """

    alert_id: UUID | None = None
    alert: AlertDetail | None = None
    state: StoreState = StoreState.EMPTY
    error: ConsoleError | None = None


class AlertDetailsStore(QObject):
    """Details by alert, newest version only, and the one on screen.

    Signals: `shown_changed()` when what the pane shows took another value.
    """

    shown_changed = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = Shown()
        self._jobs = jobs
        self._session = session
        self._kept: OrderedDict[UUID, AlertDetail] = OrderedDict()
        self._wanted: AlertVersion | None = None
        self._ahead: list[AlertVersion] = []
        self._is_fetching_ahead = False
        self._opened_timer = self._timer(OPENED_AFTER_MS, self._record_opening)
        self._fetch_timer = self._timer(FETCH_AFTER_MS, self._fetch)
        self._ahead_timer = self._timer(AHEAD_AFTER_MS, self._fetch_ahead)

    def get(self, alert_id: UUID) -> AlertDetail | None:
        """The newest version that is here."""
        return self._kept.get(alert_id)

    def show(
        self, alert_id: UUID, version: int, expected: int = 0, *, is_opened: bool = False
    ) -> None:
        """Put an alert in the pane: at once from the cache, else when the service answers; the
        newest wish wins.

        `is_opened`: a person chose it, so that showing it is an opening of theirs. It shows them at
        work and prolongs their session; a list that changes by itself must not (R-SES-02).
        """
        is_other = alert_id != self.shown.alert_id
        self._wanted = (alert_id, version, expected)
        kept = self._kept.get(alert_id)
        if kept is not None:
            self._kept.move_to_end(alert_id)
        if self._has(self._wanted):
            self._fetch_timer.stop()
            self._set_shown(Shown(alert_id, kept, StoreState.READY))
        else:
            self._set_shown(Shown(alert_id, kept, StoreState.LOADING))
            self._fetch_timer.start()
        if is_other:
            self._opened_timer.stop()
            if is_opened:
                self._opened_timer.start()

    @Slot()
    def hide(self) -> None:
        """Nothing is selected."""
        self._wanted = None
        self._opened_timer.stop()
        self._fetch_timer.stop()
        self._set_shown(Shown())

    def retry(self) -> None:
        """Ask again for what is on screen."""
        if self._wanted is not None:
            self._set_shown(
                Shown(self._wanted[0], self._kept.get(self._wanted[0]), StoreState.LOADING)
            )
            self._fetch()

    def around(self, pairs: Sequence[AlertVersion]) -> None:
        """The rows around the selection, nearest first: what is not here yet is fetched ahead."""
        self._ahead = list(pairs)
        if not self._ahead_timer.isActive():
            self._ahead_timer.start()

    def settle(self, alert: AlertDetail) -> None:
        """A newer version arrived with the answer to an act."""
        self._keep([alert])

    @Slot(object)
    def lose(self, patient_id: UUID) -> None:
        """A patient's alerts are not this person's to read any more."""
        for alert in list(self._kept.values()):
            if alert.patient.label.id == patient_id:
                del self._kept[alert.id]
        shown = self.shown.alert
        if shown is not None and shown.patient.label.id == patient_id:
            self._set_shown(Shown(shown.id, None, StoreState.NO_RIGHT))

    @Slot()
    def forget(self) -> None:
        """Drop everything: the session is over, or the copy is too old to be read."""
        self._kept.clear()
        self._ahead = []
        self._ahead_timer.stop()
        self.hide()

    # Fetching

    @Slot()
    def _fetch(self) -> None:
        if self._wanted is not None:
            alert_id, session = self._wanted[0], self._session
            self._jobs.submit(
                self,
                lambda: session.api.read_alert(alert_id),
                self._take,
                self._fail,
                about=alert_id,
                key="shown",
            )

    @Slot()
    def _fetch_ahead(self) -> None:
        wanted = [pair[0] for pair in self._ahead if not self._has(pair)][:MOST_AT_ONCE]
        if not wanted or self._is_fetching_ahead:
            return
        self._is_fetching_ahead = True
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.prefetch_alerts(wanted).items,
            self._take_ahead,
            self._fail_ahead,
        )

    @Slot()
    def _record_opening(self) -> None:
        alert = self.shown.alert
        if alert is None:
            self._opened_timer.start()  # not on screen yet: the 300 ms begin when it is
            return
        alert_id, write, session = alert.id, Write(), self._session
        self._jobs.submit(
            self, lambda: session.api.record_opening(alert_id, write), self._ignore, self._ignore
        )

    def _take(self, alert_id: UUID, alert: AlertDetail) -> None:
        self._keep([alert])
        if self._wanted is not None and self._wanted[0] == alert_id:
            self._wanted = _version(alert)
            self._set_shown(Shown(alert_id, self._kept[alert_id], StoreState.READY))

    def _fail(self, alert_id: UUID, error: ConsoleError) -> None:
        if isinstance(error, SignInNeeded) or self._wanted is None or self._wanted[0] != alert_id:
            return
        kept = self._kept.get(alert_id)
        is_barred = isinstance(error, Refused) and error.problem.status in (403, 404)
        if is_barred:
            self._kept.pop(alert_id, None)
            self._set_shown(Shown(alert_id, None, StoreState.NO_RIGHT, error))
        else:
            self._set_shown(
                Shown(alert_id, kept, StoreState.STALE if kept else StoreState.ERROR, error)
            )

    def _take_ahead(self, alerts: list[AlertDetail]) -> None:
        self._is_fetching_ahead = False
        self._keep(alerts)
        if any(not self._has(pair) for pair in self._ahead) and alerts:
            self._ahead_timer.start()

    def _fail_ahead(self, _error: ConsoleError) -> None:
        """Reading ahead is a courtesy: the selection will ask again."""
        self._is_fetching_ahead = False

    # Keeping

    def _has(self, pair: AlertVersion) -> bool:
        kept = self._kept.get(pair[0])
        return kept is not None and kept.version >= pair[1] and kept.expected_version >= pair[2]

    def _keep(self, alerts: Iterable[AlertDetail]) -> None:
        for alert in alerts:
            kept = self._kept.get(alert.id)
            if kept is None or _version(kept) <= _version(alert):
                self._kept[alert.id] = alert
                self._kept.move_to_end(alert.id)
            if self._wanted is not None and self._wanted[0] == alert.id and self._has(self._wanted):
                self._fetch_timer.stop()
                self._set_shown(Shown(alert.id, self._kept[alert.id], StoreState.READY))
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _set_shown(self, shown: Shown) -> None:
        if shown != self.shown:
            self.shown = shown
            self.shown_changed.emit()

    def _ignore(self, _outcome: object) -> None:
        """The service has journalled the reading itself already."""

    def _timer(self, interval_ms: int, timed_out: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(timed_out)
        return timer


def _version(alert: AlertDetail) -> AlertVersion:
    return alert.id, alert.version, alert.expected_version
