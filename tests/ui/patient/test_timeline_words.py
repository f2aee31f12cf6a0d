"""The timeline in words: the ends of the follow-up, the consents, and who said what."""

from datetime import date
from typing import Any

import pytest

from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason
from services.contract.enums import EntrySource, Role, Sex, TimelineKind
from services.contract.patient_file import TimelineEntry
from tests.samples.file_pages import consent, entry, follow_up, timeline
from tests.samples.rows import CLAIRE, NOW
from tests.support.typography import plain
from ui.patient.timeline_words import timeline_lines
from widgets.line_list import LineLook

NEW = {TimelineKind.FOLLOW_UP, TimelineKind.CONSENT}


@pytest.fixture(autouse=True)
def missing_words_raise(monkeypatch):
    monkeypatch.setattr(Wording, "raises_on_missing", True)


def look(w: Wording, line: TimelineEntry) -> LineLook:
    """How a line of the timeline looks."""
    [found] = timeline_lines(w, [line], Sex.FEMALE)
    return found


def ended(**changes: Any) -> TimelineEntry:
    """The follow-up ended."""
    said = follow_up("ended", reason=ArchiveReason.TRANSFER, **changes.pop("mark", {}))
    return entry(1, TimelineKind.FOLLOW_UP, NOW, **said, **changes)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "fr",
            [
                ("Consentement, recherche", "s'oppose · sur ses pages"),
                ("Suivi terminé", "Parcours terminé"),
                ("Suivi repris", "rechute"),
                ("Fin du suivi annoncée", "par téléphone"),
                ("Suivi terminé", "Transfert · Suivi au CH de Port-Louis"),
                ("Consentement, télésurveillance", "consent · de vive voix"),
            ],
        ),
        (
            "en",
            [
                ("Consent, research", "opposes it · on their pages"),
                ("Follow-up ended", "Pathway finished"),
                ("Follow-up resumed", "relapse"),
                ("Told of the end", "by telephone"),
                ("Follow-up ended", "Transfer · Suivi au CH de Port-Louis"),
                ("Consent, telemonitoring", "consents · in person"),
            ],
        ),
    ],
)
def test_ends_and_consents_are_told_in_both_languages(language, expected):
    told = [each for each in timeline() if each.kind in NEW]

    lines = timeline_lines(Wording(language), told, Sex.FEMALE)

    assert [(line.title, plain(line.rest)) for line in lines] == expected
    assert [line.is_struck for line in lines] == [False, True, False, False, False, False]


def test_what_was_undone_says_so_aloud():
    said = look(Wording("fr"), ended(mark={"is_undone": True}, author=CLAIRE, role=Role.NURSE))

    assert said.detail.endswith("annulé aussitôt")
    assert said.sentence.endswith("annulé aussitôt")


def test_a_death_has_its_day():
    line = entry(
        1,
        TimelineKind.FOLLOW_UP,
        NOW,
        **follow_up("ended", reason=ArchiveReason.DEATH, died_on=date(2025, 11, 15)),
    )

    assert plain(look(Wording("fr"), line).rest) == "Décès · le 15-nov.-2025"


def test_who_is_enrolled_anew_comes_back_without_a_reason():
    line = entry(1, TimelineKind.FOLLOW_UP, NOW, **follow_up("resumed"))

    assert look(Wording("fr"), line).rest == "nouvelle inscription"


@pytest.mark.parametrize(
    "line",
    [
        ended(role=Role.PATIENT),
        entry(1, TimelineKind.CONSENT, NOW, role=Role.PATIENT, **consent("opposed")),
        entry(1, TimelineKind.ANSWER, NOW, role=Role.PATIENT),
    ],
    ids=lambda line: line.kind.value,
)
def test_the_patient_is_named_once(line):
    assert look(Wording("fr"), line).detail == "patient"


def test_who_wrote_it_down_is_named_with_the_role_and_the_source():
    by = {"author": CLAIRE, "role": Role.NURSE, "source": EntrySource.CONSOLE}

    assert look(Wording("en"), ended(**by)).detail == "C. Morvan · Nurse · console"


def test_words_that_cannot_be_opened_are_said_to_be_so():
    said = look(Wording("fr"), ended(unreadable=True))

    assert (said.rest, said.detail) == ("Transfert", "Contenu illisible")


def test_behind_the_mask_what_was_written_is_hidden():
    w = Wording("fr", is_masked=True)

    said = look(w, ended(text="Suivi au CH de Port-Louis"))

    assert said.rest == f"Transfert · {w.text('privacy-text-hidden')}"
    assert "Port-Louis" not in said.sentence


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", list(TimelineKind))
def test_a_line_without_its_part_is_a_line_all_the_same(language, kind):
    said = look(Wording(language), entry(1, kind, NOW))

    assert said.title
    assert said.icon
