"""What a carrier of documents is given, and what it may say to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from services.contract.delivery_enums import DeliveryFault
from services.contract.exports import ExportFormat

SUFFIXES: Final = {
    ExportFormat.PDF: "pdf",
    ExportFormat.FHIR: "json",
    ExportFormat.CDA: "xml",
    ExportFormat.XDM: "zip",
}
MEDIA_TYPES: Final = {
    ExportFormat.PDF: "application/pdf",
    ExportFormat.FHIR: "application/fhir+json",
    ExportFormat.CDA: "application/xml",
    ExportFormat.XDM: "application/zip",
}
"""What a record takes, as it is called as a file and over HTTP."""
CARRIED: Final = frozenset(SUFFIXES)
"""The formats that a record takes; tables are none of them."""


@dataclass(frozen=True)
class Document:
    """One document; `id` is what every endpoint knows it by, at each try. `subject` is of a mail:
    it may name the patient. `was_refused`: the endpoint did not take it before, and somebody sends
    it again; what it said then does not count any more.
    """

    id: UUID
    format: ExportFormat
    content: bytes
    subject: str
    at: datetime
    was_refused: bool = False

    @property
    def name(self) -> str:
        """Its name as a file, which names nobody."""
        return f"vigie-{self.id}.{SUFFIXES[self.format]}"

    @property
    def media_type(self) -> str:
        """What kind of file it is."""
        return MEDIA_TYPES[self.format]


class NotDelivered(Exception):
    """A document that was not taken, and why; it holds no word of the endpoint.

    `is_final`: it never will be. `is_for_all`: nor will any other now, so that none is tried.
    """

    def __init__(
        self, fault: DeliveryFault, *, is_final: bool = False, is_for_all: bool = False
    ) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.is_final = is_final
        self.is_for_all = is_for_all


def not_now(fault: DeliveryFault) -> NotDelivered:
    """What is wrong with the endpoint, whatever the document."""
    return NotDelivered(fault, is_for_all=True)


class Carrier:
    """Takes documents of one centre, one after the other.

    `awaits` says that `acknowledged` can tell more after a document was taken.
    """

    awaits = False

    def deliver(self, document: Document) -> bool:
        """Hands a document over; True: the endpoint has said that it has it.

        A second time it is the same document there. Raises `NotDelivered`.
        """
        raise NotImplementedError

    def acknowledged(self, _name: str) -> bool:
        """Whether the endpoint has said by now that it has it; raises `NotDelivered` for a no.

        What it said stays there: a kill before it is stored loses no refusal.
        """
        return False

    def forget_refusal(self, _name: str) -> None:
        """Takes a no away that is stored; one that cannot be taken away stays."""

    def try_out(self, at: datetime) -> None:
        """Does the same without any document or patient; raises `NotDelivered`."""
        raise NotImplementedError

    def close(self) -> None:
        """Ends what the first document opened."""
