"""Messages laid down as files: what the embedded service does until somebody can send them."""

import os
from pathlib import Path
from typing import Final

from services.notifications.carriers.carrying import Carrier, NotTaken, Outgoing
from services.notifications.carriers.mails import mail_bytes
from services.notifications.faults import Fault
from services.notifications.words import Mail

_SENDER: Final = "messages@vigie.invalid"


class FolderCarrier(Carrier):
    """One file for each message, named by its id alone and readable by the service alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, outgoing: Outgoing) -> str | None:
        """Writes `<id>.eml` or `<id>.txt` whole; a second time it is the same file."""
        if isinstance(outgoing.content, Mail):
            name, content = f"{outgoing.id}.eml", mail_bytes(outgoing, _SENDER)
        else:
            name = f"{outgoing.id}.txt"
            content = f"{outgoing.address}\n\n{outgoing.content}\n".encode()
        try:
            self._write(name, content)
        except OSError:
            raise NotTaken(Fault.AWAY, is_for_all=True) from None
        return None

    def _write(self, name: str, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self._folder / f".{name}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with open(os.open(beside, flags, 0o600), "wb") as file:
            file.write(content)
        beside.replace(self._folder / name)
