"""What the product is built with: each component and the text of its licence."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from resources.components import Component, components, licence_text
from resources.wording import Wording
from widgets.line_list import LineList, LineLook
from widgets.plain_label import PlainLabel
from widgets.reading_text import ReadingText
from widgets.theme import Theme

_LIST_PX, _TEXT_PX = 420, 760
_UNTOLD: Final = "about-no-licence-text"


class LicencesPage(QWidget):
    """A list by name, and the text as it came with the component, in its own language."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording: Wording | None = None
        self._intro = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._intro.set_wrapping()
        self._intro.setContentsMargins(16, 10, 16, 10)
        self.list = LineList(theme)
        self.list.setObjectName("licences_list")
        self.text = ReadingText(theme)
        self.text.setObjectName("licence_text")
        right = QWidget()
        right.setProperty("ground", "surface")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(right)
        side.setContentsMargins(16, 10, 12, 10)
        side.addWidget(self.text)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.scaled(_LIST_PX), theme.scaled(_TEXT_PX)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._intro)
        column.addWidget(splitter, 1)
        self.list.chosen.connect(self._show_text)
        self.list.activated_key.connect(self._read)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._intro.setText(w.text("about-licences-intro", count=len(components())))
        self.list.setAccessibleName(w.text("about-tab-licences"))
        self.list.set_lines([self._line(w, each) for each in components()])
        if not self.list.key and components():
            self.list.stand_on(components()[0].name)
        self._show_text(self.list.key)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, w: Wording, component: Component) -> LineLook:
        version = w.text("about-component-version", version=component.version)
        return LineLook(
            component.name,
            "clipboard-text",
            component.name,
            rest=version,
            detail=component.licence,
            sentence=f"{component.name}, {version}. {component.licence}",
        )

    def _show_text(self, name: str) -> None:
        w = self._wording
        found = next((each for each in components() if each.name == name), None)
        if w is None or found is None:
            return
        title = f"{found.name} {found.version}"
        text = licence_text(found) if found.has_text else w.text(_UNTOLD)
        self.text.show_text(title, f"{found.licence}\n\n{text}")

    def _read(self, _name: str) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
