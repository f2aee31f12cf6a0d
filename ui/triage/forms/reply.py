"""The form by which an oncologist answers an escalation: what was decided, and the words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from console.models.identity_text import quoted
from resources.wording import Wording
from services.contract.alerts import AlertAction, AlertDetail
from services.contract.enums import ActionKind, MeasureCode, Role
from ui.parts.form import Complaint
from ui.parts.text_box import TextBox
from ui.triage.forms.answers import Replied
from ui.triage.forms.base import Form
from ui.triage.forms.coded_list import CodedList
from ui.triage.phrases import short_name
from ui.triage.requirements import Need, closes, closing_requirements, offered_codes
from widgets.plain_label import PlainLabel
from widgets.quote_block import QuoteBlock
from widgets.theme import Theme

_SHORTEST = 3
_LEAST_ROWS = 5
_NEED_MORE = frozenset({MeasureCode.NOT_RELEVANT, MeasureCode.OTHER})
"""Codes that ask for something beside; the measure form has them."""


@dataclass(frozen=True, slots=True)
class _Draft:
    codes: tuple[MeasureCode, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _State:
    draft: _Draft
    closes: bool


class ReplyForm(Form):
    """Answers one escalation; gives the alert back, or closes it when its history allows that."""

    draft_type = _Draft

    def __init__(
        self, alert: AlertDetail, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(alert, theme, wording, parent)
        self.setObjectName("form_reply")
        codes = [code for code in offered_codes(Role.ONCOLOGIST) if code not in _NEED_MORE]
        codes.sort(key=lambda code: code < MeasureCode.SYMPTOMATIC_TREATMENT)
        self._codes = CodedList(codes, theme, wording, self, _LEAST_ROWS)
        self._text = TextBox(theme, wording, wording.text("forms-reply-text"), self)
        self._text.editor.setObjectName("reply_text")
        self._close = QCheckBox(wording.text("forms-reply-close"), self)
        self._close.setObjectName("reply_close")
        self._close.setAccessibleName(wording.text("forms-reply-close"))
        self._blocked = PlainLabel(theme, role="axis", tone="muted", parent=self)
        theme.dress(self._close, "body")
        self._fill()
        self._follow_codes()
        self._codes.ticked.connect(self._follow_codes)
        self._close.toggled.connect(self._name_submit)

    def answer(self) -> Replied:
        return Replied(self._codes.codes(), self._text.text(), self._close.isChecked())

    def complaints(self) -> Sequence[Complaint]:
        found = []
        if not self._codes.codes():
            found.append(Complaint(self._wording.text("forms-measure-missing"), self._codes))
        if len(self._text.text()) < _SHORTEST:
            missing = self._wording.text("forms-reply-missing")
            found.append(Complaint(missing, self._text.editor))
        return found

    def draft(self) -> object:
        draft = _Draft(self._codes.codes(), self._text.raw())
        return draft if draft.codes or draft.text else None

    def restore(self, draft: object) -> None:
        if isinstance(draft, _Draft):
            self._codes.set_codes(draft.codes)
            self._text.set_raw(draft.text)

    def fields(self) -> Sequence[QWidget]:
        return [self._text.editor, self._codes, self._close]

    def state(self) -> object:
        return _State(_Draft(self._codes.codes(), self._text.raw()), self._close.isChecked())

    def put_state(self, state: object) -> None:
        if isinstance(state, _State):
            self.restore(state.draft)
            self._follow_codes()
            self._close.setChecked(state.closes and self._close.isEnabled())

    def take_focus(self) -> bool:
        self._text.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _follow_alert(self) -> None:
        self._follow_codes()

    def _fill(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        asked = _question(self.alert)
        if asked is not None and asked.text:
            w = self._wording
            who = w.text("forms-reply-asked", name=short_name(asked.by), at=w.day_time(asked.at))
            quote = QuoteBlock(self._theme, self)
            quote.set_quote(quoted(w, asked.text), who)
            left.addWidget(quote)
        left.addWidget(self._text, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self._codes, 1)
        right.addWidget(self._close)
        right.addWidget(self._blocked)
        self._blocked.set_wrapping()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addLayout(left, 4)
        columns.addLayout(right, 5)

    def _follow_codes(self) -> None:
        """Closing is offered once nothing that it needs is missing."""
        obstacle = self._obstacle()
        self._close.setEnabled(not obstacle)
        if obstacle:
            self._close.setChecked(False)
        reason = self._wording.text("forms-measure-close-blocked", reason=obstacle)
        self._blocked.setText(reason if obstacle else "")
        self._blocked.setVisible(bool(obstacle))
        self._close.setAccessibleDescription(reason if obstacle else "")
        self._name_submit()

    def _obstacle(self) -> str:
        w = self._wording
        for requirement in closing_requirements(self.alert):
            if requirement.is_met:
                continue
            match requirement.need:
                case Need.MEASURE:
                    if not closes(self._codes.codes()):
                        return w.text("forms-close-need-word-measure")
                case Need.CONTACT:
                    return w.text("forms-close-need-word-contact")
                case Need.ASSESSMENT:
                    return w.text("forms-close-need-word-assessment")
        return ""

    def _name_submit(self) -> None:
        w = self._wording
        closes_too = self._close.isChecked()
        submit = w.text("forms-reply-submit-close" if closes_too else "forms-reply-submit")
        self._name(w.text("forms-reply-title"), submit)


def _question(alert: AlertDetail) -> AlertAction | None:
    """What was asked last, and by whom."""
    asked = [
        act
        for act in alert.history
        if act.kind is ActionKind.ESCALATE and act.alert_id == alert.id and not act.undone
    ]
    return max(asked, key=lambda act: act.at, default=None)
