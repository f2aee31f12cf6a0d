"""The page of statistics leaves as a file at once, with a purpose, and the journal knows which."""

import csv
import hashlib
import io
import zipfile
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import select

from resources.version import VERSION
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.exports.statistics.service import FILES_PER_MINUTE
from tests.services.statistics.closed import put_closed
from tests.support.service import ServiceUnderTest


def _ask(service: ServiceUnderTest, who: str = "manager", **changes: Any) -> Response:
    service.stay_signed_in()
    body = {
        "format": "csv",
        "purpose": "activity_report",
        "months": 3,
        "by": "unit",
        "comparison": "previous",
        "closed_through": "2025-10",
        "language": "fr",
    } | changes
    return service.client.post("/api/v1/statistics/export", json=body, headers=service.as_(who))


def _journal(service: ServiceUnderTest) -> list[JournalEntry]:
    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = session.scalars(
            select(JournalEntry)
            .where(JournalEntry.action == "export_statistics")
            .order_by(JournalEntry.sequence)
        ).all()
        session.expunge_all()
        return list(found)


def test_a_file_leaves_with_its_digest_and_the_journal_has_the_same(
    service: ServiceUnderTest,
) -> None:
    put_closed(service, 6, frozenset({"2025-10*3/answer_rate"}))

    tables, pages = _ask(service), _ask(service, format="pdf", purpose="quality")

    assert (tables.status_code, pages.status_code) == (200, 200)
    assert tables.headers["content-type"] == "application/zip"
    assert pages.content.startswith(b"%PDF")
    assert tables.headers["cache-control"] == "no-store"
    entries = _journal(service)
    prints = [hashlib.sha256(each.content).hexdigest() for each in (tables, pages)]
    assert [each.fingerprint for each in entries] == prints
    assert [each.purpose for each in entries] == ["activity_report", "quality"]
    assert {each.outcome for each in entries} == {"done"}
    assert {each.actor_id for each in entries} == {service.centre.accounts["manager"]}
    assert f"vigie-{entries[0].object_id}.zip" in tables.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(tables.content)) as files:
        (about,) = _lines(files.read("about.csv"))
        lines = _lines(files.read("figures.csv"))
    assert about["centre"] == "CHU de Kerlann"
    assert about["software_version"] == VERSION
    assert about["stamp"] == "Mois clos : oct. 2025 · calculé le 1-nov.-2025"
    rates = {
        line["column"]: (line["value"], line["mark"])
        for line in lines
        if line["table"] == "indicators" and line["row"] == "Réponses aux questionnaires"
    }
    assert rates == {"Valeur": ("", "s"), "Avant": ("17", ""), "Écart": ("", "s")}


def _lines(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    for spaces, plain in (("\u00a0", " "), ("\u202f", " "), ("\u2011", "-")):
        text = text.replace(spaces, plain)
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_what_is_not_on_screen_any_more_does_not_leave(sqlite_service: ServiceUnderTest) -> None:
    assert _ask(sqlite_service).status_code == 422
    put_closed(sqlite_service, 4)

    stale = _ask(sqlite_service, closed_through="2025-09")

    assert (stale.status_code, stale.json()["code"]) == (409, "version_stale")
    assert _ask(sqlite_service, months=6).status_code == 422
    assert _ask(sqlite_service, purpose="care_continuity").status_code == 422
    outcomes = [each.outcome for each in _journal(sqlite_service)]
    assert "refused:version_stale" in outcomes
    assert "done" not in outcomes


@pytest.mark.parametrize("who", ["nurse", "oncologist", "admin", "privacy_officer"])
def test_nobody_else_has_files_of_statistics(lasting_service: ServiceUnderTest, who: str) -> None:
    assert _ask(lasting_service, who).status_code == 403


def test_who_asks_too_often_waits(sqlite_service: ServiceUnderTest) -> None:
    put_closed(sqlite_service, 3)

    codes = [_ask(sqlite_service).status_code for _ in range(FILES_PER_MINUTE + 1)]

    assert codes == [200] * FILES_PER_MINUTE + [429]
