"""Why a follow-up ends: one of six reasons, and what only some of them ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import AlertClosingAsk, ArchiveAsk
from services.contract.texts import says_enough
from services.contract.week_enums import Collection
from ui.parts.collection_field import collection_field
from ui.parts.fields import DayField, Field, LineField
from ui.parts.radio_field import RadioField
from widgets.theme import Theme

_LONGEST: Final = 500


class ArchiveFields(QWidget):
    """Nothing is chosen ahead. Signals: `reason_chosen()`."""

    reason_chosen = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = w = wording
        reasons = [(each.value, _reason_word(w, each)) for each in ArchiveReason]
        self.reason_field = RadioField("reason", w.text("archive-reason"), reasons, theme, self)
        self.detail = LineField(
            "detail", w.text("archive-detail"), _LONGEST, theme, w.text("archive-detail-hint"), self
        )
        self.died_on = DayField(
            "died_on", w.text("archive-died-on"), theme, w.text("record-hint-day"),
            may_be_half=False, parent=self,
        )  # fmt: skip
        self.collection = collection_field(w.text("archive-collection"), theme, w, self)
        for field in (self.reason_field, self.died_on, self.collection):
            field.is_required = True
        self._build()
        self.reason_field.chosen.connect(self._follow)
        self._follow()

    @property
    def reason(self) -> ArchiveReason | None:
        """What was chosen, None before."""
        raw = self.reason_field.raw()
        return ArchiveReason(raw) if raw else None

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        return (
            *self.reason_field.stops(),
            self.died_on.control,
            *self.collection.stops(),
            self.detail.control,
        )

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        wrong: list[QWidget] = []
        for field in self._asked():
            fault = field.fault()
            if field is self.detail and not fault and not _is_detail(self.detail.raw()):
                fault = "archive-detail-short"
            field.show_error(self._wording.text(fault) if fault else "")
            if fault:
                wrong.append(field.control)
        return wrong[0] if wrong else None

    def show_refused(self, name: str, text: str) -> QWidget | None:
        """What the service found wrong with a field; None for one that is not asked."""
        for field in self._asked():
            if field.name == name:
                field.show_error(text)
                return field.control
        return None

    def ask(self, alerts: list[AlertClosingAsk]) -> ArchiveAsk:
        """What was written, with the alerts that are closed; only without a fault."""
        reason = ArchiveReason(self.reason_field.raw())
        is_death, is_request = (
            reason is each for each in (ArchiveReason.DEATH, ArchiveReason.PATIENT_REQUEST)
        )
        return ArchiveAsk(
            reason=reason,
            detail=self.detail.raw().strip() or None,
            died_on=date.fromisoformat(str(self.died_on.value())) if is_death else None,
            collection=Collection(self.collection.raw()) if is_request else None,
            alerts=alerts,
        )

    def _asked(self) -> list[Field]:
        asked: list[Field] = [self.reason_field]
        if self.reason is ArchiveReason.DEATH:
            asked.append(self.died_on)
        if self.reason is ArchiveReason.PATIENT_REQUEST:
            asked.append(self.collection)
        return [*asked, self.detail]

    def _follow(self) -> None:
        self.died_on.setVisible(self.reason is ArchiveReason.DEATH)
        self.collection.setVisible(self.reason is ArchiveReason.PATIENT_REQUEST)
        self.reason_chosen.emit()

    def _build(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(16)
        beside.addWidget(self.died_on, 0, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.collection, 1, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.detail, 2, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.reason_field)
        column.addLayout(beside)


def _reason_word(w: Wording, reason: ArchiveReason) -> str:
    """As the archives call it; a death says what follows from it."""
    word = words.archive_reason(w, reason)
    return w.text("archive-no-message", reason=word) if reason is ArchiveReason.DEATH else word


def _is_detail(text: str) -> bool:
    """What is given must say something; nothing need be given."""
    return not text.strip() or says_enough(text)
