"""The endpoints of the transparency notices: contract objects in and out."""

from __future__ import annotations

from console.client.http import Wire, Write
from services.contract.notices import (
    AcknowledgementAsk,
    Language,
    Notice,
    NoticeKind,
    Notices,
    NoticeText,
    parts_of,
)


class NoticeCalls:
    """Reads and acknowledges notices; every method raises a `ConsoleError` and may run in any
    thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._path = f"{base}/notices"

    def list_all(self) -> Notices:
        """The notices in force, one's own and those of patients."""
        return self._wire.get(self._path, Notices)

    def read(self, name: str, version: str) -> NoticeText:
        """One version in both languages; the name is that which a consent keeps."""
        kind, tool, profile = parts_of(name)
        parameters = [("tool", tool.value), ("profile", profile.value)]
        return self._wire.get(f"{self._path}/{kind}/versions/{version}", NoticeText, parameters)

    def acknowledge(
        self, kind: NoticeKind, version: str, language: Language, write: Write
    ) -> Notice:
        """Say that one was shown a version of one's own notices, in a language."""
        ask = AcknowledgementAsk(version=version, language=language)
        return self._wire.post(f"{self._path}/{kind}/acknowledgement", ask, Notice, write)
