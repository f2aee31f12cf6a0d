"""Who reads the file of whom, and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.edge.context import Context
from services.patients import monitoring
from services.security.caller import Caller
from services.security.ciphers import Cipher
from services.security.unreadable import ciphers


@dataclass(frozen=True)
class FileQuery:
    """One read of one file."""

    session: Session
    context: Context
    caller: Caller
    patient_id: UUID
    now: datetime

    def require_reach(self) -> None:
        """Raises 404 for a patient whom the caller may not reach, whether they exist or not."""
        monitoring.find(self.session, self.caller, self.patient_id)

    def cipher(self) -> Cipher:
        """The cipher of the patient; one whose key is missing opens nothing."""
        return ciphers(self.context.keys, [self.patient_id])[self.patient_id]
