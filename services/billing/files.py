"""The evidence as a table for a spreadsheet; its fingerprint stands in the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from reports.csv.billing import billing_csv
from reports.csv.columns import ENGLISH, FRENCH, Dialect
from services.contract.billing import BillingRow
from services.contract.exports import CsvDelimiter

MEDIA_TYPE: Final = "text/csv; charset=utf-8"
_DIALECTS: Final[dict[CsvDelimiter, Dialect]] = {
    CsvDelimiter.SEMICOLON: FRENCH,
    CsvDelimiter.COMMA: ENGLISH,
}


@dataclass(frozen=True)
class EvidenceFile:
    """A file as it leaves, and the SHA-256 of it, in hexadecimal."""

    content: bytes
    fingerprint: str


def file_of(rows: Iterable[BillingRow], as_of: datetime, delimiter: CsvDelimiter) -> EvidenceFile:
    """The table of some months."""
    content = billing_csv(rows, as_of, _DIALECTS[delimiter])
    return EvidenceFile(content, sha256(content).hexdigest())
