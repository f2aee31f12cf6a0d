"""The question before a document is sent to the hospital record again, or its delivery cancelled,
and what became of that: in place, wherever deliveries are shown.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.errors import DELIVERIES, ConsoleError, Refused
from console.models.identity_text import patient_name
from console.stores.delivery_acts import DeliveryActs
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.delivery import Delivery
from services.contract.delivery_enums import DeliveryOrigin, DeliveryState
from widgets.announce import announce
from widgets.strip import Strip
from widgets.theme import Theme

_OWN = {"state_forbids": "deliveries-refused-state", "not_found": "deliveries-refused-gone"}


def delivery_refusal(w: Wording, error: ConsoleError) -> str:
    """What stands in the way, and what to do."""
    if isinstance(error, Refused) and error.code in _OWN:
        return w.text(_OWN[error.code])
    return error_with_code(w, error, DELIVERIES)


class DeliveryStrip(Strip):
    """One question at a time. Signals, beside those of a strip: `said(text)` when an act was done;
    `left()` when the keyboard goes back to the list.
    """

    said = Signal(str)
    left = Signal()

    def __init__(
        self, acts: DeliveryActs, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._acts = acts
        self._wording = wording
        self._asked: tuple[Delivery, bool] | None = None
        self._is_ours = False
        self._error: ConsoleError | None = None
        self.setObjectName("delivery_strip")
        self.accepted.connect(self._go)
        self.dismissed.connect(self._drop)
        acts.changed.connect(self._show)
        acts.done.connect(self._finish)
        acts.failed.connect(self._fail)

    def set_wording(self, w: Wording) -> None:
        """Speak another language, or hide identities."""
        self._wording = w
        self._show()

    @property
    def is_held(self) -> bool:
        """Whether an act is on its way, or nobody knows whether it was done."""
        return self._acts.is_busy or self._acts.is_unsettled

    def ask_resend(self, delivery: Delivery) -> None:
        """Whether it shall be sent again."""
        self._ask(delivery, is_cancel=False)

    def ask_cancel(self, delivery: Delivery) -> None:
        """Whether it shall never leave, or not be looked at any more."""
        self._ask(delivery, is_cancel=True)

    def clear(self) -> None:
        """Nothing of a patient stays."""
        self._asked = self._error = None
        self._is_ours = False
        self._show()

    def _ask(self, delivery: Delivery, *, is_cancel: bool) -> None:
        if self._acts.is_busy or not self._acts.can_act:
            return
        self._asked, self._error = (delivery, is_cancel), None
        self._show()
        self.focus_accept()

    def _go(self) -> None:
        if self._acts.is_unsettled:
            self._is_ours = True
            self._acts.ask_again()
        elif self._asked is not None:
            (delivery, is_cancel), self._asked = self._asked, None
            self._is_ours = True
            (self._acts.cancel if is_cancel else self._acts.resend)(delivery)
        self.left.emit()

    def _drop(self) -> None:
        self.clear()
        self.left.emit()

    def _finish(self, delivery: Delivery) -> None:
        if self._is_ours:
            is_cancelled = delivery.state is DeliveryState.CANCELLED
            word = "deliveries-withdrawn" if is_cancelled else "deliveries-resent"
            self.said.emit(self._wording.text(word))
        self.clear()

    def _fail(self, error: ConsoleError) -> None:
        if self._is_ours:
            self._error = error
            self._show()
            announce(self, self.accessibleName())

    def _show(self) -> None:
        w, acts = self._wording, self._acts
        is_here = self._is_ours or self._asked is not None
        if acts.is_busy and is_here:
            self.ask(w.text("deliveries-sending-act"), kind="info", icon="arrows-clockwise")
        elif acts.is_unsettled and is_here:
            self.ask(w.text("deliveries-unsettled"), accept=w.text("deliveries-check"))
        elif self._error is not None:
            text = delivery_refusal(w, self._error)
            self.ask(text, dismiss=w.text("deliveries-hide"), kind="danger")
        elif self._asked is not None:
            delivery, is_cancel = self._asked
            yes = "deliveries-yes-cancel" if is_cancel else "deliveries-yes-resend"
            icon = "prohibit" if is_cancel else "arrows-clockwise"
            text = _question(w, delivery, is_cancel=is_cancel)
            self.ask(text, w.text(yes), w.text("deliveries-no"), kind="info", icon=icon)
        else:
            self.hide()


def _question(w: Wording, delivery: Delivery, *, is_cancel: bool) -> str:
    label = delivery.patient
    who = w.text("row-identity-unreadable") if label is None else patient_name(w, label)
    may_be_there = delivery.state is DeliveryState.SENT
    if is_cancel:
        is_end = delivery.origin is DeliveryOrigin.END_OF_CARE
        word = "deliveries-confirm-cancel-end" if is_end else "deliveries-confirm-cancel"
        return w.text("deliveries-confirm-cancel-gone" if may_be_there else word, who=who)
    return w.text(
        "deliveries-confirm-resend-twice" if may_be_there else "deliveries-confirm-resend", who=who
    )
