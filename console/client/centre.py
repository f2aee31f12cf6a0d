"""The endpoints of what an administrator sets: contract objects in and out."""

from __future__ import annotations

from uuid import UUID

from console.client.http import Wire, Write
from services.contract.centre_settings import (
    CentreSection,
    CentreSettingAsk,
    CentreSettings,
    CentreUndoAsk,
    HoursPreview,
    SectionHistory,
    SectionState,
)
from services.contract.machine_credentials import (
    MachineCredentialAsk,
    MachineCredentialGrant,
    MachineCredentialLabel,
    MachineCredentialPage,
)
from services.contract.safeguards import (
    ResponseTimesAsk,
    ResponseTimesAsked,
    ResponseTimesPage,
    ResponseTimesUndoAsk,
)
from services.contract.units import (
    CentreUnit,
    CentreUnits,
    EscalationList,
    EscalationListAsk,
    UnitAsk,
    UnitEndAsk,
)


class CentreCalls:
    """Reads and writes the settings of the centre; every method raises a `ConsoleError` and may
    run in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def read(self) -> CentreSettings:
        """Everything that is set, and what is planned."""
        return self._wire.get(f"{self._base}/centre/settings", CentreSettings)

    def history(self, section: CentreSection) -> SectionHistory:
        """Every version of a section, the newest first."""
        path = f"{self._base}/centre/settings/{section}/versions"
        return self._wire.get(path, SectionHistory)

    def preview(self, ask: CentreSettingAsk) -> HoursPreview:
        """What opening hours would do."""
        return self._wire.post(f"{self._base}/centre/settings/preview", ask, HoursPreview)

    def change(self, ask: CentreSettingAsk, write: Write) -> SectionState:
        """Another version of a section; the version of the write is its revision."""
        path = f"{self._base}/centre/settings/{ask.content.section}"
        return self._wire.put(path, ask, SectionState, write)

    def undo(self, ask: CentreUndoAsk, write: Write) -> SectionState:
        """Take back what has not begun."""
        return self._wire.post(f"{self._base}/centre/settings/undo", ask, SectionState, write)

    def response_times(self) -> ResponseTimesPage:
        """How soon alerts are to be answered, and every version of it."""
        return self._wire.get(f"{self._base}/centre/response-times", ResponseTimesPage)

    def ask_for_response_times(self, ask: ResponseTimesAsk, write: Write) -> ResponseTimesAsked:
        """Ask a second person; the version of the write is the revision that was seen."""
        path = f"{self._base}/centre/response-times"
        return self._wire.post(path, ask, ResponseTimesAsked, write)

    def undo_response_times(self, ask: ResponseTimesUndoAsk, write: Write) -> SectionState:
        """Take back what has not begun, where nothing waits longer by it."""
        path = f"{self._base}/centre/response-times/undo"
        return self._wire.post(path, ask, SectionState, write)

    def units(self) -> CentreUnits:
        """The care units, also those that have ended."""
        return self._wire.get(f"{self._base}/units", CentreUnits)

    def create_unit(self, name: str, write: Write) -> CentreUnit:
        """A new care unit."""
        return self._wire.post(f"{self._base}/units", UnitAsk(name=name), CentreUnit, write)

    def rename_unit(self, unit_id: UUID, name: str, write: Write) -> CentreUnit:
        """Call a care unit something else."""
        path = f"{self._base}/units/{unit_id}"
        return self._wire.put(path, UnitAsk(name=name), CentreUnit, write)

    def end_unit(self, unit_id: UUID, write: Write) -> CentreUnit:
        """End a care unit in which nobody is."""
        path = f"{self._base}/units/{unit_id}/end"
        return self._wire.post(path, UnitEndAsk(), CentreUnit, write)

    def escalation_list(self, unit_id: UUID) -> EscalationList:
        """Who is asked in a unit."""
        return self._wire.get(f"{self._base}/units/{unit_id}/escalation-list", EscalationList)

    def change_escalation_list(
        self, unit_id: UUID, people: list[UUID], write: Write
    ) -> EscalationList:
        """Who shall be asked in a unit, and in which order."""
        path = f"{self._base}/units/{unit_id}/escalation-list"
        return self._wire.put(path, EscalationListAsk(people=people), EscalationList, write)

    def credentials(self) -> MachineCredentialPage:
        """The credentials of machines, the newest first; never their secrets."""
        path = f"{self._base}/machine-credentials"
        return self._wire.get(path, MachineCredentialPage, [("limit", 200)])

    def create_credential(self, ask: MachineCredentialAsk, write: Write) -> MachineCredentialGrant:
        """A credential whose secret is in the first answer alone."""
        path = f"{self._base}/machine-credentials"
        return self._wire.post(path, ask, MachineCredentialGrant, write)

    def revoke_credential(self, credential_id: UUID, write: Write) -> MachineCredentialLabel:
        """End a credential from its next request on."""
        path = f"{self._base}/machine-credentials/{credential_id}/revoke"
        return self._wire.post(path, None, MachineCredentialLabel, write)
