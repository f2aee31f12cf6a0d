"""How a nurse collects what a patient says of their consents."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from resources.wording import Wording
from services.contract.week_enums import Collection
from ui.parts.radio_field import RadioField
from widgets.theme import Theme

COLLECTED: Final = (Collection.IN_PERSON, Collection.ON_PAPER, Collection.BY_PHONE)
"""On the pages patients say it themselves."""


def collection_field(
    label: str, theme: Theme, wording: Wording, parent: QWidget | None = None
) -> RadioField:
    """One of the three ways, none chosen ahead."""
    ways = [(each.value, wording.text(f"consents-collection-{each}")) for each in COLLECTED]
    return RadioField("collection", label, ways, theme, parent)
