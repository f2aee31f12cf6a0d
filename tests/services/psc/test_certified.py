"""A certified OpenID provider on loopback, with the shapes of Pro Santé Connect (R-AUTH-07)."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest

from services.provider_settings import PscSettings
from tests.support.identity_provider import DISCOVERY, REALM
from tests.support.node import NODE, installed
from tests.support.provider_desk import RETURN, RPPS, Desk, set_provider
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import bearer, device_secret, make_person

CLIENT_ID, CLIENT_SECRET = "vigie-essai", "un-secret-d-essai-de-32-lettres-!"
PERSON: dict[str, Any] = {
    "sub": "f:550dc1c8:899700218896",
    "SubjectNameID": "899700218896",
    "preferred_username": "899700218896",
    "given_name": "KIT",
    "family_name": "DOC0021889",
    "SubjectOrganization": "CABINET M SPECIALISTE0021889",
    "Mode_Acces_Raison": "",
    "otherIds": [{"identifiant": "899700218896", "origine": "RPPS", "qualite": 1}],
    "SubjectRefPro": {
        "codeCivilite": "M",
        "exercices": [
            {
                "codeProfession": "10",
                "codeCategorieProfessionnelle": "C",
                "codeSavoirFaire": "SM02",
                "nomDexercice": "DOC0021889",
                "activities": [],
            }
        ],
    },
}


@dataclass
class Certified:
    """A provider whose pages are answered as by a person; what it was told is fixed."""

    port: int
    folder: Path

    @property
    def settings(self) -> PscSettings:
        """How a service is told of it."""
        secret = self.folder / "certified.secret"
        secret.write_text(CLIENT_SECRET, encoding="utf-8")
        secret.chmod(0o600)
        here = f"http://127.0.0.1:{self.port}"
        return PscSettings(
            discovery_url=here + DISCOVERY,
            issuer=here + REALM,
            client_id=CLIENT_ID,
            client_secret_file=secret,
        )

    def visit(self, authorize_url: str) -> dict[str, str]:
        """Follows the pages until the browser would come back to the console."""
        place = authorize_url
        with httpx.Client(trust_env=False) as browser:
            for _ in range(6):
                answer = browser.get(place)
                assert answer.is_redirect, answer.text
                place = urljoin(place, answer.headers["location"])
                if place.startswith(RETURN):
                    said = parse_qs(urlsplit(place).query)
                    return {name: values[0] for name, values in said.items()}
        raise AssertionError("the browser never came back")


def started(folder: Path, level: str) -> Iterator[Certified]:
    """A provider of this level, while the fixture lasts."""
    told = {
        "clientId": CLIENT_ID,
        "clientSecret": CLIENT_SECRET,
        "realm": REALM,
        "discovery": DISCOVERY,
        "person": PERSON,
        "level": level,
    }
    words = [str(NODE), str(installed() / "provider.js"), json.dumps(told)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout is not None
            yield Certified(int(process.stdout.readline()), folder)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Certified]:
    """One for all tests of this file."""
    yield from started(tmp_path_factory.mktemp("certified"), "eidas1")


@pytest.fixture
def desk(service: ServiceUnderTest, certified: Certified) -> Desk:
    """A nurse whose number it knows, on each database."""
    set_provider(service, certified.settings)
    made = Desk(service, certified, make_person(service))  # type: ignore[arg-type]
    made.set_account(rpps=RPPS)
    return made


def _finish(desk: Desk, came: dict[str, str]) -> Any:
    return desk.finish({"code": came["code"], "state": came["state"]})


def test_it_signs_somebody_in(desk: Desk):
    answer = _finish(desk, desk.brought())

    assert answer.status_code == 200, answer.text
    me = desk.service.client.get("/api/v1/me", headers=bearer(answer.json()["access_token"]))
    assert me.json()["person"]["id"] == str(desk.person.account_id)
    assert desk.sessions() == 1


def test_its_proof_is_fresh_by_its_own_word(desk: Desk):
    token = _finish(desk, desk.brought()).json()["access_token"]

    made = desk.service.client.post(
        "/api/v1/me/recovery-codes", headers=bearer(token) | {"Idempotency-Key": device_secret()}
    )

    assert made.status_code == 201, made.text


def test_it_takes_its_code_once_and_only_from_who_began(desk: Desk):
    first, second = desk.brought(), desk.brought()

    swapped = _finish(desk, first | {"code": second["code"]})

    assert (swapped.status_code, swapped.json()["code"]) == (403, "provider_not_trusted")
    assert _finish(desk, first).status_code == 401
    desk.require_nothing_done()


def test_a_code_for_another_port_is_refused_by_it(desk: Desk):
    began = desk.start("http://127.0.0.1:50999/retour").json()["authorize_url"]
    came = desk.psc.visit(began.replace("50999", "50123"))

    answer = _finish(desk, came)

    assert (answer.status_code, answer.json()["code"]) == (403, "provider_not_trusted")
    desk.require_nothing_done()


def test_another_level_is_not_taken(service: ServiceUnderTest, tmp_path: Path):
    for low in started(tmp_path, "eidas0"):
        set_provider(service, low.settings)
        desk = Desk(service, low, make_person(service))  # type: ignore[arg-type]
        desk.set_account(rpps=RPPS)

        answer = _finish(desk, desk.brought())

        assert (answer.status_code, answer.json()["code"]) == (403, "assurance_too_low")
        desk.require_nothing_done()
