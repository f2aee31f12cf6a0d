"""Rule sets as they were stored: which one is in force in a centre, and what it says."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

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
_SHA256 = select(RuleSet.sha256).where(RuleSet.version == bindparam("version"))
_ALL = (
    select(RuleSetActivation.version, RuleSetActivation.active_from, RuleSet.sha256)
    .join(RuleSet, RuleSet.version == RuleSetActivation.version)
    .order_by(RuleSetActivation.active_from, RuleSetActivation.id)
)
_MOST_KEPT: Final = 32
_READ: Final[dict[tuple[str, str], Rules]] = {}
"""By version and fingerprint: a stored rule set is never changed (decision 14)."""


class Activation(NamedTuple):
    """From when a rule set judged the answers of a centre."""

    version: str
    active_from: datetime
    sha256: str


def activated(session: Session, at: datetime) -> str | None:
    """The version that the session's centre was given; None for one that has no answer yet."""
    return session.scalar(_IN_FORCE, {"at": at})


def activations(session: Session) -> Sequence[Activation]:
    """All that the session's centre was ever given, the oldest first."""
    return [Activation(*row) for row in session.execute(_ALL)]


class StoredRules:
    """Reads each rule set once: what was read in this process is not read again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[str, Rules | None] = {}

    def of(self, version: str) -> Rules | None:
        """A rule set; None when there is none, or it is in the words of another release."""
        if version not in self._found:
            sha256 = self._session.scalar(_SHA256, {"version": version})
            self._found[version] = None if sha256 is None else self.known(version, sha256)
        return self._found[version]

    def known(self, version: str, sha256: str) -> Rules | None:
        """The same, for one that is known to be stored, by its fingerprint."""
        read = _READ.get((version, sha256))
        if read is None:
            read = self._read_rules(version)
            if read is not None:
                if len(_READ) >= _MOST_KEPT:
                    _READ.clear()
                _READ[version, sha256] = read
        return read

    def _read_rules(self, version: str) -> Rules | None:
        content = self._session.scalar(_CONTENT, {"version": version})
        try:
            return Rules.model_validate(content)
        except ValidationError:
            # What cannot be read is left out rather than shown wrong.
            return None
