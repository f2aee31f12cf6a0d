"""An answer as it is kept: one sealed value, and the keyed hash by which a repetition is found."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from services.contract.answer_content import AnswerContent
from services.security.ciphers import Cipher, KeyedHash, Place

HASH_PURPOSE = "answer content"
# A clock that stands still would make two answers of different weeks look like one: the instant of
# an answer tells its window only when it lies near its reception.
_TRUSTED_WITHIN = timedelta(days=7)


def canonical(content: AnswerContent) -> bytes:
    """The content as bytes that depend on what was said only, not on the order of its fields."""
    words = content.model_dump(mode="json")
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_hash(
    keyed: KeyedHash,
    patient_id: UUID,
    plain: bytes,
    authored_at: datetime | None,
    received_at: datetime,
) -> bytes:
    """The keyed hash of one content of one patient in one window (decision 16).

    The window is the instant of writing, which is part of the content; when that cannot be trusted
    it is the week of reception, so that a later answer is never taken for an earlier one.
    """
    window = b""
    if authored_at is None or not _is_near(authored_at, received_at):
        year, week, _ = received_at.isocalendar()
        window = f"{year}-W{week:02d}".encode()
    return keyed.of(patient_id.bytes + len(window).to_bytes(1) + window + plain)


def _is_near(authored_at: datetime, received_at: datetime) -> bool:
    return abs(received_at - authored_at) <= _TRUSTED_WITHIN


def seal(cipher: Cipher, answer_id: UUID, plain: bytes) -> bytes:
    """The sealed content of an answer's row."""
    return cipher.seal(_place(answer_id), plain)


def unseal(cipher: Cipher, answer_id: UUID, sealed: bytes) -> AnswerContent:
    """The content of an answer's row; raises `SealBroken`."""
    return AnswerContent.model_validate_json(cipher.open(_place(answer_id), sealed))


def _place(answer_id: UUID) -> Place:
    return Place("answer", "content", answer_id)
