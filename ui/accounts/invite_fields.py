"""Who is invited and what they will be able to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.enums import Role
from services.contract.staff import LONGEST_LINE, InviteAsk, PersonAsked, RoleAsked
from services.contract.texts import says_enough
from services.contract.units import CentreUnit
from ui.accounts.rpps import rpps_fault
from ui.accounts.unit_ticks import TREATING, UnitTicks
from ui.parts.fields import BoxField, ChoiceField, DayField, Field, LineField
from widgets.theme import Theme

LONGEST_WORDS: Final = 500
ROLES: Final = (Role.NURSE, Role.ONCOLOGIST, Role.MANAGER, Role.PRIVACY_OFFICER, Role.ADMIN)
_LINES: Final = ("name", "username", "email", "title", "phone", "rpps", "specialty")
_NEEDED: Final = frozenset({"name", "username", "email"})


class InviteFields(QWidget):
    """Signals: `role_chosen()`."""

    role_chosen = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = w = wording
        self._is_username_typed = False
        self.lines = {
            name: LineField(
                name, w.text(f"invite-field-{name}"), LONGEST_LINE, theme,
                w.text("invite-hint-rpps") if name == "rpps" else "", self,
            )
            for name in _LINES
        }  # fmt: skip
        for name in _NEEDED:
            self.lines[name].is_required = True
        choices = [("", w.text("invite-role-none"))]
        choices += [(each.value, words.role(w, each.value)) for each in ROLES]
        self.role = ChoiceField("role", w.text("invite-field-role"), choices, theme, self)
        self.role.is_required = True
        self.ends = DayField(
            "ends_on", w.text("invite-field-ends"), theme, w.text("invite-hint-ends"),
            may_be_half=False, parent=self,
        )  # fmt: skip
        self.words = BoxField("words", w.text("invite-field-words"), LONGEST_WORDS, theme, w, self)
        self.words.is_required = True
        self.units = UnitTicks(theme, w, self)
        self.role.chosen.connect(self._follow_role)
        self.lines["name"].left.connect(self._propose)
        self.lines["username"].left.connect(self._note_username)
        self.lines["rpps"].left.connect(self._check_rpps)
        self._lay_out()
        self._follow_role()

    @property
    def chosen_role(self) -> Role | None:
        """The role that stands there."""
        return Role(self.role.raw()) if self.role.raw() else None

    def offer_units(self, units: Sequence[CentreUnit]) -> None:
        """The units of the centre; what was ticked stays."""
        self.units.offer(units)
        self._follow_role()

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        return (
            *(each.control for each in self.lines.values()),
            self.role.control,
            self.ends.control,
            *self.units.stops(),
            self.words.control,
        )

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        w, wrong = self._wording, []
        fields: list[Field] = [*self.lines.values(), self.role, self.ends]
        for field in fields:
            fault = field.fault()
            said = w.text(fault) if fault else ""
            if field is self.lines["rpps"] and not said:
                said = rpps_fault(w, field.raw())
            field.show_error(said)
            if said:
                wrong.append(field.control)
        unit = self.units.first_fault(self.chosen_role)
        if unit is not None:
            wrong.append(unit)
        fault = self.words.fault()
        if not fault and not says_enough(self.words.raw()):
            fault = "invite-words-few"
        self.words.show_error(w.text(fault) if fault else "")
        if fault:
            wrong.append(self.words.control)
        return wrong[0] if wrong else None

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        """What the service found wrong with a field; None for one that is not asked."""
        fields: dict[str, Field] = {
            **self.lines, "role": self.role, "ends_on": self.ends, "words": self.words
        }  # fmt: skip
        field = fields.get(name)
        if field is None:
            return None
        known = {
            "taken", "not_a_user_name", "not_an_address", "not_an_rpps_number", "not_a_number",
            "past", "differs",
        }  # fmt: skip
        key = reason.replace("_", "-") if reason in known else "refused"
        field.show_error(self._wording.text(f"invite-wrong-{key}"))
        return field.control

    def ask(self) -> InviteAsk:
        """What was written; only without a fault."""
        told = {name: each.raw().strip() or None for name, each in self.lines.items()}
        ends = self.ends.value()
        return InviteAsk(
            person=PersonAsked(
                name=told["name"] or "",
                username=told["username"] or "",
                email=told["email"] or "",
                title=told["title"],
                phone=told["phone"],
                rpps=told["rpps"],
                specialty=told["specialty"],
            ),
            role=RoleAsked(
                role=Role(self.role.raw()),
                unit_ids=self.units.chosen if self.chosen_role in TREATING else [],
                ends_on=date.fromisoformat(str(ends)) if ends else None,
            ),
            words=self.words.raw().strip(),
        )

    def _check_rpps(self) -> None:
        field = self.lines["rpps"]
        field.show_error(rpps_fault(self._wording, field.raw()))

    def _propose(self) -> None:
        """A user name from the name, as long as nobody has typed one."""
        if not self._is_username_typed:
            self.lines["username"].set_raw(proposed(self.lines["name"].raw()))

    def _note_username(self) -> None:
        typed = self.lines["username"].raw().strip()
        self._is_username_typed = typed not in ("", proposed(self.lines["name"].raw()))

    def _follow_role(self) -> None:
        self.units.follow(self.chosen_role)
        self.role_chosen.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        places: tuple[tuple[QWidget, int, int, int], ...] = (
            (self.lines["name"], 0, 0, 2), (self.lines["username"], 0, 2, 2),
            (self.lines["email"], 1, 0, 2), (self.lines["phone"], 1, 2, 2),
            (self.lines["title"], 2, 0, 1), (self.lines["specialty"], 2, 1, 2),
            (self.lines["rpps"], 2, 3, 1), (self.role, 3, 0, 2), (self.ends, 3, 2, 2),
        )  # fmt: skip
        for widget, row, column, span in places:
            grid.addWidget(widget, row, column, 1, span)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(grid)
        whole.addWidget(self.units)
        whole.addWidget(self.words)


def proposed(name: str) -> str:
    """`Anne Le Roux` → `anne.leroux`: the first word, a dot, and what follows in one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    parts = [
        "".join(each for each in part if each.isalnum() or each == "-") for part in plain.split()
    ]
    parts = [each for each in parts if each]
    return parts[0] + (f".{''.join(parts[1:])}" if len(parts) > 1 else "") if parts else ""
