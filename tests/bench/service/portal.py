"""The pages of patients: how soon one is there for twenty at once, and what it weighs."""

import shutil
import tempfile
import urllib.request
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from services.contract.week_enums import Answering
from services.portal.assets import assets
from services.portal.entering import Knock, enter
from services.portal.rendering import HEAVIEST_BYTES
from tests.bench.figures import Figure, Goal
from tests.bench.processes import Served, served
from tests.bench.rounds import Rounds
from tests.bench.service.ground import UNHURRIED
from tests.bench.service.load import Measured, load, request
from tests.support.portal import agree, ask, invite
from tests.support.service import SteppingClock, add_patient, open_in, settings_in
from tests.support.service_fixtures import furnish

_PATIENTS = 20
_ROUNDS = 3
_SECONDS = 4.0
_MOST = 20_000
_BORN = date(1958, 3, 14)
# A page is there in 2 s on 3G (screens.md 3.15), most of which is the network's.
_SOON = Goal("product", 200, words="≤ 200 ms")
_NONE = Goal("product", 0, words="0")
_LIGHT = Goal("product", HEAVIEST_BYTES / 1000, words="≤ 60 kB")


def portal(rounds: Rounds) -> Iterator[Figure]:
    """A question for twenty patients at once, on SQLite: their session, draft and journal behind
    it, against the same bytes with nothing behind them.
    """
    folder = Path(tempfile.mkdtemp(prefix="vigie-bench-"))
    try:
        yield from _measured(folder, rounds)
    finally:
        shutil.rmtree(folder)


def _measured(folder: Path, rounds: Rounds) -> Iterator[Figure]:
    secrets = _patients(folder / "made")
    words = ["-m", "services", "serve", "--data", str(folder / "made"), "--port", "0"]
    with served([*words, "--until-stdin-closes"], UNHURRIED) as product:
        page = _page(product, secrets[0])
        (folder / "page.html").write_bytes(page)
        asked = [
            request("GET", "/portal/questionnaire/2", {"Cookie": f"vigie-session={each}"})
            for each in secrets
        ]
        thin_words = ["-m", "tests.bench.service.thin_page", str(folder / "page.html")]
        with served(thin_words, {}) as thin:
            ours, floor = rounds.play(
                _ROUNDS,
                lambda: _load(product, asked, folder),
                lambda: _load(thin, [request("GET", "/page", {})], folder),
            )
    for what, goal in (("p50", None), ("p95", _SOON), ("cpu", None)):
        yield Figure(
            "portal",
            f"question, 20 at once, {what}",
            "ms",
            tuple(getattr(each, f"{what}_ms") for each in ours),
            tuple(getattr(each, f"{what}_ms") for each in floor),
            goal,
        )
    refused = sum(each.refused for each in (*ours, *floor))
    yield Figure("portal", "refused", "", (refused,), goal=_NONE)
    whole = len(page) + sum(len(asset.body) for asset in assets().values())
    yield Figure("portal", "a question with style and script", "kB", (whole / 1000,), goal=_LIGHT)


def _patients(folder: Path) -> list[str]:
    """Twenty patients at their pages; the secrets of their sessions."""
    made = furnish(folder, None)
    now = datetime.now(UTC)
    clock = SteppingClock(now - timedelta(days=1))
    context = open_in(settings_in(folder), clock)
    codes = []
    for number in range(_PATIENTS):
        identity = {"birth_date": _BORN.isoformat(), "record_number": f"7{number:08d}"}
        unit = made.centre.units[0]
        patient = add_patient(context, made.centre.id, unit, number, identity)
        codes.append(invite(context, made.centre, patient))
        agree(context, made.centre, patient)
        ask(context, made.centre, patient)
    clock.set(now)
    knocks = [Knock(code, None, _BORN, Answering.SELF, "127.0.0.1", "bench") for code in codes]
    secrets = [enter(context, knock).session_secret for knock in knocks]
    context.journal.close()
    context.database.dispose()
    context.keys.dispose()
    return secrets


def _page(product: Served, secret: str) -> bytes:
    asked = urllib.request.Request(
        f"{product.url}/portal/questionnaire/2", headers={"Cookie": f"vigie-session={secret}"}
    )
    with urllib.request.urlopen(asked) as answer:
        body: bytes = answer.read()
    return body


def _load(server: Served, asked: list[bytes], folder: Path) -> Measured:
    many = (asked * (_MOST // len(asked)))[:_MOST]
    return load(server, many, clients=_PATIENTS, seconds=_SECONDS, folder=folder)
