"""What the header of a document says, once for CDA and for the envelope that carries it (4.4)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from reports.voice import wording_of
from services.contract.reports import Report


@dataclass(frozen=True)
class Edition:
    """Which version of a document this is.

    `of` is what all its versions have in common; None: the report itself, which has no other.
    `replaces` is the report that this version takes the place of.
    """

    number: int = 1
    of: uuid.UUID | None = None
    replaces: uuid.UUID | None = None

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("versions are counted from 1")


def oid(key: uuid.UUID) -> str:
    """A UUID as an OID (ITU-T X.667), where only an OID may stand."""
    return f"2.25.{key.int}"


def root(key: uuid.UUID) -> str:
    """A UUID where HL7 version 3 takes one."""
    return str(key).upper()


def document_id(report: Report) -> str:
    """The identifier of the document, in the form that CDA and XDM share."""
    return document_id_of(report.id)


def document_id_of(report_id: uuid.UUID) -> str:
    """The same for the report with this identifier."""
    return oid(uuid.uuid5(report_id, "cda"))


def title(report: Report) -> str:
    """What the document is called."""
    return wording_of(report).text("report-title")


def language(report: Report) -> str:
    """As CI-SIS writes it."""
    return {"fr": "fr-FR", "en": "en-US"}[report.language]


def made(report: Report) -> datetime:
    """When the document was made, in the time of the centre."""
    return report.made_at.astimezone(ZoneInfo(report.centre.zone))


def stamp(at: datetime) -> str:
    """`20251118104200+0100`."""
    return at.strftime("%Y%m%d%H%M%S%z")
