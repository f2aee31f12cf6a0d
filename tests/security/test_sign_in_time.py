"""How long a sign-in takes does not tell whether the account exists (R-AUTH-02)."""

import statistics
import time

import pytest
from sqlalchemy import update

from services.accounts.local import NewAccount, create_account
from services.contract.enums import Role
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account
from services.edge.context import Context
from services.security.second_factor import new_secret
from services.settings import Argon2Settings
from tests.support.service import ServiceUnderTest, serve
from tests.support.sign_in import PASSWORD

TRIES = 200
LARGEST_DIFFERENCE_S = 0.005
LARGEST_SHARE = 0.1


@pytest.fixture
def unhurried(sqlite_service: ServiceUnderTest) -> ServiceUnderTest:
    """The same service with hashes at their real cost, and without a delay after failures."""
    given = sqlite_service.context
    settings = given.settings.model_copy(
        update={"argon2": Argon2Settings(), "sign_in_failures_before_delay": 10**9}
    )
    context = Context(settings, given.clock, given.database, given.keys, given.journal)
    return serve(context, sqlite_service.clock, sqlite_service.centre, sqlite_service.other_centre)


def _account(service: ServiceUnderTest, username: str) -> None:
    create_account(
        service.context,
        NewAccount(
            username,
            PASSWORD,
            "Prénom Nom",
            Role.NURSE,
            service.centre.id,
            totp_secret=new_secret(),
        ),
    )


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_existing_missing_and_disabled_take_as_long(unhurried: ServiceUnderTest):
    for username in ("existing", "disabled"):
        _account(unhurried, username)
    with unhurried.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Account)
            .where(Account.username == "disabled")
            .values(disabled_at=unhurried.clock.now())
        )
    took: dict[tuple[str, str], list[float]] = {}

    for _ in range(TRIES):
        for case in (
            ("existing", PASSWORD),
            ("existing", "wrong password"),
            ("missing", PASSWORD),
            ("disabled", PASSWORD),
        ):
            ask = {"username": case[0], "password": case[1]}
            begun = time.perf_counter()
            answer = unhurried.client.post("/api/v1/auth/sign-in", json=ask)
            took.setdefault(case, []).append(time.perf_counter() - begun)
            assert answer.status_code == 200

    medians = [statistics.median(each) for each in took.values()]
    assert max(medians) - min(medians) < max(LARGEST_DIFFERENCE_S, LARGEST_SHARE * min(medians)), (
        dict(zip(took, medians, strict=True))
    )
