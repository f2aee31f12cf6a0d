"""R-STA-02 and R-AZ-08 over the wire: what a manager can download, all together, pins no number
that is masked, and leads to nobody.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import select

from services.contract.enums import Role
from services.contract.statistics_enums import Breakdown
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient
from services.db.tables.statistics import StatisticPerson
from services.security.policy import POLICY
from tests.services.statistics.disclosure.attack import ENOUGH, MARK
from tests.services.statistics.page_attack import ALL, PageAttack, Sheet, lines_of
from tests.services.statistics.seeded import seed
from tests.services.statistics.test_closing import close_all, read_page
from tests.support.pages import text_of
from tests.support.service import ServiceUnderTest

PEOPLE = 90
"""So many that some places have eleven patients, and others have not."""
_WIDTHS = {"alerts": 5, "flow": 3, "silence": 2, "breakdown": 7}
"""Columns of a table; a row in which something is absent is told in more words."""


def _download(service: ServiceUnderTest, kind: str, by: Breakdown) -> bytes:
    page = read_page(service, months=3, by=by.value)
    asked = {
        "format": kind,
        "purpose": "steering",
        "months": 3,
        "by": by.value,
        "comparison": "previous",
        "closed_through": page.closed_through,
        "language": "en",
        "delimiter": ",",
    }
    answer = service.client.post(
        "/api/v1/statistics/export", json=asked, headers=service.as_("manager")
    )
    assert answer.status_code == 200, answer.text
    return answer.content


def _rows(sheet: Sheet, by: str) -> Iterator[str]:
    """Rows as the pages write them: what the tables know, and no more than that."""
    for table in ("alerts", "flow", "silence", by, "breakdown"):
        for row in sheet.rows(table):
            name = date.fromisoformat(f"{row}-01").strftime("%b %Y") if row[0] == "2" else row
            cells = [
                _told(sheet.values.get(place, ""), sheet.units[place])
                for place in sheet.units
                if place[:2] == (table, row)
            ]
            if len(cells) == _WIDTHS.get(table, _WIDTHS["breakdown"]):
                yield " ".join((name, *cells))


def _told(value: int | str, unit: str) -> str:
    if value == MARK or unit in ("patients", "events", "per_hundred"):
        return str(value)
    if unit == "percent":
        return f"{value} %"
    hours, minutes = divmod(int(value), 60)
    return f"{hours} h {minutes:02d}" if hours else f"{minutes} min"


def _persons(service: ServiceUnderTest) -> set[str]:
    """Everything that names or numbers a patient, an alert, an answer."""
    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = {
            each
            for column in (Patient.id, Alert.id, Answer.id, StatisticPerson.person)
            for each in session.scalars(select(column))
        }
    return {text for each in found for text in (str(each), each.hex)}


def _reads_of_managers(service: ServiceUnderTest) -> list[str]:
    """What every address that a manager may read without naming a thing answers."""
    found = []
    for path, methods in service.client.get("/openapi.json").json()["paths"].items():
        operation = methods.get("get", {}).get("operationId", "")
        if "{" in path or operation not in POLICY or Role.MANAGER not in POLICY[operation].roles:
            continue
        answer = service.client.get(path, headers=service.as_("manager"))
        assert answer.status_code < 500, path
        found.append(answer.text)
    return found


def test_all_that_a_manager_downloads_pins_nothing_and_names_nobody(
    sqlite_service: ServiceUnderTest, tmp_path: Path
) -> None:
    service = sqlite_service
    seed(service, 17, people=PEOPLE)
    close_all(service)
    sheet, texts = Sheet(), []
    for by in Breakdown:
        with zipfile.ZipFile(io.BytesIO(_download(service, "csv", by))) as files:
            sheet.add(lines_of(files.read("figures.csv")), f"by {by}")
            texts += [files.read(name).decode() for name in files.namelist()]
        said = " ".join(text_of(_download(service, "pdf", by), tmp_path, "-raw").split())
        texts.append(said)
        for row in _rows(sheet, f"by {by}"):
            assert row in said

    values = list(sheet.values.values())
    assert values.count(MARK) > 10
    assert len(values) - values.count(MARK) > 100
    attack = PageAttack(sheet, [f"by {by}" for by in Breakdown])
    narrow = [(at, found) for at, found in attack.marks() if found[1] - found[0] < ENOUGH]
    assert narrow == []

    texts += _reads_of_managers(service)
    persons = _persons(service)
    assert len(texts) > 20
    assert [each for each in persons if any(each in text for text in texts)] == []


def test_the_attack_reads_what_a_single_mark_hides() -> None:
    sheet = Sheet()
    lines = [
        "table,row,column,unit,value,state",
        "sums,Questionnaires received,Value,events,100,known",
        "alerts,2025-11,Critical,events,,masked",
        "alerts,2025-11,Info,events,40,known",
        "alerts,2025-11,Total,events,43,known",
        "silence,2025-11,Questionnaires without an answer,events,20,known",
        f"breakdown,{ALL},Critical,events,,masked",
    ]
    sheet.add(lines_of("\n".join(lines).encode()), "")

    attack = PageAttack(sheet, [])

    assert {each for _, each in attack.marks()} == {(3, 3)}
