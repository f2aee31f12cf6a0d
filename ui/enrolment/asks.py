"""What a step asks of the service, in the shapes of the contract."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError

from services.contract.base import Ask
from ui.enrolment.step_form import NotAccepted

AskT = TypeVar("AskT", bound=Ask)


def built(shape: type[AskT], values: Mapping[str, object]) -> AskT:
    """A shape of the contract; raises `NotAccepted`, which names the first field that is not taken
    and holds nothing of what was typed.
    """
    try:
        # Read from JSON, as the service does: a strict shape takes a date as text from there alone.
        return shape.model_validate_json(json.dumps(values, default=str))
    except ValidationError as error:
        places = [each["loc"] for each in error.errors(include_input=False, include_url=False)]
        raise NotAccepted(str(places[0][-1]) if places[0] else "") from None


def yes_no(raw: object) -> bool | None:
    """An answer to a question that is answered by yes or no."""
    return None if raw is None else raw == "yes"
