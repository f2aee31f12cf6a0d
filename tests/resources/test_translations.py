"""The catalogues agree with each other, with the code, and with the rules of typography."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from resources.catalogue import LANGUAGES, TRANSLATIONS, plain_messages
from resources.wording import Wording

ROOT = TRANSLATIONS.parents[1]
USERS = ("console", "ui", "widgets", "resources")

# What one language needs for its grammar and another does not.
GRAMMAR = {"sex"}

_KEY = re.compile(r"[a-z]+(-[a-z0-9_]+)+")


class _Variables(Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)


def read(path: Path) -> dict[str, ftl.Message]:
    resource = FluentParser().parse(path.read_text(encoding="utf-8"))
    junk = [entry for entry in resource.body if isinstance(entry, ftl.Junk)]
    assert junk == [], f"{path.name}: {[str(entry.content)[:60] for entry in junk]}"
    return {entry.id.name: entry for entry in resource.body if isinstance(entry, ftl.Message)}


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    found: dict[str, ftl.Message] = {}
    for path in sorted((TRANSLATIONS / language).glob("*.ftl")):
        found |= read(path)
    return found


def variables(message: ftl.Message) -> set[str]:
    visitor = _Variables()
    visitor.visit(message)
    return visitor.names


FILES = sorted(path.name for path in (TRANSLATIONS / "fr").glob("*.ftl"))


def used(tree: ast.AST) -> Iterator[tuple[str, set[str], int]]:
    """Every literal key given to `.text(…)`, with the variables given beside it."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "text"
            and node.args
        ):
            given = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
            for literal in _literals(node.args[0]):
                yield literal, given, node.lineno


def _literals(value: ast.expr) -> list[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return [value.value]
    if isinstance(value, ast.IfExp):
        return [*_literals(value.body), *_literals(value.orelse)]
    return []


def sources() -> list[Path]:
    return [path for folder in USERS for path in sorted((ROOT / folder).rglob("*.py"))]


def test_the_languages_have_the_same_files():
    for language in LANGUAGES:
        assert sorted(path.name for path in (TRANSLATIONS / language).glob("*.ftl")) == FILES


def test_the_languages_have_the_same_keys():
    assert set(messages("fr")) == set(messages("en"))


@pytest.mark.parametrize("name", FILES)
def test_the_languages_take_the_same_variables(name):
    french, english = (read(TRANSLATIONS / language / name) for language in LANGUAGES)
    for key in french.keys() & english.keys():
        assert variables(french[key]) - GRAMMAR == variables(english[key]) - GRAMMAR, key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_key_begins_with_its_file_and_stands_once(language, name):
    path = TRANSLATIONS / language / name
    keys = [
        entry.id.name
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body
        if isinstance(entry, ftl.Message)
    ]

    assert [key for key in keys if not key.startswith(f"{path.stem}-")] == []
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_the_quick_reading_agrees_with_fluent(language, name):
    source = (TRANSLATIONS / language / name).read_text(encoding="utf-8")
    parsed = read(TRANSLATIONS / language / name)
    for key, text in plain_messages(source).items():
        pattern = parsed[key].value
        assert pattern is not None
        assert [getattr(element, "value", None) for element in pattern.elements] == [text], key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_no_sentence_names_a_letter_that_the_settings_may_have_taken_away(language, name):
    """Letters may be off, or need Alt: only a button shows the key that works."""
    source = (TRANSLATIONS / language / name).read_text(encoding="utf-8")

    assert re.findall(r".*\((?:Alt\+)?[A-Z]\).*", source) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_speaks(language, monkeypatch):
    monkeypatch.setattr(Wording, "raises_on_missing", True)
    wording = Wording(language)
    for key, message in messages(language).items():
        for count in (0, 1, 2):
            text = wording.text(key, **dict.fromkeys(variables(message), count))
            assert text.strip() == text
            assert text != ""
            assert "{" not in text


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_key_in_use_exists_and_gets_its_variables(path):
    faults = []
    for key, given, line in used(ast.parse(path.read_text(encoding="utf-8"))):
        if not _KEY.fullmatch(key):
            continue
        message = messages("fr").get(key)
        if message is None:
            faults.append(f"line {line}: nobody worded {key}")
            continue
        needed = variables(message) | variables(messages("en")[key])
        if needed - given:
            faults.append(f"line {line}: {key} needs {sorted(needed - given)}")
        if given - needed - GRAMMAR:
            faults.append(f"line {line}: {key} does not take {sorted(given - needed)}")
    assert faults == []


def test_a_key_that_nobody_worded_would_be_found():
    planted = ast.parse('w.text("why-nothing", a=1)\nw.text("why-rule" if x else "why-other")')

    assert [key for key, _, _ in used(planted)] == ["why-nothing", "why-rule", "why-other"]


def test_no_line_breaks_before_a_high_sign_or_inside_quotation_marks():
    wording = Wording("fr")
    faults = []
    for key, message in messages("fr").items():
        text = wording.text(key, **dict.fromkeys(variables(message), 1))
        faults += [f"{key}: {text}" for fault in re.findall(r" [;:?!»%]|« ", text)]
    assert faults == []
