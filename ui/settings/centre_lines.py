"""Lines of the centre's cards: what is set with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.button import Button
from widgets.icon_label import IconLabel
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


class Told(NamedTuple):
    """A title, what is told under it, and what can be done; `mark`: an icon with its colour, where
    how it stands is seen at a glance.
    """

    title: str
    told: str = ""
    offers: Sequence[Offer] = ()
    mark: tuple[str, str] = ("", "")


class CentreLine(QWidget):
    """A mark, a title, what is told under it, and buttons at the right."""

    def __init__(self, line: Told, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{line.title}. {line.told}")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        icon, token = line.mark
        for text, role, tone in (
            (line.title, "body_strong", "danger" if token == "danger" else "primary"),
            (line.told, "supporting", "secondary"),
        ):
            label = PlainLabel(theme, text, role, tone, self)
            label.set_wrapping()
            label.setVisible(bool(text))
            texts.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        if icon:
            mark = QVBoxLayout()
            mark.setContentsMargins(0, 1, 0, 0)
            mark.addWidget(IconLabel(theme, icon, token, parent=self))
            mark.addStretch(1)
            row.addLayout(mark)
        row.addLayout(texts, 1)
        for offer in line.offers:
            button = Button(theme, offer.label, "secondary", parent=self)
            button.setObjectName(offer.name)
            button.setAccessibleName(f"{offer.label}. {offer.about}")
            button.set_enabled_because(not offer.why_not, offer.why_not)
            button.clicked.connect(offer.act)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
