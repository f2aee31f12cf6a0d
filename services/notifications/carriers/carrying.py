"""What a carrier is given, and what it may say to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from services.contract.week_enums import MessageState
from services.notifications.faults import Fault
from services.notifications.words import Mail


@dataclass(frozen=True)
class Outgoing:
    """One message and where it goes; `id` is what the carrier must know it by.

    `tries` counts this one: from the second on, the carrier may have it already.
    """

    id: UUID
    address: str
    language: str
    content: str | Mail
    at: datetime
    tries: int = 1


class NotTaken(Exception):
    """A message that was not taken, and why; it holds no word of the provider.

    `is_final`: never will be. `is_for_all`: nor will any other now, so that none is tried.
    """

    def __init__(self, fault: Fault, *, is_final: bool = False, is_for_all: bool = False) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.is_final = is_final
        self.is_for_all = is_for_all


class Carrier:
    """Takes messages of one channel, one after the other, over a connection of its own.

    `follows` says that `follow` can tell more later.
    """

    follows: ClassVar[bool] = False

    def send(self, outgoing: Outgoing) -> str | None:
        """Hands a message over; its reference there, if it has one. Raises `NotTaken`."""
        raise NotImplementedError

    def follow(self, _reference: str) -> MessageState | None:
        """DELIVERED or FAILED once that is known. Raises `NotTaken`."""
        return None

    def close(self) -> None:
        """Ends what the first message opened."""
