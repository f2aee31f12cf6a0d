"""An export of a unit reads in words whatever the service says of it."""

from typing import Any

import pytest

from console.models.cohorts_text import cohort_text
from console.models.exports_text import sentence_of, tooltip_of
from console.stores.cohorts import Cohort
from resources.wording import Wording
from services.contract.cohorts import CohortFailure, CohortFormat, CohortState
from tests.samples.cohorts import cohort, cohorts
from tests.samples.rows import NOW
from tests.support.typography import plain
from ui.exports.looks import cell_looks

_CHANGES: list[dict[str, Any]] = [
    *({"state": each} for each in CohortState),
    *({"state": CohortState.FAILED, "failure": each} for each in CohortFailure),
    *({"format": each} for each in CohortFormat),
]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_of_the_contract_can_be_shown(language):
    wording = Wording(language)
    for changes in _CHANGES:
        shown = Cohort(cohort(1, 5, ended_at=NOW, expires_at=NOW, **changes))
        text = cohort_text(wording, shown, NOW)
        assert text.state, changes
        assert cell_looks(text)
        told = sentence_of(wording, text) + tooltip_of(text)
        assert "cohort-" not in told, changes
        if shown.row.failure is not None:
            assert text.state_below, changes


def test_who_decides_who_is_left_out_and_why_it_was_refused_is_said():
    w = Wording("fr", "Europe/Paris")
    waiting, making, ready, refused, *_ = (cohort_text(w, Cohort(each), NOW) for each in cohorts())

    assert plain(waiting.state_below) == "Du DPO, avant 19-nov. 10:38"
    assert (making.done, plain(making.state_below)) == (68, "146 sur 212 patients")
    assert plain(ready.state_below).endswith("3 patients non inclus")
    assert refused.state_below == "Trop large : les six derniers mois suffisent au relais"
    saving = cohort_text(w, Cohort(cohorts()[2], saved=43), NOW)
    assert (saving.done, plain(saving.state)) == (43, "Enregistrement 43 %")
