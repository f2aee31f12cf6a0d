"""What is expected of a patient in words, and what an oncologist may expect from an alert."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import ExceptionEnd, ExceptionKind
from services.contract.rule_exceptions import Expectable, RuleException

HIGHEST = 2
"""A severe symptom is never expected."""


class Standing(StrEnum):
    """What an exception does now."""

    RUNNING = "running"
    PASSED = "passed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    WITHOUT_EFFECT = "void"


@dataclass(frozen=True, slots=True)
class Choice:
    """A symptom to expect, or one rule to mute, that an alert offers.

    `least` is the lowest grade that makes sense now, `level` the one to propose; that and `reason`
    are those of one which is over.
    """

    kind: ExceptionKind
    item: str
    rule_id: str | None
    least: int
    level: int
    reason: str = ""

    @property
    def key(self) -> str:
        """Names it in a draft."""
        return f"{self.kind} {self.item} {self.rule_id or ''}"


def standing(exception: RuleException, now: datetime) -> Standing:
    """What an exception does at an instant."""
    match exception.ended:
        case ExceptionEnd.PASSED:
            return Standing.PASSED
        case ExceptionEnd.WITHDRAWN:
            return Standing.WITHDRAWN
        case None if exception.until <= now:
            return Standing.EXPIRED
        case None:
            return Standing.RUNNING if exception.in_force else Standing.WITHOUT_EFFECT


def running(alert: AlertDetail, now: datetime) -> tuple[RuleException, ...]:
    """Those of an alert's patient that can be ended."""
    return running_ones(alert.exceptions, now)


def running_ones(exceptions: Iterable[RuleException], now: datetime) -> tuple[RuleException, ...]:
    """Those that nobody has ended, and whose time is not over."""
    return tuple(each for each in exceptions if each.ended is None and each.until > now)


def what(w: Wording, exception: RuleException | Choice, level: int | None = None) -> str:
    """`Fatigue jusqu'à ≈ 2`, `règle FAT-01 (Fatigue jusqu'à ≈ 2)`."""
    upto = exception.level if isinstance(exception, RuleException) else level
    symptom = words.symptom(w, exception.item)
    if upto is not None:
        symptom = w.text("expected-upto", symptom=symptom, level=words.about(upto))
    if exception.kind is ExceptionKind.EXPECTED:
        return symptom
    return w.text("expected-rule", rule=exception.rule_id or "", what=symptom)


def line(w: Wording, exception: RuleException, now: datetime) -> tuple[str, str]:
    """What stands first of an exception, and the rest of its line."""
    how = standing(exception, now)
    key = f"expected-{exception.kind}" if how is Standing.RUNNING else f"expected-{how}"
    ended = exception.ended_at or exception.until
    by = exception.ended_by if how is Standing.WITHDRAWN else exception.by
    told = {
        "what": what(w, exception),
        "until": w.day_time(exception.until),
        "at": w.moment(ended, now),
        "by": "" if by is None else words.short_name(by.name),
    }
    return w.text(f"{key}-first", **told), w.text(f"{key}-rest", **told)


def muted_since(w: Wording, exception: RuleException) -> str:
    """Every rule that it muted, with the day of the answer."""
    if not exception.muted:
        return w.text("expected-muted-none")
    hits = [
        w.text(
            "expected-muted-hit",
            rule=each.rule_id,
            version=each.rule_version,
            day=w.day(w.local(each.authored_at).date()),
        )
        for each in exception.muted
    ]
    return w.text("expected-muted", count=len(hits), hits=", ".join(hits))


def choices(alert: AlertDetail, now: datetime) -> tuple[Choice, ...]:
    """What an oncologist may expect from this alert on; the symptom before its single rules."""
    taken = {_same(each) for each in running(alert, now)}
    found: dict[tuple[ExceptionKind, str, str | None], Choice] = {}
    for choice in (*_from_hits(alert), *_again(alert, now)):
        same = (choice.kind, choice.item, choice.rule_id)
        if same not in taken:
            found.setdefault(same, choice)
    return tuple(found.values())


def not_offered(w: Wording, alert: AlertDetail, now: datetime) -> list[str]:
    """What of this alert can not be expected, each with why."""
    found = [
        w.text("expected-not-offered", what=_rule(w, each), why=words.obstacle(w, each.obstacle))
        for each in alert.expectable
        if each.obstacle is not None
    ]
    for each in running(alert, now):
        why = w.text("expected-already", until=w.day_time(each.until))
        found.append(w.text("expected-not-offered", what=what(w, each), why=why))
    return found


def has_subject(alert: AlertDetail, now: datetime) -> bool:
    """Whether there is anything to decide or to explain about expecting."""
    return bool(alert.expectable) or bool(choices(alert, now))


def _from_hits(alert: AlertDetail) -> Iterator[Choice]:
    for kind in (ExceptionKind.EXPECTED, ExceptionKind.SNOOZE):
        for each in alert.expectable:
            if each.obstacle is None and each.item is not None:
                rule_id = each.rule_id if kind is ExceptionKind.SNOOZE else None
                least = max(1, each.grade or 1)
                yield Choice(kind, each.item, rule_id, least, least)


def _again(alert: AlertDetail, now: datetime) -> Iterator[Choice]:
    """What was ended or ran out: a mistake is mended by expecting the same once more."""
    symptoms = () if alert.survey is None else alert.survey.symptoms
    grades = {each.item: each.now or 0 for each in symptoms}
    for each in alert.exceptions:
        grade = grades.get(each.item, 0)
        is_over = standing(each, now) in {Standing.WITHDRAWN, Standing.EXPIRED}
        if is_over and grade <= HIGHEST:
            least = max(1, grade)
            level = max(least, each.level)
            yield Choice(each.kind, each.item, each.rule_id, least, level, each.reason or "")


def _same(exception: RuleException) -> tuple[ExceptionKind, str, str | None]:
    return exception.kind, exception.item, exception.rule_id


def _rule(w: Wording, hit: Expectable) -> str:
    rule = w.text("why-rule", rule=hit.rule_id, version=hit.rule_version)
    return rule if hit.item is None else f"{rule} ({words.symptom(w, hit.item)})"
