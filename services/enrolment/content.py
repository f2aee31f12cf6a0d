"""What was answered in an enrolment, as it is sealed under the patient's key."""

from datetime import datetime
from functools import partial
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.contract.enrolment import ConsentStep, EligibilityStep, PathwayStep
from services.contract.week_enums import IdentityDocument
from services.security.ciphers import Cipher, Place
from services.security.unreadable import opened


class Content(BaseModel):
    """The answers of each step, None where it was not saved; `consent_by` collected the consent."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    document: IdentityDocument | None = None
    birthplace: str | None = None
    eligibility: EligibilityStep | None = None
    pathway: PathwayStep | None = None
    consent: ConsentStep | None = None
    consent_by: UUID | None = None
    consent_at: datetime | None = None

    def only_identity(self) -> Self:
        """What stays of somebody who is not followed: how their identity was proven."""
        return type(self)(document=self.document, birthplace=self.birthplace)


def seal_content(cipher: Cipher, patient_id: UUID, content: Content) -> bytes:
    """The sealed content of an enrolment's row."""
    return cipher.seal(_place(patient_id), content.model_dump_json().encode())


def open_content(cipher: Cipher, patient_id: UUID, sealed: bytes) -> Content | None:
    """The content; None when it cannot be opened."""
    return opened(partial(_read, cipher, patient_id, sealed), "enrolment", patient_id)


def _read(cipher: Cipher, patient_id: UUID, sealed: bytes) -> Content:
    return Content.model_validate_json(cipher.open(_place(patient_id), sealed))


def _place(patient_id: UUID) -> Place:
    return Place("enrolment", "content", patient_id)
