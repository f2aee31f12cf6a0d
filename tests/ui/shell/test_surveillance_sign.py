"""The sign of the surveillance in every state: words, icon and colour, in both languages."""

import pytest

from console.settings import Language
from console.stores.surveillance import Verdict
from services.contract.surveillance import PartHealth, PartState, SurveillancePart
from tests.support.typography import plain
from ui.shell.surveillance import _LOOKS, SurveillanceSign
from widgets.elided_label import ElidedLabel


def sign_of(parts) -> tuple[SurveillanceSign, ElidedLabel]:
    """The sign and its sentence."""
    sign = parts.shell.findChild(SurveillanceSign)
    label = parts.shell.findChild(ElidedLabel, "surveillance_label")
    assert sign is not None
    assert label is not None
    return sign, label


SAYS = [
    (Verdict.PROVED, 12, 0, "Surveillance OK · il y a 12 s", "Monitoring OK · 12 s ago"),
    (
        Verdict.AWAITED,
        3,
        0,
        "Surveillance : premier contrôle attendu",
        "Monitoring: first check awaited",
    ),
    (
        Verdict.INCOMPLETE,
        24,
        0,
        "Surveillance : contrôle partiel · il y a 24 s",
        "Monitoring: partial check · 24 s ago",
    ),
    (
        Verdict.LATE,
        185,
        0,
        "Surveillance : dernier contrôle il y a 3 min",
        "Monitoring: last check 3 min ago",
    ),
    (
        Verdict.DOWN,
        370,
        0,
        "Surveillance interrompue depuis 6 min. Prévenez l'administrateur.",
        "Monitoring down for 6 min. Tell the administrator.",
    ),
    (
        Verdict.GAP,
        12,
        1,
        "Surveillance : 1 écart trouvé. Voyez l'alerte technique.",
        "Monitoring: 1 gap found. See the technical alert.",
    ),
    (
        Verdict.GAP,
        12,
        3,
        "Surveillance : 3 écarts trouvés. Voyez les alertes techniques.",
        "Monitoring: 3 gaps found. See the technical alerts.",
    ),
]


@pytest.mark.parametrize(("verdict", "age_s", "gaps", "french", "english"), SAYS)
def test_every_state_has_its_words(parts, verdict, age_s, gaps, french, english):
    _, label = sign_of(parts)

    parts.surveillance.become(verdict, age_s, gaps)
    assert plain(label.full_text) == french
    assert plain(label.accessibleName()) == french
    parts.settings.language = Language.ENGLISH
    parts.shell.set_wording(type(parts.shell._wording)("en"))

    assert plain(label.full_text) == english


def test_only_what_was_proved_is_green(parts):
    _, label = sign_of(parts)
    tones = {}
    for verdict in Verdict:
        parts.surveillance.become(verdict, 400, 1)
        tones[verdict] = label.property("tone")

    assert [verdict for verdict, tone in tones.items() if tone == "success"] == [Verdict.PROVED]
    assert {verdict for verdict, tone in tones.items() if tone == "danger"} == {
        Verdict.DOWN,
        Verdict.GAP,
    }


def test_no_state_is_told_by_colour_alone():
    icons = [look.icon for verdict, look in _LOOKS.items() if verdict is not Verdict.GAP]

    assert len(set(icons)) == len(icons)


def test_an_alarm_has_a_ground_of_its_own(parts):
    sign, _ = sign_of(parts)
    parts.surveillance.become(Verdict.DOWN, 400)
    assert sign.property("ground") == "alarm"

    parts.surveillance.become(Verdict.PROVED, 2)

    assert sign.property("ground") == "none"


def test_an_interruption_without_any_proof_names_no_time(parts):
    _, label = sign_of(parts)
    parts.surveillance.is_proved = False

    parts.surveillance.become(Verdict.DOWN, 301)

    assert plain(label.full_text) == "Surveillance non prouvée. Prévenez l'administrateur."


def test_the_parts_that_are_not_at_work_are_named(parts):
    sign, label = sign_of(parts)
    parts.surveillance.become(
        Verdict.DOWN, 400, 0, SurveillancePart.CANARY, SurveillancePart.HEARTBEAT
    )

    for said in (sign.toolTip(), label.accessibleDescription()):
        assert "Ne fonctionne pas : patient inventé de chaque heure" in plain(said)
        assert plain(said).count("Ne fonctionne pas") == 2


def test_offline_hides_what_was_proved(parts):
    _, label = sign_of(parts)

    parts.connection.go_offline(3)

    assert plain(label.full_text) == "Hors connexion · dernier contact il y a 3 min"
    assert label.property("tone") == "danger"


def test_an_alarm_is_said_once_to_screen_readers(parts, monkeypatch: pytest.MonkeyPatch):
    said: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        "ui.shell.surveillance.announce",
        lambda _widget, text, assertive: said.append((plain(text), assertive)),
    )
    for age_s in (301, 303, 305):
        parts.surveillance.become(Verdict.DOWN, age_s)

    assert said == [("Surveillance interrompue depuis 5 min. Prévenez l'administrateur.", True)]


def test_a_disk_that_fills_is_named_with_words_of_its_own(parts):
    sign, label = sign_of(parts)
    low = PartHealth(part=SurveillancePart.STORAGE, state=PartState.LOW, at=None, age_s=None)
    parts.surveillance.become(Verdict.INCOMPLETE, 12)
    parts.surveillance.parts = [low]
    parts.surveillance.changed.emit()

    assert "Bientôt épuisé : espace sur le disque du service" in plain(sign.toolTip())
    assert label.property("tone") == "warning"
