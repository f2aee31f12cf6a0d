"""The words of messages that a centre has changed, in versions.

Whatever stands here, a message leaves: what cannot be read, or would be refused today, is not
there, and the usual words are sent.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.orm import Session

from resources import message_texts
from resources.marked_text import Fault, fault_of
from services.centres.setting_rows import stored_in_force
from services.contract.centre_settings import CentreSection
from services.contract.message_texts import MessageText, MessageTextsContent
from services.contract.problems import FieldProblem

_log = logging.getLogger("vigie.centres")
NONE: Final = MessageTextsContent(section="message_texts", texts=[])
Texts = Mapping[tuple[str, str, str], MessageText]
"""By kind, channel and language."""


def texts_of(session: Session, centre_id: UUID, now: datetime) -> Texts:
    """Those in force at a moment."""
    stored = stored_in_force(session, centre_id, CentreSection.MESSAGE_TEXTS, now)
    if stored is None:
        return {}
    try:
        content = MessageTextsContent.model_validate(stored, strict=False)
    except ValidationError:
        _log.error("message texts of centre %s cannot be read", centre_id)
        return {}
    return {_key(each): each for each in content.texts if _problem_of(each) is None}


def problems_of(content: MessageTextsContent) -> list[FieldProblem]:
    """Why these may not be; a field is named `texts.KIND.CHANNEL.LANGUAGE.body`."""
    found, seen = [], set()
    for each in content.texts:
        key = _key(each)
        name = "content.texts." + ".".join(key)
        if key in seen:
            found.append(FieldProblem(field=f"{name}.body", reason="twice"))
        elif (problem := _problem_of(each)) is not None:
            part, fault = problem
            found.append(FieldProblem(field=f"{name}.{part}", reason=fault.reason))
        seen.add(key)
    return found


def _key(text: MessageText) -> tuple[str, str, str]:
    return (text.kind.value, text.channel, text.language)


def _problem_of(text: MessageText) -> tuple[str, Fault] | None:
    kind, channel, language = _key(text)
    if (text.subject is None) != (channel == "sms"):
        return "subject", Fault("not_a_subject")
    longest = message_texts.longest_values(kind, language)
    if text.subject is not None:
        fault = fault_of(text.subject, message_texts.SUBJECT, longest)
        if fault is not None:
            return "subject", fault
    fault = fault_of(text.body, message_texts.body_of(kind, channel), longest)
    return None if fault is None else ("body", fault)
