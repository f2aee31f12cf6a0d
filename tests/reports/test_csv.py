"""The tables of a report, read back by csv and by two readers that share nothing with it."""

import csv
import io
import json
from datetime import datetime

import jsonschema_rs
import polars
import pyarrow
import pytest
from pyarrow import csv as arrow_csv

from reports.csv.columns import ENGLISH, FRENCH, Column, Kind, Value, cell, columns_of, table
from reports.csv.tables import (
    ABOUT_FILE,
    ACTIONS_FILE,
    COMMENTS_FILE,
    DICTIONARY_FILE,
    SCHEMA_FILE,
    SURVEYS_FILE,
    TABLES,
    csv_of,
)
from reports.plain import plain
from resources.csv_text import BYTE_ORDER_MARK, as_written
from services.contract.alerts import LeadSymptom
from services.contract.report_enums import ReportBlock
from tests.reports.csv_payloads import PAYLOADS
from tests.samples import reports

_DIALECTS = pytest.mark.parametrize("dialect", [FRENCH, ENGLISH], ids=["french", "english"])


def _rows(made, dialect=FRENCH):
    text = made.removeprefix(BYTE_ORDER_MARK).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect.delimiter))


def _by_polars(made, dialect):
    read = polars.read_csv(
        made, separator=dialect.delimiter, infer_schema=False, empty_string_is_null=False
    )
    return read.to_dicts()


def _by_arrow(made, dialect):
    names = made.removeprefix(BYTE_ORDER_MARK).split(b"\r\n", 1)[0].decode()
    read = arrow_csv.read_csv(
        io.BytesIO(made),
        parse_options=arrow_csv.ParseOptions(
            delimiter=dialect.delimiter, newlines_in_values=True, double_quote=True
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names.split(dialect.delimiter), pyarrow.string()),
            strings_can_be_null=False,
        ),
    )
    return read.to_pylist()


@_DIALECTS
@pytest.mark.parametrize("name", ["empty", "typical", "ten_years"])
def test_three_readers_find_the_same_cells(name, dialect):
    files = csv_of(getattr(reports, name)(), dialect)

    for file in (each for each in files if each != SCHEMA_FILE):
        rows = _rows(files[file], dialect)
        assert _by_polars(files[file], dialect) == rows
        assert _by_arrow(files[file], dialect) == rows


@_DIALECTS
@pytest.mark.parametrize("place", range(0, len(PAYLOADS), 8))
def test_three_readers_find_a_hostile_text_as_it_was_written(place, dialect):
    for text in PAYLOADS[place : place + 8]:
        files = csv_of(reports.hostile(text), dialect)
        read = {SURVEYS_FILE: "family_name", ACTIONS_FILE: "act_by", COMMENTS_FILE: "text"}
        for file, column in read.items():
            by_csv = _rows(files[file], dialect)
            assert {as_written(row[column]) for row in by_csv} == {plain(text)}
            assert _by_polars(files[file], dialect) == by_csv
            assert _by_arrow(files[file], dialect) == by_csv


def test_a_file_is_utf_8_with_its_mark_and_lines_of_rfc_4180():
    made = csv_of(reports.typical())[SURVEYS_FILE]

    assert made.startswith(BYTE_ORDER_MARK)
    assert made.endswith(b"\r\n")
    assert made.decode("utf-8-sig").count("\n") == made.count(b"\r\n")


def _value(kind, text, decimal):
    if text == "":
        return None
    match kind:
        case Kind.NUMBER:
            return float(text.replace(decimal, "."))
        case Kind.INTEGER:
            return int(text)
        case Kind.TRUTH:
            return {"true": True, "false": False}[text]
        case _:
            return as_written(text)


@_DIALECTS
@pytest.mark.parametrize("name", ["typical", "ten_years"])
def test_each_line_keeps_the_schema(name, dialect):
    files = csv_of(getattr(reports, name)(), dialect)
    defined = json.loads(files[SCHEMA_FILE])["$defs"]
    for told in TABLES:
        checked = jsonschema_rs.Draft202012Validator(
            defined[told.file.removesuffix(".csv")], validate_formats=True
        )
        kinds = {each.name: each.kind for each in told.columns}
        for row in _rows(files[told.file], dialect)[:2000]:
            read = {name: _value(kinds[name], text, dialect.decimal) for name, text in row.items()}
            checked.validate(read)


def test_dictionary_and_schema_have_the_columns_of_the_files():
    files = csv_of(reports.typical())
    told = _rows(files[DICTIONARY_FILE])
    defined = json.loads(files[SCHEMA_FILE])["$defs"]

    for file in (each.file for each in TABLES):
        names = list(_rows(files[file])[0])
        assert [each["column"] for each in told if each["file"] == file] == names
        assert list(defined[file.removesuffix(".csv")]["properties"]) == names
    assert all(each["meaning_fr"] and each["meaning_en"] for each in told)
    named = {each["column"] for each in told if each["identifies"] == "true"}
    assert {"ins", "family_name", "birth_date", "record_number", "act_by"} <= named


