"""What is kept of a closed month for those that follow, packed under the key of its centre.

Who has the database alone reads none of it, neither what happened to anybody nor a number behind a
mask (decision 0066).
"""

import json
import zlib
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.security.ciphers import Cipher, Place

_TABLE: Final = "statistic_month"


def packed(cipher: Cipher, month: date, column: str, kept: Any) -> bytes:
    """A JSON value of a month, small and sealed; the cipher is that of the centre."""
    plain = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return cipher.seal(_place(month, column), zlib.compress(plain.encode()))


def unpacked(cipher: Cipher, month: date, column: str, sealed: bytes) -> Any:
    """The same value again; raises `SealBroken` for what is of another month, column or centre."""
    return json.loads(zlib.decompress(cipher.open(_place(month, column), sealed)))


def _place(month: date, column: str) -> Place:
    # The rows of a centre have no identifier but their month; the cipher binds them to the centre.
    return Place(_TABLE, column, UUID(int=month.toordinal()))
