"""The wording of the screens: the same keys in both languages, each of them used, none missing."""

import re
from pathlib import Path

import pytest

from resources.symptoms import SYMPTOMS
from resources.wording import Wording
from ui.triage.forms.ctcae import HIGHEST_GRADE, definition_key

ROOT = Path(__file__).parents[2]
FILES = ("signin", "shell", "triage", "forms", "ctcae")
OTHERS = (
    "about",
    "access",
    "consents",
    "enrolment",
    "answering",
    "exceptional",
    "file",
    "imports",
    "invitation",
    "keys",
    "lock",
    "notices",
    "message",
    "palette",
    "patients",
    "plan",
    "privacy",
    "proof",
    "quality",
    "retention",
    "centre",
    "settings",
    "silence",
    "statistics",
    "support",
)
_KEY = re.compile(r"^([a-z][a-z0-9_-]*) =", re.MULTILINE)
_QUOTED = re.compile(r"""["']((?:signin|shell|triage|forms)-[a-z0-9_-]+)["']""")
_ASKED = re.compile(r"""\.text\(\s*["']((?:signin|shell|triage|forms)-[a-z0-9_-]+)["']""")


def _keys(language: str, name: str) -> list[str]:
    path = ROOT / "resources" / "translations" / language / f"{name}.ftl"
    return _KEY.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [*FILES, *OTHERS])
def test_both_languages_have_the_same_keys_once(name):
    french, english = _keys("fr", name), _keys("en", name)

    assert sorted(french) == sorted(english)
    assert len(french) == len(set(french))
    assert all(key.startswith(f"{name}-") for key in french)


def test_every_key_is_used_and_every_used_key_exists():
    folders = (ROOT / "ui", ROOT / "console" / "models")
    sources = [path.read_text(encoding="utf-8") for each in folders for path in each.rglob("*.py")]
    quoted = {key for source in sources for key in _QUOTED.findall(source)}
    asked = {key for source in sources for key in _ASKED.findall(source)}
    known = {key for name in FILES if name != "ctcae" for key in _keys("fr", name)}

    assert known - quoted == set()
    assert asked - known == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_grade_that_is_offered_has_its_meaning(language):
    wording = Wording(language)
    for item, highest in HIGHEST_GRADE.items():
        for grade in range(highest + 1):
            key = definition_key(item, grade)
            assert key is not None
            assert wording.text(key)
        assert definition_key(item, highest + 1) is None


def test_every_symptom_of_the_questionnaire_has_grades_to_confirm():
    assert set(SYMPTOMS) <= set(HIGHEST_GRADE)


def test_the_first_step_of_signing_in_needs_no_formatting_of_numbers():
    """Fluent and Babel take 150 ms, which the first paint does not have."""
    for language in ("fr", "en"):
        path = ROOT / "resources" / "translations" / language / "signin.ftl"
        for line in path.read_text(encoding="utf-8").splitlines():
            if "{" in line:
                assert line.startswith(("signin-slowed", "signin-failed", "signin-skew", " "))
