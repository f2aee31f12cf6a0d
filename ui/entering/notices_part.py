"""What a first sign-in accepts: the notices, and the confidentiality commitment apart from them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from console.stores.entering import accepted_as
from resources.wording import Wording
from services.contract.notices import Language, NoticeKind, NoticeText
from ui.parts.fault_line import FaultLine
from ui.parts.notice_reader import NoticeReader
from widgets.line_list import LineList, LineLook
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_LINE_PX = 46


class NoticesPart(QWidget):
    """A list beside the text that is read, and two ticks."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._theme = theme
        self._notices: Sequence[NoticeText] = ()
        self._title = PlainLabel(theme, role="title", parent=self)
        self.list = LineList(theme)
        self.reader = NoticeReader(theme, wording, self)
        self._read = QCheckBox(self)
        self._promise = QCheckBox(self)
        self._fault = FaultLine(theme, self)
        for part, name in (
            (self.list, "entering_notices"),
            (self._read, "entering_read"),
            (self._promise, "entering_promise"),
        ):
            part.setObjectName(name)
        for tick in (self._read, self._promise):
            theme.dress(tick, "body")
        self.list.chosen.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.list)
        column.addWidget(self.reader, 1)
        for widget in (self._read, self._promise, self._fault):
            column.addWidget(widget)

    def in_order(self) -> tuple[QWidget, ...]:
        """Where Tab goes."""
        return (self.list, self.reader.text, self._read, self._promise)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._title.setText(w.text("entering-notices-title"))
        self.list.setAccessibleName(w.text("entering-notices-title"))
        self._read.setText(w.text("entering-notices-read"))
        self._promise.setText(w.text("entering-notices-promise"))
        self.reader.set_wording(w)
        self._show_lines()

    def show_notices(self, notices: Sequence[NoticeText]) -> None:
        """Show what is to be accepted; nothing is ticked for anybody."""
        self._notices = notices
        self._read.setChecked(False)
        self._promise.setChecked(False)
        self._fault.show_text("")
        has_promise = any(each.kind is NoticeKind.COMMITMENT for each in notices)
        self._promise.setVisible(has_promise)
        self.setVisible(bool(notices))
        self._show_lines()

    def is_whole(self) -> bool:
        """Whether everything is accepted; says so where it is not."""
        ticks = [each for each in (self._read, self._promise) if not each.isHidden()]
        left = [each for each in ticks if not each.isChecked()]
        if self.isHidden() or not left:
            self._fault.show_text("")
            return True
        self._fault.show_text(self._wording.text("entering-notices-missing"))
        left[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _show_lines(self) -> None:
        language: Language = "fr" if self._wording.language == "fr" else "en"
        lines = [
            LineLook(
                accepted_as(each), "clipboard-text", each.texts[language].title,
                detail=self._wording.text(
                    "notices-version",
                    version=each.version,
                    dated=self._wording.date(each.dated),
                ),
            )
            for each in self._notices
        ]  # fmt: skip
        self.list.set_lines(lines)
        self.list.setFixedHeight(self._theme.scaled(_LINE_PX) * min(len(lines), 3) + 2)
        if lines and not self.list.key:
            self.list.stand_on(lines[0].key)
        self._show("")

    def _show(self, _key: str) -> None:
        found = (each for each in self._notices if accepted_as(each) == self.list.key)
        self.reader.show_notice(next(found, None))
