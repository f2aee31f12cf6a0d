"""What the end of a follow-up does, said before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import ArchivePreview
from ui.archive.message_part import leaves_the_building
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_ICONS = ("prohibit", "bell-simple-slash", "first-aid-kit", "archive-box", "arrows-clockwise")


class ArchiveEffects(QWidget):
    """Five lines: what stops, what goes on, how long everything is kept, how one comes back."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._title = PlainLabel(theme, wording.text("archive-effects"), "panel", "secondary", self)
        self._lines = [PlainLabel(theme, role="body", parent=self) for _ in _ICONS]
        self._untold = PlainLabel(
            theme, wording.text("archive-untold"), "body_strong", "warning", self
        )
        self._untold.set_wrapping()
        self._untold.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        for icon, label in zip(_ICONS, self._lines, strict=True):
            label.set_wrapping()
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(IconLabel(theme, icon, "accent", 18, self))
            row.addWidget(label, 1)
            column.addLayout(row)
        column.addWidget(self._untold)

    @property
    def texts(self) -> list[str]:
        """What is said, line by line."""
        return [label.text() for label in self._lines]

    def show_preview(self, preview: ArchivePreview, reason: ArchiveReason | None) -> None:
        """Say it for this patient; a death and a withdrawn consent come back otherwise."""
        w, stops = self._wording, preview.stops
        asked = w.text("archive-stops-asked" if stops.is_asked_now else "archive-stops")
        if reason is ArchiveReason.DEATH:
            back = w.text("archive-back-error")
        elif reason is ArchiveReason.PATIENT_REQUEST:
            back = w.text("archive-back-consent")
        else:
            back = w.text("archive-back")
        until = w.date(preview.kept_until)
        last = preview.last_survey_on
        kept = w.text("archive-kept-never", until=until)
        if last is not None:
            kept = w.text("archive-kept", last=w.date(last), until=until)
        care = "archive-care-death" if reason is ArchiveReason.DEATH else "archive-care"
        said = (asked, w.text("archive-no-alerts"), w.text(care), kept, back)
        for label, text in zip(self._lines, said, strict=True):
            label.setText(text)
        is_untold = reason is not ArchiveReason.DEATH and not leaves_the_building(preview)
        self._untold.setVisible(is_untold)
