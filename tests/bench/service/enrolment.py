"""A thousand patients enrolled through the API, each in its six requests, by one person.

The floor is the same number of requests, each of them one plain insert.
"""

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import httpx
from sqlalchemy import select

from services.accounts.local import NewAccount, create_account
from services.contract.enums import Role
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Membership, MembershipUnit
from services.security.second_factor import new_secret
from tests.bench.figures import Figure, Goal
from tests.bench.processes import Served
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import SMALL, close
from tests.bench.service.ground import Ground, ground, server_of

PATIENTS: Final = 1_000
_REQUESTS: Final = 6
_NONE = Goal("product", 0, words="0")
_ONE_EACH = Goal("product", PATIENTS, is_least=True, words="1,000")
_A_STEP = Goal("product", 300, words="≤ 300 ms")


@dataclass(frozen=True)
class _Course:
    """How long it took, each patient by itself, and how many requests were refused."""

    patients_ms: tuple[float, ...]
    slowest_step_ms: float
    refused: int


def enrolment(rounds: Rounds) -> Iterator[Figure]:
    """Candidates, the four steps and the end, a thousand times over."""
    for kind in KINDS:
        with server_of(kind), ground(kind, SMALL) as here:
            _hire_oncologist(here)
            yield from _figures(f"enrolment/{kind}", here, rounds)


def _figures(row: str, here: Ground, rounds: Rounds) -> Iterator[Figure]:
    followed = here.database.count("SELECT count(*) FROM survey_plan")
    with here.product() as product, here.thin() as thin:
        ours, floor = rounds.play(1, lambda: _enrol_all(here, product), lambda: _insert_all(thin))
    made = here.database.count("SELECT count(*) FROM survey_plan") - followed
    of_ours, of_floor = ours[0], floor[0]
    for name, place in (("p50", 50), ("p95", 95)):
        values = (_centile(of_ours, place),), (_centile(of_floor, place),)
        yield Figure(row, f"a patient, {name}", "ms", *values)
    yield Figure(row, "1,000 patients", "s", (sum(of_ours.patients_ms) / 1000,),
                 (sum(of_floor.patients_ms) / 1000,))  # fmt: skip
    yield Figure(row, "slowest step, p95", "ms", (of_ours.slowest_step_ms,), (), _A_STEP)
    yield Figure(row, "followed afterwards", "", (made,), (), _ONE_EACH)
    yield Figure(row, "refused", "", (of_ours.refused + of_floor.refused,), (), _NONE)


