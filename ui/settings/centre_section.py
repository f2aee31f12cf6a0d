"""The centre in the settings, for its administrators: its sections in versions, its units, the
credentials of machines (screens.md 3.12). What they write is another version that begins on a day.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.errors import CENTRE
from console.session import Session
from console.stores.centre import Centre, CentreStore
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.centre_settings import CentreContent, CentreSection, SectionState
from services.contract.machine_credentials import MachineCredentialLabel
from services.contract.safeguards import ResponseTimesAsked
from ui.settings.centre_cards import Card
from ui.settings.centre_contract import contract_lines
from ui.settings.centre_dialogs import CentreDialog, ConfirmDialog, CredentialDialog
from ui.settings.centre_lines import Offer, Told
from ui.settings.centre_machines import credential_lines
from ui.settings.centre_units import unit_lines
from ui.settings.centre_words import content_words, since_words, version_words
from ui.settings.version_dialogs import VersionDialog
from ui.settings.version_kinds import KINDS
from widgets.clipboard import Clipboard
from widgets.strip import Strip
from widgets.theme import Theme


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
        self._cards = {each: Card(each.value, theme) for each in KINDS}
        self._contract = Card("contract", theme)
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
            word = KINDS[section].word
            card.explain(w.text(f"centre-{word}"), w.text(f"centre-{word}-explained"))
        self._contract.explain(w.text("centre-contract"), w.text("centre-contract-explained"))
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
        cards = (self._contract, *self._cards.values(), self._units, self._credentials)
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
        self._contract.show_lines(contract_lines(w, centre.settings))
        end = self._store.acts.end_unit
        self._units.show_lines(unit_lines(w, centre, self._offer, self._open, self._confirm, end))
        now = self._session.server_now()
        listed = centre.credentials
        self._credentials.show_lines(
            credential_lines(w, now, listed, self._offer, self._open_credential, self._ask_revoke)
        )

    def _of_section(self, centre: Centre, section: CentreSection) -> list[Told]:
        w, now = self._wording, self._session.server_now()
        state = centre.section(section)
        name = w.text(f"centre-{KINDS[section].word}")
        change = partial(self._open_version, state, state.in_force.content)
        told = section in self._told
        history = w.text("centre-history-hide" if told else "centre-history-show")
        offers = [
            self._offer("centre_change", "centre-edit", name, change),
            Offer("centre_history", history, name, partial(self._turn_history, section)),
        ]
        in_force = state.in_force
        lines = [Told(content_words(w, in_force.content), since_words(w, in_force, now), offers)]
        if state.planned is not None:
            undo = partial(self._ask_undo, state)
            about = since_words(w, state.planned, now)
            lines.append(
                Told(
                    w.text("centre-planned"),
                    f"{content_words(w, state.planned.content)}\n{about}",
                    [self._offer("centre_undo", "centre-undo", name, undo)],
                )
            )
        if told:
            lines += self._of_history(centre, state)
        return lines

    def _of_history(self, centre: Centre, state: SectionState) -> list[Told]:
        w, now = self._wording, self._session.server_now()
        lines: list[Told] = []
        for each in centre.histories[state.section].versions:
            title, told = version_words(w, each, now)
            again = partial(self._open_version, state, each.content)
            offers = [self._offer("centre_again", "centre-again", title, again)]
            lines.append(Told(title, told, offers))
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
        kind = KINDS[state.section].dialog
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

    def _open_credential(self) -> None:
        self._open(CredentialDialog, self._clipboard)

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

    def _say(self, result: object) -> None:
        if not isinstance(result, ResponseTimesAsked):
            self.said.emit(self._wording.text("centre-saved"))
