"""Every member of every closed set has words in both languages."""

import json

import pytest

from resources import words
from resources.catalogue import TRANSLATIONS
from resources.wording import Wording
from services.contract import archive_enums, enums, week_enums
from services.contract.explanations import MissingReason, Quantity

SETS = [
    (words.state, enums.AlertState),
    (words.kind, enums.AlertKind),
    (words.act, enums.ActionKind),
    (words.measure, enums.MeasureCode),
    (words.contact, enums.ContactResult),
    (words.cause, enums.NotRelevantCause),
    (words.obstacle, enums.MutingObstacle),
    (words.access_reason, enums.AccessReason),
    (words.defer_reason, enums.DeferReason),
    (words.archive_reason, archive_enums.ArchiveReason),
    (words.informed, archive_enums.InformedHow),
    (words.restored, archive_enums.RestoreReason),
    (words.channel, enums.Channel),
    (words.message_kind, week_enums.MessageKind),
    (words.message_channel, week_enums.MessageChannel),
    (words.message_state, week_enums.MessageState),
    (words.message_fault, week_enums.MessageFault),
    (words.role, enums.Role),
    (words.monitoring, enums.Monitoring),
    (words.identity, enums.IdentityStatus),
    (words.sex, enums.Sex),
    (words.missing, MissingReason),
    (words.attribute, Quantity),
    (words.attribute, enums.Attribute),
]


@pytest.fixture(autouse=True)
def missing_words_raise(monkeypatch):
    monkeypatch.setattr(Wording, "raises_on_missing", True)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("say", "members"), SETS, ids=lambda part: getattr(part, "__name__", ""))
def test_every_member_has_words(language, say, members):
    said = [say(Wording(language), member) for member in members]

    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_levels_and_the_technical_one(language):
    wording = Wording(language)
    clinical = [words.level(wording, level, enums.AlertKind.CLINICAL) for level in enums.AlertLevel]
    technical = words.level(wording, enums.AlertLevel.CRITICAL, enums.AlertKind.TECHNICAL)

    assert len({*clinical, technical}) == 5


@pytest.mark.parametrize("language", ["fr", "en"])
def test_grades_as_a_word_and_on_an_axis(language):
    wording = Wording(language)

    assert len({words.grade(wording, grade) for grade in range(5)}) == 5
    assert len({words.axis_grade(wording, grade) for grade in range(5)}) == 5


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_symptom_of_the_questionnaire_has_a_label_and_a_short_one(language):
    wording = Wording(language)
    for path in sorted((TRANSLATIONS.parent / "questionnaires").glob("*.json")):
        form = json.loads(path.read_text(encoding="utf-8"))
        symptoms = next(group for group in form["item"] if group["linkId"] == "symptoms")
        for item in symptoms["item"]:
            code = item["linkId"]
            assert words.symptom(wording, code) != code
            assert len(words.symptom(wording, code, short=True)) <= 16


def test_changes_and_estimates():
    assert words.about(3) == "≈\u00a03"
    assert [words.change(value) for value in (2, -1, 0, None)] == ["↑2", "↓1", "", ""]


def test_a_symptom_of_a_later_version_shows_its_code():
    assert words.symptom(Wording("fr"), "hiccups") == "hiccups"


def test_a_name_is_shortened_to_its_initial():
    names = ("Thomas Riou", "Cécile Le Du", "T. Riou", "Riou")

    assert [words.short_name(name) for name in names] == ["T. Riou", "C. Le Du", "T. Riou", "Riou"]
