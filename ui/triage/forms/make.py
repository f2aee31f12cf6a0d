"""Builds the form of an act, bound to one alert."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import Role
from ui.triage.forms.acknowledge import AcknowledgeStrip
from ui.triage.forms.base import BoundForm
from ui.triage.forms.call import CallForm
from ui.triage.forms.close import CloseForm
from ui.triage.forms.measure import MeasureForm
from ui.triage.forms.note import NoteForm
from widgets.theme import Theme


class FormKind(StrEnum):
    """The forms of triage."""

    ACKNOWLEDGE = "acknowledge"
    CALL = "call"
    MEASURE = "measure"
    NOTE = "note"
    CLOSE = "close"


OpenForm = BoundForm | AcknowledgeStrip


def make_form(
    kind: FormKind, alert: AlertDetail, role: Role, theme: Theme, wording: Wording, parent: QWidget
) -> OpenForm:
    """A form for one alert, not yet on screen."""
    match kind:
        case FormKind.ACKNOWLEDGE:
            return AcknowledgeStrip(alert, theme, wording, parent)
        case FormKind.CALL:
            return BoundForm(CallForm(alert, theme, wording), theme, wording, parent)
        case FormKind.MEASURE:
            return BoundForm(MeasureForm(alert, role, theme, wording), theme, wording, parent)
        case FormKind.NOTE:
            return BoundForm(NoteForm(alert, theme, wording), theme, wording, parent)
        case FormKind.CLOSE:
            return BoundForm(CloseForm(alert, theme, wording), theme, wording, parent)
