"""The dialog that changes who an account belongs to: before and after, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.errors import ACCESS, ConsoleError
from console.session import Session
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from console.stores.proven_act import ProofState
from console.stores.staff_acts import StaffActs
from resources.wording import Wording
from services.contract.accounts import AccountDetail, AccountState
from services.contract.enums import Role
from ui.accounts.person_fields import PersonFields
from ui.parts.settled_dialog import SettledDialog
from ui.proof.panel import ProofPanel
from widgets.announce import announce
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 700
_LEADS: Final = frozenset({"email", "rpps"})
"""What leads to an account."""
_READS_AGAIN: Final = frozenset({"version_stale", "person_not_eligible"})
_FAULTS: Final = frozenset({"taken", "not_an_address", "not_an_rpps_number", "not_a_number"})


class PersonDialog(SettledDialog):
    """Says what follows before anything is sent, and who was faster."""

    def __init__(
        self,
        known: AccountDetail,
        acts: StaffActs,
        session: Session,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        super().__init__(
            "accounts_person", "staffperson", acts, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave=w.text("invite-leave"), submit="primary",
        )  # fmt: skip
        self._known, self._acts, self._session = known, acts, session
        title = w.text("staffperson-title", name=known.account.person.name)
        self._title.setText(title)
        self.setAccessibleName(title)
        self._frozen = PlainLabel(theme, w.text("staffperson-elsewhere"), "body", parent=self._body)
        self.fields = PersonFields(known.details, theme, w, self._body)
        self._changes = PlainLabel(theme, "", "body_strong", parent=self._body)
        self._effects = PlainLabel(theme, "", "body", "secondary", self._body)
        for label in (self._frozen, self._changes, self._effects):
            label.set_wrapping()
        self._proof = ProofPanel(acts.proof, self.submit, theme, w, self._body)
        # What follows stands before the reason, so that nobody gets there without passing it.
        lines = (
            self._frozen, self.fields, self._changes, self._effects, self.fields.words, self._proof
        )  # fmt: skip
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self.fields.edited.connect(self._tell_effects)
        acts.account_read.connect(self._take_account)
        self._tell_effects()
        self._follow()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard on the name."""
        self._cover(self)
        first = self.leave if self._known.is_elsewhere else self.fields.lines["name"].control
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (*self.fields.stops(), *self._proof.findChildren(QWidget))

    def first_fault(self) -> QWidget | None:
        wrong = self.fields.first_fault()
        if wrong is None and not self.fields.changes():
            self._notice.ask(self._wording.text("staffperson-nothing"))
            announce(self, self._notice.accessibleName())
            return self.fields.lines["name"].control
        return wrong

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        field = self.fields.lines.get(name)
        if field is None:
            return None
        key = reason.replace("_", "-") if reason in _FAULTS else "refused"
        field.show_error(self._wording.text(f"invite-wrong-{key}"))
        return field.control

    def send(self) -> None:
        self._acts.change_person(self._known.account, self.fields.ask())

    @property
    def can_send(self) -> bool:
        return not self._known.is_elsewhere

    def submit_label(self) -> str:
        return self._wording.text("invite-ask" if self._waits else "staffperson-submit")

    def busy_label(self) -> str:
        """What waits for a proof is not on its way."""
        is_asked = self._acts.proof.state is ProofState.ASKED
        return self.submit_label() if is_asked else self._wording.text("invite-busy")

    def refusal(self, error: ConsoleError) -> str:
        w = self._wording
        if error.what == "invalid_body":
            return w.text("invite-refused")
        if error.what == "state_forbids":
            return w.text("staffperson-asked-already")
        if error.what in _READS_AGAIN:
            return w.text(f"staffperson-{error.what.replace('_', '-')}")
        return error_with_code(w, error, ACCESS)

    # What is shown

    def _miss(self, error: ConsoleError) -> None:
        """The account as it is now says who was faster, or that it is another centre's as well."""
        super()._miss(error)
        if error.what in _READS_AGAIN:
            self._acts.read_account(self._known.account.person.id)

    @property
    def _leads(self) -> set[str]:
        return {each.name for each in self.fields.changes()} & _LEADS

    @property
    def _waits(self) -> bool:
        """Whether what leads to an account that ever opened records, or decided, is another."""
        roles = self._known.account.roles
        return bool(self._leads) and any(each.role is not Role.ADMIN for each in roles)

    def _tell_effects(self) -> None:
        w, changes = self._wording, self.fields.changes()
        nothing = w.text("staffperson-empty")
        self._changes.setText(
            "\n".join(
                w.text(
                    "staffperson-change",
                    field=w.text(f"invite-field-{each.name}"),
                    before=each.before or nothing,
                    after=each.after or nothing,
                )
                for each in changes
            )
        )
        self._changes.setVisible(bool(changes))
        follows = [w.text(f"staffperson-{key}") for key in self._follows()]
        self._effects.setText(("\n– " if self._waits else " ").join(follows))
        self._show()

    def _follows(self) -> list[str]:
        """What comes of the change, as messages in their order."""
        if not self.fields.changes():
            return ["effects"]
        leads = self._leads
        if not leads:
            return ["effects-now", "sessions-stay", "not-told"]
        told = ["effects-waits" if self._waits else "effects-now", "sessions-end"]
        if "email" in leads and self._known.details.email:
            told.append("told")
            if self._known.account.state is AccountState.INVITED:
                told.append("invited-again")
        else:
            told.append("not-told")
        return told

    def _take_account(self, known: AccountDetail | None) -> None:
        """Somebody was faster: who, and what; what was typed stays and is of the new version."""
        if known is None:
            self._notice.ask(self._wording.text("staffperson-unread"), kind="danger")
            return
        if known.account.person.id != self._known.account.person.id:
            return
        is_other = known.account.version != self._known.account.version
        self._known = known
        self.fields.stand_on(known.details)
        if is_other and known.changes and not known.is_elsewhere:
            self._notice.ask(self._faster(known), kind="danger")
            announce(self, self._notice.accessibleName())
        self._show()
        self._fit()

    def _faster(self, known: AccountDetail) -> str:
        w, last = self._wording, known.changes[0]
        by = w.text("staffperson-nobody") if last.by is None else last.by.name
        return w.text(
            "staffperson-faster",
            by=by,
            kind=w.text(f"accounts-change-{last.kind.value}"),
            at=w.moment(last.at, self._session.server_now()),
        )

    def _show(self) -> None:
        super()._show()
        is_frozen = self._known.is_elsewhere
        self._frozen.setVisible(is_frozen)
        self.fields.setEnabled(not is_frozen)
        self.fields.words.setVisible(not is_frozen)
        if is_frozen:
            self.leave.set_label(self._wording.text("staffimport-close"))
        self._effects.setVisible(not is_frozen)
        self.submit.setVisible(not is_frozen)
