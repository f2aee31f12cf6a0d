"""The door: a code and a birth date, one answer for everything that is wrong, sessions that end."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.db.scope import NO_CENTRE
from services.db.tables.portal import Invitation, PortalDevice, PortalSession
from services.security.tokens import hash_of
from tests.services.portal.conftest import Bedside
from tests.support.portal import BORN, Phone, invite
from tests.support.service import ServiceUnderTest, add_patient

WRONG = date(1958, 3, 15)


def _said(text: str) -> str:
    """A page without what differs from one showing to the next."""
    return re.sub(r'(value|nonce)="[^"]*"', "", text)


def _rows(service: ServiceUnderTest, table: type) -> list[Any]:
    with service.context.database.reading(NO_CENTRE) as session:
        return list(session.scalars(select(table)))


def test_code_and_birth_date_open_the_pages(bedside: Bedside):
    page = bedside.phone().get("/")

    assert page.status_code == 200
    assert "Votre questionnaire de la semaine" in page.text
    [invitation] = _rows(bedside.service, Invitation)
    assert invitation.opened_at == invitation.activated_at == bedside.service.clock.now()


def test_a_code_is_read_as_people_type_it(bedside: Bedside):
    typed = f" {bedside.code[:3].lower()} - {bedside.code[3:]} "

    assert Phone(bedside.service).enters(typed).url.path == "/portal/"


def test_what_is_wrong_has_one_answer(bedside: Bedside):
    unknown = Phone(bedside.service).enters("XXXXXX")
    wrong = Phone(bedside.service).enters(bedside.code, WRONG)

    assert unknown.status_code == wrong.status_code == 422
    assert _said(unknown.text) == _said(wrong.text)
    assert "Après 5 essais" in wrong.text


def test_after_five_wrong_dates_the_right_one_is_refused_alike(bedside: Bedside):
    phone = Phone(bedside.service)
    answers = [phone.enters(bedside.code, WRONG) for _ in range(5)]

    locked = phone.enters(bedside.code)

    assert locked.status_code == 422
    assert _said(locked.text) == _said(answers[0].text)
    [invitation] = _rows(bedside.service, Invitation)
    assert invitation.locked_at is not None


def test_a_code_that_nobody_used_in_time_says_whom_to_call(invited: Bedside):
    invited.service.clock.forward(days=8)

    page = Phone(invited.service).enters(invited.code)

    assert page.status_code == 422
    assert "n&#39;est plus valable. Appelez" in page.text


def test_a_network_that_guesses_has_to_wait(bedside: Bedside):
    phone = Phone(bedside.service)
    for number in range(10):
        assert phone.enters(f"XXXX{number:02d}").status_code == 422

    waits = phone.enters(bedside.code)

    assert waits.status_code == 429
    assert int(waits.headers["retry-after"]) > 0
    bedside.service.clock.forward(minutes=1)
    assert phone.enters(bedside.code).url.path == "/portal/"


def test_who_guesses_on_a_network_keeps_no_known_phone_of_it_out(bedside: Bedside):
    """Many share one address: a ward, a household, a whole mobile network (R-AUTH-03)."""
    known, guesser = bedside.phone(), Phone(bedside.service)
    known.post("/leave", known.get("/"))
    for number in range(10):
        guesser.enters(f"XXXX{number:02d}")
    assert guesser.enters("XXXXXX").status_code == 429

    assert known.enters(None).url.path == "/portal/"


def test_a_known_phone_is_no_way_round_the_wait(bedside: Bedside):
    """What is slowed by itself is a phone that is known, with its birth date, and nothing else."""
    phone = bedside.phone()
    phone.post("/leave", phone.get("/"))
    for number in range(10):
        phone.enters(f"XXXX{number:02d}")
    assert phone.enters(bedside.code).status_code == 429

    phone.client.cookies.clear()
    phone.client.cookies.set("vigie-phone", "x" * 43, domain="127.0.0.1", path="/portal")
    assert phone.enters(None).status_code == 429


def test_nothing_is_tried_before_all_is_typed(bedside: Bedside):
    page = Phone(bedside.service).enters("", day="31", month="2", answering="")

    for missing in ("code-error", "born-error", "answering-error"):
        assert f'id="{missing}"' in page.text
    [invitation] = _rows(bedside.service, Invitation)
    assert invitation.failures == 0


def test_a_known_phone_asks_the_birth_date_alone(bedside: Bedside):
    phone = bedside.phone()
    phone.post("/leave", phone.get("/"))

    assert 'name="code"' not in phone.get("/enter").text
    assert phone.enters(None).url.path == "/portal/"


def test_a_known_phone_is_known_no_more_after_five_wrong_dates_or_half_a_year(bedside: Bedside):
    other = bedside.phone()
    other.post("/leave", other.get("/"))
    bedside.service.clock.forward(days=181)
    assert 'name="code"' in other.get("/enter").text

    phone = bedside.phone()
    phone.post("/leave", phone.get("/"))
    for _ in range(5):
        phone.enters(None, WRONG)
    assert 'name="code"' in phone.get("/enter").text


def test_leaving_forgets_the_phone_when_asked(bedside: Bedside):
    phone = bedside.phone()

    left = phone.post("/leave", phone.get("/"), phone="forget")

    assert left.url.path == "/portal/left"
    assert 'name="code"' in phone.get("/enter").text
    assert _rows(bedside.service, PortalDevice) == []
    assert phone.get("/").url.path == "/portal/enter"


@pytest.mark.parametrize("minutes", [30, 31])
def test_half_an_hour_without_a_sign_ends_the_session(bedside: Bedside, minutes: int):
    phone = bedside.phone()
    phone.get("/answers")
    bedside.service.clock.forward(minutes=minutes)

    page = phone.get("/answers")

    assert page.url.path == ("/portal/answers" if minutes == 30 else "/portal/enter")
    if minutes == 31:
        assert "Vos réponses enregistrées sont gardées" in page.text
        bedside.service.clock.forward(minutes=-20)
        assert phone.get("/answers").url.path == "/portal/enter"


def test_a_session_lasts_half_a_day_at_most(bedside: Bedside):
    phone = bedside.phone()
    for _ in range(25):
        bedside.service.clock.forward(minutes=29)
        page = phone.get("/answers")

    assert page.url.path == "/portal/enter"


def test_an_invitation_that_is_ended_closes_its_pages(bedside: Bedside):
    phone = bedside.phone()
    with bedside.service.context.database.writing(NO_CENTRE) as session:
        for row in session.scalars(select(Invitation)):
            row.ended_at = bedside.service.clock.now()

    assert phone.get("/").url.path == "/portal/enter"


def test_secrets_are_kept_as_hashes(bedside: Bedside):
    phone = bedside.phone()
    [session], [device] = (
        _rows(bedside.service, PortalSession),
        _rows(bedside.service, PortalDevice),
    )

    for name, kept in (("vigie-session", session), ("vigie-phone", device)):
        secret = phone.client.cookies[name]
        assert len(secret) == 43
        assert kept.secret_hash == hash_of(secret)


def test_a_form_without_the_token_of_its_page_does_nothing(bedside: Bedside):
    phone = bedside.phone()

    refused = phone.client.post("/portal/leave", data={"token": "0" * 32})

    assert refused.status_code == 403
    assert phone.get("/").url.path == "/portal/"


@pytest.mark.parametrize(
    ("address", "is_secure"),
    [
        ("http://127.0.0.1", False),
        ("http://localhost", False),
        ("http://suivi.exemple.fr", True),
        ("https://suivi.exemple.fr", True),
    ],
)
def test_cookies_go_in_clear_on_this_machine_alone(sqlite_service, address, is_secure):
    page = sqlite_service.client.get(f"{address}/portal/enter")

    [cookie] = page.headers.get_list("set-cookie")
    parts = {part.strip().lower() for part in cookie.split(";")}
    assert {"httponly", "samesite=strict", "path=/portal"} <= parts
    assert ("secure" in parts) is is_secure


def test_the_bare_address_leads_to_the_pages_from_within(sqlite_service: ServiceUnderTest):
    page = sqlite_service.client.get("/")

    assert '<meta http-equiv="refresh" content="0;url=/portal/">' in page.text


def test_a_second_patient_on_the_same_phone_sees_their_own(bedside: Bedside):
    service, centre = bedside.service, bedside.service.centre
    other = add_patient(service.context, centre.id, centre.units[0], 40)
    code = invite(service.context, centre, other)
    phone = bedside.phone()
    phone.post("/leave", phone.get("/"))

    page = phone.post(
        "/enter",
        phone.get("/enter?code=1"),
        code=code,
        day="23",
        month="4",
        year="1958",
        answering="carer",
    )

    assert page.url.path == "/portal/consent"
    sessions = _rows(service, PortalSession)
    assert {each.patient_id for each in sessions} == {bedside.patient, other}


def test_who_tries_and_who_enters_is_journalled_without_what_was_typed(bedside: Bedside):
    Phone(bedside.service).enters(bedside.code, WRONG)
    bedside.phone()

    entries = bedside.journal("page_identify")

    assert [entry.outcome for entry in entries] == ["refused:sign_in_refused", "done"]
    assert {entry.role for entry in entries} == {"patient"}
    assert {entry.patient_id for entry in entries} == {bedside.patient}
    words = " ".join(str(vars(entry)) for entry in entries)
    assert bedside.code not in words
    assert str(BORN) not in words


def test_reading_is_journalled_as_the_patient(bedside: Bedside):
    bedside.phone().get("/answers")

    [entry] = bedside.journal("page_answers")

    assert (entry.role, entry.actor_id) == ("patient", bedside.patient)
    assert (entry.patient_id, entry.outcome) == (bedside.patient, "done")


@pytest.mark.parametrize("where", ["/portal/language", "/portal/enter"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_of_another_site_is_refused(sqlite_service, where, site):
    phone = Phone(sqlite_service)
    token = re.search(r'name="token" value="(\w+)"', phone.get("/enter").text)
    assert token is not None

    answer = phone.client.post(
        where, data={"token": token[1], "to": "en"}, headers={"Sec-Fetch-Site": site}
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"token=x&code=" + b"9" * 20_000, "application/x-www-form-urlencoded", 413),
        (b"{}", "application/json", 400),
        (b"code=%FF%FE", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a%d=1" % n for n in range(80)), "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 403),
    ],
)
def test_what_is_no_form_of_ours_is_a_page_that_says_so(sqlite_service, body, kind, status):
    answer = sqlite_service.client.post(
        "/portal/enter", content=body, headers={"Content-Type": kind}
    )

    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example",
        "/portal/../api",
        "/api/v1/me",
        "\\evil",
        "/portal/urgent?from=//evil.example",
    ],
)
def test_the_language_switch_leads_nowhere_else(sqlite_service, back):
    phone = Phone(sqlite_service)

    answer = phone.post("/language", phone.get("/enter"), to="en", back=back)

    assert answer.url.path in {"/portal/", "/portal/enter"}
    assert "Welcome" in phone.get("/enter").text
