"""The four steps of an enrolment, and what each of them is to the frame around it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.contract.enrolment import ConsentStep, EligibilityStep, Enrolment, PathwayStep
from services.contract.problems import FieldProblem
from services.contract.week_enums import EnrolmentStop
from ui.enrolment.step_form import StepForm

NOBODY: Final = UUID(int=0)
"""Whose draft it is while nobody is enrolled yet."""


class StepName(StrEnum):
    """The steps in their order."""

    IDENTITY = "identity"
    ELIGIBILITY = "eligibility"
    PATHWAY = "pathway"
    CONSENT = "consent"


ORDER: Final = tuple(StepName)


class StepPage(QWidget):
    """One step on screen; it is made anew for each language, and knows nothing of the service.

    Signals: `stop_changed()` when an answer says that the enrolment cannot go on, or no more.
    """

    stop_changed = Signal()

    def __init__(self, form: StepForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(form)
        column.addStretch(1)

    def fill(self, enrolment: Enrolment) -> None:
        """Put in what the service has."""
        raise NotImplementedError

    def ask(self) -> EligibilityStep | PathwayStep | ConsentStep:
        """What is asked of the service; raises `NotAccepted` at a value that no contract takes."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, in reading order."""
        return self.form.stops()

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.form.take_focus()

    @property
    def stop(self) -> EnrolmentStop | None:
        """Why the enrolment cannot go on with these answers."""
        return None

    def refuse(self, problems: Sequence[FieldProblem]) -> bool:
        """Say at its fields what the service does not take, or still needs; False when none of it
        is here.
        """
        return self.form.refuse(problems)
