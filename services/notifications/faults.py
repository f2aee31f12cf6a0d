"""Why a message did not arrive: what the words of the contract mean for what is done next."""

from typing import Final

from services.contract.week_enums import MessageFault

Fault = MessageFault

OF_PROVIDER: Final = frozenset({Fault.AWAY, Fault.NOT_ALLOWED, Fault.SLOWED})
"""Faults behind which the next message would meet the same."""
OF_ADDRESS: Final = frozenset({Fault.NO_ADDRESS, Fault.WRONG_ADDRESS, Fault.NOT_DELIVERED})
"""Faults that somebody mends in the record of the patient."""
