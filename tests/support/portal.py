"""Patients at their pages: what stands in the database for them, and a browser without a screen."""

import html
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from httpx2 import Response
from sqlalchemy import insert
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.clinical.questionnaire import QuestionnaireKey
from services.consents import service as consents
from services.contract.notices import NoticeProfile, NoticeTool
from services.contract.week_enums import (
    Collection,
    ConsentChoice,
    ConsentKind,
    InvitationChannel,
    Rhythm,
    SurveyState,
)
from services.db.scope import Scope
from services.db.tables.schedule import SurveyWindow
from services.edge.context import Context
from services.ids import new_id
from services.invitations.service import make
from services.notices.acknowledging import acknowledge
from services.notices.registry import notices_for
from services.portal.drafts import find, save
from services.portal.steps import steps_of
from services.schedule.plans import NewPlan, begin
from tests.support.answers import QUESTIONNAIRE, VERSION, all_quiet
from tests.support.service import ServiceUnderTest, SmallCentre

_TOKEN = re.compile(r'name="token" value="([0-9a-f]{32})"')
_HIDDEN = re.compile(r'<input type="hidden" name="(window|version|shown)" value="([^"]*)">')
BORN = date(1958, 3, 14)
"""The birth date of the first patient of a small centre."""
CHOICES = {
    ConsentKind.TELEMONITORING: ConsentChoice.ACCEPTED,
    ConsentKind.RESEARCH: ConsentChoice.NOT_OPPOSED,
    ConsentKind.COMMUNICATION: ConsentChoice.REFUSED,
}


def invite(context: Context, centre: SmallCentre, patient_id: UUID) -> str:
    """The code of a new invitation."""
    with context.database.writing(Scope(centre.id)) as session:
        by = centre.accounts["nurse"]
        sheet = InvitationChannel.SHEET
        now = context.clock.now()
        return make(session, context, centre.id, patient_id, sheet, by, now).code


def agree(context: Context, centre: SmallCentre, patient_id: UUID) -> None:
    """The patient has agreed at the bedside, and was shown every text."""
    now = context.clock.now()
    with context.database.writing(Scope(centre.id)) as session:
        for kind, choice in CHOICES.items():
            text = consents.text_of(kind)
            how = Collection.IN_PERSON
            said = consents.Said(kind, choice, text.name, text.version, "fr", how)
            consents.record(session, centre.id, patient_id, said, centre.accounts["nurse"], now)
        for notice in notices_for(NoticeTool.APP, NoticeProfile.PATIENT):
            acknowledge(session, patient_id, notice, "fr", now)


def ask(context: Context, centre: SmallCentre, patient_id: UUID) -> UUID:
    """A plan on Tuesdays, and the window of this week, open since this morning."""
    now = context.clock.now()
    with context.database.writing(Scope(centre.id)) as session:
        plan = NewPlan(
            QUESTIONNAIRE,
            Rhythm.WEEK,
            2,
            None,
            8 * 60,
            now.date() - timedelta(days=30),
            now.date() + timedelta(days=200),
        )
        begin(session, centre.id, patient_id, plan, centre.accounts["nurse"], now)
        return add_window(session, centre.id, patient_id, now.replace(hour=7, minute=0))


def add_window(session: Session, centre_id: UUID, patient_id: UUID, opens_at: datetime) -> UUID:
    """A window of seven days."""
    window_id = new_id()
    day = opens_at.date()
    row: dict[str, Any] = {
        "id": window_id,
        "centre_id": centre_id,
        "patient_id": patient_id,
        "week": day - timedelta(days=day.weekday()),
        "opens_on": day,
        "opens_at": opens_at,
        "closes_at": opens_at + timedelta(days=7),
        "issued_at": opens_at,
        "questionnaire": QUESTIONNAIRE,
        "questionnaire_version": VERSION,
        "plan_version": 1,
        "state": SurveyState.OPEN,
        "answer_id": None,
        "answered_at": None,
        "reminders": 0,
        "last_reminder_at": None,
        "silence_alert_id": None,
    }
    session.execute(insert(SurveyWindow), row)
    return window_id


@dataclass
class Phone:
    """A browser that knows links and forms, with cookies of its own."""

    service: ServiceUnderTest
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        app = self.service.client.app
        self.client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)

    def get(self, path: str, **options: Any) -> Response:
        """A page, wherever it leads."""
        return self.client.get(f"/portal{path}", **options)

    def post(self, path: str, page: Response | None = None, **fields: str) -> Response:
        """Sends a form of a page (by default of the one at the same address)."""
        shown = self.get(path) if page is None else page
        data = dict(hidden_in(shown)) | {"token": token_in(shown)} | fields
        return self.client.post(f"/portal{path}", data=data)

    def enters(self, code: str | None, born: date = BORN, **fields: str) -> Response:
        """Types a code and a birth date."""
        typed = {"day": str(born.day), "month": str(born.month), "year": str(born.year)}
        typed |= {"answering": "self"} | ({} if code is None else {"code": code}) | fields
        return self.post("/enter", None, **typed)


def token_in(page: Response) -> str:
    """What the forms of a page are bound to."""
    found = _TOKEN.search(page.text)
    assert found is not None, page.text
    return found[1]


def hidden_in(page: Response) -> list[tuple[str, str]]:
    """The hidden fields of the questionnaire."""
    return [(name, html.unescape(value)) for name, value in _HIDDEN.findall(page.text)]


def answer_all(
    context: Context, centre: SmallCentre, patient_id: UUID, window_id: UUID, **changes: Any
) -> None:
    """Every page was saved, nothing felt, but for what is given; nothing was sent."""
    names = [step.name for step in steps_of(QuestionnaireKey(QUESTIONNAIRE, VERSION))]
    said = {"items": all_quiet(), "ecog": 0, "fall": "no", "pages": names}
    cipher, now = context.keys.patient(patient_id), context.clock.now()
    with context.database.writing(Scope(centre.id)) as session:
        kept = find(session, cipher, window_id)
        draft = kept.draft.model_copy(update=said | changes)
        owner = (centre.id, patient_id, window_id)
        save(session, cipher, owner, kept.model_copy(update={"draft": draft}), now)
