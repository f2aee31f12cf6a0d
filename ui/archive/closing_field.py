"""How one open alert is closed with the follow-up: a coded action, or a reason in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.alert_acts import CODES_OF_ONCOLOGISTS, CODES_THAT_LEAVE_OPEN
from services.contract.archiving import AlertClosingAsk
from services.contract.enums import MeasureCode, Role
from services.contract.problems import BlockingAlert
from services.contract.texts import says_enough
from ui.parts.fields import ChoiceField, LineField
from widgets.theme import Theme

_LONGEST: Final = 500
_IN_WORDS: Final = "words"
# What these two still ask for is what a reason in words says.
_ASK_FOR_MORE: Final = frozenset({MeasureCode.NOT_RELEVANT, MeasureCode.OTHER})


class ClosingField(QWidget):
    """Begins with the reason in words, empty."""

    def __init__(
        self,
        alert: BlockingAlert,
        role: Role | None,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wording = w = wording
        label = _label(w, alert)
        codes = [(each.value, f"{each.value}  {words.measure(w, each)}") for each in _codes(role)]
        ways = [(_IN_WORDS, w.text("archive-alert-words")), *codes]
        self.how = ChoiceField(f"alert_how_{alert.id}", label, ways, theme, self)
        self.how.set_raw(_IN_WORDS)
        self.words = LineField(
            f"alert_{alert.id}", w.text("archive-alert-reason"), _LONGEST, theme, parent=self
        )
        self.words.is_required = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.how)
        column.addWidget(self.words)
        self.how.chosen.connect(self._follow)

    @property
    def _in_words(self) -> bool:
        return self.how.raw() == _IN_WORDS

    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        return [self.how.control, *([self.words.control] if self._in_words else [])]

    def complain(self) -> bool:
        """Show what is wrong; False when nothing is."""
        fault = ""
        if self._in_words:
            enough = says_enough(self.words.raw())
            fault = self.words.fault() or ("" if enough else "archive-detail-short")
        self.words.show_error(self._wording.text(fault) if fault else "")
        return bool(fault)

    def ask(self, alert: BlockingAlert) -> AlertClosingAsk:
        """How the alert is closed, at the version that was seen."""
        if self._in_words:
            reason = self.words.raw().strip()
            return AlertClosingAsk(id=alert.id, version=alert.version, reason=reason)
        code = MeasureCode(self.how.raw())
        return AlertClosingAsk(id=alert.id, version=alert.version, codes=[code])

    def _follow(self) -> None:
        self.words.setVisible(self._in_words)


def _codes(role: Role | None) -> list[MeasureCode]:
    """The coded actions that close an alert by themselves."""
    barred = CODES_THAT_LEAVE_OPEN | _ASK_FOR_MORE
    if role is not Role.ONCOLOGIST:
        barred |= CODES_OF_ONCOLOGISTS
    return [code for code in MeasureCode if code not in barred]


def _label(w: Wording, alert: BlockingAlert) -> str:
    level = words.level(w, alert.level, alert.kind)
    label = w.text("archive-alert", level=level, at=w.day_time(alert.received_at))
    if alert.claimed_by is None:
        return label
    return w.text("archive-alert-claimed", alert=label, by=alert.claimed_by.name)
