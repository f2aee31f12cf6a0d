"""Steps 2 to 4 saved as they are; a *no* that ends the enrolment is told from one left out."""

from services.contract.enrolment import ConsentStep, EligibilityStep, PathwayStep
from services.contract.problems import FieldProblem
from services.contract.week_enums import ConsentChoice, EnrolmentStop
from services.edge.writes import Done
from services.enrolment import consent_step, eligibility, pathway
from services.enrolment.content import Content
from services.enrolment.drafts import Draft, done, held, move
from services.enrolment.missing import REQUIRED, refused, require_true
from services.enrolment.of_age import is_of_age
from services.enrolment.stopping import stop
from services.record.work import Work, unreadable


def save_eligibility(work: Work, version: int, ask: EligibilityStep) -> Done:
    """Saves step 2, or ends the enrolment; raises 404, 412, 409, 422."""
    draft = held(work, version)
    if work.born is None:
        raise unreadable()
    reason = eligibility.stop_of(ask, is_of_age=is_of_age(work.born, work.today))
    if reason is not None:
        return stop(work, draft, reason)
    require_true(eligibility.problems(ask))
    content = draft.content.model_copy(update={"eligibility": ask})
    return _saved(work, draft, content, 2)


def save_pathway(work: Work, version: int, ask: PathwayStep) -> Done:
    """Saves step 3; raises 404, 412, 409, 422."""
    draft = held(work, version)
    require_true(pathway.problems(work, draft.row.unit_id, ask))
    return _saved(work, draft, draft.content.model_copy(update={"pathway": ask}), 3)


def save_consent(work: Work, version: int, ask: ConsentStep) -> Done:
    """Saves step 4, or ends the enrolment of who refuses; raises 404, 412, 409, 422.

    Who saves an answer has collected it; saving the same answer again does not make it newer.
    """
    draft = held(work, version)
    found = list(consent_step.problems(ask))
    require_true(found)
    if ask.telemonitoring is ConsentChoice.REFUSED:
        _require_collected(found)
        return stop(work, draft, EnrolmentStop.NO_CONSENT, list(consent_step.said(ask)))
    collected = {"consent_by": work.caller.person, "consent_at": work.now}
    if ask.telemonitoring is None:
        collected = {"consent_by": None, "consent_at": None}
    elif ask == draft.content.consent:
        collected = {}
    content = draft.content.model_copy(update={"consent": ask} | collected)
    return _saved(work, draft, content, 4)


def _require_collected(found: list[FieldProblem]) -> None:
    """A refusal is kept too: in which language and how it was given has to be said."""
    needed = [each for each in found if each.field in ("language", "collection")]
    if needed:
        raise refused([FieldProblem(field=each.field, reason=REQUIRED) for each in needed])


def _saved(work: Work, draft: Draft, content: Content, step: int) -> Done:
    row = move(work, draft.row, content, step=max(draft.row.step, step))
    return done(work, row)
