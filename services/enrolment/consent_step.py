"""Step 4: what was read, and three answers that are given each by itself (S-47 to S-50)."""

from collections.abc import Iterator, Sequence
from typing import Final

from services.consents.service import TEXTS, Said, text_of
from services.contract.enrolment import ConsentStep, NoticeGiven
from services.contract.notices import NoticeProfile, NoticeTool
from services.contract.problems import FieldProblem
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind
from services.notices.registry import Notice, notices_for

_REQUIRED: Final = "required"


def texts() -> Sequence[Notice]:
    """What a patient is given before they answer: all notices of their pages, as they stand."""
    return notices_for(NoticeTool.APP, NoticeProfile.PATIENT)


def problems(step: ConsentStep) -> Iterator[FieldProblem]:
    """What is left out of the step, or cannot be right; nothing is taken for an answer."""
    for name in ("language", "collection", *(kind.value for kind in TEXTS)):
        if getattr(step, name) is None:
            yield FieldProblem(field=name, reason=_REQUIRED)
    if step.collection is Collection.ON_PAGES:
        yield FieldProblem(field="collection", reason="not_offered")
    reason = _notices_reason(step.notices)
    if reason is not None:
        yield FieldProblem(field="notices", reason=reason)


def _notices_reason(given: Sequence[NoticeGiven]) -> str | None:
    """Every text in force must have been given, in that version."""
    now = {(each.name, each.version) for each in texts()}
    said = {(each.notice, each.version) for each in given}
    if {name for name, _ in said} - {name for name, _ in now}:
        return "not_offered"
    if said - now:
        return "changed"
    return None if said == now else _REQUIRED


def said(step: ConsentStep) -> Iterator[Said]:
    """The three answers of a whole step, as they are kept."""
    answers: tuple[tuple[ConsentKind, ConsentChoice | None], ...] = (
        (ConsentKind.TELEMONITORING, step.telemonitoring),
        (ConsentKind.RESEARCH, step.research),
        (ConsentKind.COMMUNICATION, step.communication),
    )
    for kind, choice in answers:
        if choice is not None and step.language is not None and step.collection is not None:
            text = text_of(kind)
            yield Said(kind, choice, text.name, text.version, step.language, step.collection)
