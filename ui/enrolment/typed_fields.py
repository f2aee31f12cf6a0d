"""Two fields that say more while something is typed: an INS with its key, and a time of day."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtWidgets import QWidget

from console.models.ins_key import KeyState, key_state
from resources.wording import Wording
from ui.parts.fields import LineField
from widgets.theme import Theme

_LONGEST_INS: Final = 30
_LONGEST_TIME: Final = 5
_TIME: Final = re.compile(r"([01]?\d|2[0-3])(?:[:hH. ]?([0-5]\d))?[hH]?")


class InsField(LineField):
    """An INS; whether its key holds is said with its last sign."""

    def __init__(self, theme: Theme, w: Wording, parent: QWidget | None = None) -> None:
        super().__init__(
            "ins",
            w.text("record-field-ins"),
            _LONGEST_INS,
            theme,
            w.text("enrolment-ins-hint"),
            parent,
        )
        self._wording = w
        self._line.text_edited.connect(self._follow)

    def set_raw(self, text: str) -> None:
        super().set_raw(text)
        self._follow(text)

    def fault(self) -> str:
        state, _count = key_state(self.raw())
        is_good = state in (KeyState.EMPTY, KeyState.RIGHT)
        return "" if is_good else f"enrolment-ins-{state}"

    def _follow(self, text: str) -> None:
        w = self._wording
        state, count = key_state(text)
        hint = w.text("enrolment-ins-hint")
        if state is KeyState.PART:
            hint = w.text("enrolment-ins-count", count=count)
        elif state is KeyState.RIGHT:
            hint = w.text("enrolment-ins-right")
        self._line.set_label(self.label, hint)
        is_wrong = state in (KeyState.WRONG, KeyState.NONE)
        self.show_error(w.text(f"enrolment-ins-{state}") if is_wrong else "")


class TimeField(LineField):
    """A time of day, as `9`, `9h30`, `09:30`; its value is in minutes from midnight."""

    def __init__(
        self, name: str, label: str, theme: Theme, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, label, _LONGEST_TIME, theme, hint, parent)

    def set_minutes(self, minutes: int) -> None:
        """Put a time in."""
        self.set_raw(f"{minutes // 60:02d}:{minutes % 60:02d}")

    def value(self) -> object:
        found = _TIME.fullmatch(self.raw().strip())
        return None if found is None else int(found[1]) * 60 + int(found[2] or 0)

    def fault(self) -> str:
        if not self.raw().strip():
            return super().fault()
        return "" if self.value() is not None else "fields-no-time"
