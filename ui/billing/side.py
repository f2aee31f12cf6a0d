"""Beside the list: every month of whoever is chosen there, and the table of it for a file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.errors import BILLING
from console.models.billing_text import born_text, ends_text, prescription_text
from console.models.identity_text import patient_name
from console.session import Session
from console.stores.billing import Billed, BillingSideStore
from resources.wording import Wording
from services.contract.billing import PatientBilling
from ui.billing.side_words import headers, lines
from ui.parts.chosen_reading import ChosenReading
from ui.parts.loading import Loading
from widgets.announce import announce
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.text_table import TextTable
from widgets.theme import Theme

_SHARES = (31, 147, 66, 92)
SAVE_KEY = "Ctrl+E"


class BillingSide(QWidget):
    """The table in it is scrolled with the keyboard. Signals: `save_wanted(is_elsewhere)` by who
    reads that it was not saved: to the same place, or to another.
    """

    save_wanted = Signal(bool)

    def __init__(
        self,
        store: BillingSideStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._session = session
        self._wording = wording
        self._billed: Billed | None = None
        self._name = PlainLabel(theme, role="title", parent=self)
        self._below = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._prescribed = PlainLabel(theme, role="supporting", parent=self)
        self._nobody = PlainLabel(theme, role="body", tone="muted", parent=self)
        self._notice = Strip(theme, self)
        self._loading = Loading(theme, wording, self)
        self._reading = ChosenReading(
            self._notice, self._loading, "billing-side-lost", "billing-side-error", BILLING
        )
        self.table = TextTable(theme, _SHARES, self)
        self._as_of = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self.save = Button(theme, "", "secondary", icon="download-simple", parent=self)
        self._unsaved = Strip(theme, self)
        self._unsaved_of: Billed | None = None
        self._is_elsewhere = False
        self._build()
        self._unsaved.accepted.connect(self._save_again)
        self._notice.accepted.connect(store.read)
        self._loading.stopped.connect(store.give_up)
        store.changed.connect(self.show_evidence)
        self.set_wording(wording)

    @property
    def evidence(self) -> PatientBilling | None:
        """What is known of whoever is chosen."""
        return None if self._billed is None else self._store.shown.value

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or behind the mask."""
        self._wording = w = wording
        self.setAccessibleName(w.text("billing-side"))
        self._nobody.setText(w.text("billing-side-nobody"))
        self.save.set_label(w.text("billing-save"))
        self.save.set_key(SAVE_KEY)
        self._loading.set_wording(w)
        self.show_evidence()

    def show_billed(self, billed: Billed | None) -> None:
        """Somebody else is chosen in the list, or nobody."""
        self._billed = billed
        self._store.choose(None if billed is None else billed.row.patient.id)
        if self._unsaved_of is not None and not _is_same(self._unsaved_of, billed):
            self.forget_unsaved()
        self.show_evidence()

    def show_unsaved(self, why: str, *, is_elsewhere: bool) -> None:
        """Say in place that there is no file, with a way to one; it goes with whoever is chosen."""
        w = self._wording
        again = w.text("exports-elsewhere" if is_elsewhere else "triage-retry")
        self._unsaved_of, self._is_elsewhere = self._billed, is_elsewhere
        self._unsaved.ask(why, accept=again, kind="danger")
        announce(self, why)

    def forget_unsaved(self) -> None:
        """It is saved now, or nobody wants it any more."""
        if self._unsaved.isAncestorOf(self.focusWidget()):
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)
        self._unsaved_of = None
        self._unsaved.hide()

    def read_again(self) -> None:
        """Ask the service again for whoever is chosen (F5)."""
        self._store.read()

    def show_evidence(self) -> None:
        """What is known of whoever is chosen."""
        billed, known = self._billed, self.evidence
        self._nobody.setVisible(billed is None)
        for part in (self._name, self._below):
            part.setVisible(billed is not None)
        if billed is not None:
            self._show_who(billed)
        told: tuple[QWidget, ...] = (self.table, self.save, self._as_of, self._prescribed)
        for each in told:
            each.setVisible(known is not None)
        if known is not None:
            self._show_known(known)
        self._reading.follow(
            self._wording, self._store, None if billed is None else billed.row.patient.id
        )

    def _save_again(self) -> None:
        is_elsewhere = self._is_elsewhere
        self.forget_unsaved()
        self.save_wanted.emit(is_elsewhere)

    def _show_who(self, billed: Billed) -> None:
        w, row = self._wording, billed.row
        self._name.setText(patient_name(w, row.patient))
        today = w.local(self._session.server_now()).date()
        self._below.setText(born_text(w, row, today))

    def _show_known(self, known: PatientBilling) -> None:
        w = self._wording
        state = prescription_text(w, known.prescription)
        ends = ends_text(w, known.prescription_ends_on)
        told = (w.text("billing-column-prescription"), state, ends)
        self._prescribed.setText(" · ".join(each for each in told if each))
        self.table.set_rows(w.text("billing-side"), headers(w), lines(w, known))
        self._as_of.setText(w.text("billing-side-as-of", at=w.time(known.as_of)))

    def _build(self) -> None:
        self.setObjectName("billing_side")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._notice.setObjectName("billing_side_notice")
        self._unsaved.setObjectName("billing_unsaved")
        self.table.setObjectName("billing_evidence")
        self.save.setObjectName("billing_save")
        self.save.set_low()
        for label in (self._name, self._below, self._nobody, self._prescribed):
            label.set_wrapping()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(4)
        for part in (self._name, self._below, self._prescribed, self._nobody, self._notice):
            column.addWidget(part)
        column.addWidget(self._loading)
        column.addWidget(self.table, 1)
        column.addWidget(self._as_of)
        column.addWidget(self._unsaved)
        column.addWidget(self.save)
        column.addStretch(0)


def _is_same(one: Billed, other: Billed | None) -> bool:
    return other is not None and one.row.patient.id == other.row.patient.id
