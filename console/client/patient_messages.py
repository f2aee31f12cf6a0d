"""The endpoints of what is written to a patient, one method each: contract objects in and out."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from console.client.http import Wire, Write
from services.contract.messages import (
    MessagePage,
    MessagePreference,
    MessagePreferenceAsk,
    PatientMessage,
    ResendAsk,
)

PAGE_LINES: Final = 50


class PatientMessages:
    """Reads the messages to one patient, and sends one again; every method raises a `ConsoleError`
    and may run in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def list(self, patient_id: UUID, cursor: str | None = None) -> MessagePage:
        """A page of the messages, newest first."""
        parameters: list[tuple[str, str | int]] = [("limit", PAGE_LINES)]
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self._wire.get(self._path(patient_id, "messages"), MessagePage, parameters)

    def resend(self, patient_id: UUID, message_id: UUID, write: Write) -> PatientMessage:
        """Send one again; what is sent then is another message."""
        path = self._path(patient_id, f"messages/{message_id}/resend")
        return self._wire.post(path, ResendAsk(), PatientMessage, write)

    def read_preference(self, patient_id: UUID) -> MessagePreference:
        """In which language and on which channel they are written to."""
        return self._wire.get(self._path(patient_id, "message-preference"), MessagePreference)

    def change_preference(
        self, patient_id: UUID, ask: MessagePreferenceAsk, write: Write
    ) -> MessagePreference:
        """Write to them otherwise from now on."""
        path = self._path(patient_id, "message-preference")
        return self._wire.put(path, ask, MessagePreference, write)

    def _path(self, patient_id: UUID, part: str) -> str:
        return f"{self._base}/patients/{patient_id}/{part}"
