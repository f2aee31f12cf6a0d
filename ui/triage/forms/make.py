"""Builds the form of an act, bound to one alert."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from console.stores.escalation_lists import EscalationListsStore
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import Role
from ui.triage.forms.acknowledge import AcknowledgeStrip
from ui.triage.forms.base import BoundForm, Form
from ui.triage.forms.call import CallForm
from ui.triage.forms.close import CloseForm
from ui.triage.forms.defer import DeferForm
from ui.triage.forms.end_expected import EndExpectedForm
from ui.triage.forms.escalate import EscalateForm
from ui.triage.forms.expect import ExpectForm
from ui.triage.forms.measure import MeasureForm
from ui.triage.forms.note import NoteForm
from ui.triage.forms.reopen import ReopenForm
from ui.triage.forms.reply import ReplyForm
from ui.triage.offers import Act
from widgets.theme import Theme


class FormKind(StrEnum):
    """The forms of triage."""

    ACKNOWLEDGE = "acknowledge"
    CALL = "call"
    MEASURE = "measure"
    NOTE = "note"
    ESCALATE = "escalate"
    REPLY = "reply"
    DEFER = "defer"
    CLOSE = "close"
    REOPEN = "reopen"
    EXPECT = "expect"
    END_EXPECTED = "end_expected"


FORM_OF_ACT = {
    Act.CALL: FormKind.CALL,
    Act.MEASURE: FormKind.MEASURE,
    Act.NOTE: FormKind.NOTE,
    Act.ESCALATE: FormKind.ESCALATE,
    Act.ANSWER: FormKind.REPLY,
    Act.DEFER: FormKind.DEFER,
    Act.CLOSE: FormKind.CLOSE,
    Act.REOPEN: FormKind.REOPEN,
    Act.EXPECT: FormKind.EXPECT,
    Act.END_EXPECTED: FormKind.END_EXPECTED,
}
"""The acts that open a form."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a form may need beside its alert: who fills it in, the time, whom one can ask."""

    me: UUID
    role: Role
    now: Callable[[], datetime]
    lists: EscalationListsStore


OpenForm = BoundForm | AcknowledgeStrip


def make_form(
    kind: FormKind,
    alert: AlertDetail,
    around: Around,
    theme: Theme,
    wording: Wording,
    parent: QWidget,
) -> OpenForm:
    """A form for one alert, not yet on screen."""
    if kind is FormKind.ACKNOWLEDGE:
        return AcknowledgeStrip(alert, theme, wording, parent)
    return BoundForm(_form(kind, alert, around, theme, wording), theme, wording, parent)


def _form(
    kind: FormKind, alert: AlertDetail, around: Around, theme: Theme, wording: Wording
) -> Form:
    match kind:
        case FormKind.MEASURE:
            return MeasureForm(alert, around.role, theme, wording)
        case FormKind.ESCALATE:
            return EscalateForm(alert, around.me, around.lists, theme, wording)
        case FormKind.DEFER:
            return DeferForm(alert, around.now, theme, wording)
        case FormKind.EXPECT:
            return ExpectForm(alert, around.now, theme, wording)
        case FormKind.END_EXPECTED:
            return EndExpectedForm(alert, around.now, theme, wording)
        case _:
            return _PLAIN[kind](alert, theme, wording)


_PLAIN: Final[dict[FormKind, Callable[[AlertDetail, Theme, Wording], Form]]] = {
    FormKind.CALL: CallForm,
    FormKind.NOTE: NoteForm,
    FormKind.REPLY: ReplyForm,
    FormKind.CLOSE: CloseForm,
    FormKind.REOPEN: ReopenForm,
}
