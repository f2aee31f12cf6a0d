"""Under the table: how many patients, what would move, and the keys that go through them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.stores.patient_list import PatientListStore
from resources.wording import Wording
from ui.parts.people_foot import PeopleFoot
from widgets.runs_label import Run, RunsLabel
from widgets.theme import Theme

_ROOM_PX = 620


class PatientsFoot(PeopleFoot):
    """Counts those of the state, and how many the filters leave; Enter opens one."""

    def __init__(
        self, store: PatientListStore, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(_ROOM_PX, theme, wording, parent)
        self._store = store
        self._count = RunsLabel(theme, wraps=False, parent=self)
        self._act_key.set_text("↵")
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        super().set_wording(wording)
        self._act.setText(wording.text("patients-open-hint"))
        self.show_news(self._store.news)

    def show_count(self) -> None:
        """How many there are of what is asked for."""
        w, store = self._wording, self._store
        self._count.setVisible(store.counts is not None)
        number = w.integer(store.matching)
        if store.query.is_filtered and store.all_of_state is not None:
            every = w.integer(store.all_of_state)
            text = w.text("patients-foot-filtered", shown=number, all=every)
        else:
            text = w.text("patients-foot", count=store.matching, number=number)
        before, found, after = text.partition(number)
        self._count.set_runs(
            [
                Run(before, "meta", "text.secondary"),
                Run(found, "supporting_strong", "text.primary"),
                Run(after, "meta", "text.secondary"),
            ]
        )

    def _build(self) -> None:
        self.setProperty("ground", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._news.setObjectName("patients_news")
        self._said.setObjectName("patients_said")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._count)
        row.addSpacing(8)
        row.addWidget(self._said)
        row.addStretch(1)
        row.addWidget(self._news)
        row.addSpacing(8)
        for key in self._keys:
            row.addWidget(key)
        row.addWidget(self._browse)
        row.addSpacing(6)
        row.addWidget(self._act_key)
        row.addWidget(self._act)
