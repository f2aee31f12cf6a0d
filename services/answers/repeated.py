"""Whether an answer was stored before (decision 16), and when saying the same again is new."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.answers import stored
from services.answers.content import meaning
from services.contract.answer_content import AnswerContent
from services.contract.answers import AnswerReceipt
from services.security.ciphers import KeyedHash

HASH_PURPOSE = "answer content"
# A clock that stands still would make two answers of different weeks look like one: the instant of
# an answer tells which one it is only when it lies near its reception.
_TRUSTED_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Recognised:
    """The receipt of the first answer with this content, or the hash under which a new one goes."""

    first: AnswerReceipt | None
    content_hash: bytes


def recognise(
    session: Session,
    keyed: KeyedHash,
    patient_id: UUID,
    content: AnswerContent,
    received_at: datetime,
    *,
    is_dated: bool = False,
) -> Recognised:
    """Finds an answer that says the same at the same time.

    `is_dated`: the instant of writing can be trusted, however long ago.
    Where the instant of writing can be trusted it tells the time. Where it cannot, the same words
    are a repetition only while somebody will still look at them: once the first alert is closed
    they are news, and swallowing them could hide a patient who is worse again. So are words that
    were taken back and are said again, unless their alert still stands before somebody.
    """
    said = meaning(content)
    is_trusted = is_dated or _is_near(content.authored, received_at)
    content_hash = b""
    for window in (b"", *_windows(received_at)):
        content_hash = keyed.of(patient_id.bytes + len(window).to_bytes(1) + window + said)
        found = stored.find_first(session, patient_id, content_hash)
        if found is None:
            if window or is_trusted:
                return Recognised(None, content_hash)
        elif found.is_gone and not content.is_retraction:
            continue
        elif is_trusted or not found.is_settled:
            return Recognised(found.receipt, content_hash)
    return Recognised(None, content_hash)


def _windows(received_at: datetime) -> Iterator[bytes]:
    """Ever narrower times of reception: the week, the day, the instant."""
    year, week, _ = received_at.isocalendar()
    yield f"{year}-W{week:02d}".encode()
    yield received_at.date().isoformat().encode()
    yield received_at.isoformat().encode()


def _is_near(authored_at: datetime | None, received_at: datetime) -> bool:
    return authored_at is not None and abs(received_at - authored_at) <= _TRUSTED_WITHIN
