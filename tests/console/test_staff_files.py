"""A file with people: which letters it was read in is said, and nothing hostile is taken."""

from pathlib import Path

import pytest

from console.stores.staff_files import (
    MOST_BYTES,
    StaffEncoding,
    StaffFile,
    StaffFileFault,
    read_staff,
)

TEXT = "nom;identifiant;rôle\r\nHélène Guivarch;h;dpo\r\nLoïc;l;dpo\r\n"


def _read(tmp_path: Path, content: bytes) -> StaffFile | StaffFileFault:
    path = tmp_path / "equipe.csv"
    path.write_bytes(content)
    found = read_staff(path)
    assert path.read_bytes() == content
    return found


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", StaffEncoding.UTF_8),
        ("utf-8-sig", StaffEncoding.UTF_8),
        ("cp1252", StaffEncoding.WINDOWS_1252),
        ("latin-1", StaffEncoding.WINDOWS_1252),
    ],
)
def test_what_excel_saves_is_read_and_its_accents_are_shown(
    tmp_path: Path, codec: str, encoding: StaffEncoding
):
    found = _read(tmp_path, TEXT.encode(codec))

    assert isinstance(found, StaffFile)
    assert (found.text, found.encoding, found.line_count) == (TEXT, encoding, 3)
    assert found.accented == ("Hélène", "Loïc")


def test_letters_that_were_spoilt_before_are_in_sight(tmp_path: Path):
    found = _read(tmp_path, "nom\nHÃ©lÃ¨ne\n".encode())

    assert isinstance(found, StaffFile)
    assert found.accented[0].startswith("HÃ")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", StaffFileFault.EMPTY),
        (b" \r\n\t", StaffFileFault.EMPTY),
        (b"nom;x\nA\x00;b", StaffFileFault.NOT_TEXT),
        (b"PK\x03\x04" + b"\x9d" * 50, StaffFileFault.NOT_TEXT),
        (TEXT.encode("utf-16"), StaffFileFault.UTF_16),
        (b"A" * (MOST_BYTES + 1), StaffFileFault.TOO_LARGE),
        (b"\x80" * (MOST_BYTES // 2), StaffFileFault.TOO_LARGE),
        (b"a;b\n" * 200_000, StaffFileFault.TOO_LARGE),
        (b"A" * 10_000_000, StaffFileFault.TOO_LARGE),
    ],
    ids=["empty", "blank", "nul", "xlsx", "utf-16", "large", "euros", "lines", "one-line"],
)
def test_what_is_no_such_file_is_not_taken(tmp_path: Path, content: bytes, fault: StaffFileFault):
    assert _read(tmp_path, content) is fault


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)

    assert read_staff(path) is StaffFileFault.TOO_LARGE


def test_what_is_not_there_or_no_file_is_said(tmp_path: Path):
    assert read_staff(tmp_path / "nowhere.csv") is StaffFileFault.UNREADABLE
    assert read_staff(tmp_path) is StaffFileFault.UNREADABLE
