"""Makes `resources/licences` from what the locked distributions ship: `python -m
tests.architecture.licences [--wheels DIR]`, where DIR holds wheels of what this machine has not.
"""

import argparse
import json
import re
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

from packaging.utils import canonicalize_name

from tests.architecture.locks import pins
from tests.architecture.sources import ROOT

FOLDER: Final = ROOT / "resources" / "licences"
_A_LICENCE: Final = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_LONGEST_NAME: Final = 90
Row = dict[str, str | bool]
# What is in the repository itself, beside what is installed: name, version, licence, text.
_SHIPPED: Final = (("inter", "4.001", "OFL-1.1", ROOT / "resources" / "fonts" / "OFL.txt"),)


def locked() -> dict[str, str]:
    """The versions of what the product runs on."""
    return pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))


def row_of(name: str, found: metadata.Distribution) -> tuple[Row, str]:
    """A component as the index lists it, and the text of its licence; empty where none came."""
    texts = dict.fromkeys(_texts(found))
    text = "\n\n".join(texts)
    row: Row = {
        "name": name,
        "version": found.version,
        "licence": licence_of(found),
        "has_text": bool(text),
    }
    return row, text


def licence_of(found: metadata.Distribution) -> str:
    """The licence in a few words, in the order in which packages say it most exactly."""
    said = found.metadata
    for expression in said.get_all("License-Expression") or []:
        return str(expression)
    names = [
        each.rpartition(" :: ")[2]
        for each in said.get_all("Classifier") or []
        if each.startswith("License :: OSI Approved :: ")
    ]
    if names:
        return ", ".join(names)
    written = "".join(said.get_all("License") or []).strip()
    if not written or len(written) > _LONGEST_NAME or "\n" in written:
        raise SystemExit(f"{found.name}: says its licence in no words that a list can show")
    return written


def installed(name: str, version: str, wheels: Path | None) -> metadata.Distribution | None:
    """A distribution of this environment, or one of the wheels; None where there is neither."""
    try:
        found: metadata.Distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None if wheels is None else _in_wheels(name, version, wheels)
    if found.version != version:
        raise SystemExit(f"{name}: {found.version} is installed, {version} is locked")
    return found


def made(wheels: Path | None) -> tuple[list[Row], dict[str, str], list[str]]:
    """The index, the texts by name, and what could be found nowhere."""
    rows: list[Row] = []
    texts: dict[str, str] = {}
    missing = []
    for name, version in locked().items():
        found = installed(name, version, wheels)
        if found is None:
            missing.append(name)
            continue
        row, text = row_of(name, found)
        rows.append(row)
        if text:
            texts[name] = text
    for name, version, licence, path in _SHIPPED:
        rows.append({"name": name, "version": version, "licence": licence, "has_text": True})
        texts[name] = _plain(path.read_text(encoding="utf-8"))
    return sorted(rows, key=lambda row: str(row["name"])), texts, missing


def main() -> int:
    """Write the folder anew; fails while something locked could not be read."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--wheels", type=Path, help="folder of wheels for other systems")
    rows, texts, missing = made(words.parse_args().wheels)
    if missing:
        print(f"not installed here, give their wheels with --wheels: {', '.join(missing)}")
        return 1
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for name, text in texts.items():
        (FOLDER / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    index = json.dumps(rows, indent=1, ensure_ascii=False)
    (FOLDER / "index.json").write_text(index + "\n", encoding="utf-8")
    print(f"{len(rows)} components, {len(texts)} texts")
    return 0


def _texts(found: metadata.Distribution) -> Iterator[str]:
    """The texts of licences that came with a distribution, each once."""
    for each in sorted(found.files or [], key=str):
        is_of_it = ".dist-info" in str(each) and _A_LICENCE.search(each.name)
        text = each.read_text() if is_of_it else ""
        if text.strip():
            yield _plain(text)


def _plain(text: str) -> str:
    """The words as they stand, without spaces that nobody sees."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _in_wheels(name: str, version: str, wheels: Path) -> metadata.Distribution | None:
    for wheel in sorted(wheels.glob("*.whl")):
        named, of_version = wheel.name.split("-")[:2]
        if canonicalize_name(named) == name and of_version == version:
            inside = zipfile.Path(wheel, f"{named}-{of_version}.dist-info/")
            return metadata.PathDistribution(inside)
    return None


if __name__ == "__main__":
    raise SystemExit(main())
