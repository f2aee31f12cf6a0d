"""Pages are for a patient's session alone, and that session opens nothing else (R-AUTH-05)."""

from collections.abc import Iterator

import pytest
from fastapi.routing import RouteContext
from starlette.testclient import TestClient

from services.edge.openapi import api_routes
from services.security.policy import POLICY
from tests.support.portal import Phone, agree, ask, invite
from tests.support.service import ServiceUnderTest

_NIL = "01a21fe8-26f6-7591-9164-d211625d24c0"


def _requests(service: ServiceUnderTest, *, pages: bool) -> Iterator[tuple[str, str, str]]:
    """Operation, method and address of every page, or of everything that is none."""
    for route in api_routes(service.client.app):  # type: ignore[arg-type]
        name = str(route.operation_id)
        if POLICY[name].is_page is pages and not POLICY[name].is_public:
            yield name, _method(route), _address(str(route.path_format))


def _method(route: RouteContext) -> str:
    return next(iter((route.methods or set()) - {"HEAD"}))


def _address(path: str) -> str:
    for name in ("place", "kind"):
        path = path.replace(f"{{{name}}}", {"place": "1", "kind": "privacy"}[name])
    return "/".join(_NIL if part.startswith("{") else part for part in path.split("/"))


@pytest.fixture
def patient(sqlite_service: ServiceUnderTest) -> Phone:
    """A patient who is at their pages."""
    centre, context = sqlite_service.centre, sqlite_service.context
    phone = Phone(sqlite_service)
    agree(context, centre, centre.patients[0])
    ask(context, centre, centre.patients[0])
    assert phone.enters(invite(context, centre, centre.patients[0])).url.path == "/portal/"
    return phone


def test_a_patients_session_opens_no_route_of_the_staff(
    sqlite_service: ServiceUnderTest, patient: Phone
):
    secret = patient.client.cookies["vigie-session"]
    cookie = "; ".join(f"{name}={value}" for name, value in patient.client.cookies.items())
    bare = TestClient(sqlite_service.client.app, base_url="http://127.0.0.1")
    asked = 0
    for name, method, address in _requests(sqlite_service, pages=False):
        for headers in ({"Cookie": cookie}, {"Authorization": f"Bearer {secret}"}):
            answer = bare.request(method, address, headers=headers, json={})
            assert answer.status_code == 401, f"{name}: {answer.status_code}"
            asked += 1
    assert asked > 100


def test_no_token_of_staff_or_machine_opens_a_page(sqlite_service: ServiceUnderTest):
    bare = TestClient(
        sqlite_service.client.app, base_url="http://127.0.0.1", follow_redirects=False
    )
    asked = 0
    for name, method, address in _requests(sqlite_service, pages=True):
        for who, token in sqlite_service.centre.tokens.items():
            headers = {"Authorization": f"Bearer {token}", "Cookie": f"vigie-session={token}"}
            answer = bare.request(method, address, headers=headers)
            assert answer.status_code == 303, f"{name} as {who}: {answer.status_code}"
            assert answer.headers["location"] == "/portal/enter?ended=1"
            asked += 1
    assert asked > 200


def test_a_patients_session_opens_every_page(sqlite_service: ServiceUnderTest, patient: Phone):
    for name, method, address in _requests(sqlite_service, pages=True):
        if method == "GET":
            page = patient.client.get(address)
            assert page.status_code in {200, 404}, f"{name}: {page.status_code}"
            assert page.url.path != "/portal/enter", name


def test_pages_stand_in_no_document_and_each_in_the_table(sqlite_service: ServiceUnderTest):
    document = sqlite_service.client.get("/openapi.json").text
    pages = {name for name, rule in POLICY.items() if rule.is_page}

    assert "/portal" not in document
    assert not any(f'"{name}"' in document for name in pages)
