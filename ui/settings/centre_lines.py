"""Lines of the centre's cards: what is set with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


@dataclass(frozen=True)
class Offer:
    """One thing that can be done about a line; `why_not` says why it cannot."""

    name: str
    label: str
    about: str
    act: Callable[[], None]
    why_not: str = ""


Told = tuple[str, str, Sequence[Offer]]
"""A title, what is told under it, and what can be done."""


class CentreLine(QWidget):
    """A title, what is told under it, and buttons at the right."""

    def __init__(
        self, title: str, told: str, offers: Sequence[Offer], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{title}. {told}")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        for text, role, tone in (
            (title, "body_strong", "primary"),
            (told, "supporting", "secondary"),
        ):
            label = PlainLabel(theme, text, role, tone, self)
            label.set_wrapping()
            label.setVisible(bool(text))
            texts.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        for offer in offers:
            button = Button(theme, offer.label, "secondary", parent=self)
            button.setObjectName(offer.name)
            button.setAccessibleName(f"{offer.label}. {offer.about}")
            button.set_enabled_because(not offer.why_not, offer.why_not)
            button.clicked.connect(offer.act)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
