"""Makes the page of a step, with everything that stands in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.models.identity_text import identity_line
from resources import words
from resources.wording import Wording
from services.contract.enrolment import Enrolment, EnrolmentProposals
from services.contract.people import PersonLabel
from services.contract.sessions import Me
from ui.enrolment.consent_page import ConsentPage
from ui.enrolment.eligibility_page import EligibilityPage
from ui.enrolment.pathway_page import PathwayPage
from ui.enrolment.steps import StepName, StepPage
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class KnownPage(QWidget):
    """Step 1 once it is done: who it is, which is corrected in their record."""

    def __init__(
        self,
        enrolment: Enrolment,
        wanted: Callable[[], None],
        theme: Theme,
        w: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        who = PlainLabel(theme, identity_line(w, enrolment.patient), "title", parent=self)
        status = w.text(
            "enrolment-known-status", status=words.identity(w, enrolment.identity_status)
        )
        document = "none" if enrolment.document is None else enrolment.document.value
        proof = w.text(
            "enrolment-known-document", document=w.text(f"enrolment-document-{document}")
        )
        facts = [PlainLabel(theme, text, "body", "secondary", self) for text in (status, proof)]
        hint = PlainLabel(theme, w.text("enrolment-known-hint"), "body", "secondary", self)
        self.open = Button(theme, w.text("enrolment-open-record"), "secondary", parent=self)
        self.open.setObjectName("enrolment_open_record")
        self.open.clicked.connect(wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for label in (who, *facts, hint):
            label.set_wrapping()
            column.addWidget(label)
        column.addWidget(self.open)
        column.addStretch(1)


def make_step(
    step: StepName,
    enrolment: Enrolment,
    proposals: EnrolmentProposals,
    theme: Theme,
    w: Wording,
) -> StepPage:
    """The page of step 2, 3 or 4, filled with what the service has."""
    page: StepPage
    if step is StepName.ELIGIBILITY:
        page = EligibilityPage(theme, w)
    elif step is StepName.PATHWAY:
        units = {each.unit_id: each for each in proposals.units}
        page = PathwayPage(proposals, units.get(enrolment.unit_id), theme, w)
    else:
        page = ConsentPage(proposals.notices, theme, w)
    page.fill(enrolment)
    return page


def collector_text(w: Wording, enrolment: Enrolment, me: Me | None, now: datetime) -> str:
    """Who collected the answers, and when; before they are saved, who will have."""
    by: PersonLabel | None = enrolment.consent_collected_by
    at = enrolment.consent_collected_at
    if by is not None and at is not None:
        return w.text("enrolment-collected", name=by.name, at=w.moment(at, now))
    name = "" if me is None else me.person.name
    return w.text("enrolment-collecting", name=name, at=w.moment(now, now))
