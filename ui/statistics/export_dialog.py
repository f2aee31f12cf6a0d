"""The page on screen as a file: as what, why, in which language (screens.md 3.7 and 3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from console.stores.connection import ConnectionStore
from console.stores.statistics_file import StatisticsFile
from resources.figures import stamp, summary
from resources.wording import Wording
from services.contract.exports import CsvDelimiter
from services.contract.statistics import Statistics
from services.contract.statistics_exports import (
    StatisticsAsk,
    StatisticsFormat,
    StatisticsPurpose,
)
from ui.parts.card_dialog import CardDialog
from ui.parts.fields import ChoiceField
from ui.parts.radio_field import RadioField
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 640
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_DELIMITERS: Final = {"fr": CsvDelimiter.SEMICOLON, "en": CsvDelimiter.COMMA}


class StatisticsExportDialog(CardDialog):
    """Of the page that was on screen when it was opened. Signals: `chosen(StatisticsFile)`."""

    chosen = Signal(object)

    def __init__(
        self,
        page: Statistics,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        super().__init__(theme, _WIDTH_PX, parent)
        self._page = page
        self._connection = connection
        self._wording = w = wording
        assert page.choices is not None
        said = f"{summary(w, page.choices)}\n{stamp(w, page)}"
        self._what = PlainLabel(theme, said, "body", parent=self._body)
        self._about = PlainLabel(theme, w.text("statistics-export-about"), "body", "secondary")
        formats = [(each.value, w.text(f"statistics-export-format-{each}"))
                   for each in StatisticsFormat]  # fmt: skip
        self.format = RadioField("format", w.text("exports-field-format"), formats, theme)
        self.delimiter = RadioField(
            "delimiter", w.text("exports-field-delimiter"),
            [(each.value, w.text(f"exports-delimiter-{each.name.lower()}"))
             for each in CsvDelimiter], theme,
        )  # fmt: skip
        purposes = [(each.value, w.text(f"statistics-purpose-{each}"))
                    for each in StatisticsPurpose]  # fmt: skip
        self.purpose = ChoiceField("purpose", w.text("exports-field-purpose"), purposes, theme)
        languages = [(each, w.text(f"exports-language-{each}")) for each in ("fr", "en")]
        self.language = RadioField(
            "language", w.text("statistics-export-language"), languages, theme
        )
        self.leave = Button(theme, w.text("statistics-export-leave"), "secondary", key="Esc")
        self.submit = Button(
            theme, w.text("statistics-export-submit"), "primary", "download-simple", "Ctrl+↵"
        )
        self._build()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard on what is not chosen ahead."""
        self._cover(self)
        self.purpose.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (
            self.purpose.control, *self.format.stops(), *self.delimiter.stops(),
            *self.language.stops(),
        )  # fmt: skip

    def _build(self) -> None:
        w = self._wording
        self.setObjectName("statistics_export_dialog")
        self.leave.setObjectName("statistics_export_leave")
        self.submit.setObjectName("statistics_export_submit")
        self._notice.setObjectName("statistics_export_notice")
        self._title.setText(w.text("statistics-export-title"))
        self.setAccessibleName(w.text("statistics-export-title"))
        for label in (self._what, self._about):
            label.set_wrapping()
        self.purpose.is_required = True
        self.purpose.set_hint(w.text("exports-purpose-choose"))
        self.format.set_raw(StatisticsFormat.PDF.value)
        language = "fr" if w.language == "fr" else "en"
        self.language.set_raw(language)
        self.delimiter.set_raw(_DELIMITERS[language].value)
        lines = (
            self._what, self._about, self.purpose, self.format, self.delimiter, self.language,
        )  # fmt: skip
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self.format.chosen.connect(self._follow_format)
        self.leave.clicked.connect(self._end)
        self.submit.clicked.connect(self._go)
        self._connection.changed.connect(self._offer)
        self._follow_format()
        self._offer()

    def _follow_format(self) -> None:
        self.delimiter.setVisible(self.format.raw() == StatisticsFormat.CSV.value)

    def _offer(self) -> None:
        why = self._wording.text("statistics-export-offline")
        self.submit.set_enabled_because(not self._connection.shows_offline, why)

    def _go(self) -> None:
        if self._connection.shows_offline:
            return
        if self.purpose.fault():
            self.purpose.show_error(self._wording.text("statistics-export-purpose-missing"))
            self.purpose.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self.chosen.emit(StatisticsFile(self._asked()))

    def _asked(self) -> StatisticsAsk:
        page = self._page
        assert page.choices is not None
        assert page.closed_through is not None
        return StatisticsAsk(
            format=StatisticsFormat(self.format.raw()),
            purpose=StatisticsPurpose(self.purpose.raw()),
            months=page.choices.months,
            by=page.choices.by,
            comparison=page.choices.comparison,
            closed_through=page.closed_through,
            language="fr" if self.language.raw() == "fr" else "en",
            delimiter=CsvDelimiter(self.delimiter.raw()),
        )

    def _end(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if self.isHidden():
            pass  # the key that ended it goes on through it
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go()
        elif event.key() in _ENTER and isinstance(focus, QPushButton):
            focus.click()
        event.accept()
