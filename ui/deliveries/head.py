"""Above the table: which of the deliveries, and whether the centre delivers at all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.stores.deliveries import DeliveryGroup, DeliveryListStore
from resources.wording import Wording
from ui.parts.list_title import ListTitle
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme


class DeliveriesHead(QWidget):
    """Signals: `group_chosen(DeliveryGroup)`."""

    group_chosen = Signal(object)

    def __init__(
        self,
        store: DeliveryListStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._wording = wording
        self._title = ListTitle("deliveries_groups", DeliveryGroup, theme, self)
        self._about = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._off = Strip(theme, self)
        self._off.setObjectName("deliveries_off")
        self._title.chosen.connect(self._tell_group)
        self._about.set_wrapping()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._about)
        column.addWidget(self._off)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        labels = {each.value: w.text(f"deliveries-group-{each.value}") for each in DeliveryGroup}
        self._title.set_words(w.text("deliveries-screen"), w.text("deliveries-groups"), labels)
        self._about.setText(w.text("deliveries-about"))
        self.show_told()

    @property
    def chosen_group(self) -> QWidget:
        """Where another one is chosen by keyboard."""
        return self._title.chosen_segment

    def show_told(self) -> None:
        """Counts and group as the store has them now."""
        w, store = self._wording, self._store
        numbers = store.numbers
        if numbers is not None:
            self._title.set_count(DeliveryGroup.TROUBLED.value, w.integer(numbers.troubled))
            self._title.set_count(DeliveryGroup.WAITING.value, w.integer(numbers.waiting))
        self._title.set_current(store.query.value)
        if store.is_on or store.as_of is None:
            self._off.hide()
        else:
            self._off.ask(w.text("deliveries-off"))

    def _tell_group(self, name: str) -> None:
        self.group_chosen.emit(DeliveryGroup(name))
