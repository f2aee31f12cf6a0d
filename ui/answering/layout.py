"""How the screen of a questionnaire lies: a column of words that is never wider than one reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.answering.screen import AnsweringScreen

_WIDEST_PX = 860


def lay_out(
    screen: AnsweringScreen, theme: Theme, pages: QStackedWidget, parts: Sequence[QWidget]
) -> QWidget:
    """Head, notice, the page in front, foot; returns the page of the question, which is scrolled
    when it is too tall.
    """
    screen.setObjectName("answering_screen")
    screen.setProperty("ground", "surface")
    screen.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    screen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    question, *others = parts
    area = QScrollArea(pages)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(question)
    # Qt fills it on its own when it is put in.
    question.setAutoFillBackground(False)
    pages.addWidget(area)
    for part in others:
        pages.addWidget(part)
    middle = QWidget(screen)
    middle.setMaximumWidth(theme.scaled(_WIDEST_PX))
    column = QVBoxLayout(middle)
    column.setContentsMargins(24, 8, 24, 8)
    column.setSpacing(10)
    column.addWidget(screen.notice)
    column.addWidget(pages, 1)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(middle, 1)
    row.addStretch(0)
    outer = QVBoxLayout(screen)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(screen.head)
    outer.addLayout(row, 1)
    outer.addWidget(screen.foot)
    return area
