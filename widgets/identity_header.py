"""The patient's identity over a detail: names, birth date, sex, INS, record number; and the line of
context under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.icon_label import IconLabel
from widgets.pill import Pill
from widgets.runs_label import Run, RunsLabel
from widgets.theme import Theme

_EDGE_PX = 4


@dataclass(frozen=True, slots=True)
class IdentityLook:
    """Every text of the header, labels included; an empty value hides its label."""

    family_name: str
    first_name: str
    birth_name: str
    born_label: str
    born: str
    age: str
    sex_label: str
    sex: str
    ins_label: str = "INS"
    ins: str = ""
    ins_status: str = ""
    ins_status_kind: str = "neutral"
    ins_status_icon: str = "circle-wavy-question"
    record_label: str = "IPP"
    record: str = ""


class IdentityHeader(QWidget):
    """The header. Signals: `open_requested` on its button."""

    open_requested = Signal()

    def __init__(
        self, theme: Theme, open_label: str, open_key: str = "O", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = RunsLabel(theme)
        self._open = Button(theme, open_label, "secondary", key=open_key)
        self._open.clicked.connect(self.open_requested)
        self._open.set_low()
        self._born, self._sex, self._ins, self._record = (
            RunsLabel(theme, wraps=False) for _ in range(4)
        )
        self._status = Pill(theme)
        self.setSizePolicy(_grows_downwards())
        self._build()
        theme.theme_changed.connect(self.update)

    def set_identity(self, look: IdentityLook) -> None:
        """Show a patient; nothing here is ever shortened."""
        self._names.set_runs(
            (
                Run(look.family_name, "banner_family"),
                Run(f" {look.first_name}", "banner_first"),
                Run(
                    f"   {look.birth_name}" if look.birth_name else "",
                    "supporting",
                    "text.secondary",
                ),
            )
        )
        self._born.set_runs((*_field(look.born_label, look.born), Run(f" {look.age}", "body")))
        self._sex.set_runs(_field(look.sex_label, look.sex))
        self._ins.set_runs(_field(look.ins_label, look.ins, "identifier"))
        self._record.set_runs(_field(look.record_label, look.record, "identifier"))
        for label, value in (
            (self._sex, look.sex),
            (self._ins, look.ins),
            (self._record, look.record),
        ):
            label.setVisible(bool(value))
        self._status.setVisible(bool(look.ins_status))
        self._status.set_state(look.ins_status, look.ins_status_kind, look.ins_status_icon)
        name = f"{look.family_name} {look.first_name}".strip()
        self.setAccessibleName(f"{name}, {look.born_label} {look.born} {look.age}".strip())

    def set_open_label(self, label: str) -> None:
        """Rename the button, as after a switch of language."""
        self._open.set_label(label)

    def set_open_visible(self, visible: bool) -> None:
        """Hide the button where there is no file to open."""
        self._open.setVisible(visible)

    def _build(self) -> None:
        padding = self._theme.layout_px("card_padding")
        first = QHBoxLayout()
        first.addWidget(self._names, 1)
        first.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        ins = QWidget()
        ins_row = QHBoxLayout(ins)
        ins_row.setContentsMargins(0, 0, 0, 0)
        ins_row.setSpacing(6)
        ins_row.addWidget(self._ins)
        ins_row.addWidget(self._status)
        second = FlowRow()
        for part in (self._born, self._sex, ins, self._record):
            second.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(padding, _EDGE_PX + 5, padding - 4, 10)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.radius_px("card")
        card = QPainterPath()
        card.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.fillPath(card, theme.colour("bg.surface"))
        painter.setPen(QPen(theme.colour("border.card"), 1))
        painter.drawPath(card)
        band = QPainterPath()
        band.addRect(QRectF(0, 0, self.width(), _EDGE_PX))
        outer = QPainterPath()
        outer.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.fillPath(outer.intersected(band), theme.colour("banner.edge"))


class ContextLine(QWidget):
    """Treatment, disease, doctor, phone: icons with short texts, spread over the width."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = FlowRow(self, gap_px=8)
        self._row.setContentsMargins(4, 0, 4, 0)
        self._parts: list[_ContextPart] = []
        self.setSizePolicy(_grows_downwards())

    def set_items(self, items: Sequence[tuple[str, Sequence[Run]]]) -> None:
        """Show (icon, runs) pairs, left to right."""
        while len(self._parts) < len(items):
            part = _ContextPart(self._theme, self)
            self._row.addWidget(part)
            self._parts.append(part)
        for position, part in enumerate(self._parts):
            part.setVisible(position < len(items))
            if position < len(items):
                name, runs = items[position]
                part.icon.set_icon(name, "accent")
                part.label.set_runs(runs)


class _ContextPart(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon = IconLabel(theme, "drop", "accent", 16)
        self.label = RunsLabel(theme, wraps=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.icon)
        row.addWidget(self.label)


def _grows_downwards() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy


def _field(label: str, value: str, role: str = "body_strong") -> tuple[Run, ...]:
    return (Run(f"{label}  ", "body", "text.muted"), Run(value, role))
