"""The centre in the settings, for its administrators: hours, lock, units, credentials of machines
(screens.md 3.12). What they write is another version that begins on a day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.errors import CENTRE
from console.session import Session
from console.stores.centre import Centre, CentreStore
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.centre_settings import CentreContent, CentreSection, SectionState
from services.contract.machine_credentials import MachineCredentialLabel
from services.contract.units import CentreUnit
from ui.settings.centre_dialogs import (
    AskedDialog,
    CentreDialog,
    ConfirmDialog,
    CredentialDialog,
    UnitDialog,
)
from ui.settings.centre_lines import CentreLine, Offer
from ui.settings.centre_words import content_words, people_words, since_words, version_words
from ui.settings.rows import Section
from ui.settings.version_dialogs import HoursDialog, IdleDialog, VersionDialog
from widgets.clipboard import Clipboard
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme

_SECTIONS: Final = (CentreSection.OPENING_HOURS, CentreSection.IDLE_LOCK)
_DIALOGS: Final = {CentreSection.OPENING_HOURS: HoursDialog, CentreSection.IDLE_LOCK: IdleDialog}


class Card(Section):
    """What is told of one matter; its lines are made anew whenever something changed."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.setObjectName(f"centre_{name}")
        self._explained = PlainLabel(theme, role="supporting", tone="secondary")
        self._explained.set_wrapping()
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.add(self._explained)
        self.add(self._inside)

    def explain(self, title: str, explained: str) -> None:
        """Name the matter and say what it is good for."""
        self.set_title(title)
        self._explained.setText(explained)

    def show_lines(self, lines: Sequence[tuple[str, str, Sequence[Offer]]]) -> None:
        """Put lines in the place of those before; the keyboard stays at its button."""
        focus = QApplication.focusWidget()
        is_here = focus is not None and self._inside.isAncestorOf(focus)
        held = focus.accessibleName() if focus is not None and is_here else ""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for title, told, offers in lines:
            line = CentreLine(title, told, offers, self._theme, self._inside)
            self._lines.addWidget(line)
            line.show()
            for button in line.findChildren(QWidget):
                if held and button.accessibleName() == held:
                    button.setFocus(Qt.FocusReason.OtherFocusReason)


