"""Somebody who signs in with an identity provider, and what a refusal may have left."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from httpx2 import Response
from sqlalchemy import func, select, update

from services.accounts.repository import add_membership
from services.contract.enums import Role
from services.contract.provider_sign_in import ProviderStartAsk
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Membership, ProviderSignIn, SignInSession
from services.db.tables.edge import JournalEntry
from services.ids import new_id
from services.provider_settings import PscSettings
from services.psc.starting import challenge_of
from tests.support.identity_provider import Psc
from tests.support.raw import raw_connection
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, make_person

RPPS = "99700218896"
RETURN = "http://127.0.0.1:50123/retour"


@dataclass
class Desk:
    """A console at a service that knows the provider; `verifier` is what this console alone has."""

    service: ServiceUnderTest
    psc: Psc
    person: Person
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    headers: dict[str, str] = field(default_factory=dict)

    def start(self, return_to: str = RETURN) -> Response:
        """Begins."""
        ask = ProviderStartAsk.model_construct(
            return_to=return_to, challenge=challenge_of(self.verifier)
        )
        return self.post("start", ask.model_dump())

    def brought(self) -> dict[str, str]:
        """Begins, and has a browser bring a code and the state."""
        started = self.start()
        assert started.status_code == 200, started.text
        return self.psc.visit(started.json()["authorize_url"])

    def finish(self, brought: dict[str, str], **more: Any) -> Response:
        """Hands over what was brought."""
        return self.post("finish", brought | {"verifier": self.verifier} | more)

    def signs_in(self) -> Response:
        """From the button to the answer."""
        return self.finish(self.brought())

    def post(self, step: str, ask: dict[str, Any]) -> Response:
        """One step."""
        return self.service.client.post(f"/api/v1/auth/psc/{step}", json=ask, headers=self.headers)

    def use(self, **changes: Any) -> None:
        """Tells the service other settings of the provider."""
        known = self.psc.settings.model_dump() | changes
        set_provider(self.service, PscSettings(**known))

    def sessions(self) -> int:
        """How many sessions the person has."""
        with self.service.context.database.reading(NO_CENTRE) as session:
            theirs = SignInSession.account_id == self.person.account_id
            return session.scalar(select(func.count(SignInSession.id)).where(theirs)) or 0

    def outcomes(self) -> list[str]:
        """What the journal says of the second step."""
        with raw_connection(self.service.context.database, self.service.centre.id) as connection:
            return list(
                connection.scalars(
                    select(JournalEntry.outcome)
                    .where(JournalEntry.action == "finish_provider_sign_in")
                    .order_by(JournalEntry.sequence)
                )
            )

    def waiting(self) -> list[ProviderSignIn]:
        """What is kept of those that were begun."""
        with self.service.context.database.reading(NO_CENTRE) as session:
            found = list(session.scalars(select(ProviderSignIn)))
            session.expunge_all()
            return found

    def require_nothing_done(self) -> None:
        """No session, and nobody known by what was begun."""
        assert self.sessions() == 0
        assert all(each.used_at is None and each.account_id is None for each in self.waiting())

    def joins(self, role: Role) -> UUID:
        """Another role in the same centre."""
        centre = self.service.centre
        with self.service.context.database.writing(Scope(centre.id)) as session:
            return add_membership(session, self.person.account_id, centre.id, role, [])

    def offered(self, role: Role) -> UUID:
        """A role in another centre that waits for a sign-in under it."""
        now, made = self.service.clock.now(), new_id()
        waiting = Membership(
            id=made,
            account_id=self.person.account_id,
            centre_id=self.service.other_centre.id,
            role=role,
            ended_at=now,
            invited_until=now + timedelta(days=7),
        )
        with self.service.context.database.writing(NO_CENTRE) as session:
            session.add(waiting)
        return made

    def leaves(self) -> None:
        """No role is left."""
        ended = {"ended_at": self.service.clock.now()}
        theirs = Membership.account_id == self.person.account_id
        with self.service.context.database.writing(Scope(self.service.centre.id)) as session:
            session.execute(update(Membership).where(theirs).values(**ended))

    def set_account(self, **values: Any) -> None:
        """Changes the account."""
        with self.service.context.database.writing(NO_CENTRE) as session:
            session.execute(
                update(Account).where(Account.id == self.person.account_id).values(**values)
            )


def set_provider(service: ServiceUnderTest, settings: PscSettings) -> None:
    """The service goes on with a provider."""
    changed = service.context.settings.model_copy(update={"psc": settings})
    service.context = replace(service.context, settings=changed)
    service.client.app.state.context = service.context  # type: ignore[attr-defined]


def desk_at(service: ServiceUnderTest, psc: Psc) -> Desk:
    """A nurse whose number the provider knows."""
    set_provider(service, psc.settings)
    desk = Desk(service, psc, make_person(service))
    desk.set_account(rpps=RPPS)
    return desk
