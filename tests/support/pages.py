"""What stands on the pages of a PDF, read by programs that know nothing of the product."""

import json
import shutil
import subprocess
from pathlib import Path


def program(name: str) -> str:
    """The path of a program that `./dev test` installs; raises `FileNotFoundError` without it."""
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not on this machine: ./dev test installs it")
    return found


def text_of(pdf: bytes, folder: Path, *options: str) -> str:
    """The text of all pages in the order in which it is read, as poppler finds it."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    words = [program("pdftotext"), *options, str(path), "-"]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    return text_of(pdf, folder).split("\f")[:-1]


def checked_by_qpdf(pdf: bytes, folder: Path) -> str:
    """What `qpdf --check` says; raises `CalledProcessError` for a file with any fault."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    words = [program("qpdf"), "--check", str(path)]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout


def names_in(pdf: bytes, folder: Path) -> set[str]:
    """Every key and every name of every object, as `qpdf --json` lists them."""
    path = folder / "listed.pdf"
    path.write_bytes(pdf)
    words = [program("qpdf"), "--json", str(path)]
    listed = subprocess.run(words, capture_output=True, check=True, text=True).stdout
    found: set[str] = set()
    waiting = [json.loads(listed)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            found |= set(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str):
            found.add(value)
    return {each for each in found if each.startswith("/")}
