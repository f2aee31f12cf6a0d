"""How the service stands: what this console reaches, what the service says of itself, and each part
of the surveillance.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.errors import Offline
from console.stores.connection import ConnectionStore
from console.stores.readiness import ReadinessStore
from console.stores.surveillance import SurveillanceStore
from resources.wording import Wording
from services.contract.surveillance import PartHealth, PartState
from widgets.button import Button
from widgets.line_list import LineList, LineLook
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_LOOKS: Final = {
    PartState.OK: ("check-circle", "success"),
    PartState.LATE: ("clock", "warning"),
    PartState.LOW: ("warning", "warning"),
    PartState.DOWN: ("warning-circle-fill", "danger.strong"),
    PartState.OFF: ("pause-circle", "text.secondary"),
}


class StatePage(QWidget):
    """A line for each part, in words and with a shape. Signals: `asked()` on F5 or its button."""

    asked = Signal()

    def __init__(
        self,
        connection: ConnectionStore,
        readiness: ReadinessStore,
        surveillance: SurveillanceStore,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._connection = connection
        self._readiness = readiness
        self._surveillance = surveillance
        self._wording: Wording | None = None
        self._intro = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._intro.set_wrapping()
        self.again = Button(theme, "", "secondary", icon="arrows-clockwise", key="F5", parent=self)
        self.again.setObjectName("state_again")
        self.list = LineList(theme, self)
        self.list.setObjectName("state_list")
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 16, 10)
        top.addWidget(self._intro, 1)
        top.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        self.again.clicked.connect(self.ask)
        for store in (connection, readiness, surveillance):
            store.changed.connect(self._show)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._intro.setText(w.text("about-state-intro"))
        self.again.set_label(w.text("about-state-again"))
        self.list.setAccessibleName(w.text("about-tab-state"))
        self._show()

    def ask(self) -> None:
        """Ask the service anew."""
        self._readiness.ask()
        self._surveillance.ask()

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        w = self._wording
        if w is not None:
            lines = [self._reached(w), self._ready(w), *self._parts(w)]
            self.list.set_lines(lines)

    def _reached(self, w: Wording) -> LineLook:
        contact = self._connection.last_contact
        is_away = self._connection.shows_offline
        state = PartState.DOWN if is_away else PartState.OK
        detail = "" if contact is None else w.text("about-last-contact", when=w.time(contact))
        return _line(w, "reach", w.text("about-part-reach"), state, detail)

    def _ready(self, w: Wording) -> LineLook:
        store = self._readiness
        name = w.text("about-part-ready")
        if store.asked_at is None or isinstance(store.error, Offline):
            # Not reached is said in the line above; of the service itself nothing is known then.
            return LineLook(
                "ready",
                "info",
                name,
                right=w.text("about-state-unknown"),
                sentence=f"{name}. {w.text('about-state-unknown')}",
            )
        detail = w.text("about-asked-at", when=w.time(store.asked_at))
        state = PartState.OK if store.error is None else PartState.DOWN
        return _line(w, "ready", name, state, detail)

    def _parts(self, w: Wording) -> Iterator[LineLook]:
        for each in self._surveillance.parts:
            name = w.text(f"shell-part-name-{each.part}")
            shown = name[:1].upper() + name[1:]
            yield _line(w, each.part.value, shown, each.state, _when(w, each))


def _when(w: Wording, part: PartHealth) -> str:
    does = w.text(f"about-part-{part.part}")
    return does if part.at is None else f"{does} {w.text('about-part-at', when=w.time(part.at))}"


def _line(w: Wording, key: str, name: str, state: PartState, detail: str) -> LineLook:
    icon, token = _LOOKS[state]
    right = w.text(f"about-state-{state}")
    sentence = ". ".join(part for part in (name, right, detail) if part)
    return LineLook(key, icon, name, detail=detail, right=right, token=token, sentence=sentence)
