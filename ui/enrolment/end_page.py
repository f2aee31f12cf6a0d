"""What stands behind the four steps: the patient is followed and can be invited, or why not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.errors import ENROLMENT, ConsoleError
from console.models.identity_text import identity_line
from console.session import Session
from console.stores.consent_acts import ConsentActs
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.enrolment import EligibilityStep, Enrolment, EnrolmentProposals
from services.contract.invitations import InvitationMade
from services.contract.week_enums import InvitationChannel, Reach
from ui.enrolment.words import stop_text
from ui.invitation.part import InvitationPart
from ui.invitation.sheet import sheet_of
from ui.invitation.words import previews_of, state_detail, state_text
from ui.parts.room import Room
from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class EndPage(Room):
    """Signals: `file_wanted()`, `another_wanted()`, `said(text)`."""

    file_wanted = Signal()
    another_wanted = Signal()
    said = Signal(str)

    def __init__(
        self,
        acts: ConsentActs,
        enrolment: Enrolment,
        proposals: EnrolmentProposals | None,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, "app")
        self._acts = acts
        self._held = enrolment
        self._proposals = proposals
        self._session = session
        self._wording = wording
        self._theme = theme
        self.made: InvitationMade | None = None
        self._title = PlainLabel(theme, role="title", parent=self)
        self._body = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._state = PlainLabel(theme, role="body_strong", parent=self)
        self.invitation = InvitationPart(theme, wording, self)
        self._open = Button(theme, wording.text("enrolment-open-file"), "secondary", parent=self)
        self._other = Button(theme, wording.text("enrolment-another"), "secondary", parent=self)
        self._build()
        self._show()
        acts.changed.connect(self._follow)
        acts.done.connect(self._take)
        acts.failed.connect(self._fail)

    @property
    def is_followed(self) -> bool:
        """Whether the enrolment was finished."""
        return self._held.finished_at is not None

    def take_focus(self) -> None:
        """Put the keyboard where it goes on."""
        if self.is_followed:
            self.invitation.take_focus()
        else:
            self._other.setFocus(Qt.FocusReason.OtherFocusReason)

    def carry(self, other: EndPage) -> None:
        """Show what was made already, as after a switch of language."""
        if other.made is not None:
            self._show_made(other.made)

    def _take(self, made: object) -> None:
        if isinstance(made, InvitationMade) and self._acts.about == self._held.patient.id:
            self._show_made(made)
            if made.code is None:
                self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_made(self, made: InvitationMade) -> None:
        """The invitation is made: on its way, or a sheet to hand over."""
        self.made = made
        w, now, me = self._wording, self._session.server_now(), self._session.me
        state = state_text(w, made.invitation)
        self._state.setText(f"{state} · {state_detail(w, made.invitation, now)}")
        self._state.show()
        sheet = None
        if made.code is not None and me is not None:
            printed = w.text("invitation-printed-by", name=me.person.name, at=w.day_time(now))
            sheet = sheet_of(
                self._language,
                w.zone.key,
                me.centre.name,
                made.code,
                made.portal_url,
                made.invitation.expires_at,
                printed,
            )
        self.invitation.show_sheet(sheet)
        self._offer()

    def _fail(self, error: ConsoleError) -> None:
        if self._acts.about == self._held.patient.id:
            self.invitation.complain(error_with_code(self._wording, error, ENROLMENT))

    def _follow(self) -> None:
        """Contact, or an act on its way."""
        acts, w = self._acts, self._wording
        why_not = "" if acts.can_act else w.text("enrolment-offline")
        can_send = acts.can_act and not acts.is_busy and not acts.is_unsettled
        self.invitation.set_ready(can_send, why_not, is_busy=acts.is_busy)

    @property
    def _language(self) -> str:
        step = self._held.consent
        return "fr" if step is None or step.language is None else step.language

    def _show(self) -> None:
        w, held = self._wording, self._held
        who = identity_line(w, held.patient)
        if not self.is_followed:
            self._title.setText(w.text("enrolment-stopped"))
            reason = "" if held.stop is None else stop_text(w, held.stop)
            self._body.setText(" ".join(part for part in (f"{who}.", reason) if part))
            self.invitation.hide()
            self._open.hide()
            return
        self._title.setText(w.text("enrolment-finished"))
        starts = None if held.pathway is None else held.pathway.starts_on
        day = "" if starts is None else w.text("enrolment-first-asked", day=w.date(starts))
        self._body.setText(" ".join(part for part in (f"{who}.", day) if part))
        self._offer()
        self._follow()

    def _offer(self) -> None:
        channels = channels_of(self._held.eligibility)
        previews = previews_of(self._proposals, self._language)
        self.invitation.offer(channels, previews, is_again=self.made is not None)

    def _build(self) -> None:
        self.setObjectName("enrolment_end")
        self._open.setObjectName("enrolment_open_file")
        self._other.setObjectName("enrolment_another")
        self._state.setObjectName("enrolment_invited")
        self._body.set_wrapping()
        self._state.set_wrapping()
        self._state.hide()
        icon = "check-circle" if self.is_followed else "prohibit"
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(
            IconLabel(self._theme, icon, "success" if self.is_followed else "warning", 24, self)
        )
        head.addWidget(self._title, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._open)
        foot.addWidget(self._other)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._body)
        column.addWidget(self._state)
        column.addWidget(self.invitation, 1)
        column.addLayout(foot)
        column.addStretch(0)
        self._open.clicked.connect(self.file_wanted)
        self._other.clicked.connect(self.another_wanted)
        self.invitation.said.connect(self.said)
        self.invitation.wanted.connect(self._invite)

    def _invite(self, channel: InvitationChannel) -> None:
        self._acts.invite(self._held.patient.id, channel)


def channels_of(step: EligibilityStep | None) -> list[InvitationChannel]:
    """On which ways somebody can be invited, their own first; a sheet can always be handed over."""
    found = []
    if step is not None and step.phone:
        found.append(InvitationChannel.SMS)
    if step is not None and step.email:
        found.append(InvitationChannel.EMAIL)
    if step is not None and step.reach is Reach.EMAIL:
        found.reverse()
    return [*found, InvitationChannel.SHEET]
