"""Whose alert it is, as every act repeats it (screens.md 1.10)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.models.identity_text import identity_line
from resources.wording import Wording
from services.contract.patients import PatientLabel
from ui.parts.held_line import HeldLine
from widgets.theme import Theme


class HeldIdentity(HeldLine):
    """The patient of an alert; one whose identity cannot be opened has nothing to hold."""

    def __init__(
        self, label: PatientLabel, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, wording, parent)
        self.show_line(identity_line(wording.masked(False), label), identity_line(wording, label))
