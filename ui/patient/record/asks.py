"""What a form of the record asks of the service, in the shapes of the contract."""

from __future__ import annotations

import json
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ValidationError

from console.stores.record_acts import Change
from services.contract.enums import EntryKind
from services.contract.patient_changes import ContactChangeAsk, IdentityChangeAsk
from services.contract.record import (
    EntryAsk,
    EntryChangeAsk,
    TreatmentCycleAsk,
    TreatmentCycleChangeAsk,
    TreatmentLineAsk,
    TreatmentLineChangeAsk,
    WithdrawAsk,
)
from ui.patient.record.sections import Part

Values = dict[str, object]
_OUTSIDE: Final = ("began_on", "ended_on", "reason")
_NEW: Final[dict[Part, type[BaseModel]]] = {
    Part.ENTRY: EntryAsk,
    Part.LINE: TreatmentLineAsk,
    Part.CYCLE: TreatmentCycleAsk,
}
_CHANGED: Final[dict[Part, type[BaseModel]]] = {
    Part.ENTRY: EntryChangeAsk,
    Part.LINE: TreatmentLineChangeAsk,
    Part.CYCLE: TreatmentCycleChangeAsk,
    Part.IDENTITY: IdentityChangeAsk,
    Part.CONTACT: ContactChangeAsk,
}


class NotAccepted(Exception):
    """The contract does not take a value; `field` is the first that it does not take, `reason` the
    word for why.
    """

    def __init__(self, field: str, reason: str = "otherwise") -> None:
        super().__init__("a field is not accepted")
        self.field = field
        self.reason = reason


def change_of(part: Part, kind: EntryKind | None, values: Values, *, is_new: bool) -> Change:
    """The change that the values of a form make; raises `NotAccepted`."""
    shape = (_NEW if is_new else _CHANGED)[part]
    asked = _entry(kind, values) if part is Part.ENTRY and kind is not None else values
    if is_new:
        asked = {name: value for name, value in asked.items() if name != "reason"}
    try:
        # Read from JSON, as the service does: a strict shape takes a date as text from there alone.
        change: Change = shape.model_validate_json(  # type: ignore[assignment]
            json.dumps(asked, default=str)
        )
    except ValidationError as error:
        places = [each["loc"] for each in error.errors(include_input=False, include_url=False)]
        raise NotAccepted(str(places[0][-1]) if places[0] else "") from None
    return change


def checked_reason(values: Values) -> str:
    """Why something is withdrawn; raises `NotAccepted`, which holds nothing of what was typed."""
    reason = str(values["reason"] or "")
    try:
        WithdrawAsk(reason=reason)
    except ValidationError:
        raise NotAccepted("reason", "too_short") from None
    return reason


def treating(name: object, before: str | None, known: dict[str, UUID], kept: UUID | None) -> Values:
    """Who treats: one of the unit's oncologists is more than a name, and one that stays is too."""
    if name is None:
        return {"oncologist": None, "oncologist_id": None}
    account = known.get(str(name), kept if name == before else None)
    return {"oncologist": name, "oncologist_id": account}


def _entry(kind: EntryKind, values: Values) -> Values:
    content = {name: value for name, value in values.items() if name not in _OUTSIDE}
    if isinstance(code := content.get("icd10"), str):
        content["icd10"] = code.upper()
    outside: Values = {name: values[name] for name in _OUTSIDE if name in values}
    return {**outside, "content": {"kind": kind.value, **content}}
