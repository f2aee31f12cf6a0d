"""Over one's own exports and the deliveries to the hospital record: which one is in front."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from console.session import Session
from ui.parts.screen_tabs import ScreenTabs


class ExportsTab(StrEnum):
    """The two screens behind one place of the rail."""

    EXPORTS = "exports"
    DELIVERIES = "deliveries"


_NEEDS: Final = {
    ExportsTab.EXPORTS: "list_exports",
    ExportsTab.DELIVERIES: "list_deliveries",
}


def offered_tabs(session: Session) -> frozenset[ExportsTab]:
    """The tabs that a role has."""
    return frozenset(each for each in ExportsTab if session.may(_NEEDS[each]))


class ExportsTabs(ScreenTabs[ExportsTab]):
    """What one had made, and what of one's patients goes to the record."""

    NAME = "exports_tabs"
    SPOKEN = "deliveries-tabs"
    WORDS: ClassVar = {each: f"deliveries-tab-{each.value}" for each in ExportsTab}
