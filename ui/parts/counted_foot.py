"""Under a table of rows that are read whole: how many, what would move, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resources.wording import Wording
from ui.parts.people_foot import PeopleFoot
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_ROOM_PX = 620


class CountedFoot(PeopleFoot):
    """`name` begins the names of its parts; `hint` is the key of what Enter does, empty until
    `show_enter` says it.
    """

    def __init__(
        self, name: str, hint: str, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(_ROOM_PX, theme, wording, parent)
        self._does = hint
        self._count = PlainLabel(theme, role="supporting_strong", parent=self)
        self._news.setObjectName(f"{name}_news")
        self._said.setObjectName(f"{name}_said")
        self._build_row()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        super().set_wording(wording)
        self._act_key.set_text("↵")
        self.show_enter(self._does)

    def show_enter(self, does: str) -> None:
        """What Enter does with the row: the key of its word; empty for nothing."""
        self._does = does
        self._act.setText(self._wording.text(does) if does else "")
        self._fit()

    def _fit(self) -> None:
        super()._fit()
        for part in (self._act_key, self._act):
            part.setVisible(bool(self._does) and not part.isHidden())

    def _build_row(self) -> None:
        self.setProperty("ground", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._count)
        row.addSpacing(8)
        row.addWidget(self._said)
        row.addStretch(1)
        row.addWidget(self._news)
        row.addSpacing(8)
        for part in (*self._keys, self._browse):
            row.addWidget(part)
        row.addSpacing(6)
        row.addWidget(self._act_key)
        row.addWidget(self._act)
        self._fit()
