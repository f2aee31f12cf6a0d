"""What an enrolment begins with: questionnaires and rules in force, people, notices, days."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.answers.released import released
from services.answers.rule_sets import in_force
from services.centres.teams import teams_of
from services.centres.times import time_of
from services.clinical.questionnaire import QuestionnaireKey
from services.contract.enrolment import (
    EnrolmentProposals,
    ProposedNotice,
    ProposedQuestionnaire,
    ProposedUnit,
)
from services.contract.invitations import InvitationWords
from services.contract.notices import Language
from services.contract.schedule import LONGEST_PRESCRIPTION_DAYS
from services.contract.week_enums import MessageKind, Rhythm
from services.edge.context import Context
from services.edge.reads import Seen
from services.enrolment.consent_step import texts
from services.invitations.codes import LENGTH
from services.notices.registry import LANGUAGES, titles_of
from services.notifications.words import mail, sender_of, sms
from services.schedule.forms import known_questionnaires
from services.security.caller import Caller

_FIRST_AFTER: Final = timedelta(days=1)
_OPENS_AT_MINUTE: Final = 9 * 60
_TUESDAY: Final = 2
"""What a patient answers then is read on four working days."""
_NO_UNIT: Final = UUID(int=0)
_NO_CODE: Final = {"code": "*" * LENGTH}
_TRANSLATION: Final = "http://hl7.org/fhir/StructureDefinition/translation"


def proposals(session: Session, context: Context, caller: Caller) -> Seen[EnrolmentProposals]:
    """What is proposed to the caller; nothing of it is of a patient."""
    now = context.clock.now()
    today = now.astimezone(time_of(session, caller.centre_id).zone).date()
    found = EnrolmentProposals(
        questionnaires=[
            ProposedQuestionnaire(questionnaire=name, version=version, title=_title(name, version))
            for name, version in known_questionnaires().items()
        ],
        rule_set_version=in_force(session, now).version,
        units=[
            ProposedUnit(
                unit_id=team.unit_id,
                name=team.name,
                oncologists=team.oncologists,
                nurses=team.nurses,
            )
            for team in teams_of(session, caller.unit_ids).values()
        ],
        notices=[
            ProposedNotice(
                notice=each.name, version=each.version, dated=each.dated, title=titles_of(each)
            )
            for each in texts()
        ],
        rhythm=Rhythm.WEEK,
        weekday=_TUESDAY,
        opens_at_minute=_OPENS_AT_MINUTE,
        starts_on=today + _FIRST_AFTER,
        latest_end_on=today + timedelta(days=LONGEST_PRESCRIPTION_DAYS),
        portal_url=context.settings.pages_address,
        invitation=_invitation(session, context, caller),
    )
    return Seen(found)


def _invitation(
    session: Session, context: Context, caller: Caller
) -> dict[Language, InvitationWords]:
    """What an invitation of the caller's first unit says, without a code."""
    unit_id = min(caller.unit_ids, default=_NO_UNIT)
    sender = sender_of(session, context.settings, caller.centre_id, unit_id, context.clock.now())
    found: dict[Language, InvitationWords] = {}
    for language in LANGUAGES:
        letter = mail(sender, MessageKind.INVITATION, language, _NO_CODE)
        found[language] = InvitationWords(
            sms=sms(sender, MessageKind.INVITATION, language, _NO_CODE),
            subject=letter.subject,
            mail=letter.body,
        )
    return found


def _title(name: str, version: str) -> dict[Language, str]:
    document = released().questionnaire_documents[QuestionnaireKey(name, version)]
    french = str(document.get("title", name))
    titles: dict[Language, str] = {"fr": french, "en": french}
    for extension in document.get("_title", {}).get("extension", []):
        parts = {each["url"]: each for each in extension.get("extension", [])}
        if extension.get("url") == _TRANSLATION and parts["lang"]["valueCode"] == "en":
            titles["en"] = parts["content"]["valueString"]
    return titles
