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
from ui.triage.notices import Says
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
        self._not_done: list[Says] = []
        self._passing: Says | None = None
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
        """Speak another language, or mask whom it names; what was not done stays."""
        self._wording = wording
        self._show()
        self._show_notice()

    def set_letters(self, letters: LetterKeys) -> None:
        """Name the key that acknowledges them."""
        self._letters = letters
        self._show()

    def tell(self, says: Says) -> None:
        """Say what was not done, until it is put away, whatever else is said meanwhile."""
        self._not_done.append(says)
        self._show_notice()
        announce(self, says(self._wording))

    def tell_in_passing(self, says: Says) -> None:
        """Say why something cannot be done, until another row is chosen."""
        self._passing = says
        self._show_notice()
        announce(self, says(self._wording))

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
        label = None if row is None else row.row.patient

        def says(w: Wording) -> str:
            name = "" if label is None else patient_name(w, label)
            return w.text(f"several-{barrier.value}", name=name, most=MOST_TOGETHER)

        self.tell_in_passing(says)

    def _pass_over(self) -> None:
        """Another row was chosen: why one could not be added goes, what was not done stays."""
        if self._passing is not None:
            self._passing = None
            self._show_notice()

    def _dismiss(self) -> None:
        self._not_done.clear()
        self._passing = None
        self._show_notice()

    def _show_notice(self) -> None:
        w = self._wording
        said = [*self._not_done, *([] if self._passing is None else [self._passing])]
        if said:
            text = " ".join(says(w) for says in said)
            self._notice.ask(text, dismiss=w.text("triage-strip-hide"))
        else:
            self._notice.hide()
        self._fit()

    def _fit(self) -> None:
        self.setVisible(not self._chosen.isHidden() or not self._notice.isHidden())
