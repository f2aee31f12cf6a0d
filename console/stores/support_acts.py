"""Asking for help, answering and closing: believed only when the service has answered."""

from __future__ import annotations

from console.stores.settled_acts import SettledActs
from services.contract.support import SupportAnswerAsk, SupportAsk, SupportRow


class SupportActs(SettledActs):
    """One act at a time; `done` carries the request as it stands then."""

    def make(self, ask: SupportAsk) -> None:
        """Ask for help."""
        self.begin(lambda api, write: api.support.make(ask, write))

    def answer(self, row: SupportRow, ask: SupportAnswerAsk) -> None:
        """Answer whoever asked; refused when somebody did something since."""
        self.begin(lambda api, write: api.support.answer(row, ask, write))

    def close(self, row: SupportRow, ask: SupportAnswerAsk) -> None:
        """Say what became of it, and close it."""
        self.begin(lambda api, write: api.support.close(row, ask, write))
