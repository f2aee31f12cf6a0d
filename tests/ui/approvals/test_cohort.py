"""What the privacy officer sees of an export of a whole unit: all of it, in both languages."""

from datetime import date

import pytest

from resources.wording import Wording
from services.contract.approvals import ApprovalKind
from services.contract.cohorts import CohortField, CohortFormat, CohortPayload
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.contract.sessions import UnitLabel
from services.ids import new_id
from tests.samples.approvals import approval
from tests.samples.rows import NOW
from ui.approvals import cohort, words
from ui.parts.fact_grid import FactGrid
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_PAYLOAD = CohortPayload(
    export_id=new_id(),
    unit=UnitLabel(id=new_id(), name="Oncologie B"),
    format=CohortFormat.NDJSON,
    purpose=ExportPurpose.END_OF_CONTRACT,
    first=date(2025, 1, 1),
    last=date(2025, 11, 18),
    language="fr",
    blocks=list(ReportBlock),
    patients=212,
    fields=[
        CohortField(
            file="Patient.ndjson",
            name="Patient",
            identifies=True,
            french="Identité : noms",
            english="Identity: names",
        ),
        CohortField(file="Task.ndjson", name="Task", identifies=False),
    ],
    words="Reprise par le CHU",
)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_that_would_leave_is_said(language: str):
    w = Wording(language)
    asked = approval("claire", _PAYLOAD, kind=ApprovalKind.EXPORT_COHORT, may_decide=False)

    title, told = (
        words.title_of(w, asked),
        " | ".join(" ".join(f) for f in words.facts_of(w, asked, NOW)),
    )

    assert "Oncologie B" in title
    for each in ("Oncologie B", "212", "FHIR", "2025", "Task", "Reprise par le CHU"):
        assert each in told, each
    # In words, where the request has them.
    assert {"fr": "Identité : noms", "en": "Identity: names"}[language] in told
    assert w.text("approvals-by-officer") in told
    assert w.text("report-purpose-end_of_contract") in told


def test_the_fields_that_name_somebody_are_red(qtbot, theme: Theme, wording: Wording):
    asked = approval("claire", _PAYLOAD, kind=ApprovalKind.EXPORT_COHORT)
    grid = FactGrid(theme)
    qtbot.addWidget(grid)

    grid.show_facts(words.facts_of(wording, asked, NOW), (cohort.alarming(wording),))

    red = [
        each.text() for each in grid.findChildren(PlainLabel) if each.property("tone") == "danger"
    ]
    assert red == ["Identité : noms"]
