"""In how many opening minutes alerts are to be answered in a centre: a version of its settings.

The due time of an alert is stored when it is raised, so that nothing that is set later moves it
(H-03).
"""

import logging
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.orm import Session

from services.centres.setting_rows import stored_in_force
from services.clinical.rules import DEFAULT_RESPONSE_TIMES, ResponseTimes
from services.contract.centre_settings import (
    RESPONSE_BOUNDS,
    CentreSection,
    ResponseTimesContent,
)

_log = logging.getLogger("vigie.centres")
LEVELS: Final = tuple(RESPONSE_BOUNDS)
"""The most urgent first: what is answered sooner never has longer."""
FIRST: Final = ResponseTimesContent(
    section="response_times", **DEFAULT_RESPONSE_TIMES.model_dump(include=set(LEVELS))
)
"""What counts where nobody has set anything."""


def in_force(
    session: Session, centre_id: UUID, at: datetime, usual: ResponseTimes = DEFAULT_RESPONSE_TIMES
) -> ResponseTimes:
    """The response times of a centre at an instant; `usual`, those of the rule set, where it has
    set none.

    A setting that cannot be read never costs an answer and never makes an alert due later: the
    shorter of both of `usual` and the default counts for each level.
    """
    stored = stored_in_force(session, centre_id, CentreSection.RESPONSE_TIMES, at)
    if stored is None:
        return usual
    try:
        content = ResponseTimesContent.model_validate(stored)
    except ValidationError:
        content = None
    if content is None or not is_in_order(content):
        _log.error("response times of centre %s cannot be read", centre_id)
        return _shorter(usual, DEFAULT_RESPONSE_TIMES)
    return ResponseTimes(**content.model_dump(include=set(LEVELS)))


def is_in_order(content: ResponseTimesContent) -> bool:
    """Whether no alert may wait longer than one that is less urgent."""
    return content.minutes == sorted(content.minutes)


def _shorter(one: ResponseTimes, other: ResponseTimes) -> ResponseTimes:
    return ResponseTimes(
        **{level: min(getattr(one, level), getattr(other, level)) for level in LEVELS}
    )
