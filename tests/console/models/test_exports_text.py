"""An export reads in words whatever the service says of it."""

from typing import Any

import pytest

from console.models.exports_text import export_text, sentence_of, tooltip_of
from console.stores.exports import Exported, group_of
from resources.wording import Wording
from services.contract.exports import ExportDestination, ExportFailure, ExportFormat, ExportState
from services.contract.report_enums import ExportPurpose
from tests.samples.exports import export
from tests.samples.patients import roster
from tests.samples.rows import NOW
from ui.exports.looks import cell_looks

_CHANGES: list[dict[str, Any]] = [
    *({"state": each} for each in ExportState),
    *({"state": ExportState.FAILED, "failure": each} for each in ExportFailure),
    *({"format": each} for each in ExportFormat),
    *({"destination": each} for each in ExportDestination),
    *({"purpose": each} for each in ExportPurpose),
]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_of_the_contract_can_be_shown(language):
    wording, patient = Wording(language), roster()[0].patient
    for changes in _CHANGES:
        exported = Exported(export(1, patient, 5, ended_at=NOW, expires_at=NOW, **changes))
        group_of(exported)
        text = export_text(wording, exported, NOW)
        assert text.state, changes
        assert cell_looks(text)
        told = sentence_of(wording, text) + tooltip_of(text)
        assert "exports-" not in told, changes
        if exported.row.failure is not None:
            assert text.state_below, changes


def test_what_was_made_for_the_record_does_not_claim_to_have_arrived():
    wording, patient = Wording("fr"), roster()[0].patient
    handed = export(
        1, patient, 5, ended_at=NOW, state=ExportState.HANDED_OVER,
        destination=ExportDestination.RECORD,
    )  # fmt: skip
    text = export_text(wording, Exported(handed), NOW)
    assert (text.state, text.destination) == ("Préparé pour le DPI", "DPI")
