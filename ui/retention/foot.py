"""Under the list of a month: how many, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.stores.retention_calendar import RetentionCalendarStore
from console.stores.states import StoreState
from resources.wording import Wording
from ui.parts.people_foot import PeopleFoot
from widgets.keycap import KeyCap
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_ROOM_PX = 620


class RetentionFoot(PeopleFoot):
    """Counts what is shown; `opens` says that a row leads to a file."""

    def __init__(
        self,
        store: RetentionCalendarStore,
        opens: bool,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_ROOM_PX, theme, wording, parent)
        self._store = store
        self._opens = opens
        self._count = PlainLabel(theme, role="supporting_strong", parent=self)
        self._months = (KeyCap(theme, "←", self), KeyCap(theme, "→", self))
        self._month = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        super().set_wording(wording)
        self._act_key.set_text("↵")
        self._act.setText(wording.text("patients-open-hint"))
        self._month.setText(wording.text("retention-months-hint"))

    def show_count(self) -> None:
        """How many there are of the list on screen; one that goes on says so."""
        store, count = self._store, len(self._store.rows)
        is_known = store.state is not StoreState.LOADING and store.computed_at is not None
        key = "retention-foot-more" if store.can_load_more else "retention-foot"
        text = self._wording.text(key, count=count, number=self._wording.integer(count))
        is_listed = is_known and store.sees_people and store.is_settled
        self._count.setText(text if is_listed else "")
        self._fit()

    def _fit(self) -> None:
        super()._fit()
        for part in (self._act_key, self._act):
            part.setVisible(self._opens and not part.isHidden())
        for part in (*self._keys, self._browse):
            part.setVisible(self._store.sees_people and not part.isHidden())

    def _build(self) -> None:
        self.setProperty("ground", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._said.setObjectName("retention_said")
        self._news.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._count)
        row.addSpacing(8)
        row.addWidget(self._said)
        row.addStretch(1)
        for part in (*self._months, self._month):
            row.addWidget(part)
        row.addSpacing(6)
        for part in (*self._keys, self._browse):
            row.addWidget(part)
        row.addSpacing(6)
        row.addWidget(self._act_key)
        row.addWidget(self._act)
        self._fit()
