"""What an administrator sets for the centre: read whole, written one act at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.client.http import Write
from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.settled_acts import SettledActs
from console.stores.states import StoreState
from services.contract.centre_settings import (
    CentreContent,
    CentreSection,
    CentreSettingAsk,
    CentreSettings,
    CentreUndoAsk,
    HoursPreview,
    ResponseTimesContent,
    SectionHistory,
    SectionState,
)
from services.contract.enums import CredentialScope
from services.contract.machine_credentials import MachineCredentialAsk, MachineCredentialLabel
from services.contract.safeguards import (
    ResponseTimesAsk,
    ResponseTimesPage,
    ResponseTimesUndoAsk,
)
from services.contract.units import CentreUnit, EscalationList

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


@dataclass(frozen=True)
class Centre:
    """Everything that the settings of a centre show; `asked` are the escalation lists of units."""

    settings: CentreSettings
    histories: dict[CentreSection, SectionHistory]
    units: list[CentreUnit]
    asked: dict[UUID, EscalationList]
    credentials: list[MachineCredentialLabel]

    def section(self, section: CentreSection) -> SectionState:
        """One section as it is now."""
        return next(each for each in self.settings.sections if each.section is section)


class CentreActs(SettledActs):
    """One change at a time; `done` carries what the service answered."""

    def change(self, revision: int, content: CentreContent, on: date | None) -> None:
        """Another version of a section, from a day on."""
        ask = CentreSettingAsk(content=content, effective_on=on)
        self.begin(lambda api, write: api.centre.change(ask, _seen(write, revision)))

    def undo(self, state: SectionState) -> None:
        """The planned version never begins."""
        if state.planned is not None:
            ask = CentreUndoAsk(section=state.section, version=state.planned.version)
            self.begin(lambda api, write: api.centre.undo(ask, _seen(write, state.revision)))

    def ask_for_response_times(
        self, revision: int, content: ResponseTimesContent, on: date | None, words: str
    ) -> None:
        """Ask a second person for other response times; `done` carries where it waits."""
        ask = ResponseTimesAsk(content=content, effective_on=on, words=words)
        self.begin(
            lambda api, write: api.centre.ask_for_response_times(ask, _seen(write, revision))
        )

    def undo_response_times(self, state: SectionState) -> None:
        """The planned response times never begin."""
        if state.planned is not None:
            ask = ResponseTimesUndoAsk(version=state.planned.version)
            self.begin(
                lambda api, write: api.centre.undo_response_times(ask, _seen(write, state.revision))
            )

    def create_unit(self, name: str) -> None:
        """A new care unit."""
        self.begin(lambda api, write: api.centre.create_unit(name, write))

    def rename_unit(self, unit: CentreUnit, name: str) -> None:
        """Another name for a care unit."""
        self.begin(
            lambda api, write: api.centre.rename_unit(
                unit.unit_id, name, _seen(write, unit.version)
            )
        )

    def end_unit(self, unit: CentreUnit) -> None:
        """Nobody is put in a unit any more."""
        self.begin(lambda api, write: api.centre.end_unit(unit.unit_id, _seen(write, unit.version)))

    def ask_in_order(self, listed: EscalationList, people: list[UUID]) -> None:
        """Who is asked in a unit, one after the other."""
        self.begin(
            lambda api, write: api.centre.change_escalation_list(
                listed.unit_id, people, _seen(write, listed.version)
            )
        )

    def create_credential(self, label: str, scope: CredentialScope) -> None:
        """A credential; `done` carries it with its secret, this once."""
        ask = MachineCredentialAsk(label=label, scope=scope)
        self.begin(lambda api, write: api.centre.create_credential(ask, write))

    def revoke_credential(self, credential_id: UUID) -> None:
        """No request of this credential is answered any more."""
        self.begin(lambda api, write: api.centre.revoke_credential(credential_id, write))


class CentreStore(QObject):
    """The settings of the centre, read when they are shown.

    Signals: `changed()`; `previewed(HoursPreview | None, ConsoleError | None)`.
    """

    changed = Signal()
    previewed = Signal(object, object)

    def __init__(
        self, jobs: Jobs, session: Session, acts: CentreActs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self.acts = acts
        self.state = StoreState.LOADING
        self.centre: Centre | None = None
        self.error: ConsoleError | None = None
        self.times: ResponseTimesPage | None = None
        self.times_error: ConsoleError | None = None
        acts.done.connect(self.read)

    @property
    def is_offered(self) -> bool:
        """Whether whoever is signed in sets anything."""
        return self._session.may("read_centre_settings")

    @property
    def shows_times(self) -> bool:
        """Whether whoever is signed in reads the response times."""
        return self._session.may("read_response_times")

    @property
    def may_ask_for_times(self) -> bool:
        """Whether they may ask for other ones."""
        return self._session.may("ask_for_response_times")

    @Slot()
    def read(self) -> None:
        """Ask for everything; what was known stays until the answer."""
        if self.shows_times:
            self._submit(
                lambda api: api.centre.response_times(), self._take_times, self._miss_times, "times"
            )
        if self.is_offered:
            self._submit(lambda api: _read(api), self._take, self._miss, "centre")

    def preview(self, content: CentreContent, on: date | None) -> None:
        """Ask what opening hours would do."""
        ask = CentreSettingAsk(content=content, effective_on=on)
        self._submit(
            lambda api: api.centre.preview(ask), self._show_preview, self._miss_preview, "preview"
        )

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.centre = self.times = None
        self.acts.forget()

    def _submit(
        self,
        work: Callable[[Api], object],
        done: Callable[..., None],
        failed: Callable[[ConsoleError], None],
        key: str,
    ) -> None:
        session = self._session
        self._jobs.submit(self, lambda: work(session.api), done, failed, key=key)

    def _take(self, found: Centre) -> None:
        self.centre, self.error, self.state = found, None, StoreState.READY
        self.changed.emit()

    def _miss(self, error: ConsoleError) -> None:
        self.error = error
        self.state = StoreState.ERROR if self.centre is None else StoreState.STALE
        self.changed.emit()

    def _take_times(self, found: ResponseTimesPage) -> None:
        self.times, self.times_error = found, None
        self.changed.emit()

    def _miss_times(self, error: ConsoleError) -> None:
        self.times_error = error
        self.changed.emit()

    def _show_preview(self, found: HoursPreview) -> None:
        self.previewed.emit(found, None)

    def _miss_preview(self, error: ConsoleError) -> None:
        self.previewed.emit(None, error)


def _seen(write: Write, version: int) -> Write:
    return replace(write, version=version)


def _read(api: Api) -> Centre:
    units = api.centre.units().units
    return Centre(
        settings=api.centre.read(),
        histories={section: api.centre.history(section) for section in CentreSection},
        units=units,
        asked={
            each.unit_id: api.centre.escalation_list(each.unit_id)
            for each in units
            if each.ended_at is None
        },
        credentials=api.centre.credentials().items,
    )
