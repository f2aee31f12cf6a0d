"""The tables of a report in a spreadsheet: LibreOffice, which `./dev test --all` installs."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from reports.csv.columns import FRENCH, Kind
from reports.csv.tables import SURVEYS_FILE, TABLES, csv_of
from reports.plain import plain
from resources.csv_text import BYTE_ORDER_MARK, csv_text
from tests.reports.csv_payloads import PAYLOADS
from tests.samples import reports

pytestmark = pytest.mark.slow
# Comma codes of LibreOffice: separator, quote, UTF-8, first line, formats of columns, French.
_OPENED = "CSV:59,34,76,1,{formats},1036,false,true"
_SAVED = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,false"
_AS_IT_IS, _TEXT = 1, 2
_ODF = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
}


def _converted(made: bytes, formats: str, wanted: str, folder: Path) -> Path:
    """A table that was opened and saved again."""
    program = shutil.which("soffice")
    assert program is not None, "apt-get install --no-install-recommends libreoffice-calc-nogui"
    given, out = folder / "table.csv", folder / "out"
    given.write_bytes(made)
    words = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    words += [f"--infilter={_OPENED.format(formats=formats)}", "--convert-to", wanted]
    words += ["--outdir", str(out), str(given)]
    subprocess.run(words, check=True, timeout=120, capture_output=True)
    return out / f"table.{wanted.partition(':')[0]}"


_SURVEYS = next(each for each in TABLES if each.file == SURVEYS_FILE)
_NUMBERS = [each.kind in (Kind.NUMBER, Kind.INTEGER) for each in _SURVEYS.columns]


def _rows(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))


def _one_ending(lines: list[list[str]]) -> list[str]:
    return [line[0].replace("\r\n", "\n").replace("\r", "\n") for line in lines]


def _cells(line: list[str]) -> list[float | str]:
    """Numbers as numbers: a spreadsheet writes them in its own language."""
    return [
        float(text.replace(",", ".")) if is_number and text else text
        for text, is_number in zip(line, _NUMBERS, strict=True)
    ]


def test_a_spreadsheet_finds_every_cell_and_numbers_are_numbers(tmp_path: Path):
    """As the guide says: numbers as they are, everything else as text."""
    made = csv_of(reports.typical(), FRENCH)[SURVEYS_FILE]
    kinds = [_AS_IT_IS if is_number else _TEXT for is_number in _NUMBERS]
    formats = "/".join(f"{place}/{kind}" for place, kind in enumerate(kinds, 1))

    back = _rows(_converted(made, formats, _SAVED, tmp_path).read_bytes())
    sheet = etree.parse(_converted(made, formats, "fods", tmp_path))

    assert [_cells(line) for line in back[1:]] == [_cells(line) for line in _rows(made)[1:]]
    told = {each for line in _rows(made)[1:] for each in _cells(line) if isinstance(each, float)}
    assert {float(each) for each in sheet.xpath("//@office:value", namespaces=_ODF)} == told


def test_nothing_runs_however_carelessly_it_is_opened(tmp_path: Path):
    cells = [["any"], *([plain(each)] for each in PAYLOADS)]
    made = BYTE_ORDER_MARK + csv_text(cells, FRENCH.delimiter).encode()

    sheet = etree.parse(_converted(made, f"1/{_AS_IT_IS}", "fods", tmp_path))
    back = _converted(made, f"1/{_TEXT}", _SAVED, tmp_path).read_bytes()

    assert len(sheet.xpath("//table:table-row", namespaces=_ODF)) > len(PAYLOADS) / 2
    assert sheet.xpath("//@table:formula", namespaces=_ODF) == []
    # Each way to end a line becomes one of them, within a cell too.
    assert _one_ending(_rows(back)) == _one_ending(_rows(made))
