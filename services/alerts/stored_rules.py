"""Rule sets as they were stored: which one is in force in a centre, and what it says."""

from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.clinical.rules import RuleSet as Rules
from services.db.tables.centres import RuleSet, RuleSetActivation

_IN_FORCE = (
    select(RuleSetActivation.version)
    .where(RuleSetActivation.active_from <= bindparam("at"))
    .order_by(RuleSetActivation.active_from.desc(), RuleSetActivation.id.desc())
    .limit(1)
)
_CONTENT = select(RuleSet.content).where(RuleSet.version == bindparam("version"))


def activated(session: Session, at: datetime) -> str | None:
    """The version that the session's centre was given; None for one that has no answer yet."""
    return session.scalar(_IN_FORCE, {"at": at})


class StoredRules:
    """Reads each rule set once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, Rules | None] = {}

    def of(self, version: str) -> Rules | None:
        """A rule set; None when there is none, or it is in the words of another release."""
        if version not in self._read:
            self._read[version] = self._read_rules(version)
        return self._read[version]

    def _read_rules(self, version: str) -> Rules | None:
        content = self._session.scalar(_CONTENT, {"version": version})
        if content is None:
            return None
        try:
            return Rules.model_validate(content)
        except ValidationError:
            # What cannot be read is left out rather than shown wrong.
            return None
