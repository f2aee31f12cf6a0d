"""How the centre delivers to the hospital record, for its administrators: read, changed after a
fresh proof, tried out. Secrets go one way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.settled_acts import SettledActs
from services.contract.delivery import DeliverySettings, DeliverySettingsAsk, DeliveryTrial
from services.contract.delivery_endpoints import DeliveryEndpoint

if TYPE_CHECKING:
    from console.session import Session

READS: Final = "read_delivery_settings"
_ENDPOINT: Final[TypeAdapter[DeliveryEndpoint]] = TypeAdapter(DeliveryEndpoint)


def endpoint_of(typed: Mapping[str, Any]) -> tuple[DeliveryEndpoint | None, Sequence[str]]:
    """An endpoint from what was typed, or the names of the fields that say nothing that can be."""
    try:
        return _ENDPOINT.validate_python(dict(typed)), ()
    except ValidationError as wrong:
        return None, [str(each["loc"][-1]) for each in wrong.errors(include_input=False)]


class DeliverySettingActs(SettledActs):
    """`done` carries the `DeliverySettings` that hold from now on."""

    def change(self, version: int, ask: DeliverySettingsAsk) -> None:
        """Deliver otherwise; `version` is the one that was seen."""
        self.begin(
            lambda api, write: api.deliveries.change_settings(ask, replace(write, version=version))
        )


class DeliverySettingStore(QObject):
    """Read when it is shown. `trial` is what the last one said, of the setting that is shown.
    Signals: `changed()`; `tried()` when a trial came to an end.
    """

    changed = Signal()
    tried = Signal()

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        acts: DeliverySettingActs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self.acts = acts
        self.settings: DeliverySettings | None = None
        self.error: ConsoleError | None = None
        self.trial: DeliveryTrial | None = None
        self.trial_error: ConsoleError | None = None
        self.is_trying = False
        acts.done.connect(self._learn)
        acts.failed.connect(self.read)

    @property
    def is_offered(self) -> bool:
        """Whether whoever is signed in sets it."""
        return self._session.may(READS)

    @Slot()
    def read(self) -> None:
        """Read what counts; what was known stays until the answer."""
        session = self._session
        if self.is_offered:
            self._jobs.submit(
                self, lambda: session.api.deliveries.read_settings(), self._take, self._miss,
                key="delivery",
            )  # fmt: skip

    def try_out(self) -> None:
        """Ask the endpoint for what a delivery asks of it, about nobody; one at a time."""
        if self.is_trying:
            return
        session = self._session
        self.is_trying, self.trial, self.trial_error = True, None, None
        self.changed.emit()
        self._jobs.submit(
            self, lambda: session.api.deliveries.try_out(), self._end_trial, self._miss_trial
        )

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.settings = self.trial = self.error = self.trial_error = None
        self.is_trying = False
        self.acts.forget()

    @Slot(object)
    def _learn(self, settings: DeliverySettings) -> None:
        """Another setting: what was tried was the one before."""
        self.trial = self.trial_error = None
        self._take(settings)

    def _take(self, settings: DeliverySettings) -> None:
        if self.settings is not None and settings.version != self.settings.version:
            self.trial = self.trial_error = None
        self.settings, self.error = settings, None
        self.changed.emit()

    def _miss(self, error: ConsoleError) -> None:
        self.error = error
        self.changed.emit()

    def _end_trial(self, trial: DeliveryTrial) -> None:
        self.is_trying, self.trial = False, trial
        self.changed.emit()
        self.tried.emit()

    def _miss_trial(self, error: ConsoleError) -> None:
        self.is_trying, self.trial_error = False, error
        self.changed.emit()
        self.tried.emit()
