"""What was typed into the steps and is not with the service yet: kept for its author alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from console.stores.drafts import OF_AN_ENROLMENT, Drafts
from ui.enrolment.steps import NOBODY, StepName

_TYPED = TypeAdapter(dict[str, str])


class TypedSteps:
    """One text a step of an enrolment; the first step of nobody is under nobody's name."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def keep(self, patient_id: UUID | None, step: StepName, typed: dict[str, str]) -> None:
        """Keep what was typed; nothing erases what was kept before."""
        about, kind = patient_id or NOBODY, f"{OF_AN_ENROLMENT}{step}"
        if typed:
            self._drafts.put(about, kind, _TYPED.dump_json(typed).decode())
        else:
            self._drafts.drop(about, kind)

    def get(
        self, patient_id: UUID | None, step: StepName
    ) -> tuple[dict[str, str], datetime | None]:
        """What was typed, and when; nothing for none that can be read."""
        draft = self._drafts.get(patient_id or NOBODY, f"{OF_AN_ENROLMENT}{step}")
        if draft is None:
            return {}, None
        try:
            return _TYPED.validate_json(draft.content), draft.typed_at
        except ValidationError:
            return {}, None

    def drop(self, patient_id: UUID | None, *steps: StepName) -> None:
        """It is with the service, or nobody's any more."""
        for step in steps:
            self._drafts.drop(patient_id or NOBODY, f"{OF_AN_ENROLMENT}{step}")
