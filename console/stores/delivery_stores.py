"""What deliveries to the hospital record need: the list, those of one patient, what is done about
them, and for administrators how the centre delivers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.deliveries import LISTS, DeliveryListStore
from console.stores.delivery_acts import CANCELS, RESENDS, DeliveryActs
from console.stores.delivery_history import DeliveryHistoryStore
from console.stores.delivery_numbers import DeliveryNumberStore
from console.stores.delivery_setting import DeliverySettingActs, DeliverySettingStore
from console.stores.patient_deliveries import PatientDeliveriesStore

if TYPE_CHECKING:
    from console.session import Session


class DeliveryStores(QObject):
    """Connected once: what an act wrote, list and file show."""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.list = DeliveryListStore(jobs, session, self)
        self.numbers = DeliveryNumberStore(jobs, session, self.list, self)
        self.of_patient = PatientDeliveriesStore(jobs, session, self)
        self.history = DeliveryHistoryStore(jobs, session, self)
        self.file_history = DeliveryHistoryStore(jobs, session, self)
        self.acts = DeliveryActs(jobs, session, connection, self)
        acts = DeliverySettingActs(jobs, session, connection, self)
        self.setting = DeliverySettingStore(jobs, session, acts, self)
        for shown in (self.list, self.of_patient, self.history, self.file_history):
            self.acts.done.connect(shown.settle)
        self.acts.done.connect(self.numbers.read)
        self.acts.failed.connect(self._read_again)

    @property
    def may_list(self) -> bool:
        """Whether deliveries exist for this role."""
        return self._session.may(LISTS)

    @property
    def may_read(self) -> bool:
        """Whether this role reads what happened to one."""
        return self._session.may("read_delivery")

    @property
    def may_resend(self) -> bool:
        """Whether this role sends one again."""
        return self._session.may(RESENDS)

    @property
    def may_cancel(self) -> bool:
        """Whether this role cancels one."""
        return self._session.may(CANCELS)

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.list.set_shown(False)
        self.numbers.stop()
        histories = (self.history, self.file_history)
        for store in (self.list, self.of_patient, *histories, self.acts, self.setting):
            store.forget()

    @Slot(ConsoleError)
    def _read_again(self, _error: ConsoleError) -> None:
        """It was not done, or nobody knows: what stands is read."""
        self.list.refresh()
        self.of_patient.read()
