"""What is shown before somebody asks for a file: the fields, the first page, ten lines, counts."""

import csv
import io
import json
import struct
import zipfile
from base64 import b64decode
from typing import Any

import pytest

from services.contract.export_previews import ExportPreview
from services.contract.exports import ExportFormat
from services.exports import fields, making
from services.exports.makers import MAKERS
from services.exports.service import place_of
from tests.services.exports.conftest import Desk

A4_WIDE = 1191


def _preview(desk: Desk, **changes: Any) -> ExportPreview:
    export = desk.made(preview=True, **changes)
    return ExportPreview.model_validate_json(desk.take(export).content)


def test_a_preview_is_a_reading_that_is_taken_once_and_is_no_file(desk: Desk):
    export = desk.made(preview=True, purpose="patient_access")
    ((export_id, sealed),) = desk.files()
    assert b"page" not in sealed
    assert desk.service.context.keys.patient(desk.patient).open(place_of(export_id), sealed)

    answer = desk.take(export)

    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert "content-disposition" not in answer.headers
    assert desk.take(export).status_code == 410
    assert desk.get(export, "nurse_2").status_code == 404
    assert desk.listed()["items"] == []
    told = desk.read(export)
    entries = desk.journal(["ask_export", "make_export_preview", "read_export_preview"])
    assert [(each.action, each.purpose, each.fingerprint) for each in entries] == [
        ("ask_export", "patient_access", None),
        ("make_export_preview", "patient_access", told["sha256"]),
        ("read_export_preview", "patient_access", told["sha256"]),
    ]
    assert desk.files() == []
    assert desk.journal(["make_export"]) == []


@pytest.mark.parametrize("wanted", ["pdf", "xdm"])
def test_of_what_holds_pages_the_first_one_is_shown(lasting_desk: Desk, wanted: str):
    shown = _preview(lasting_desk, format=wanted)

    page = b64decode(shown.page or "")
    assert page.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">I", page[16:20]) == (A4_WIDE,)
    assert (shown.format, shown.tables) == (wanted, [])


def test_of_tables_the_first_ten_lines_are_shown_as_they_stand_in_the_file(lasting_desk: Desk):
    shown = _preview(lasting_desk, format="csv", delimiter=",")
    file = lasting_desk.take(lasting_desk.made(format="csv", delimiter=",")).content

    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for table in shown.tables:
            text = archive.read(table.file).decode("utf-8-sig")
            names, *rows = csv.reader(io.StringIO(text, newline=""))
            if table.file == "report.csv":
                # When it was made, and what it is called, are its own.
                rows = [_without(names, row) for row in rows]
                table = table.model_copy(
                    update={"rows": [_without(names, row) for row in table.rows]}
                )
            assert (table.columns, table.rows, table.total) == (names, rows[:10], len(rows))
    assert {each.file for each in shown.tables} == {
        "report.csv", "questionnaires.csv", "actions.csv", "comments.csv",
    }  # fmt: skip
    assert max(each.total for each in shown.tables) > 10


def _without(names: list[str], row: list[str]) -> list[str]:
    own = ("made_at", "report_id")
    return [cell for name, cell in zip(names, row, strict=True) if name not in own]


def test_of_a_bundle_the_sections_and_the_resources_are_counted(lasting_desk: Desk):
    shown = _preview(lasting_desk, format="fhir")
    bundle = json.loads(lasting_desk.take(lasting_desk.made(format="fhir")).content)

    kinds = [each["resource"]["resourceType"] for each in bundle["entry"]]
    assert {each.name: each.count for each in shown.resources} == {
        kind: kinds.count(kind) for kind in kinds
    }
    assert [(each.name, each.count) for each in shown.sections] == [
        (each["title"], len(each.get("entry", [])))
        for each in bundle["entry"][0]["resource"]["section"]
    ]


def test_a_preview_is_made_before_the_files_that_wait(
    small_desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    made = []

    def _seen(report, *_):
        made.append(str(report.id))
        return b"x"

    monkeypatch.setattr(making, "MAKERS", dict.fromkeys(MAKERS, _seen))
    monkeypatch.setattr(making, "preview_of", _seen)
    file = small_desk.asked()
    small_desk.service.clock.forward(seconds=1)
    preview = small_desk.asked(preview=True)
    small_desk.make()

    assert made == [preview, file]


def test_who_asks_for_another_preview_does_not_wait_for_the_first(small_desk: Desk):
    of_another = small_desk.made("nurse_2", preview=True)
    made, file = small_desk.made(preview=True), small_desk.made()
    waits = small_desk.asked(preview=True)
    last = small_desk.asked(preview=True)

    assert [small_desk.read(each)["state"] for each in (made, waits, last)] == [
        "cancelled",
        "cancelled",
        "queued",
    ]
    assert (
        small_desk.read(of_another, "nurse_2")["state"] == small_desk.read(file)["state"] == "ready"
    )
    assert len(small_desk.files()) == 2


def test_previews_and_files_have_each_a_pace(small_desk: Desk):
    small_desk.with_settings(exports_per_hour=1)
    for _ in range(4):
        small_desk.asked(preview=True)

    assert small_desk.ask(preview=True).status_code == 429
    assert small_desk.ask().status_code == 201
    assert small_desk.ask().status_code == 429


def test_the_fields_of_each_format_are_told(lasting_desk: Desk):
    answer = lasting_desk.service.client.get(
        "/api/v1/exports/fields", headers=lasting_desk.service.as_("nurse")
    )

    told = {each["format"]: each["fields"] for each in answer.json()["formats"]}
    assert set(told) == set(ExportFormat)
    shown = _preview(lasting_desk, format="csv")
    for table in shown.tables:
        names = [
            name for each in told["csv"] if each["part"] == table.file for name in each["elements"]
        ]
        assert names == table.columns
    ins = next(each for each in told["csv"] if each["elements"] == ["ins"])
    assert (ins["identifies"], ins["english"]) == (True, "INS, where the identity is qualified")
    assert "care_continuity" in answer.json()["identifying_purposes"]
    units = {each["format"]: each["fields"] for each in answer.json()["cohorts"]}
    assert units["csv"] == told["csv"]
    naming = {each["part"] for each in units["ndjson"] if each["identifies"]}
    assert {"Patient.ndjson", "Communication.ndjson"} <= naming


@pytest.mark.parametrize("is_preview", [False, True])
def test_a_purpose_that_allows_no_name_gets_none(
    lasting_desk: Desk, monkeypatch: pytest.MonkeyPatch, is_preview: bool
):
    monkeypatch.setattr(fields, "IDENTIFYING", fields.IDENTIFYING - {"patient_access"})

    answer = lasting_desk.ask(purpose="patient_access", preview=is_preview)

    assert answer.status_code == 422
    (problem,) = answer.json()["errors"]
    assert (problem["field"], problem["reason"]) == ("purpose", "identifying")
    assert lasting_desk.ask(purpose="care_continuity", preview=is_preview).status_code == 201
