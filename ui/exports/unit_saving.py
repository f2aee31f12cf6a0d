"""From an export of a whole unit to a file on a disk: its owner proves who they are before it
leaves, and what a disk refuses after that is lost, since it is nowhere whole but there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from console.errors import ConsoleError, Refused
from console.stores.cohort_saving import CohortSaving
from console.stores.private_files import SaveFault
from console.stores.proven_act import ProofState, ProvenAct
from resources.wording import Wording
from services.contract.cohorts import CohortExport
from ui.exports.save_dialog import SaveDialog
from ui.exports.saving import FileWay, is_answer_lost
from ui.exports.words import refusal
from ui.parts.card_dialog import CardDialog
from ui.proof.panel import ProofPanel
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 560
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ASKING: Final = frozenset({ProofState.ASKED, ProofState.PROVING})
_GONE: Final = frozenset({"export_gone", "not_found"})
"""What the service no longer has is not tried for again."""


class UnitProofDialog(CardDialog):
    """Asks who takes the file; `left()` on Esc, and nothing has left the service then."""

    def __init__(self, act: ProvenAct, theme: Theme, wording: Wording, parent: QWidget) -> None:
        w = wording
        super().__init__(theme, _WIDTH_PX, parent)
        text = PlainLabel(theme, w.text("cohort-proof-body"), "body", "secondary", self._body)
        text.set_wrapping()
        self.leave = Button(theme, w.text("exports-later"), "secondary")
        self.leave.setObjectName("unit_proof_leave")
        self._proof = ProofPanel(act, self.leave, theme, w, self._body)
        self.setObjectName("unit_proof_dialog")
        self._title.setText(w.text("cohort-proof-title"))
        self.setAccessibleName(w.text("cohort-proof-title"))
        self._build_card((text, self._proof), (self.leave,), stretch_before=0)
        self.leave.clicked.connect(self._end)

    def open_up(self) -> None:
        """Cover the screen, with the keyboard where the password is typed."""
        self._cover(self)
        self._proof.catch_up()

    def stops(self) -> Sequence[QWidget]:
        return tuple(self._proof.findChildren(QWidget))

    def _end(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in _ENTER and isinstance(focus, QPushButton):
            focus.click()
        event.accept()


class UnitSavingWay(FileWay):
    """One file at a time, over whatever screen; what went wrong stays there until it is answered.
    Signals: `again_wanted(CohortExport)` for one like that which was lost.
    """

    again_wanted = Signal(object)

    def __init__(self, store: CohortSaving, theme: Theme, wording: Wording, over: QWidget) -> None:
        super().__init__(store, theme, wording, over)
        self._saving = store
        self._asked: UnitProofDialog | None = None
        store.lost.connect(self._tell_lost)
        store.proof.changed.connect(self._follow_proof)

    def _send(self, path: Path) -> None:
        if isinstance(self._export, CohortExport):
            self._saving.save(self._export, path)

    def _follow_proof(self) -> None:
        is_asking = self._saving.proof.state in _ASKING
        if is_asking and self._asked is None:
            self._asked = UnitProofDialog(
                self._saving.proof, self._theme, self._wording, self._over
            )
            self._asked.left.connect(self._saving.give_up)
            self._asked.open_up()
        elif not is_asking and self._asked is not None:
            dialog, self._asked = self._asked, None
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    @Slot(ConsoleError)
    def _tell_failed(self, error: ConsoleError) -> None:
        """To the same place once more: after a lost answer, that finds out what became of it."""
        w = self._wording
        text = w.text("cohort-broken-off") if is_answer_lost(error) else refusal(w, error)
        if isinstance(error, Refused) and error.code in _GONE:
            self._offer_another(text)
        else:
            self._offer(text, "access-retry").elsewhere_wanted.connect(self._save)

    @Slot(object)
    def _tell_lost(self, fault: SaveFault) -> None:
        w = self._wording
        text = f"{w.text(f'exports-disk-{fault.value}')} {w.text('cohort-lost')}"
        self._offer_another(text)

    def _offer_another(self, text: str) -> None:
        self._offer(text, "exports-again").elsewhere_wanted.connect(self._ask_another)

    def _offer(self, text: str, way_on: str) -> SaveDialog:
        w = self._wording
        texts = (w.text("exports-disk-title"), text)
        dialog = self._open(texts, w.text(way_on), (w.text("exports-later"), "secondary"))
        dialog.other_wanted.connect(self._give_up)
        return dialog

    def _ask_another(self) -> None:
        export = self._export
        self._give_up()
        self.again_wanted.emit(export)
