"""What is expected of patients, as the readers of their alerts see it, and what more could be."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.alerts import rule_exception_rows as rows
from services.alerts.stored_rules import StoredRules, activated
from services.centres.people import people
from services.clinical.known import RuleException as Expected
from services.clinical.known import is_made_for, obstacle
from services.clinical.rules import RuleSet
from services.contract.alerts import AnsweredSurvey
from services.contract.enums import MutingObstacle
from services.contract.explanations import Explanation, RuleHit
from services.contract.people import PersonLabel
from services.contract.rule_exceptions import Expectable, MutedAnswer, RuleException
from services.db.tables.exceptions import MutedHit
from services.db.tables.exceptions import RuleException as Row
from services.security.ciphers import Cipher

SHOWN_FOR: Final = timedelta(days=14)
"""For how long one that is over still stands beside the patient's alerts."""
_MOST_SHOWN: Final = 20


@dataclass(frozen=True)
class InForce:
    """The rules of a centre now, read when somebody asks for them."""

    version: str | None
    stored: StoredRules

    def read(self) -> RuleSet | None:
        """The rules themselves; None when they cannot be read: then nothing is muted."""
        return None if self.version is None else self.stored.of(self.version)


def rules_in_force(session: Session, stored: StoredRules, now: datetime) -> InForce:
    """The rules that would judge an answer of the session's centre now."""
    return InForce(activated(session, now), stored)


def replies(
    session: Session,
    ciphers: Mapping[UUID, Cipher],
    found: Sequence[Row],
    in_force: InForce,
    now: datetime,
) -> list[RuleException]:
    """Exceptions with their people and all that they muted, in the same order."""
    named = people(session, {row.made_by for row in found} | {row.ended_by for row in found})
    muted: dict[UUID, list[MutedHit]] = {}
    for hit in rows.muted_by(session, [row.id for row in found]):
        muted.setdefault(hit.exception_id, []).append(hit)
    return [
        _reply(row, ciphers[row.patient_id], named, muted.get(row.id, ()), in_force, now)
        for row in found
    ]


def expected_of(
    session: Session,
    ciphers: Mapping[UUID, Cipher],
    patient_ids: Collection[UUID],
    in_force: InForce,
    now: datetime,
) -> dict[UUID, list[RuleException]]:
    """What is expected of each patient, in force first, and what was over not long ago."""
    found: dict[UUID, list[RuleException]] = {each: [] for each in patient_ids}
    recent = rows.recent(session, patient_ids, now - SHOWN_FOR)
    for each in replies(session, ciphers, recent, in_force, now):
        found[each.patient_id].append(each)
    for listed in found.values():
        listed.sort(key=lambda each: not each.in_force)
        del listed[_MOST_SHOWN:]
    return found


def expectable(
    explanation: Explanation, survey: AnsweredSurvey | None, in_force: InForce
) -> list[Expectable]:
    """Each rule that fired, and why it cannot be muted where it cannot."""
    symptoms = () if survey is None else survey.symptoms
    grades = {each.item: each.now for each in symptoms}
    is_same = explanation.rule_set_version == in_force.version
    known = None if is_same or not explanation.hits else _versions(in_force.read())
    return [_expectable(hit, grades.get(hit.item or ""), known) for hit in explanation.hits]


def fact(row: Row, by: str) -> Expected:
    """An exception as the rules take it."""
    return Expected(
        id=str(row.id),
        kind=row.kind,
        item=row.item,
        level=row.level,
        rule_set_version=row.rule_set_version,
        rule_id=row.rule_id,
        rule_version=row.rule_version,
        since=row.since,
        until=row.until,
        by=by,
    )


def _versions(rules: RuleSet | None) -> set[tuple[str, int]]:
    return set() if rules is None else {(rule.id, rule.version) for rule in rules.rules}


def _expectable(
    hit: RuleHit, grade: int | None, known: Collection[tuple[str, int]] | None
) -> Expectable:
    why = obstacle(hit, grade)
    if why is None and known is not None and (hit.rule_id, hit.rule_version) not in known:
        why = MutingObstacle.OTHER_RULES
    return Expectable(
        rule_id=hit.rule_id,
        rule_version=hit.rule_version,
        item=hit.item,
        grade=grade,
        obstacle=why,
    )


def _reply(
    row: Row,
    cipher: Cipher,
    named: Mapping[UUID, PersonLabel],
    muted: Iterable[MutedHit],
    in_force: InForce,
    now: datetime,
) -> RuleException:
    detail = rows.open_detail(cipher, row)
    is_running = row.ended_at is None and row.until > now and detail is not None
    return RuleException(
        id=row.id,
        version=row.version,
        patient_id=row.patient_id,
        kind=row.kind,
        item=row.item,
        level=row.level,
        rule_id=row.rule_id,
        rule_version=row.rule_version,
        rule_set_version=row.rule_set_version,
        reason=None if detail is None else detail["reason"],
        by=named.get(row.made_by),
        since=row.since,
        until=row.until,
        ended_at=row.ended_at,
        ended_by=None if row.ended_by is None else named.get(row.ended_by),
        ended=row.ended,
        in_force=is_running and _holds(row, in_force.read()),
        muted=[
            MutedAnswer(
                answer_id=hit.answer_id,
                authored_at=hit.authored_at,
                rule_id=hit.rule_id,
                rule_version=hit.rule_version,
                level=hit.level,
            )
            for hit in muted
        ],
        reason_unreadable=detail is None,
    )


def _holds(row: Row, rules: RuleSet | None) -> bool:
    return rules is not None and is_made_for(fact(row, ""), rules)