class CentreSections(QWidget):
    """The cards of the centre; dialogs cover `over`. Signals: `said(text)` after something was
    written.
    """

    said = Signal(str)

    def __init__(
        self,
        store: CentreStore,
        connection: ConnectionStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        over: QWidget,
    ) -> None:
        super().__init__()
        self._over = over
        self._store = store
        self._connection = connection
        self._session = session
        self._theme = theme
        self._wording = wording
        self._clipboard = Clipboard(self)
        self._dialog: CentreDialog | VersionDialog | None = None
        self._told: set[CentreSection] = set()
        self._failed = Strip(theme)
        self._cards = {each: Card(each.value, theme) for each in _SECTIONS}
        self._times = Card("response_times", theme)
        self._units = Card("units", theme)
        self._credentials = Card("credentials", theme)
        self._build()
        self.set_wording(wording)

    @property
    def dialog(self) -> CentreDialog | VersionDialog | None:
        """The dialog that is open."""
        return self._dialog

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        for section, card in self._cards.items():
            card.explain(
                w.text(f"centre-{_word(section)}"), w.text(f"centre-{_word(section)}-explained")
            )
        self._times.explain(w.text("centre-times"), w.text("centre-times-explained"))
        self._units.explain(w.text("centre-units"), w.text("centre-units-explained"))
        self._credentials.explain(
            w.text("centre-credentials"), w.text("centre-credentials-explained")
        )
        self._show()

    def clear_clipboard(self) -> None:
        """Take a copied secret away now."""
        self._clipboard.clear()

    def take_focus(self) -> None:
        """Put the keyboard on the first card."""
        self._cards[CentreSection.OPENING_HOURS].take_focus()

    def _build(self) -> None:
        self.setObjectName("settings_centre")
        self._failed.setObjectName("centre_unread")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        cards = (*self._cards.values(), self._times, self._units, self._credentials)
        for part in (self._failed, *cards):
            column.addWidget(part)
        self._failed.accepted.connect(self._store.read)
        self._store.changed.connect(self._show)
        self._store.acts.done.connect(self._say)
        self._connection.changed.connect(self._show)

    # What is shown

    def _show(self) -> None:
        w, store = self._wording, self._store
        if store.error is None:
            self._failed.hide()
        else:
            text = w.text("centre-unread", text=error_with_code(w, store.error, CENTRE))
            self._failed.ask(text, accept=w.text("access-retry"), kind="danger")
        centre = store.centre
        if centre is None:
            return
        for section, card in self._cards.items():
            card.show_lines(self._of_section(centre, section))
        self._times.show_lines(self._of_times(centre))
        self._units.show_lines(self._of_units(centre))
        self._credentials.show_lines(self._of_credentials(centre))

    def _of_section(
        self, centre: Centre, section: CentreSection
    ) -> list[tuple[str, str, list[Offer]]]:
        w, now = self._wording, self._session.server_now()
        state = centre.section(section)
        name = w.text(f"centre-{_word(section)}")
        change = partial(self._open_version, state, state.in_force.content)
        told = section in self._told
        history = w.text("centre-history-hide" if told else "centre-history-show")
        offers = [
            self._offer("centre_change", "centre-edit", name, change),
            Offer("centre_history", history, name, partial(self._turn_history, section)),
        ]
        in_force = state.in_force
        lines = [(content_words(w, in_force.content), since_words(w, in_force, now), offers)]
        if state.planned is not None:
            undo = partial(self._ask_undo, state)
            about = since_words(w, state.planned, now)
            lines.append(
                (
                    w.text("centre-planned"),
                    f"{content_words(w, state.planned.content)}\n{about}",
                    [self._offer("centre_undo", "centre-undo", name, undo)],
                )
            )
        if told:
            lines += self._of_history(centre, state)
        return lines

    def _of_history(
        self, centre: Centre, state: SectionState
    ) -> list[tuple[str, str, list[Offer]]]:
        w, now = self._wording, self._session.server_now()
        lines = []
        for each in centre.histories[state.section].versions:
            title, told = version_words(w, each, now)
            again = partial(self._open_version, state, each.content)
            lines.append((title, told, [self._offer("centre_again", "centre-again", title, again)]))
        return lines

    def _of_times(self, centre: Centre) -> list[tuple[str, str, list[Offer]]]:
        w = self._wording
        times = " · ".join(
            w.text(
                "centre-time", level=w.text(f"centre-level-{each.level}"), hours=each.minutes // 60
            )
            for each in centre.settings.response_times
        )
        return [(times, "", [])]

    def _of_units(self, centre: Centre) -> list[tuple[str, str, list[Offer]]]:
        w = self._wording
        add = partial(self._open, UnitDialog, None)
        new = self._offer("unit_new", "centre-unit-new", "", add)
        lines: list[tuple[str, str, list[Offer]]] = [("", w.text("centre-units-hint"), [new])]
        for each in centre.units:
            listed = centre.asked.get(each.unit_id)
            if each.ended_at is not None or listed is None:
                lines.append((each.name, w.text("centre-unit-ended"), []))
                continue
            asked = people_words(w, [person.name for person in listed.asked])
            told = w.text("centre-unit-asked", people=asked)
            used = w.text("centre-unit-used") if each.in_use else ""
            end = partial(self._ask_end, each)
            lines.append(
                (
                    each.name,
                    told,
                    [
                        self._offer(
                            "unit_name",
                            "centre-unit-rename",
                            each.name,
                            partial(self._open, UnitDialog, each),
                        ),
                        self._offer(
                            "unit_asked",
                            "centre-unit-order",
                            each.name,
                            partial(self._open, AskedDialog, listed),
                        ),
                        self._offer("unit_end", "centre-unit-end", each.name, end, used),
                    ],
                )
            )
        return lines

    def _of_credentials(self, centre: Centre) -> list[tuple[str, str, list[Offer]]]:
        w, now = self._wording, self._session.server_now()
        add = partial(self._open, CredentialDialog, self._clipboard)
        new = self._offer("credential_new", "centre-credential-new", "", add)
        lines: list[tuple[str, str, list[Offer]]] = [("", w.text("centre-credentials-hint"), [new])]
        for each in centre.credentials:
            told = w.text(
                "centre-credential-told",
                scope=w.text(f"centre-scope-{each.scope}"),
                when=w.moment(each.created_at, now),
            )
            offers = []
            if each.revoked_at is None:
                revoke = partial(self._ask_revoke, each)
                offers = [self._offer("credential_revoke", "centre-revoke", each.label, revoke)]
            else:
                told += " · " + w.text("centre-revoked", when=w.moment(each.revoked_at, now))
            lines.append((each.label, told, offers))
        return lines

    def _offer(
        self, name: str, key: str, about: str, act: Callable[[], None], why_not: str = ""
    ) -> Offer:
        w = self._wording
        offline = w.text("centre-offline") if self._connection.shows_offline else ""
        return Offer(name, w.text(key), about, act, offline or why_not)

    # What is done

    def _turn_history(self, section: CentreSection) -> None:
        self._told ^= {section}
        self._show()

    def _open_version(self, state: SectionState, content: CentreContent) -> None:
        kind = _DIALOGS[state.section]
        self._put(
            kind(
                self._store, state, content, self._connection, self._theme, self._wording,
                self._over,
            )
        )  # fmt: skip

    def _open(self, kind: Callable[..., CentreDialog], about: object) -> None:
        self._put(
            kind(about, self._store, self._connection, self._theme, self._wording, self._over)
        )

    def _ask_undo(self, state: SectionState) -> None:
        if state.planned is not None:
            about = content_words(self._wording, state.planned.content)
            self._confirm("undo", about, partial(self._store.acts.undo, state))

    def _ask_end(self, unit: CentreUnit) -> None:
        self._confirm("end", unit.name, partial(self._store.acts.end_unit, unit))

    def _ask_revoke(self, credential: MachineCredentialLabel) -> None:
        act = partial(self._store.acts.revoke_credential, credential.id)
        self._confirm("revoke", credential.label, act)

    def _confirm(self, word: str, about: str, act: Callable[[], None]) -> None:
        self._put(
            ConfirmDialog(
                word, about, act, self._store, self._connection, self._theme, self._wording,
                self._over,
            )
        )  # fmt: skip

    def _put(self, dialog: CentreDialog | VersionDialog) -> None:
        self._dialog = dialog
        dialog.left.connect(self._drop)
        dialog.open_up()

    def _drop(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _say(self, _result: object) -> None:
        self.said.emit(self._wording.text("centre-saved"))


def _word(section: CentreSection) -> str:
    return "hours" if section is CentreSection.OPENING_HOURS else "idle"
