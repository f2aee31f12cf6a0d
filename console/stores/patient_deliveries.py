"""What of one patient went to the hospital record, or waits to: read while their file shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.deliveries import LISTS
from services.contract.delivery import Delivery, DeliveryPage
from services.contract.delivery_enums import DeliveryState

if TYPE_CHECKING:
    from console.session import Session

_MOST: Final = 50
_AGAIN_MS: Final = 15_000
_MOVING: Final = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING})
_OUT_OF_REACH: Final = frozenset({403, 404})


class PatientDeliveriesStore(QObject):
    """`items`: the newest first, None before the first answer. `is_offered` False: of this patient
    nothing is shown, because the role or an exceptional access does not reach it. Signals:
    `changed()`.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._patient_id: UUID | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self.read)
        self._is_out_of_reach = self._is_paused = False
        self.items: Sequence[Delivery] | None = None
        self.error: ConsoleError | None = None
        self.is_on = False

    @property
    def is_offered(self) -> bool:
        """Whether there is anything to ask for."""
        return self._session.may(LISTS) and not self._is_out_of_reach

    def of(self, document_id: UUID) -> Delivery | None:
        """The delivery of a document."""
        return next((each for each in self.items or () if each.id == document_id), None)

    def show(self, patient_id: UUID | None) -> None:
        """Read those of a patient; None: nobody looks any more, and nothing stays."""
        if patient_id != self._patient_id:
            self._patient_id = patient_id
            self._clear()
        self._is_paused = False
        self.read()

    @Slot()
    def read(self) -> None:
        """Read again."""
        self._timer.stop()
        patient_id, session = self._patient_id, self._session
        if patient_id is None or not self.is_offered:
            return
        wanted = [("patient_id", str(patient_id))]
        self._jobs.submit(
            self, lambda: session.api.deliveries.read_page(wanted, _MOST), self._take, self._fail,
            about=patient_id, key="deliveries",
        )  # fmt: skip

    @Slot(object)
    def settle(self, delivery: Delivery) -> None:
        """What the service has written of one."""
        if self.items is not None and self.of(delivery.id) is not None:
            self.items = [delivery if each.id == delivery.id else each for each in self.items]
            self.changed.emit()
        self.read()

    def set_looking(self, is_looking: bool) -> None:
        """Whether somebody looks: while nobody does nothing is read."""
        was_paused, self._is_paused = self._is_paused, not is_looking
        if self._is_paused:
            self._timer.stop()
        elif was_paused:
            self.read()

    @Slot()
    def forget(self) -> None:
        """The session is over, or what was fetched is too old to be read."""
        self._clear()
        self._timer.stop()

    def _clear(self) -> None:
        self.items = self.error = None
        self._is_out_of_reach = False
        self.changed.emit()

    def _take(self, patient_id: UUID, page: DeliveryPage) -> None:
        if patient_id != self._patient_id:
            return
        self.items, self.error, self.is_on = page.items, None, page.is_on
        if any(each.state in _MOVING for each in page.items):
            self._timer.start()
        self.changed.emit()

    def _fail(self, patient_id: UUID, error: ConsoleError) -> None:
        """What was known stays; who is opened by an exceptional access has nothing to see here."""
        if patient_id != self._patient_id:
            return
        status = error.problem.status if isinstance(error, Refused) else None
        self._is_out_of_reach = status in _OUT_OF_REACH
        self.error = error
        if not self._is_out_of_reach:
            self._timer.start()
        self.changed.emit()
