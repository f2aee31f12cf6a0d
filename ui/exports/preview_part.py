"""Beside what is asked: what the file would look like, and every field of it, the identifying ones
in red (screens.md 3.8). Nothing of it ever lies on a disk.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from console.errors import ConsoleError
from console.stores.export_preview import ExportPreviewStore, PreviewState
from resources.wording import Wording
from services.contract.export_fields import ExportField
from services.contract.exports import CsvDelimiter, ExportFormat
from services.contract.report_enums import ReportBlock
from ui.exports.preview_words import field_rows, preview_text
from widgets.announce import announce
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.reading_text import ReadingText
from widgets.segments import Segments
from widgets.text_table import TextTable
from widgets.theme import Theme

_SHARES: Final = (74, 26)
_AROUND_PX: Final = 10
_LEAST_PX: Final = 430


class Side(StrEnum):
    """Which of the two is shown."""

    PREVIEW = "preview"
    FIELDS = "fields"


class PreviewPart(QWidget):
    """Signals: `wanted()` when somebody asks to see what is chosen."""

    wanted = Signal()

    def __init__(
        self,
        store: ExportPreviewStore,
        refusal: Callable[[Wording, ConsoleError], str],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._refusal = refusal
        self._theme = theme
        self._wording = w = wording
        self._delimiter = CsvDelimiter.SEMICOLON
        self._page = QPixmap()
        self.sides = Segments(theme, self)
        self.sides.set_choices([(each.value, "") for each in Side])
        self._pages = QStackedWidget(self)
        self._told = PlainLabel(theme, role="body", tone="secondary")
        self.look = Button(theme, w.text("exports-preview-look"), "secondary", "eye", "Alt+V")
        self._picture = PlainLabel(theme)
        self._paper = QScrollArea()
        self._text = ReadingText(theme)
        self.fields = TextTable(theme, _SHARES)
        self._build()
        self.sides.chosen.connect(self._show)
        self.look.clicked.connect(self.wanted)
        store.changed.connect(self._show_change)
        store.fields_told.connect(self._show)
        self.sides.set_labels(
            w.text("exports-preview-sides"),
            {each.value: w.text(f"exports-preview-{each.value}") for each in Side},
        )
        self._show()

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        inside = (self.look, self._paper, self._text, self.fields)
        return (*self.sides.findChildren(QWidget), *inside)

    def show_choice(
        self, wanted: ExportFormat, blocks: Iterable[ReportBlock], delimiter: CsvDelimiter
    ) -> None:
        """What is chosen now; a preview of something else goes."""
        self._delimiter = delimiter
        chosen = set(blocks)
        told = self._store.fields
        of_format = () if told is None else (
            field for each in told.formats if each.format is wanted for field in each.fields
        )  # fmt: skip
        held = [field for field in of_format if _is_held(field, chosen)]
        w, rows = self._wording, field_rows(self._wording, held)
        headers = (w.text("exports-fields-what"), w.text("exports-fields-who"))
        self.fields.set_rows(w.text("exports-preview-fields"), headers, rows)
        naming = sum(bool(row.danger) for row in rows)
        count = w.text("exports-fields-count", count=naming) if rows else ""
        self.sides.set_count(Side.FIELDS.value, count)
        if self._store.state is not PreviewState.NOTHING:
            self._store.drop()

    def _show_change(self) -> None:
        self._show()
        if self._store.state in (PreviewState.SHOWN, PreviewState.FAILED):
            announce(self, self._told.text())

    def _show(self, *_cause: object) -> None:
        w, store = self._wording, self._store
        self.look.set_enabled_because(store.state is not PreviewState.WAITING)
        self._told.setText(self._sentence())
        preview = store.preview
        is_shown = store.state is PreviewState.SHOWN and preview is not None
        self.look.setVisible(not is_shown)
        if self.sides.current == Side.FIELDS.value:
            self._pages.setCurrentWidget(self.fields)
        elif not is_shown or preview is None:
            self._page = QPixmap()
            self._picture.clear()
            self._text.show_text("", "")
            self._pages.setCurrentIndex(0)
        elif preview.page is not None:
            self._page.loadFromData(b64decode(preview.page), "PNG")
            for named in (self._picture, self._paper):
                named.setAccessibleName(w.text("exports-preview-page"))
            self._pages.setCurrentWidget(self._paper)
            self._fit()
        else:
            text = preview_text(w, preview, self._delimiter)
            self._text.show_text(w.text("exports-preview-preview"), text)
            self._pages.setCurrentWidget(self._text)

    def _sentence(self) -> str:
        w, store = self._wording, self._store
        if store.state is PreviewState.FAILED and store.error is not None:
            return self._refusal(w, store.error)
        if store.state is PreviewState.FAILED and store.failure is not None:
            return w.text(f"exports-failure-{store.failure.value}")
        return w.text(f"exports-preview-state-{store.state.value}")

    def _build(self) -> None:
        self.setObjectName("export_preview")
        self.sides.setObjectName("export_preview_sides")
        self.look.setObjectName("export_preview_look")
        self.fields.setObjectName("export_fields")
        self._told.set_wrapping()
        self._told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._told)
        column.addWidget(self.look, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._paper.setWidget(self._picture)
        self._paper.setWidgetResizable(True)
        # White paper is only seen on another ground.
        self._picture.setProperty("ground", "app")
        self._picture.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture.setContentsMargins(_AROUND_PX, _AROUND_PX, _AROUND_PX, _AROUND_PX)
        self._paper.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._paper.setFrameShape(QFrame.Shape.NoFrame)
        for page in (nothing, self._paper, self._text, self.fields):
            self._pages.addWidget(page)
        self.setMinimumHeight(self._theme.scaled(_LEAST_PX))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.sides)
        whole.addWidget(self._pages, 1)

    def _fit(self) -> None:
        """The page as wide as there is room."""
        width = self._paper.viewport().width() - 2 * _AROUND_PX
        if not self._page.isNull() and width > 0:
            ratio = self.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            shown = self._page.scaledToWidth(round(width * ratio), smooth)
            shown.setDevicePixelRatio(ratio)
            self._picture.setPixmap(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _is_held(field: ExportField, chosen: set[ReportBlock]) -> bool:
    return not field.blocks or any(block in chosen for block in field.blocks)
