"""Who an account belongs to, as it is and as it is to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from resources.wording import Wording
from services.contract.accounts import PersonShown
from services.contract.rpps import rpps_digits
from services.contract.staff import LONGEST_LINE, ChangePersonAsk
from services.contract.texts import says_enough
from ui.accounts.invite_fields import LONGEST_WORDS
from ui.accounts.rpps import rpps_fault
from ui.parts.fields import BoxField, LineField
from widgets.theme import Theme

NAMES: Final = ("name", "title", "email", "phone", "rpps", "specialty")
_REQUIRED: Final = frozenset({"name", "email"})


class FieldChange(NamedTuple):
    """One field that is to be another; either side may be empty."""

    name: str
    before: str
    after: str


class PersonFields(QWidget):
    """The reason is laid out by whoever shows these. Signals: `edited()` with each letter."""

    edited = Signal()

    def __init__(
        self, person: PersonShown, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wording = w = wording
        self._person = person
        self.lines = {
            name: LineField(
                name, w.text(f"invite-field-{name}"), LONGEST_LINE, theme,
                w.text("invite-hint-rpps") if name == "rpps" else "", self,
            )
            for name in NAMES
        }  # fmt: skip
        for name, field in self.lines.items():
            field.is_required = name in _REQUIRED
            field.set_raw(self._shown(name))
            edit = field.control
            assert isinstance(edit, QLineEdit)
            edit.textChanged.connect(self.edited)
        self.words = BoxField("words", w.text("invite-field-words"), LONGEST_WORDS, theme, w, self)
        self.words.is_required = True
        self.lines["rpps"].left.connect(self._check_rpps)
        self._lay_out()

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        return (*(self.lines[name].control for name in NAMES), self.words.control)

    def changes(self) -> list[FieldChange]:
        """What is to be another, in reading order."""
        found = (
            FieldChange(name, self._shown(name), self.lines[name].raw().strip()) for name in NAMES
        )
        return [each for each in found if _plain(each.name, each.before) != _plain(*each[::2])]

    def stand_on(self, person: PersonShown) -> None:
        """Somebody faster wrote something else: what was typed stays, the rest is theirs."""
        kept = {each.name for each in self.changes()}
        self._person = person
        for name, field in self.lines.items():
            if name not in kept:
                field.set_raw(self._shown(name))
        self.edited.emit()

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        w, wrong = self._wording, []
        for name, field in self.lines.items():
            fault = field.fault()
            said = w.text(fault) if fault else ""
            if name == "rpps" and not said:
                said = rpps_fault(w, field.raw())
            field.show_error(said)
            if said:
                wrong.append(field.control)
        fault = self.words.fault()
        if not fault and not says_enough(self.words.raw()):
            fault = "invite-words-few"
        self.words.show_error(w.text(fault) if fault else "")
        if fault:
            wrong.append(self.words.control)
        return wrong[0] if wrong else None

    def ask(self) -> ChangePersonAsk:
        """The person as they are to be; what was not touched goes as it is stored."""
        known = self._person.model_dump(include=set(NAMES))
        told = known | {each.name: each.after or None for each in self.changes()}
        return ChangePersonAsk(
            name=told["name"] or "",
            email=told["email"] or "",
            title=told["title"],
            phone=told["phone"],
            rpps=told["rpps"],
            profession=self._person.profession,
            specialty=told["specialty"],
            words=self.words.raw().strip(),
        )

    def _shown(self, name: str) -> str:
        """A stored value as somebody reads it."""
        value = str(getattr(self._person, name) or "")
        return self._wording.phone(value) if name == "phone" and value else value

    def _check_rpps(self) -> None:
        field = self.lines["rpps"]
        field.show_error(rpps_fault(self._wording, field.raw()))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, name in enumerate(NAMES):
            grid.addWidget(self.lines[name], place // 2, place % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)


def _plain(name: str, text: str) -> str:
    """What tells two values apart: no capitals in an address, no spaces in a number."""
    if name == "email":
        return text.casefold()
    return rpps_digits(text) if name in ("rpps", "phone") else " ".join(text.split())
