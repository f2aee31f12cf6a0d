"""The tables of a report in a spreadsheet: LibreOffice, which `./dev test --all` installs."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from reports.csv.columns import FRENCH, Kind
from reports.csv.tables import SURVEYS_FILE, TABLES, csv_of
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


def _formats(*, is_careful: bool) -> str:
    """As the guide says: numbers as they are, everything else as text."""
    [told] = [each for each in TABLES if each.file == SURVEYS_FILE]
    numbers = (Kind.NUMBER, Kind.INTEGER)
    return "/".join(
        f"{place}/{_AS_IT_IS if not is_careful or each.kind in numbers else _TEXT}"
        for place, each in enumerate(told.columns, 1)
    )


def _rows(made: bytes) -> list[list[str]]:
    return list(csv.reader(made.decode("utf-8-sig").splitlines(keepends=True), delimiter=";"))


def test_a_spreadsheet_finds_every_cell_and_numbers_are_numbers(tmp_path: Path):
    made = csv_of(reports.typical(), FRENCH)[SURVEYS_FILE]

    careful = _formats(is_careful=True)
    assert _rows(_converted(made, careful, _SAVED, tmp_path).read_bytes()) == _rows(made)

    sheet = etree.parse(_converted(made, careful, "fods", tmp_path))
    [head, *lines] = _rows(made)
    at = head.index("value")
    told = {line[at] for line in lines} - {""}
    values = sheet.xpath("//@office:value", namespaces=_ODF)
    assert {float(each.replace(",", ".")) for each in told} <= {float(each) for each in values}


def test_nothing_runs_however_carelessly_it_is_opened(tmp_path: Path):
    lines = [csv_of(reports.hostile(each), FRENCH)[SURVEYS_FILE] for each in PAYLOADS]
    made = b"".join(lines[:1] + [each.split(b"\r\n", 1)[1] for each in lines[1:]])

    sheet = etree.parse(_converted(made, _formats(is_careful=False), "fods", tmp_path))

    assert len(sheet.xpath("//table:table-row", namespaces=_ODF)) > len(PAYLOADS)
    assert sheet.xpath("//@table:formula", namespaces=_ODF) == []
