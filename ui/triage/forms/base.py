"""What every form has: the alert that it is bound to, what it asks, what is missing, and the frame
around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.triage.phrases import identity_line
from ui.triage.room import Room
from ui.triage.tab_order import put_in_order
from widgets.form_panel import FormPanel
from widgets.theme import Theme

MOST_SHARE = 0.52
_NO_LIMIT_PX = 16_777_215


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that a form still needs, and the control to go to."""

    text: str
    control: QWidget


class Form(Room):
    """The fields of one act on the alert that was on screen when it opened, whatever is selected
    since (H-06).

    Signals: `submit_renamed(label)` when the submit button says something else.
    """

    submit_renamed = Signal(str)
    draft_type: ClassVar[Any] = None
    """What `draft` gives when it gives something, so that it can be read from a disk again."""

    def __init__(
        self, alert: AlertDetail, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.alert = alert
        self.title = ""
        self.submit_label = ""
        self._theme = theme
        self._wording = wording

    def adopt(self, alert: AlertDetail) -> None:
        """Take the version that this person's own act led to; another alert is never taken."""
        if alert.id == self.alert.id:
            self.alert = alert
            self._follow_alert()

    def answer(self) -> object:
        """What the form holds, ready for its act; only asked when nothing is missing."""
        raise NotImplementedError

    def complaints(self) -> Sequence[Complaint]:
        """What is still missing, in reading order."""
        return ()

    def draft(self) -> object:
        """What was typed so far, to be kept when the form is left; None when there is nothing to
        keep.
        """
        return None

    def restore(self, draft: object) -> None:
        """Put back what `draft` gave."""

    def state(self) -> object:
        """Everything that was set so far, worth a draft or not: for a form built anew in place."""
        return self.draft()

    def put_state(self, state: object) -> None:
        """Put back what `state` gave."""
        self.restore(state)

    def fields(self) -> Sequence[QWidget]:
        """What the Tab key goes through, in reading order."""
        return self.findChildren(QWidget)

    def take_focus(self) -> bool:
        """Put the focus where typing begins; False leaves it to the submit button."""
        return False

    def _follow_alert(self) -> None:
        """Show what the newer version changes for this form."""

    def _name(self, title: str, submit: str) -> None:
        self.title = title
        self.submit_label = submit
        self.submit_renamed.emit(submit)


class BoundForm(FormPanel):
    """A form in its frame, which says whose it is. Signals: `answered(answer)`; `kept()` when it is
    to be kept as it is instead; `cancelled` of the panel.
    """

    answered = Signal(object)
    kept = Signal()

    def __init__(
        self, form: Form, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.form = form
        self._wording = wording
        self._complaints: Sequence[Complaint] = ()
        self._only_keeps = False
        subject = identity_line(wording, form.alert.patient.label)
        self.set_form(form.title, subject, form, form.submit_label, wording.text("forms-cancel"))
        self._submit.setObjectName("form_submit")
        self._submit.setAccessibleDescription(subject)
        self._cancel.setObjectName("form_cancel")
        self.submitted.connect(self._answer)
        self.error_followed.connect(self._go_to)
        form.submit_renamed.connect(self._name_submit)
        put_in_order([*form.fields(), self._submit, self._cancel])

    @property
    def alert(self) -> AlertDetail:
        """The alert that the form is bound to."""
        return self.form.alert

    def adopt(self, alert: AlertDetail) -> None:
        """Take a newer version of the same alert."""
        self.form.adopt(alert)

    @property
    def draft_type(self) -> Any:
        """What a draft of this form is."""
        return self.form.draft_type

    def draft(self) -> object:
        """What was typed so far."""
        return self.form.draft()

    def restore(self, draft: object) -> None:
        """Put a draft back."""
        self.form.restore(draft)

    def state(self) -> object:
        """Everything that was set so far."""
        return self.form.state()

    def put_state(self, state: object) -> None:
        """Put everything back."""
        self.form.put_state(state)

    def fit(self, detail_height_px: int) -> None:
        """Take 40 % of the detail, or a little more where the fields need it; 0 takes what is
        there.
        """
        if detail_height_px == 0:
            self.setMinimumHeight(0)
            self.setMaximumHeight(_NO_LIMIT_PX)
            return
        wanted = min(self.least_height(), round(detail_height_px * MOST_SHARE))
        self.setFixedHeight(max(self.height_in(detail_height_px), wanted))

    def take_focus(self) -> None:
        """Put the focus where typing begins."""
        if not self.form.take_focus():
            self._submit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_only_keeps(self, only_keeps: bool) -> None:
        """Without contact the button keeps a draft, whatever is still missing (decision 37)."""
        self._only_keeps = only_keeps
        self._name_submit()

    def _name_submit(self) -> None:
        label = self._wording.text("forms-keep") if self._only_keeps else self.form.submit_label
        self._submit.set_label(label)

    def _answer(self) -> None:
        if self._only_keeps:
            self.kept.emit()
            return
        self._complaints = self.form.complaints()
        lines = [(str(place), complaint.text) for place, complaint in enumerate(self._complaints)]
        self.show_errors("", lines)
        if self._complaints:
            self._go_to("0")
        else:
            self.answered.emit(self.form.answer())

    def _go_to(self, place: str) -> None:
        control = self._complaints[int(place)].control
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_field(control)
