"""What patients see of their own record, and that it is nobody else's."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, update

from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.db.tables.centres import Centre, Unit
from services.db.tables.edge import JournalEntry
from tests.services.portal.conftest import Bedside
from tests.support.answers import answer_content
from tests.support.service import random_key


def _answer(bedside: Bedside, patient: object, **changes: object) -> str:
    sent = bedside.service.client.post(
        f"/api/v1/patients/{patient}/answers",
        json=answer_content(
            {"pain": {"frequency": 3, "severity": 3, "interference": 3}}, **changes
        ),
        headers=bedside.service.as_("ingest", **{"Idempotency-Key": random_key()}),
    )
    assert sent.status_code == 201, sent.text
    return str(sent.json()["id"])


def test_every_answer_is_listed_and_read_in_the_words_of_the_form(bedside: Bedside):
    answer = _answer(bedside, bedside.patient, comment="Merci <i>vraiment</i>")
    phone = bedside.phone()

    listed, read = phone.get("/answers"), phone.get(f"/answers/{answer}")

    assert f"/portal/answers/{answer}" in listed.text
    assert "souvent" in read.text
    assert "Merci &lt;i&gt;vraiment&lt;/i&gt;" in read.text
    for word in ("grade", "critique", "Élevée", "alerte"):
        assert word not in read.text


def test_an_answer_of_somebody_else_is_as_missing(bedside: Bedside):
    theirs = _answer(bedside, bedside.service.centre.patients[1])
    phone = bedside.phone()

    foreign, missing = phone.get(f"/answers/{theirs}"), phone.get(f"/answers/{uuid4()}")

    assert foreign.status_code == missing.status_code == 404
    assert [entry.outcome for entry in bedside.journal("page_answer")] == ["refused:not_found"] * 2


def test_of_a_corrected_answer_the_last_version_is_listed(bedside: Bedside):
    first = _answer(bedside, bedside.patient)
    last = _answer(bedside, bedside.patient, replaces=first)

    page = bedside.phone().get("/answers")

    assert last in page.text
    assert first not in page.text


def test_an_answer_that_cannot_be_opened_is_said_so(bedside: Bedside):
    answer = _answer(bedside, bedside.patient)
    with bedside.service.context.database.writing(Scope(bedside.service.centre.id)) as session:
        session.execute(update(Answer).values(content=b"broken"))

    page = bedside.phone().get(f"/answers/{answer}")

    assert page.status_code == 200
    assert "ne peuvent pas être affichées" in page.text


def test_who_opened_the_file_is_told_with_day_and_role(bedside: Bedside):
    service = bedside.service
    for who in ("nurse", "nurse", "oncologist"):
        seen = service.client.get(
            f"/api/v1/patients/{bedside.patient}/timeline", headers=service.as_(who)
        )
        assert seen.status_code == 200, seen.text

    page = bedside.phone().get("/accesses")

    assert page.text.count("Infirmier ou infirmière, CHU de Kerlann") == 1
    assert page.text.count("Médecin oncologue, CHU de Kerlann") == 1
    assert "mardi 18 novembre 2025 à 10\u00a0h\u00a042" in page.text
    assert "Accès exceptionnel" not in page.text


def test_an_exceptional_access_is_marked_and_others_are_not_told(bedside: Bedside):
    service, centre = bedside.service, bedside.service.centre
    at = service.clock.now() - timedelta(days=1)
    entry = {
        "at": at,
        "centre_id": centre.id,
        "actor_id": centre.accounts["nurse_2"],
        "role": "nurse",
        "action": "read_patient",
        "patient_id": bedside.patient,
        "outcome": "done",
        "request_id": "x",
        "purpose": "exceptional_access",
    }
    others = [
        entry | {"patient_id": centre.patients[1]},
        entry | {"outcome": "refused:forbidden", "role": "oncologist"},
        entry | {"role": "patient"},
        entry | {"role": "machine:ingest"},
    ]
    with service.context.database.writing(Scope(centre.id)) as session:
        session.execute(insert(JournalEntry).inline(), [entry, *others])

    page = bedside.phone().get("/accesses")

    assert page.text.count("Accès exceptionnel") == 1
    assert page.text.count(", CHU de Kerlann") == 1
    assert "oncologue" not in page.text


def test_nobody_is_named_to_the_patient(bedside: Bedside):
    service = bedside.service
    service.client.get(f"/api/v1/patients/{bedside.patient}/timeline", headers=service.as_("nurse"))

    assert "Prénom nurse" not in bedside.phone().get("/accesses").text


def test_the_journal_of_reads_grows_by_one_for_each_page(bedside: Bedside):
    phone = bedside.phone()
    counted = select(JournalEntry.sequence).where(JournalEntry.role == "patient")

    def entries() -> int:
        with bedside.service.context.database.reading(Scope(bedside.service.centre.id)) as session:
            return len(session.scalars(counted).all())

    before = entries()
    for path in ("/", "/answers", "/accesses", "/choices", "/notices", "/contact", "/summary"):
        phone.get(path)
        before += 1
        assert entries() == before, path


@pytest.mark.parametrize(
    ("contact", "centre_phone", "unit_phone", "told"),
    [
        ("dpo@exemple.fr", None, None, "dpo@exemple.fr."),
        ("", "02 98 22 33 44", None, "(CHU de Kerlann, 02 98 22 33 44)"),
        (" ", "02 98 22 33 44", "02 98 22 33 55", "(CHU de Kerlann, 02 98 22 33 55)"),
        ("", None, None, "(CHU de Kerlann, le numéro donné par votre service)"),
    ],
)
def test_whom_to_ask_about_data_is_never_left_out(
    sqlite_bedside: Bedside,
    contact: str,
    centre_phone: str | None,
    unit_phone: str | None,
    told: str,
):
    service = sqlite_bedside.service
    app: Any = service.client.app
    settings = service.context.settings.model_copy(update={"privacy_contact": contact})
    app.state.context = replace(app.state.context, settings=settings)
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(Centre).values(phone=centre_phone))
        session.execute(update(Unit).values(phone=unit_phone))
    phone = sqlite_bedside.phone()

    assert told in phone.get("/contact").text
    assert told.removesuffix(".") in phone.get("/notices/privacy").text
