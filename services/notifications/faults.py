"""Why a message did not arrive, in coded words; what a provider says in its own is never kept."""

from enum import StrEnum
from typing import Final


class Fault(StrEnum):
    """What `message.fault` says."""

    NO_ADDRESS = "no_address"
    """Nothing is written down that this channel could go to."""
    WRONG_ADDRESS = "wrong_address"
    """The provider knows that nobody has this number or this mailbox."""
    REFUSED = "refused"
    """The provider will never take this message."""
    NOT_DELIVERED = "not_delivered"
    """Taken by the provider, and said later not to have arrived."""
    BUSY = "busy"
    """The provider asks to try this message later: a mailbox that is full, a sender not known."""
    SLOWED = "slowed"
    """The provider takes no more for now: a quota."""
    AWAY = "away"
    """The provider could not be reached, or answered nothing that could be understood."""
    NOT_ALLOWED = "not_allowed"
    """The provider refuses this installation: an account, a certificate, no credit left."""
    NOT_CONFIGURED = "not_configured"
    """This installation has no such channel."""
    TOO_LATE = "too_late"
    """Its time was over before anything could be sent."""
    UNREADABLE = "unreadable"
    """What the message says cannot be opened."""
    WITHDRAWN = "withdrawn"
    """Cancelled while it was on its way; not tried again."""


OF_PROVIDER: Final = frozenset({Fault.AWAY, Fault.NOT_ALLOWED, Fault.SLOWED})
"""Faults behind which the next message would meet the same."""
OF_ADDRESS: Final = frozenset({Fault.NO_ADDRESS, Fault.WRONG_ADDRESS, Fault.NOT_DELIVERED})
"""Faults that somebody mends in the record of the patient."""
