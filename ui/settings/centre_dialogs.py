"""Small dialogs of the centre: a name, who is asked in order, a question before what settles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.errors import ConsoleError
from console.stores.centre import CentreStore
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from services.contract.enums import CredentialScope
from services.contract.machine_credentials import MachineCredentialGrant
from services.contract.units import CentreUnit, EscalationList
from ui.parts.fields import ChoiceField, LineField
from ui.parts.settled_dialog import SettledDialog
from ui.proof.panel import ProofPanel
from ui.settings.centre_words import field_reason, refusal
from widgets.clipboard import Clipboard
from widgets.code_sheet import CodeSheet
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 560
_LONGEST_NAME: Final = 60
_LONGEST_LABEL: Final = 80
_MOST_ASKED: Final = 5


class CentreDialog(SettledDialog):
    """What all of them have: `word` begins their texts."""

    word = ""
    weight = "primary"

    def __init__(
        self,
        store: CentreStore,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        super().__init__(
            "centre", "centre", store.acts, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave=w.text("centre-leave"), submit=self.weight,
        )  # fmt: skip
        self._store = store
        self._explained = PlainLabel(
            theme, w.text(f"centre-{self.word}-explained"), "body", "secondary", self._body
        )
        self._explained.set_wrapping()
        title = w.text(f"centre-{self.word}-title")
        self._title.setText(title)
        self.setAccessibleName(title)
        lines = (self._explained, *self.lines(theme, w))
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        store.acts.done.connect(self._take)
        self._follow()

    def lines(self, theme: Theme, w: Wording) -> Sequence[QWidget]:
        """What stands under the explanation."""
        raise NotImplementedError

    def open_up(self) -> None:
        """Cover the screen, with the keyboard where work begins."""
        self._cover(self)
        stops = [*self.stops(), self.leave]
        stops[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def submit_label(self) -> str:
        return self._wording.text(f"centre-{self.word}-submit")

    def busy_label(self) -> str:
        return self._wording.text("centre-saving")

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error)

    def _take(self, _result: object) -> None:
        self._end()


class ConfirmDialog(CentreDialog):
    """A question about one thing, before what cannot be taken back; the safe answer comes first."""

    weight = "danger"

    def __init__(
        self,
        word: str,
        about: str,
        act: Callable[[], None],
        store: CentreStore,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        self.word = word
        self._about = about
        self._act = act
        super().__init__(store, connection, theme, wording, parent)

    def lines(self, theme: Theme, _w: Wording) -> Sequence[QWidget]:
        label = PlainLabel(theme, self._about, "body_strong", parent=self._body)
        label.set_wrapping()
        return (label,)

    def stops(self) -> Sequence[QWidget]:
        return ()

    def send(self) -> None:
        self._act()


class UnitDialog(CentreDialog):
    """What a unit is called: a new one, or one that is there."""

    def __init__(
        self,
        unit: CentreUnit | None,
        store: CentreStore,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        self._unit = unit
        self.word = "unit-new" if unit is None else "unit-name"
        super().__init__(store, connection, theme, wording, parent)

    def lines(self, theme: Theme, w: Wording) -> Sequence[QWidget]:
        self.name = LineField("name", w.text("centre-unit-field"), _LONGEST_NAME, theme)
        self.name.is_required = True
        if self._unit is not None:
            self.name.set_raw(self._unit.name)
        return (self.name,)

    def stops(self) -> Sequence[QWidget]:
        return (self.name.control,)

    def first_fault(self) -> QWidget | None:
        fault = self.name.fault()
        self.name.show_error(self._wording.text(fault) if fault else "")
        return self.name.control if fault else None

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        if name != "name":
            return None
        self.name.show_error(field_reason(self._wording, reason))
        return self.name.control

    def send(self) -> None:
        name = self.name.raw().strip()
        if self._unit is None:
            self._store.acts.create_unit(name)
        else:
            self._store.acts.rename_unit(self._unit, name)


class AskedDialog(CentreDialog):
    """Who is asked in a unit when nobody answers, one after the other."""

    word = "asked"

    def __init__(
        self,
        listed: EscalationList,
        store: CentreStore,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        self._listed = listed
        super().__init__(store, connection, theme, wording, parent)

    def lines(self, theme: Theme, w: Wording) -> Sequence[QWidget]:
        people = [(str(each.id), each.name) for each in self._listed.oncologists]
        choices = [("", w.text("centre-asked-none")), *people]
        count = min(_MOST_ASKED, max(len(people), len(self._listed.asked)))
        self.places = [
            ChoiceField(
                f"place_{place}", w.text("centre-asked-place", place=place + 1), choices, theme
            )
            for place in range(count)
        ]
        for field, person in zip(self.places, self._listed.asked, strict=False):
            field.set_raw(str(person.id))
        if not self.places:
            return (PlainLabel(theme, w.text("centre-asked-nobody"), "body", parent=self._body),)
        return self.places

    @property
    def can_send(self) -> bool:
        return bool(self.places)

    def stops(self) -> Sequence[QWidget]:
        return [each.control for each in self.places]

    def first_fault(self) -> QWidget | None:
        """Nobody is asked twice."""
        seen: set[str] = set()
        wrong: list[QWidget] = []
        for field in self.places:
            is_twice = bool(field.raw()) and field.raw() in seen
            seen.add(field.raw())
            field.show_error(self._wording.text("centre-asked-twice") if is_twice else "")
            wrong += [field.control] if is_twice else []
        return wrong[0] if wrong else None

    def send(self) -> None:
        people = [UUID(each.raw()) for each in self.places if each.raw()]
        self._store.acts.ask_in_order(self._listed, people)


class CredentialDialog(CentreDialog):
    """A credential of a machine, whose secret is shown once, here, and copied for a minute."""

    word = "credential"

    def __init__(
        self,
        clipboard: Clipboard,
        store: CentreStore,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        self._clipboard = clipboard
        super().__init__(store, connection, theme, wording, parent)

    def lines(self, theme: Theme, w: Wording) -> Sequence[QWidget]:
        self.label = LineField("label", w.text("centre-credential-label"), _LONGEST_LABEL, theme)
        self.label.is_required = True
        scopes = [(each.value, w.text(f"centre-scope-{each.value}")) for each in CredentialScope]
        self.scope = ChoiceField("scope", w.text("centre-credential-scope"), scopes, theme)
        self.scope.is_required = True
        self._proof = ProofPanel(self._store.acts.proof, self.submit, theme, w, self._body)
        self._sheet = CodeSheet(theme, self._body)
        self._sheet.setObjectName("centre_token")
        self._sheet.hide()
        self._token = ""
        self._is_made = False
        return (self.label, self.scope, self._proof, self._sheet)

    def stops(self) -> Sequence[QWidget]:
        proof = self._proof.findChildren(QWidget) if self._proof.isVisible() else []
        return [self.label.control, self.scope.control, *proof, self._sheet]

    def first_fault(self) -> QWidget | None:
        wrong: list[QWidget] = []
        for field in (self.label, self.scope):
            fault = field.fault()
            field.show_error(self._wording.text(fault) if fault else "")
            wrong += [field.control] if fault else []
        return wrong[0] if wrong else None

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        if name != "label":
            return None
        self.label.show_error(field_reason(self._wording, reason))
        return self.label.control

    def submit_label(self) -> str:
        key = "centre-credential-copy" if self._is_made else "centre-credential-submit"
        return self._wording.text(key)

    @property
    def can_send(self) -> bool:
        return not self._is_made or bool(self._token)

    def send(self) -> None:
        if self._is_made:
            self._clipboard.put(self._token)
            self._explained.setText(self._wording.text("centre-credential-copied"))
            return
        label, scope = self.label.raw().strip(), CredentialScope(self.scope.raw())
        self._store.acts.create_credential(label, scope)

    def _take(self, result: object) -> None:
        """The secret is here this once; a repetition of a lost answer has none."""
        if not isinstance(result, MachineCredentialGrant):
            return
        w = self._wording
        self._is_made, self._token = True, result.token or ""
        for field in (self.label, self.scope):
            field.hide()
        key = "centre-credential-once" if self._token else "centre-credential-lost"
        self._explained.setText(w.text(key))
        if self._token:
            self._sheet.show_codes([self._token], w.text("centre-credential-secret"))
            self._sheet.show()
        self.leave.set_label(w.text("centre-credential-kept"))
        self._show()
        self._fit()
        self._sheet.setFocus(Qt.FocusReason.OtherFocusReason)
