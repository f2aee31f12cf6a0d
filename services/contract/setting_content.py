"""What a version of a section holds: asked and answered in the same shape."""

from pydantic import BaseModel, ConfigDict


class SettingContent(BaseModel):
    """What is set; a content that was written is never changed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)
