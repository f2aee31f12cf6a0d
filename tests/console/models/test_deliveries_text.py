"""Deliveries, the report at an end and the places of the operator read in words, whatever the
service says of them.
"""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from console.models.care_report_text import needs_somebody, report_short, report_text
from console.models.deliveries_text import (
    delivery_sentence,
    delivery_text,
    delivery_tooltip,
    is_wrong,
)
from console.models.delivery_history_text import happened
from console.models.delivery_places import joined, place_of, places_of, transports_of
from console.stores.deliveries import Delivered
from resources.wording import Wording
from services.contract.archive_enums import CareReportFault, CareReportState
from services.contract.delivery import DeliveryEvent
from services.contract.delivery_endpoints import FolderEndpoint, HttpsEndpoint
from services.contract.delivery_enums import (
    DeliveryFault,
    DeliveryOrigin,
    DeliveryState,
    DeliveryStep,
    DeliveryTransport,
)
from services.contract.exports import ExportFormat
from tests.samples.archives import made_report, unmade_report
from tests.samples.deliveries import PLACES, delivery
from tests.samples.patients import roster
from tests.samples.rows import CLAIRE, NOW
from tests.support.typography import plain
from ui.deliveries.looks import cell_looks

_FAULTS = (None, *DeliveryFault)
_FRENCH = Wording("fr")
_KEYS = ("deliveries-", "careend-", "exports-")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_of_the_contract_can_be_shown(language):
    wording, patient = Wording(language), roster()[0].patient
    for state, fault, origin in product(DeliveryState, _FAULTS, DeliveryOrigin):
        changes: dict[str, Any] = {"state": state, "fault": fault, "origin": origin}
        row = delivery(1, patient, 5, sent_at=NOW, next_try_at=NOW, settled_at=NOW, **changes)
        text = delivery_text(wording, Delivered(row), NOW)
        assert text.state, changes
        assert cell_looks(text)
        assert text.below or not is_wrong(row) or fault is None, changes
        told = delivery_sentence(wording, Delivered(row), NOW)
        told += delivery_tooltip(wording, Delivered(row), NOW)
        assert not any(key in told for key in _KEYS), changes
    for transport, kind in product(DeliveryTransport, ExportFormat):
        row = delivery(1, patient, 5, transport=transport, format=kind)
        assert delivery_text(wording, Delivered(row), NOW).destination


@pytest.mark.parametrize(
    ("changes", "state", "below"),
    [
        ({"attempts": 0, "next_try_at": NOW}, "En attente d'envoi", "part dans quelques secondes"),
        (
            {"fault": DeliveryFault.AWAY, "attempts": 3, "next_try_at": NOW + timedelta(hours=1)},
            "Pas encore parti : le DPI ne répond pas",
            "3 essais · prochain essai 11:42",
        ),
        (
            {"state": DeliveryState.SENT, "sent_at": NOW, "next_try_at": NOW},
            "Transmis au DPI 10:42 · accusé attendu",
            "",
        ),
        (
            {"state": DeliveryState.SENT, "sent_at": NOW},
            "Transmis au DPI 10:42 · sans accusé",
            "",
        ),
        (
            {"state": DeliveryState.ACKNOWLEDGED, "sent_at": NOW},
            "Transmis au DPI 10:42 · accusé reçu",
            "",
        ),
        (
            {"state": DeliveryState.FAILED, "fault": DeliveryFault.REFUSED, "can_resend": False},
            "Échec : le DPI refuse ce document",
            "Plus gardé ici : redemandez l'export",
        ),
    ],
)
def test_a_delivery_says_no_more_than_is_known(changes, state, below):
    text = delivery_text(_FRENCH, Delivered(delivery(1, roster()[0].patient, 9, **changes)), NOW)

    assert (plain(text.state), plain(text.below)) == (state, below)


def test_behind_the_mask_nobody_is_named():
    wording = _FRENCH
    patient = roster()[0].patient
    row = Delivered(delivery(1, patient, 9))
    masked = wording.masked(True)
    told = delivery_sentence(masked, row, NOW) + delivery_tooltip(masked, row, NOW)

    assert patient.family_name in delivery_sentence(wording, row, NOW)
    assert patient.family_name not in told
    assert wording.date(patient.birth_date) not in told


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_end_of_a_report_has_words(language):
    wording = Wording(language)
    unmade = [unmade_report(*each) for each in product(CareReportState, (None, *CareReportFault))]
    made = [made_report(*each) for each in product(DeliveryState, _FAULTS)]
    nowhere = made_report(None, on_pages=False)
    for report in (*unmade, *made, made_report(None), nowhere):
        told = report_text(wording, report, NOW)
        short = report_short(wording, report)
        assert told, report
        assert short.text, report
        assert short.icon or report.state is CareReportState.MADE
        assert not any(key in told + short.text + short.below for key in _KEYS)
    assert report_text(wording, None, NOW) == ""


