"""Which rule set judges the answers of a centre, and the table that forgets no released one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, text
from sqlalchemy.orm import Session

from services.alerts.stored_rules import activated
from services.answers.released import Released, fingerprint, released
from services.audit.journal import entry_of, record
from services.clinical.read_rule_set import read_rule_set
from services.clinical.rules import RuleSet
from services.db.engine import Database
from services.db.scope import NO_CENTRE
from services.db.tables.centres import RuleSet as StoredRuleSet
from services.db.tables.centres import RuleSetActivation
from services.ids import new_id
from services.security.caller import Caller

# Two first answers of a centre at once would both write the default down.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('rule sets', 0))")
_CONTENT = select(StoredRuleSet.content).where(StoredRuleSet.version == bindparam("version"))


class RuleSetChanged(RuntimeError):
    """A released rule set differs from the stored one of the same version (decision 14)."""


@dataclass(frozen=True)
class InForce:
    """The rule set of a centre at an instant; `read` may raise when it is an old one."""

    version: str
    is_activated: bool
    known: RuleSet | None
    stored: Mapping[str, Any] | None

    def read(self) -> RuleSet:
        """The rule set itself; raises `RuleSetError` when what was stored cannot be understood."""
        if self.known is not None:
            return self.known
        return read_rule_set(self.stored or {}, released().questionnaires)


def install(database: Database, now: datetime, release: Released | None = None) -> None:
    """Stores the rule sets of this release; raises `RuleSetChanged` rather than replace one."""
    with database.writing(NO_CENTRE) as session:
        store(session, now, release or released())


def store(session: Session, now: datetime, release: Released) -> None:
    """The same within a transaction that is under way."""
    rows = session.execute(select(StoredRuleSet.version, StoredRuleSet.sha256)).all()
    known = {row.version: row.sha256 for row in rows}
    for version, document in release.rule_set_documents.items():
        sha256 = fingerprint(document)
        if version not in known:
            row = {
                "version": version,
                "sha256": sha256,
                "content": dict(document),
                "released_at": now,
            }
            session.execute(insert(StoredRuleSet), row)
        elif known[version] != sha256:
            raise RuleSetChanged(version)


def activate(session: Session, centre_id: UUID, version: str, active_from: datetime) -> UUID:
    """Makes a stored rule set judge the answers of a centre from an instant on; returns its id."""
    activation_id = new_id()
    row = {
        "id": activation_id,
        "centre_id": centre_id,
        "version": version,
        "active_from": active_from,
    }
    session.execute(insert(RuleSetActivation), row)
    return activation_id


def in_force(session: Session, at: datetime) -> InForce:
    """The rule set of the session's centre; a centre that never chose has the newest default."""
    chosen = activated(session, at)
    version = chosen or released().default_version
    known = released().rule_sets.get(version)
    stored = None if known is not None else session.scalar(_CONTENT, {"version": version})
    return InForce(version, chosen is not None, known, stored)


def settle(session: Session, caller: Caller, version: str, now: datetime) -> None:
    """Writes down the default of a centre at its first answer, so that no upgrade changes it."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ONE_AT_A_TIME)
        if in_force(session, now).is_activated:
            return
    store(session, now, released())
    activation_id = activate(session, caller.centre_id, version, now)
    record(session, entry_of(caller, "activate_rule_set", now, object_id=activation_id))


def document(session: Session, version: str) -> dict[str, Any] | None:
    """A rule set as it was released, of this release or an earlier one."""
    return session.scalar(_CONTENT, {"version": version})
