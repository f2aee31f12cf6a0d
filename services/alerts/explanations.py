"""The sealed explanation of an alert."""

from uuid import UUID

from services.contract.explanations import Explanation
from services.db.tables.alerts import Alert
from services.security.ciphers import Cipher, Place
from services.security.unreadable import opened


def seal_explanation(cipher: Cipher, alert_id: UUID, explanation: Explanation) -> bytes:
    """Seals it to its alert."""
    return cipher.seal(_place(alert_id), explanation.model_dump_json().encode())


def open_explanation(cipher: Cipher, alert: Alert) -> Explanation:
    """Opens it; raises `SealBroken`."""
    return Explanation.model_validate_json(cipher.open(_place(alert.id), alert.explanation))


def told(cipher: Cipher, alert: Alert) -> Explanation | None:
    """The explanation, or None with a log entry when it cannot be opened."""
    return opened(lambda: open_explanation(cipher, alert), "explanation of alert", alert.id)


def _place(alert_id: UUID) -> Place:
    return Place("alert", "explanation", alert_id)