def _centile(course: _Course, place: int) -> float:
    ordered = sorted(course.patients_ms)
    return ordered[min(len(ordered) - 1, len(ordered) * place // 100)]


def _enrol_all(here: Ground, product: Served) -> _Course:
    headers = {"Authorization": f"Bearer {here.tokens.nurse}"}
    with httpx.Client(base_url=product.url, headers=headers, timeout=30) as client:
        proposed = client.get("/api/v1/enrolments/proposals").json()
        steps: list[list[float]] = []
        refused = 0
        for number in range(PATIENTS):
            took, failed = _enrol(client, proposed, number)
            steps.append(took)
            refused += failed
    slowest = max(
        sorted(each[step] for each in steps)[PATIENTS * 95 // 100] for step in range(_REQUESTS)
    )
    return _Course(tuple(sum(each) for each in steps), slowest, refused)


def _enrol(client: httpx.Client, proposed: Any, number: int) -> tuple[list[float], int]:
    """The times of its requests in ms, and how many were refused."""
    person, took, failed, version = _person(proposed, number), list[float](), 0, 1
    wanted = ("birth_date", "family_name", "given_name", "record_number")
    answer, spent = _timed(
        client, "POST", "/candidates", {name: person[name] for name in wanted}, None
    )
    took.append(spent)
    alike = answer.json()
    person["seen"] = [each["patient"]["id"] for each in alike["items"]]
    made, spent = _timed(client, "POST", "", person, None)
    took.append(spent)
    failed += made.status_code != 201
    patient = made.json().get("patient", {}).get("id")
    for step, body in _steps(proposed):
        answer, spent = _timed(client, "PUT", f"/{patient}/steps/{step}", body, version)
        took.append(spent)
        failed += answer.status_code != 200
        version += 1
    answer, spent = _timed(client, "POST", f"/{patient}/finish", {}, version)
    return [*took, spent], failed + (answer.status_code != 200)


def _timed(
    client: httpx.Client, method: str, path: str, body: Any, version: int | None
) -> tuple[httpx.Response, float]:
    headers = {"Idempotency-Key": secrets.token_hex(8)}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    started = time.perf_counter()
    answer = client.request(method, f"/api/v1/enrolments{path}", json=body, headers=headers)
    return answer, (time.perf_counter() - started) * 1000


def _person(proposed: Any, number: int) -> dict[str, Any]:
    letters = "".join(chr(97 + number // 26**place % 26) for place in range(3))
    return {
        "unit_id": proposed["units"][0]["unit_id"],
        "family_name": f"Nom{letters}",
        "birth_name": None,
        "given_name": f"Prenom{letters}",
        "civility": None,
        "birth_date": (date(1935, 1, 1) + timedelta(days=number * 23)).isoformat(),
        "sex": "female",
        "record_number": f"91{number:06d}",
    }


def _steps(proposed: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    yield (
        "eligibility",
        {
            "has_cancer": True,
            "has_systemic_treatment": True,
            "language": "fr",
            "reach": "sms",
            "phone": "06 39 98 14 55",
        },
    )
    today = datetime.now(UTC).date().isoformat()
    oncologist = proposed["units"][0]["oncologists"][0]["id"]
    questionnaire = proposed["questionnaires"][0]
    yield (
        "pathway",
        {
            "disease": "Adénocarcinome du sigmoïde",
            "diagnosed_on": "2025",
            "line_name": "FOLFOX",
            "line_started_on": today,
            "questionnaire": questionnaire["questionnaire"],
            "questionnaire_version": questionnaire["version"],
            "rule_set_version": proposed["rule_set_version"],
            "rhythm": proposed["rhythm"],
            "weekday": proposed["weekday"],
            "opens_at_minute": proposed["opens_at_minute"],
            "starts_on": proposed["starts_on"],
            "oncologist_id": oncologist,
            "prescription": {
                "prescriber_id": oncologist,
                "prescribed_on": today,
                "ends_on": proposed["latest_end_on"],
            },
        },
    )
    yield (
        "consent",
        {
            "language": "fr",
            "notices": [
                {"notice": each["notice"], "version": each["version"]}
                for each in proposed["notices"]
            ],
            "collection": "in_person",
            "telemonitoring": "accepted",
            "research": "not_opposed",
            "communication": "refused",
        },
    )


def _insert_all(thin: Served) -> _Course:
    body, took = {"patient": "0"}, []
    with httpx.Client(base_url=thin.url, timeout=30) as client:
        for _ in range(PATIENTS):
            started = time.perf_counter()
            for _ in range(_REQUESTS):
                client.post("/answers", json=body)
            took.append((time.perf_counter() - started) * 1000)
    return _Course(tuple(took), 0, 0)


def _hire_oncologist(here: Ground) -> None:
    """Who prescribes: an oncologist of the unit in which the nurse works."""
    context = here.database.open()
    with context.database.reading(NO_CENTRE) as session:
        nurse = session.execute(
            select(Membership.centre_id, MembershipUnit.unit_id)
            .join(MembershipUnit, MembershipUnit.membership_id == Membership.id)
            .where(Membership.role == Role.NURSE)
        ).first()
    if nurse is None:
        raise RuntimeError("nobody works in this unit")
    account = NewAccount(
        "oncologist",
        secrets.token_urlsafe(18),
        "Dr Hélène Guivarc'h",
        Role.ONCOLOGIST,
        nurse.centre_id,
        [nurse.unit_id],
        totp_secret=new_secret(),
    )
    create_account(context, account)
    close(context)
