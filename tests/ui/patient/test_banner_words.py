"""What the banner unfolds: all that is known, nothing that F9 hides, and what nobody wrote down."""

from datetime import UTC, datetime

import pytest

from resources.wording import Wording
from services.contract.patients import HeaderPart
from tests.samples.file_data import header
from ui.patient.banner_words import banner_look

NOW = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)


@pytest.fixture
def wording():
    return Wording("fr")


def _unfolded(wording, **changes):
    look = banner_look(wording, header(**changes), [], NOW)
    return [field.value for field in look.more]


def test_everything_that_is_known_is_said(wording):
    assert _unfolded(wording) == [
        "10 h - 12 h",
        "12 rue des Ajoncs, 29990 Kerlann",
        "jeanne.kermarrec@example.org",
        "Dr Ronan Le Roux",
        "Dr A. Tanguy",
        "Claire Morvan",
    ]


def test_what_nobody_wrote_down_is_said_to_be_unknown(wording):
    unknown = _unfolded(
        wording,
        preferred_hours=None,
        address=None,
        email=None,
        general_practitioner=None,
        oncologist=None,
        nurse=None,
    )

    assert unknown == ["Non connu"] * 6


def test_masked_neither_address_nor_e_mail_is_left(wording):
    said = " ".join(_unfolded(wording.masked(True)))

    assert not any(part in said for part in ("Ajoncs", "Kerlann", "example.org", "10 h"))
    assert "Non connu" not in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_cannot_be_read_is_not_said_to_be_unknown(language):
    w = Wording(language)
    reached = ("phone", "carer", "preferred_hours", "address", "email")
    treated = ("disease", "treatment", "general_practitioner", "oncologist", "nurse")
    nothing = dict.fromkeys((*reached, *treated))

    lost = banner_look(
        w, header(**nothing, unreadable=(HeaderPart.CONTACT, HeaderPart.TREATMENT)), [], NOW
    )
    unknown = banner_look(w, header(**nothing), [], NOW)

    for field, otherwise in zip(
        (*lost.context, *lost.more), (*unknown.context, *unknown.more), strict=True
    ):
        assert field.value != otherwise.value
        assert w.text("triage-unknown") not in field.value
    assert w.text("triage-phone-unreadable") in [field.value for field in lost.context]
    assert w.text("triage-treatment-unreadable") in [field.value for field in lost.context]
