"""What two people do about the safeguards of a centre in tests, over the API."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from services.centres.setting_rows import standing_of
from services.centres.setting_writing import NewVersion, add_version
from services.contract.centre_settings import CentreSection, ResponseTimesContent
from services.contract.enums import Role
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Membership, SignInSession
from services.db.tables.alerts import Alert
from services.db.tables.centres import Centre
from services.ids import new_id
from services.staff.sending import send_staff_mail
from tests.security.stage import plant_session
from tests.support.answers import answer_content
from tests.support.service import ServiceUnderTest

FIRST: dict[str, Any] = {
    "section": "response_times",
    "technical": 60, "critical": 120, "high": 360, "moderate": 480, "info": 1440,
}  # fmt: skip
SHORTER = FIRST | {"critical": 90}
LONGER = FIRST | {"critical": 180}
WORDS = "Une infirmière de moins le matin"
FEVER = {"value": 39.4, "unit": "Cel", "measured_at": "2025-11-18T09:00:00Z"}
TIMES = "/centre/response-times"


def at(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass
class TwoDesk:
    """A centre and those who decide in it."""

    service: ServiceUnderTest

    def joins(self, who: str, role: Role) -> UUID:
        """Another person of the centre with a session of their own."""
        centre = self.service.centre
        units = centre.units[:1] if role in (Role.NURSE, Role.ONCOLOGIST) else []
        centre.tokens[who] = plant_session(self.service, centre, role, units)
        with self.service.context.database.reading(NO_CENTRE) as session:
            newest = select(Membership.account_id).order_by(Membership.id.desc()).limit(1)
            centre.accounts[who] = session.scalars(newest).one()
        return centre.accounts[who]

    def leaves(self, who: str) -> None:
        """Somebody's roles end for good."""
        now = self.service.clock.now()
        with self.service.context.database.writing(NO_CENTRE) as session:
            session.execute(
                update(Membership)
                .where(Membership.account_id == self.service.centre.accounts[who])
                .values(ended_at=now)
            )

    def only(self, *who: str) -> None:
        """Nobody else works in the centre."""
        kept = [self.service.centre.accounts[each] for each in who]
        now = self.service.clock.now()
        with self.service.context.database.writing(NO_CENTRE) as session:
            session.execute(
                update(Membership)
                .where(
                    Membership.centre_id == self.service.centre.id,
                    Membership.account_id.not_in(kept),
                )
                .values(ended_at=now)
            )

    def fresh(self) -> None:
        """Everybody has just signed in."""
        self.service.stay_signed_in()
        with self.service.context.database.writing(NO_CENTRE) as session:
            session.execute(update(SignInSession).values(authenticated_at=self.service.clock.now()))

    def go_to(self, instant: str) -> None:
        """It is another time, and everybody has just signed in."""
        self.service.clock.set(at(instant))
        self.fresh()

    def post(self, path: str, body: Any, who: str, version: int | None = None) -> Any:
        """What an unsafe request answers."""
        headers = self.service.writing_as(who, version=version)
        return self.service.client.post(f"/api/v1{path}", json=body, headers=headers)

    def get(self, path: str, who: str) -> Any:
        """What a read answers."""
        answer = self.service.client.get(f"/api/v1{path}", headers=self.service.as_(who))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def times(self, who: str = "oncologist") -> Any:
        """The response times as somebody reads them."""
        return self.get(TIMES, who)

    def asks(
        self,
        content: Any,
        on: str | None = None,
        who: str = "oncologist",
        revision: int | None = None,
    ) -> Any:
        """What asking for other response times answers."""
        known = self.times()["state"]["revision"] if revision is None else revision
        body = {"content": content, "effective_on": on, "words": WORDS}
        return self.post(TIMES, body, who, known)

    def request(self, content: Any, on: str | None = None, who: str = "oncologist") -> str:
        """A request for other response times that waits."""
        answer = self.asks(content, on, who)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["approval_id"])

    def decides(
        self, approval_id: str, who: str = "oncologist_3", verb: str = "approve", **other: Any
    ) -> Any:
        """What a decision on what is seen answers."""
        seen = self.get(f"/approvals/{approval_id}", other.pop("seen_by", who))
        body = {"digest": seen["digest"]} if verb == "approve" else {"words": "Trop long"}
        return self.post(f"/approvals/{approval_id}/{verb}", body | other, who, seen["version"])

    def changed(self, content: Any, on: str | None = None) -> Any:
        """Other response times that two oncologists agreed on."""
        answer = self.decides(self.request(content, on))
        assert answer.json()["state"] == "approved", answer.text
        return self.times()

    def also_admin(self, who: str) -> None:
        """Somebody administers the centre as well."""
        centre = self.service.centre
        with self.service.context.database.writing(NO_CENTRE) as session:
            session.add(
                Membership(
                    id=new_id(),
                    account_id=centre.accounts[who],
                    centre_id=centre.id,
                    role=Role.ADMIN,
                    ended_at=None,
                )
            )

    def has_mail(self, *who: str) -> None:
        """These people have a mail address."""
        with self.service.context.database.writing(NO_CENTRE) as session:
            for each in who:
                session.execute(
                    update(Account)
                    .where(Account.id == self.service.centre.accounts[each])
                    .values(email=f"{each}@chu.example")
                )

    def changed_directly(self) -> None:
        """Somebody else was faster: the section has another version."""
        now, centre = self.service.clock.now(), self.service.centre
        section = CentreSection.RESPONSE_TIMES
        content = ResponseTimesContent.model_validate(FIRST | {"critical": 60})
        with self.service.context.database.writing(Scope(centre.id)) as session:
            standing = standing_of(session, centre.id, section, now)
            new = NewVersion(centre.id, content, now, centre.accounts["oncologist"], now)
            add_version(session, standing, new)

    def office(self) -> None:
        """The centre has the usual hours."""
        with self.service.context.database.writing(Scope(self.service.centre.id)) as session:
            session.execute(
                update(Centre).where(Centre.id == self.service.centre.id).values(opening_hours={})
            )

    def feverish(self, place: int = 0) -> Alert:
        """The critical alert of an answer of a patient that comes now."""
        sent = self.service.client.post(
            f"/api/v1/patients/{self.service.centre.patients[place]}/answers",
            json=answer_content(temperatures=[FEVER]),
            headers=self.service.writing_as("ingest"),
        )
        assert sent.status_code == 201, sent.text
        return self.alert(UUID(sent.json()["alert_id"]))

    def alert(self, alert_id: UUID) -> Alert:
        """An alert as it is stored."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            found = session.get_one(Alert, alert_id)
            session.expunge(found)
        return found

    def mails(self) -> int:
        """How many mails have left."""
        send_staff_mail(self.service.context, new_id())
        folder = self.service.context.settings.message_folder
        assert folder is not None
        return len(list(folder.glob("*.eml")))
