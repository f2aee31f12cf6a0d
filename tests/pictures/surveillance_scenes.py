"""Scenes of the surveillance: proved, late, down, and something that was found missing."""

from __future__ import annotations

from typing import Final

from console.stores.surveillance import Verdict
from services.contract.enums import AlertKind
from services.contract.explanations import EvaluationProblem, EvaluationProblemCode
from services.contract.surveillance import SurveillancePart
from tests.pictures.stage import Scene, Stage


def _standing(verdict: Verdict, age_s: int, *down: SurveillancePart) -> Scene:
    def show(stage: Stage) -> None:
        stage.surveillance.become(verdict, age_s, 0, *down)

    return show


def gap(stage: Stage) -> None:
    """The technical alert of something that surveillance found missing; no answer raised it."""
    stage.surveillance.become(Verdict.GAP, 12, 1)
    alert_id = stage.worklist.rows[0].row.alert_id
    alert = stage.details.alerts[alert_id]
    found = EvaluationProblem(
        code=EvaluationProblemCode.QUEUE_ROW_LOST, item=None, attribute=None, cause=None
    )
    told = {"hits": (), "problems": (found,), "lead": None, "next_symptoms": ()}
    technical = {"kind": AlertKind.TECHNICAL, "rank": 0}
    explanation = alert.explanation.model_copy(update=told)
    stage.details.alerts[alert_id] = alert.model_copy(
        update=technical | {"explanation": explanation, "survey": None, "series": None}
    )
    row = stage.worklist.rows[0]
    shown = row.row.model_copy(update=technical | {"leads": [], "spark": []})
    stage.worklist.put_rows([type(row)(shown), *stage.worklist.rows[1:]])
    stage.details.show(alert_id, 1)


SURVEILLANCE_SCENES: Final[dict[str, Scene]] = {
    "surveillance-awaited": _standing(Verdict.AWAITED, 2),
    "surveillance-incomplete": _standing(Verdict.INCOMPLETE, 24, SurveillancePart.HEARTBEAT),
    "surveillance-late": _standing(Verdict.LATE, 185, SurveillancePart.CANARY),
    "surveillance-down": _standing(Verdict.DOWN, 370, SurveillancePart.WORKER),
    "surveillance-gap": gap,
}
