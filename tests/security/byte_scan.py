"""Finds a secret in bytes, however it was written down."""

import base64
import json
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Select, select, table, text

from tests.support.raw import raw_connection
from tests.support.service import ServiceUnderTest


def spellings(secret: str) -> set[bytes]:
    """The secret as UTF-8, UTF-16, NFD, hex, URL-encoded, escaped as in JSON and in Python, and
    base64 at its three alignments.
    """
    plain = secret.encode()
    found = {
        plain,
        secret.encode("utf-16-le"),
        secret.encode("utf-16-be"),
        unicodedata.normalize("NFD", secret).encode(),
        plain.hex().encode(),
        plain.hex().upper().encode(),
        quote(secret).encode(),
        json.dumps(secret)[1:-1].encode(),
        ascii(secret)[1:-1].encode(),
    }
    for shift in range(3):
        encoded = base64.b64encode(bytes(shift) + plain)
        # The first and the last letters depend on their neighbours.
        inner = encoded[4 if shift else 0 : -4]
        found |= {inner, inner.translate(bytes.maketrans(b"+/", b"-_"))}
    return found


def decoded(secret: str) -> set[bytes]:
    """The random bytes that a token stands for, and their hex."""
    raw = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
    return {raw, raw.hex().encode(), base64.b64encode(raw)}


def places_of(needles: set[bytes], folder: Path) -> list[str]:
    """The files below a folder that hold any of the spellings."""
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


def rows_with(needles: set[bytes], service: ServiceUnderTest) -> list[str]:
    """The tables with a row that holds any of the spellings, as each centre may read them."""
    database, found = service.context.database, []
    names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    if database.is_sqlite:
        names = "SELECT name FROM sqlite_master WHERE type = 'table'"
    for centre in (service.centre, service.other_centre):
        with raw_connection(database, centre.id) as connection:
            for name in connection.scalars(text(names)).all():
                every_row: Select[Any] = select(text("*")).select_from(table(name))
                rows = connection.execute(every_row).all()
                written = b"\n".join(_bytes_of(value) for row in rows for value in row)
                if any(needle in written for needle in needles):
                    found.append(str(name))
    return found


def _bytes_of(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
