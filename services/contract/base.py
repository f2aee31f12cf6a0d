"""The two kinds of shapes on the wire: what is asked, and what is answered."""

from pydantic import BaseModel, ConfigDict


class Ask(BaseModel):
    """A request body: an unknown field is refused, nothing is coerced (validated as JSON)."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Reply(BaseModel):
    """A response body; unknown fields are ignored: an older console survives a newer service."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)
