"""The contract of the centre in words: whether it runs, until when, and what its end means."""

from __future__ import annotations

from resources.wording import Wording
from services.contract.centre_settings import CentreSettings
from ui.settings.centre_lines import Told


def contract_lines(w: Wording, settings: CentreSettings) -> list[Told]:
    """One line; the last day of a contract belongs to it still."""
    last = settings.contract_ended_on
    if last is None:
        return [Told(w.text("centre-contract-runs"))]
    is_over = settings.today > last
    title = w.text("centre-contract-over" if is_over else "centre-contract-ends", day=w.date(last))
    told = w.text("centre-contract-now" if is_over else "centre-contract-then")
    return [Told(title, told, mark=("warning", "warning"))]
