"""Under the list while several rows are chosen: how many, and the one act that there is for them;
otherwise why a row could not be added, and what became of those that were not acknowledged.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.models.identity_text import patient_name
from console.settings import LetterKeys
from console.stores.row_list import RowList
from resources.wording import Wording
from ui.letters import written
from ui.triage.joining import MOST_TOGETHER, Barrier
from ui.triage.several import Several
from widgets.announce import announce
from widgets.strip import Strip
from widgets.theme import Theme


class SeveralBar(QWidget):
    """Signals: `acknowledge_wanted()`."""

    acknowledge_wanted = Signal()

    def __init__(
        self,
        several: Several,
        store: RowList,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._several = several
        self._store = store
        self._wording = wording
        self._letters = LetterKeys.ON
        self._is_passing = False
        self._chosen = Strip(theme, self)
        self._chosen.setObjectName("several_chosen")
        self._notice = Strip(theme, self)
        self._notice.setObjectName("several_notice")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 6, 4)
        column.setSpacing(4)
        column.addWidget(self._notice)
        column.addWidget(self._chosen)
        several.changed.connect(self._show)
        several.refused.connect(self._say_why)
        several.moved.connect(self._pass_over)
        self._chosen.accepted.connect(self.acknowledge_wanted)
        self._chosen.dismissed.connect(several.clear)
        self._notice.dismissed.connect(self._dismiss)
        self._fit()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; a notice goes, for it speaks the old one and may name people."""
        self._wording = wording
        self._notice.hide()
        self._show()

    def set_letters(self, letters: LetterKeys) -> None:
        """Name the key that acknowledges them."""
        self._letters = letters
        self._show()

    def tell(self, text: str) -> None:
        """Say what was not done, until it is put away."""
        self._is_passing = False
        self._notice.ask(text, dismiss=self._wording.text("triage-strip-hide"))
        announce(self, text)
        self._fit()

    def _show(self) -> None:
        w, count = self._wording, len(self._several.rows)
        if self._several.is_any:
            text = w.text("several-chosen", count=count, most=MOST_TOGETHER)
            key = written("A", self._letters)
            accept = w.text("several-acknowledge", count=count)
            self._chosen.ask(
                text,
                accept=f"{accept} ({key})" if key else accept,
                dismiss=w.text("several-leave"),
                kind="info",
                icon="check-bold",
            )
            announce(self, text)
        else:
            self._chosen.hide()
        self._fit()

    def _say_why(self, barrier: Barrier, key: object) -> None:
        row = next((row for row in self._store.rows if row.key == key), None)
        name = "" if row is None else patient_name(self._wording, row.row.patient)
        text = self._wording.text(f"several-{barrier.value}", name=name, most=MOST_TOGETHER)
        self.tell(text)
        self._is_passing = True

    def _pass_over(self) -> None:
        """Why a row could not be added is read once; what was not done stays."""
        if self._is_passing:
            self._dismiss()

    def _dismiss(self) -> None:
        self._notice.hide()
        self._fit()

    def _fit(self) -> None:
        self.setVisible(not self._chosen.isHidden() or not self._notice.isHidden())
