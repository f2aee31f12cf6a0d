"""The dialog that changes a role of somebody, gives a further one, or ends one of several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.errors import ACCESS, ConsoleError
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from console.stores.proven_act import ProofState
from console.stores.staff_acts import StaffActs
from resources import words
from resources.wording import Wording
from services.contract.accounts import AccountRow, RoleHeld
from services.contract.enums import Role
from services.contract.staff import ChangeRoleAsk, GrantRoleAsk, RoleAsked
from services.contract.texts import says_enough
from ui.accounts.invite_fields import LONGEST_WORDS, ROLES
from ui.accounts.unit_ticks import TREATING, UnitTicks
from ui.parts.fields import BoxField, ChoiceField, DayField, TickField
from ui.parts.settled_dialog import SettledDialog
from ui.proof.panel import ProofPanel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 640
_NEW: Final = "new:"


class RoleDialog(SettledDialog):
    """Before and after stand in one sentence, and whether somebody else has to agree."""

    def __init__(
        self,
        row: AccountRow,
        acts: StaffActs,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        super().__init__(
            "accounts_role", "invite", acts, connection, theme, w, parent, width_px=_WIDTH_PX,
            leave=w.text("invite-leave"), submit="primary",
        )  # fmt: skip
        self._row, self._acts = row, acts
        self._held = {str(each.membership_id): each for each in row.roles if not each.ended_at}
        title = w.text("invite-role-title", name=row.person.name)
        self._title.setText(title)
        self.setAccessibleName(title)
        self.which = ChoiceField(
            "which", w.text("invite-field-role"), self._choices(), theme, self._body
        )
        self.units = UnitTicks(theme, w, self._body)
        self.ends = DayField(
            "ends_on", w.text("invite-field-ends"), theme, w.text("invite-hint-ends"),
            may_be_half=False, parent=self._body,
        )  # fmt: skip
        self.over = TickField("over", w.text("invite-role-over"), theme, self._body)
        self.words = BoxField(
            "words", w.text("invite-field-words"), LONGEST_WORDS, theme, w, self._body
        )
        self.words.is_required = True
        self._effects = PlainLabel(theme, "", "body", "secondary", self._body)
        self._effects.set_wrapping()
        self._proof = ProofPanel(acts.proof, self.submit, theme, w, self._body)
        lines = (
            self.which, self.units, self.ends, self.over, self.words, self._effects, self._proof
        )  # fmt: skip
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self.which.chosen.connect(self._follow_choice)
        self.over.ticked.connect(self._tell_effects)
        self.units.changed.connect(self._tell_effects)
        self.ends.left.connect(self._tell_effects)
        acts.units_known.connect(self._offer_units)
        first = next(iter(self._held), "")
        self.which.set_raw(first or self._choices()[0][0])
        self._follow_choice()
        self._follow()
        acts.read_units()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard on the role."""
        self._cover(self)
        self.which.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (
            self.which.control,
            *self.units.stops(),
            self.ends.control,
            self.over.control,
            self.words.control,
            *self._proof.findChildren(QWidget),
        )

    def first_fault(self) -> QWidget | None:
        w, wrong = self._wording, []
        if not self.over.value():
            unit = self.units.first_fault(self._role)
            wrong += [] if unit is None else [unit]
            fault = self.ends.fault()
            self.ends.show_error(w.text(fault) if fault else "")
            wrong += [self.ends.control] if fault else []
        fault = self.words.fault()
        if not fault and not says_enough(self.words.raw()):
            fault = "invite-words-few"
        self.words.show_error(w.text(fault) if fault else "")
        wrong += [self.words.control] if fault else []
        return wrong[0] if wrong else None

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        if name != "ends_on":
            return None
        key = "past" if reason == "past" else "refused"
        self.ends.show_error(self._wording.text(f"invite-wrong-{key}"))
        return self.ends.control

    def send(self) -> None:
        held, said = self._chosen, self.words.raw().strip()
        if held is not None and self.over.value():
            self._acts.end_role(self._row, held.membership_id, said)
        elif held is not None:
            ask = ChangeRoleAsk(unit_ids=self._unit_ids, ends_on=self._ends_on, words=said)
            self._acts.change_role(self._row, held.membership_id, ask)
        elif self._role is not None:
            role = RoleAsked(role=self._role, unit_ids=self._unit_ids, ends_on=self._ends_on)
            self._acts.grant(self._row, GrantRoleAsk(role=role, words=said))

    def submit_label(self) -> str:
        key = "invite-ask" if self._waits else "invite-role-submit"
        return self._wording.text(key)

    def busy_label(self) -> str:
        """What waits for a proof is not on its way."""
        is_asked = self._acts.proof.state is ProofState.ASKED
        return self.submit_label() if is_asked else self._wording.text("invite-busy")

    def refusal(self, error: ConsoleError) -> str:
        w = self._wording
        if error.what in ("state_forbids", "version_stale"):
            return w.text(f"invite-role-{error.what.replace('_', '-')}")
        return error_with_code(w, error, ACCESS)

    # What is chosen

    @property
    def _chosen(self) -> RoleHeld | None:
        """The role that stands and is to be changed; None for a further one."""
        return self._held.get(self.which.raw())

    @property
    def _role(self) -> Role | None:
        held, raw = self._chosen, self.which.raw()
        if held is not None:
            return held.role
        return Role(raw.removeprefix(_NEW)) if raw.startswith(_NEW) else None

    @property
    def _unit_ids(self) -> list[UUID]:
        return self.units.chosen if self._role in TREATING else []

    @property
    def _ends_on(self) -> date | None:
        value = self.ends.value()
        return date.fromisoformat(str(value)) if value else None

    @property
    def _waits(self) -> bool:
        """Whether it gives more of a role that a second person decides on."""
        held = self._chosen
        if self._role is Role.ADMIN or (held is not None and self.over.value()):
            return False
        if held is None:
            return True
        gives_units = not set(self._unit_ids) <= {each.id for each in held.units}
        was, will = held.ends_on, self._ends_on if not self.ends.fault() else held.ends_on
        return gives_units or (was is not None and (will is None or will > was))

    def _choices(self) -> list[tuple[str, str]]:
        w = self._wording
        held = [
            (key, words.role(w, each.role) + _units_of(each)) for key, each in self._held.items()
        ]
        taken = {each.role for each in self._held.values()}
        further = [
            (f"{_NEW}{each.value}", w.text("invite-role-new", role=words.role(w, each.value)))
            for each in ROLES
            if each not in taken
        ]
        return [*held, *further]

    def _follow_choice(self) -> None:
        """What stands of the role that is chosen goes into the fields."""
        held = self._chosen
        self.units.follow(self._role)
        self.units.choose([] if held is None else [each.id for each in held.units])
        if held is not None and held.ends_on is not None:
            self.ends.set_known(held.ends_on.isoformat())
        else:
            self.ends.set_raw("")
        self.over.set_raw("")
        # The last role of somebody ends with the account.
        self.over.setVisible(held is not None and len(self._held) > 1)
        self._tell_effects()

    def _tell_effects(self) -> None:
        w = self._wording
        is_over = bool(self.over.value())
        for field in (self.units, self.ends):
            field.setEnabled(not is_over)
        key = "over" if is_over else "waits" if self._waits else "now"
        self._effects.setText(w.text(f"invite-role-effects-{key}"))
        self._show()

    def _offer_units(self) -> None:
        self.units.offer(self._acts.units)
        if self._acts.units_error is not None:
            self._notice.ask(self._wording.text("invite-no-units"), kind="danger")
        self._follow_choice()
        self._fit()


def _units_of(held: RoleHeld) -> str:
    return f" ({', '.join(each.name for each in held.units)})" if held.units else ""