def test_a_report_says_whether_the_record_and_the_patient_have_it():
    wording = _FRENCH
    sent = plain(report_text(wording, made_report(DeliveryState.ACKNOWLEDGED), NOW))
    assert sent.startswith("Rapport de fin de suivi reçu par le DPI hier 10:47")
    assert sent.endswith("exemplaire du patient sur ses pages")
    off = report_text(wording, made_report(None), NOW)
    assert "non envoyé au DPI" in off
    assert "sur ses pages" in off
    assert [
        needs_somebody(each)
        for each in (
            made_report(DeliveryState.QUEUED, DeliveryFault.AWAY),
            made_report(DeliveryState.SENT),
            made_report(DeliveryState.SENT, DeliveryFault.UNANSWERED),
            made_report(DeliveryState.FAILED, DeliveryFault.REFUSED),
            unmade_report(CareReportState.BLOCKED, CareReportFault.NO_AUTHOR),
            None,
        )
    ] == [False, False, True, True, True, False]


def test_a_place_is_chosen_and_what_is_below_it_typed():
    assert transports_of(PLACES) == list(DeliveryTransport)
    assert transports_of(["smtp://mss.chu.fr:465"]) == []
    assert places_of(PLACES, DeliveryTransport.SFTP) == ["mirth.chu-kerlann.fr:22"]
    folder = FolderEndpoint(transport="folder", path="/srv/dpi/a/b")
    assert place_of(["folder:/srv", *PLACES], folder) == ("/srv/dpi", "a/b")
    # One that is not permitted any more is none of the others, however alike.
    other = FolderEndpoint(transport="folder", path="/srv/dpi-old")
    assert place_of(PLACES, other) == ("/srv/dpi-old", "")
    url = HttpsEndpoint(transport="https", url="https://dpi.chu-kerlann.fr/fhir/vigie")
    assert place_of(PLACES, url) == ("https://dpi.chu-kerlann.fr/fhir", "vigie")
    assert joined("/srv/dpi", " /a/ ") == "/srv/dpi/a"
    assert joined("https://dpi.fr/fhir", "") == "https://dpi.fr/fhir"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_step_of_a_history_has_words(language):
    wording = Wording(language)
    events = [
        DeliveryEvent(step=step, at=NOW, fault=fault, by=CLAIRE)
        for step, fault in product(DeliveryStep, _FAULTS)
    ]
    for each in events:
        (told,) = happened(wording, [each], NOW)
        assert "deliveries-" not in told.sentence, each
        assert CLAIRE.name in told.sentence


def test_a_reason_that_changed_between_two_tries_is_not_folded_away():
    reasons = (DeliveryFault.AWAY, DeliveryFault.AWAY, DeliveryFault.NO_SPACE, DeliveryFault.AWAY)
    tries = [
        DeliveryEvent(step=DeliveryStep.NOT_TAKEN, at=NOW, fault=each, by=None) for each in reasons
    ]

    assert [plain(each.what) for each in happened(_FRENCH, tries, NOW)] == [
        "1 essai : le DPI ne répond pas",
        "1 essai : le DPI n'a plus de place",
        "2 essais : le DPI ne répond pas",
    ]


def test_a_refused_report_of_an_end_sends_nobody_to_an_export_that_is_none():
    ended: dict[str, Any] = {
        "origin": DeliveryOrigin.END_OF_CARE,
        "state": DeliveryState.FAILED,
        "fault": DeliveryFault.REFUSED,
    }
    texts = [
        delivery_text(_FRENCH, Delivered(delivery(1, roster()[0].patient, 9, **ended, **more)), NOW)
        for more in ({}, {"can_resend": False})
    ]

    assert [plain(each.below) for each in texts] == [
        "Voyez avec le DPI, puis renvoyez",
        "Plus gardé ici : exportez le dossier",
    ]
