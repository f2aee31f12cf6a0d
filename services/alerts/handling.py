"""The acts of somebody who works on an alert: claim, acknowledge, call, measure, note, close."""

from collections.abc import Sequence
from uuid import UUID

from resources.symptoms import SYMPTOMS
from services.alerts import conflicts, repository
from services.alerts.acts import Act, perform
from services.alerts.coded_actions import (
    Recorded,
    needs_oncologist,
    problems_of,
    what_closing_lacks,
)
from services.alerts.history import NOTHING_TO_REPORT, ActDetail
from services.alerts.work import Work
from services.contract.alert_acts import (
    AcknowledgeAsk,
    AssessmentAsk,
    CallAsk,
    CloseAsk,
    GradeAsk,
    MeasureAsk,
    NoteAsk,
)
from services.contract.alerts import ConfirmedGrade
from services.contract.enums import ActionKind, AlertKind, ContactResult, MeasureCode
from services.contract.problems import FieldProblem
from services.contract.texts import says_something
from services.db.tables.alerts import Alert, AlertAct
from services.edge.writes import Done
from services.errors import forbidden


def claim(work: Work, alert_id: UUID, version: int) -> Done:
    """Shows the others that this person works on the alert; renews a claim of their own."""
    return perform(work, alert_id, version, Act(ActionKind.CLAIM))


def release(work: Work, alert_id: UUID, version: int) -> Done:
    """Lets go of a claim of one's own."""
    return perform(work, alert_id, version, Act(ActionKind.RELEASE))


def take_over(work: Work, alert_id: UUID, version: int) -> Done:
    """Takes the claim from whoever has it, and answers for the alert when somebody already did."""
    return perform(work, alert_id, version, Act(ActionKind.TAKE_OVER))


def acknowledge(work: Work, alert_id: UUID, version: int, ask: AcknowledgeAsk) -> Done:
    """Answers for the alert, and for the patient's other open ones that are named."""
    return perform(work, alert_id, version, Act(ActionKind.ACKNOWLEDGE), ask.also)


def log_call(work: Work, alert_id: UUID, version: int, ask: CallAsk) -> Done:
    """Records a call with its result and the grades confirmed in it; also acknowledges."""
    problems = _grade_problems(ask.grades)
    if problems:
        raise conflicts.invalid_body(problems)
    grades = [ConfirmedGrade(item=each.item, grade=each.grade) for each in ask.grades]
    note = ask.note if says_something(ask.note) else None
    detail = ActDetail(text=note, grades=grades) if note or grades else None
    act = Act(ActionKind.CALL, {"result": ask.result.value}, detail)
    return perform(work, alert_id, version, act)


def measure(work: Work, alert_id: UUID, version: int, ask: MeasureAsk) -> Done:
    """Records coded actions; changing the cancer treatment belongs to oncologists."""
    codes = coded(work, ask)
    note = ask.note if says_something(ask.note) else None
    detail = ActDetail(text=note, grades=[], other=ask.other) if note or ask.other else None
    return perform(work, alert_id, version, Act(ActionKind.MEASURE, codes, detail))


def coded(work: Work, ask: MeasureAsk) -> dict[str, list[str]]:
    """The coded actions as they are stored; raises 403 and 422 for those that may not be."""
    if needs_oncologist(ask, work.caller.role):
        raise forbidden()
    problems = problems_of(ask)
    if problems:
        raise conflicts.invalid_body(problems)
    codes = {"measures": [code.value for code in ask.codes]}
    return codes if ask.cause is None else codes | {"cause": [ask.cause.value]}


def add_note(work: Work, alert_id: UUID, version: int, ask: NoteAsk) -> Done:
    """Adds a note to the history, whoever works on the alert and whatever its state."""
    act = Act(ActionKind.NOTE, detail=ActDetail(text=ask.text, grades=[]))
    return perform(work, alert_id, version, act)


def close(
    work: Work, alert_id: UUID, version: int, ask: CloseAsk, follows: UUID | None = None
) -> Done:
    """Closes the alert, and the patient's others that are named, when their history allows it.

    `follows` is an act of the same intention, which an undo takes back too. Raises 403 under an
    exceptional access: whoever looks in from outside the unit does not end its work (decision 4).
    """
    codes: dict[str, str | None] = {}
    detail = None
    if ask.assessment is not None:
        level = ask.assessment.level
        codes["assessment"] = NOTHING_TO_REPORT if level is None else level.value
        detail = ActDetail(text=ask.assessment.text, grades=[])

    def demand(work: Work, alerts: Sequence[Alert]) -> None:
        if work.caller.by_exception:
            raise forbidden()
        _demand_history(work, alerts, ask.assessment)

    act = Act(ActionKind.CLOSE, codes, detail, follows=follows)
    return perform(work, alert_id, version, act, ask.also, demand)


def _demand_history(work: Work, alerts: Sequence[Alert], assessment: AssessmentAsk | None) -> None:
    """What was done for the leading alert counts for those answered with it, from their arrival on.

    Whoever called before an alert came, or before a correction made it worse, knew nothing of it. A
    hand assessment does not count: it is
    of one answer.
    """
    leader = alerts[0]
    if assessment is not None and leader.kind is not AlertKind.TECHNICAL:
        raise conflicts.invalid_body([FieldProblem(field="assessment", reason="unexpected")])
    acts = repository.standing_acts(work.session, [alert.id for alert in alerts])
    for alert in alerts:
        recorded = [
            _recorded(act)
            for act in acts
            if act.alert_id in {alert.id, leader.id} and act.at >= alert.received_at
        ]
        assessed = assessment if alert is leader else None
        lack = what_closing_lacks(alert.kind, alert.level, recorded, assessed)
        if lack is not None:
            raise conflicts.lacking(work, alert, lack)


def _recorded(act: AlertAct) -> Recorded:
    result = act.codes.get("result")
    return Recorded(
        act.kind,
        tuple(MeasureCode(code) for code in act.codes.get("measures", ())),
        None if result is None else ContactResult(result),
    )


def _grade_problems(grades: Sequence[GradeAsk]) -> list[FieldProblem]:
    problems = [
        FieldProblem(field=f"grades.{place}.item", reason="unknown")
        for place, each in enumerate(grades)
        if each.item not in SYMPTOMS
    ]
    if len({each.item for each in grades}) != len(grades):
        problems.append(FieldProblem(field="grades", reason="repeated"))
    return problems