@_DIALECTS
def test_a_negative_number_stays_a_number(dialect):
    alert = reports.typical().alerts[0]
    lost = LeadSymptom(item="weight", grade=None, change=-2, temperature_c=None, value=-5.4)
    report = reports.report(alerts=(alert.model_copy(update={"leads": (lost,)}),))
    row = _rows(csv_of(report, dialect)[ACTIONS_FILE], dialect)[0]

    assert row["lead_change"] == "-2"
    assert row["lead_value"] == f"-5{dialect.decimal}4"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-0.0001, "-0,0001"),
        (1e-07, "0,0000001"),
        (1e22, "10000000000000000000000"),
        (True, "true"),
        (62.0, "62,0"),
    ],
)
def test_a_number_is_written_in_full(value, text):
    assert cell(value, FRENCH) == text


def test_numbers_that_are_one_key_are_three_cells():
    columns: list[Column[Value]] = [Column("any", Kind.TEXT, "", "", lambda row: row)]
    rows: list[Value] = [True, 1, 1.0, "1", True, 1, 1.0]
    _, *lines = table(columns, iter(rows), FRENCH)

    assert lines == [["true"], ["1"], ["1,0"], ["1"], ["true"], ["1"], ["1,0"]]


def test_a_first_line_whose_thing_is_missing_keeps_the_cells_after_it_in_place():
    """Without its empty cells each later one would stand under the name of another column."""
    thing: Column[tuple[str | None, int]] = Column("thing", Kind.TEXT, "", "", lambda row: row[0])
    own: Column[tuple[str | None, int]] = Column("own", Kind.INTEGER, "", "", lambda row: row[1])
    columns = (*columns_of(lambda row: row[0], [thing]), own)

    assert list(table(columns, iter([(None, 7), (None, 8)]), FRENCH)) == [
        ["thing", "own"],
        ["", "7"],
        ["", "8"],
    ]


def test_what_was_not_said_is_told_apart_and_is_never_0():
    rows = _rows(csv_of(reports.typical())[SURVEYS_FILE])
    reasons = {row["missing"] for row in rows}

    assert {"", "not_asked", "not_answered", "opt_out"} <= reasons
    assert all(row["value"] == "" for row in rows if row["missing"])
    zeros = [row for row in rows if row["value"] == "0"]
    assert zeros
    assert not any(row["missing"] for row in zeros)


def test_each_temperature_has_its_line_and_its_time():
    rows = _rows(csv_of(reports.typical())[SURVEYS_FILE])
    taken = [row for row in rows if row["item"] == "temperature" and row["value"]]

    assert {row["value"] for row in taken} == {"37,9", "37,4", "36,9"}
    assert all(datetime.fromisoformat(row["measured_at"]) for row in taken)


def test_a_replaced_version_says_so():
    rows = _rows(csv_of(reports.typical())[SURVEYS_FILE])

    assert {row["status"] for row in rows} == {"current", "replaced"}


def test_what_has_no_form_stands_as_it_came():
    row = _rows(csv_of(reports.hostile("x"))[SURVEYS_FILE])[-1]

    assert (row["item"], row["attribute"], row["sent"]) == ("item_42", "how_bad", "very")
    assert row["missing"] == "not_computable"


def test_a_block_that_nobody_asked_for_is_no_file():
    asked = reports.report(blocks=(ReportBlock.ACTIONS,))

    assert set(csv_of(asked)) == {ABOUT_FILE, ACTIONS_FILE, DICTIONARY_FILE, SCHEMA_FILE}


def test_words_do_not_travel_in_a_report_without_comments():
    surveys = tuple(each.model_copy(update={"comment": None}) for each in reports.typical().surveys)
    report = reports.report(surveys=surveys, blocks=(ReportBlock.SURVEYS,))
    rows = _rows(csv_of(report)[SURVEYS_FILE])
    said = [row for row in rows if row["item"] == "comment"]

    assert {row["missing"] for row in said} == {"masked", "not_answered"}
    assert {row["answer"] for row in said} == {""}


def test_no_ins_where_it_must_not_travel():
    identity = reports.identity(ins_system="1.2.250.1.213.1.4.8")
    typical = reports.typical().model_copy(update={"patient": identity})

    assert {row["ins"] for row in _rows(csv_of(typical)[SURVEYS_FILE])} == {""}


def test_the_same_report_is_the_same_bytes():
    assert csv_of(reports.typical()) == csv_of(reports.typical())
