"""What a spreadsheet could run stands as a text, and comes back as it was written."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.csv_text import as_written, csv_text, harmless
from tests.reports.csv_payloads import PAYLOADS

_RUN = re.compile("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_LETTERS = "=+-@\t\r\n '\";,|ax1\uff1d\x00"


def test_there_are_sixty_of_them():
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_cell_begins_a_formula_whatever_separates_cells(text):
    cell = harmless(text)

    for part in [cell, *re.split('[;,|"\n]', cell)[1:]]:
        assert not _RUN.match(part)
    assert not _RUN.match(cell.lstrip(" \n"))


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_text_comes_back(text):
    assert as_written(harmless(text)) == text


@given(st.text(alphabet=_LETTERS, max_size=12))
def test_any_text_comes_back_and_runs_nowhere(text):
    assert as_written(harmless(text)) == text
    assert not _RUN.match(harmless(text))


@pytest.mark.parametrize("text", ["Jeanne", "62,1 kg - stable", "a = b", "x-y", "8h + 2h", "it's"])
def test_a_usual_text_is_left_alone(text):
    assert harmless(text) == text


@pytest.mark.parametrize("delimiter", [";", ","])
def test_a_table_is_read_back_as_it_was(delimiter):
    rows = [[text, "x", text] for text in PAYLOADS]
    made = csv_text(rows, delimiter)

    read = list(csv.reader(io.StringIO(made, newline=""), delimiter=delimiter))
    assert [[as_written(cell) for cell in row] for row in read] == rows
    assert made.endswith("\r\n")
