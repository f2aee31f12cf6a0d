"""Delivery to the hospital record in the settings, for administrators: where documents go, how many
wait, and whether the endpoint works. Of patients there are numbers alone.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.errors import DELIVERIES
from console.session import Session
from console.stores.connection import ConnectionStore
from console.stores.delivery_setting import DeliverySettingStore
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.delivery import DeliverySettings
from ui.settings.centre_cards import Card
from ui.settings.centre_lines import Offer, Told
from ui.settings.delivery_dialog import DeliveryDialog
from ui.settings.delivery_marks import counts_mark, places_mark, trial_mark, way_mark
from ui.settings.delivery_words import (
    counts_words,
    trial_refusal,
    trial_words,
    way_words,
    where_words,
)
from widgets.announce import announce
from widgets.strip import Strip
from widgets.theme import Theme


class DeliverySection(Card):
    """Its dialog covers `over`. Signals: `said(text)` after something was written."""

    said = Signal(str)

    def __init__(
        self,
        store: DeliverySettingStore,
        connection: ConnectionStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        over: QWidget,
    ) -> None:
        super().__init__("delivery", theme)
        self._store = store
        self._connection = connection
        self._session = session
        self._wording = wording
        self._over = over
        self._dialog: DeliveryDialog | None = None
        self._failed = Strip(theme)
        self._failed.setObjectName("delivery_unread")
        self.add(self._failed)
        self._failed.accepted.connect(store.read)
        store.changed.connect(self._show)
        store.tried.connect(self._tell_trial)
        store.acts.done.connect(self._say)
        connection.changed.connect(self._show)
        self.set_wording(wording)

    @property
    def dialog(self) -> DeliveryDialog | None:
        """The dialog that is open."""
        return self._dialog

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self.explain(w.text("delivery-card"), w.text("delivery-card-explained"))
        self._show()

    def _show(self) -> None:
        w, store = self._wording, self._store
        if store.error is None:
            self._failed.hide()
        else:
            text = w.text("centre-unread", text=error_with_code(w, store.error, DELIVERIES))
            self._failed.ask(text, accept=w.text("access-retry"), kind="danger")
        if store.settings is not None:
            self.show_lines(self._told(w, store.settings))

    def _told(self, w: Wording, settings: DeliverySettings) -> list[Told]:
        now, store = self._session.server_now(), self._store
        nothing = w.text("delivery-nothing-to-try") if settings.endpoint is None else ""
        why = w.text("delivery-trying") if store.is_trying else nothing
        offers = [
            self._offer("delivery_change", "centre-edit", self._open),
            self._offer("delivery_try", "delivery-try", store.try_out, why),
        ]
        where = where_words(w, settings, now)
        lines = [Told(way_words(w, settings), where, offers, way_mark(settings))]
        if settings.endpoint is not None and not settings.permitted:
            forbidden, why = w.text("delivery-forbidden"), w.text("delivery-forbidden-why")
            lines.append(Told(forbidden, why, mark=("prohibit", "danger")))
        if store.is_trying:
            lines.append(Told(w.text("delivery-trying"), mark=("arrows-clockwise", "accent")))
        elif store.trial is not None:
            lines.append(Told(*trial_words(w, store.trial), mark=trial_mark(store.trial)))
        elif store.trial_error is not None:
            refused = trial_refusal(w, store.trial_error)
            lines.append(Told(w.text("delivery-trial-none"), refused, mark=("warning", "warning")))
        if settings.endpoint is not None or settings.counts.waiting:
            lines.append(Told(*counts_words(w, settings, now), mark=counts_mark(settings)))
        places = "\n".join(settings.places) or w.text("delivery-places-none")
        lines.append(Told(w.text("delivery-places"), places, mark=places_mark(settings)))
        return lines

    def _offer(self, name: str, key: str, act: Callable[[], None], why_not: str = "") -> Offer:
        w = self._wording
        offline = w.text("centre-offline") if self._connection.shows_offline else ""
        return Offer(name, w.text(key), w.text("delivery-card"), act, offline or why_not)

    def _tell_trial(self) -> None:
        w, store = self._wording, self._store
        if store.trial is not None:
            announce(self, " ".join(trial_words(w, store.trial)))
        elif store.trial_error is not None:
            announce(self, trial_refusal(w, store.trial_error))

    def _open(self) -> None:
        settings = self._store.settings
        if settings is None or self._dialog is not None:
            return
        self._dialog = DeliveryDialog(
            self._store, settings, self._connection, self._theme, self._wording, self._over
        )
        self._dialog.left.connect(self._drop)
        self._dialog.open_up()

    def _drop(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _say(self, _settings: object) -> None:
        self.said.emit(self._wording.text("centre-saved"))
