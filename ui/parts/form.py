"""What every form has: what it asks, what is missing, and the frame around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from resources.wording import Wording
from ui.parts.room import Room
from ui.parts.tab_order import put_in_order
from widgets.form_panel import FormPanel
from widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that a form still needs, and the control to go to."""

    text: str
    control: QWidget


class FormBody(Room):
    """The fields of one act.

    Signals: `submit_renamed(label)` when the submit button says something else.
    """

    submit_renamed = Signal(str)
    draft_type: ClassVar[Any] = None
    """What `draft` gives when it gives something, so that it can be read from a disk again."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.submit_label = ""
        self._theme = theme
        self._wording = wording

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

    def _name(self, title: str, submit: str) -> None:
        self.title = title
        self.submit_label = submit
        self.submit_renamed.emit(submit)


class FramedForm(FormPanel):
    """A form in its frame, which says whose it is. Signals: `answered(answer)`; `kept()` when it is
    to be kept as it is instead; `cancelled` of the panel.
    """

    answered = Signal(object)
    kept = Signal()

    def __init__(
        self,
        body: FormBody,
        subject: str,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._body = body
        self._wording = wording
        self._complaints: Sequence[Complaint] = ()
        self._only_keeps = self._checks = False
        self.set_form(body.title, subject, body, body.submit_label, wording.text("forms-cancel"))
        self._submit.setObjectName("form_submit")
        self._submit.setAccessibleDescription(subject)
        self._cancel.setObjectName("form_cancel")
        self.submitted.connect(self._answer)
        self.error_followed.connect(self._go_to)
        body.submit_renamed.connect(self._name_submit)
        put_in_order([*body.fields(), self._submit, self._cancel])

    @property
    def draft_type(self) -> Any:
        """What a draft of this form is."""
        return self._body.draft_type

    def draft(self) -> object:
        """What was typed so far."""
        return self._body.draft()

    def restore(self, draft: object) -> None:
        """Put a draft back."""
        self._body.restore(draft)

    def state(self) -> object:
        """Everything that was set so far."""
        return self._body.state()

    def put_state(self, state: object) -> None:
        """Put everything back."""
        self._body.put_state(state)

    def take_focus(self) -> None:
        """Put the focus where typing begins, while something can be typed."""
        if not self._body.isEnabled() or not self._body.take_focus():
            self._submit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_only_keeps(self, only_keeps: bool) -> None:
        """Without contact the button keeps a draft, whatever is still missing (decision 37)."""
        self._only_keeps = only_keeps
        self._name_submit()

    def set_checks(self, checks: bool) -> None:
        """After a lost answer the button finds out what became of it, and sends nothing new."""
        self._checks = checks
        self._name_submit()

    def complain(self, complaints: Sequence[Complaint]) -> None:
        """Say what is wrong, and go to the first of it; nothing takes the summary away."""
        self._complaints = complaints
        lines = [(str(place), complaint.text) for place, complaint in enumerate(complaints)]
        self.show_errors("", lines)
        if complaints:
            self._go_to("0")

    def _name_submit(self) -> None:
        label = self._body.submit_label
        if self._checks or self._only_keeps:
            label = self._wording.text("forms-check" if self._checks else "forms-keep")
        self._submit.set_label(label)

    def _answer(self) -> None:
        if self._only_keeps:
            self.kept.emit()
            return
        complaints = self._body.complaints()
        self.complain(complaints)
        if not complaints:
            self.answered.emit(self._body.answer())

    def _go_to(self, place: str) -> None:
        control = self._complaints[int(place)].control
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_field(control)
