"""A dialog around an act on a patient that is done on what was read of them just before."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from console.errors import ConsoleError
from console.models.identity_text import identity_line
from console.stores.connection import ConnectionStore
from console.stores.read_first import ReadFirst
from console.stores.settled_acts import standing
from resources.wording import Wording
from ui.archive.words import refusal, refused_field
from ui.parts.held_line import HeldLine
from ui.parts.loading import Loading
from ui.parts.settled_dialog import SettledDialog
from widgets.theme import Theme


class ActDialog(SettledDialog):
    """`name` begins the names of its parts and of its texts: `-title`, `-leave`, `-submitting`,
    `-offline`, `-unsettled`.
    """

    def __init__(
        self,
        name: str,
        store: ReadFirst[Any],
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
        *,
        width_px: int,
        submit: str,
    ) -> None:
        super().__init__(
            name, name, store, connection, theme, wording, parent, width_px=width_px,
            leave=wording.text(f"{name}-leave"), submit=submit,
        )  # fmt: skip
        self._name = name
        self._store = store
        self._who = HeldLine(theme, wording, self._body)
        self._loading = Loading(theme, wording, self._body)

    def show_found(self, *, has_found: bool) -> None:
        """Show what was read, or nothing."""
        raise NotImplementedError

    def refuse_field(self, name: str, text: str) -> QWidget | None:
        """Say what is wrong with a field; its control, None for one that is not asked."""
        raise NotImplementedError

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        return self.refuse_field(name, refused_field(self._wording, reason))

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error, standing(error), self._name)

    def busy_label(self) -> str:
        return self._wording.text(f"{self._name}-submitting")

    @property
    def can_send(self) -> bool:
        return self._store.found is not None

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while the dialog is open."""
        self._wording = wording
        self._show_who()

    def _open(self) -> None:
        """Build what is below, then cover the screen."""
        self._notice.accepted.connect(self._store.read)
        self._loading.stopped.connect(self._end)
        self._store.was_read.connect(self._take)
        self._follow()
        self._take()

    def _go(self) -> None:
        is_settled = not self._store.is_busy and not self._store.is_unsettled
        if is_settled and self._store.read_error is not None:
            self._store.read()
        else:
            super()._go()

    def _end(self) -> None:
        self._store.leave()
        super()._end()

    def _take(self) -> None:
        self._loading.stop()
        self.show_found(has_found=self._store.found is not None)
        self._show()

    def _show(self) -> None:
        super()._show()
        self._show_who()
        store = self._store
        is_settled = not store.is_busy and not store.is_unsettled
        if store.found is None and store.read_error is None and is_settled:
            self._loading.show()
            self._loading.start()
        else:
            self._loading.hide()
        if store.read_error is not None and is_settled:
            w = self._wording
            text = refusal(w, store.read_error, None, self._name)
            self._notice.ask(text, accept=w.text("triage-retry"), kind="danger")

    def _show_who(self) -> None:
        patient = self._store.patient
        if patient is not None:
            whole = identity_line(self._wording.masked(False), patient)
            self._who.show_line(whole, identity_line(self._wording, patient))
        self._title.setText(self._wording.text(f"{self._name}-title"))
        self.setAccessibleName(f"{self._title.text()}. {self._who.text}")
