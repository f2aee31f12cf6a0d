"""The licences that the console shows are those of what is locked."""

import json
import sys
from importlib import metadata
from pathlib import Path

import pytest

from resources.components import Component, components, licence_text
from tests.architecture import licences


def test_every_locked_component_is_listed_in_its_version():
    """`python -m tests.architecture.licences` makes the list again after a change of the lock."""
    shipped = {name: version for name, version, *_ in licences._SHIPPED}

    assert {each.name: each.version for each in components()} == licences.locked() | shipped
    assert [each.name for each in components()] == sorted(each.name for each in components())


def test_what_is_installed_says_the_same_licence_today():
    rows, texts, _ = licences.made(None)
    kept = {each.name: each for each in components()}
    assert len(rows) > 50

    for row in rows:
        name = str(row["name"])
        assert Component(**row) == kept[name]  # type: ignore[arg-type]
        # A wheel for another system may bundle other libraries, with their own texts.
        if sys.platform == "linux" and kept[name].has_text:
            assert licence_text(kept[name]) == texts[name] + "\n", name


def test_no_text_is_left_over_and_none_is_missing():
    texts = {path.stem for path in licences.FOLDER.glob("*.txt")}

    assert texts == {each.name for each in components() if each.has_text}
    assert all(licence_text(each).strip() for each in components() if each.has_text)
    without = [each for each in components() if not each.has_text]
    for each in without:
        with pytest.raises(LookupError):
            licence_text(each)
    json.loads((licences.FOLDER / "index.json").read_text(encoding="utf-8"))


def _distribution(folder: Path, said: str) -> metadata.Distribution:
    info = folder / "thing-1.0.dist-info"
    (info / "licenses").mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: thing\nVersion: 1.0\n{said}")
    (info / "licenses" / "LICENSE").write_text("Do what  \nyou like\n\n")
    files = ("METADATA", "licenses/LICENSE", "RECORD")
    (info / "RECORD").write_text("".join(f"{info.name}/{each},,\n" for each in files))
    return metadata.PathDistribution(info)


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("License-Expression: MIT OR 0BSD\nLicense: MIT\n", "MIT OR 0BSD"),
        (
            "License: Dual\nClassifier: License :: OSI Approved :: BSD License\n"
            "Classifier: License :: OSI Approved :: Apache Software License\n",
            "BSD License, Apache Software License",
        ),
        ("License: LGPL-3.0-only\n", "LGPL-3.0-only"),
    ],
)
def test_a_licence_is_said_as_exactly_as_the_package_says_it(tmp_path: Path, said, licence):
    row, text = licences.row_of("thing", _distribution(tmp_path, said))

    assert row == {"name": "thing", "version": "1.0", "licence": licence, "has_text": True}
    assert text == "Do what\nyou like"


@pytest.mark.parametrize("said", ["", "License: " + "x" * 91 + "\n"])
def test_a_package_that_says_no_licence_stops_the_making(tmp_path: Path, said):
    with pytest.raises(SystemExit, match="thing"):
        licences.row_of("thing", _distribution(tmp_path, said))
