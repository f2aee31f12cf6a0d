"""Tables for a spreadsheet: nothing in them runs, and a file is whole or stays as it was."""

import csv
import io
import os
import stat
from pathlib import Path

import pytest

from console.stores.csv_files import write_csv
from resources.csv_text import as_written, csv_text


@pytest.mark.parametrize(
    "cell", ["=1+1", "+33 2", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")']
)
def test_a_cell_that_would_run_is_a_text(cell: str):
    [row] = csv.reader(io.StringIO(csv_text([[cell, "x"]]), newline=""), delimiter=";")

    assert row[0].startswith("'")
    assert [as_written(each) for each in row] == [cell, "x"]


def test_what_parts_cells_and_lines_stays_in_its_cell():
    rows = [["a;b", 'c"d', "e\nf", "Hélène"]]

    assert list(csv.reader(io.StringIO(csv_text(rows), newline=""), delimiter=";")) == rows


def test_a_spreadsheet_sees_that_it_is_utf_8(tmp_path: Path):
    assert write_csv(tmp_path / "rapport.csv", [["Hélène"]])

    assert (tmp_path / "rapport.csv").read_bytes() == "\ufeffHélène\r\n".encode()
    assert [each.name for each in tmp_path.iterdir()] == ["rapport.csv"]


def test_what_cannot_be_written_leaves_what_stood_there(tmp_path: Path, monkeypatch):
    path = tmp_path / "rapport.csv"
    path.write_text("avant")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)

    assert not write_csv(path, [["après"]])
    assert path.read_text() == "avant"
    assert [each.name for each in tmp_path.iterdir()] == ["rapport.csv"]
    assert not write_csv(tmp_path / "nowhere" / "rapport.csv", [["après"]])


def test_a_report_is_for_whoever_saved_it(tmp_path: Path):
    write_csv(tmp_path / "rapport.csv", [["Hélène"]])

    assert not stat.S_IMODE((tmp_path / "rapport.csv").stat().st_mode) & 0o077
