"""What the privacy officer sees of an export of a whole unit: all of it, in both languages."""

from datetime import date

import pytest

from resources.wording import Wording
from services.contract.approvals import Approval, ApprovalKind
from services.contract.cohorts import CohortField, CohortFormat, CohortPayload
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.contract.sessions import UnitLabel
from services.exports.cohorts.fields import fields_of
from services.ids import new_id
from tests.samples.approvals import approval
from tests.samples.roles import officer
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import make_parts
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
    told += " | ".join(each.meaning for each in cohort.held(w, _PAYLOAD))

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


def test_who_would_be_named_is_said_in_plain_words_whatever_the_column():
    french = Wording("fr")
    fields = fields_of(CohortFormat.CSV, list(ReportBlock))
    tables = _PAYLOAD.model_copy(update={"format": CohortFormat.CSV, "fields": fields})
    facts = dict(words.facts_of(french, _asked(tables), NOW))

    named = facts[cohort.alarming(french)].splitlines()
    assert [plain(each).partition(" :")[0] for each in named] == [
        "Les patients",
        "Les professionnels",
        "Les textes libres, qui peuvent nommer",
    ]
    # One that is none of these is told by its own meaning, never left out.
    more = CohortField(file="x.csv", name="x", identifies=True, french="Autre", english="Other")
    tables = tables.model_copy(update={"fields": [*fields, more]})
    facts = dict(words.facts_of(french, _asked(tables), NOW))
    assert "Autre" in facts[cohort.alarming(french)].splitlines()


def _asked(payload: CohortPayload) -> Approval:
    return approval("claire", payload, kind=ApprovalKind.EXPORT_COHORT)


def test_what_is_decided_stays_in_sight_below_all_that_would_leave(
    qtbot, theme: Theme, settings, wording: Wording
):
    parts = make_parts(theme, settings, wording, *officer())
    qtbot.addWidget(parts.shell)
    fields = fields_of(CohortFormat.CSV, list(ReportBlock))
    payload = _PAYLOAD.model_copy(update={"format": CohortFormat.CSV, "fields": fields})
    parts.approvals.calls.items = [_asked(payload)]
    parts.shell.resize(1093, 534)
    parts.shell.show()
    parts.shell.approvals.open()
    screen = parts.shell.approvals.screen
    assert screen is not None
    pane = screen.pane
    for each in ("report.csv", "questionnaires.csv", "actions.csv", "comments.csv"):
        pane.fields.unfold(each)
    qtbot.waitUntil(lambda: pane.fields.height() > 3000)

    bottom = pane.approve.mapTo(parts.shell, pane.approve.rect().bottomLeft()).y()
    assert bottom < parts.shell.height()
    shown = {(row.texts[0], row.texts[1]) for row in pane.fields.rows}
    assert {(each.french, each.name) for each in fields} <= shown


def test_a_table_of_one_field_is_counted_in_the_singular():
    said = {
        (language, count): plain(
            Wording(language).text("exports-held-count", count=count, naming=0)
        )
        for language in ("fr", "en")
        for count in (1, 2)
    }
    assert said == {
        ("fr", 1): "1 donnée, aucune identifiante",
        ("fr", 2): "2 données, aucune identifiante",
        ("en", 1): "1 field, none identifying",
        ("en", 2): "2 fields, none identifying",
    }
