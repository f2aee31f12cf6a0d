"""The invitations of a patient with what became of them, and a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.enrolment import EnrolmentProposals
from services.contract.invitations import Invitation
from services.contract.patients import PatientHeader
from services.contract.week_enums import InvitationChannel
from ui.invitation.part import InvitationPart
from ui.invitation.words import STATE_LOOKS, previews_of, state_detail, state_text
from widgets.line_list import LineList, LineLook
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_LINE_PX, _MOST_LIST_PX = 50, 150


class InvitationsDetail(QWidget):
    """What a new one is sent on follows from the patient's contact; a sheet can always be made."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._title = PlainLabel(theme, role="title", parent=self)
        self._about = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self.list = LineList(theme, self)
        self.part = InvitationPart(theme, wording, self)
        self.setObjectName("consents_invitations")
        self.list.setObjectName("invitations_list")
        self._about.set_wrapping()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._title, self._about, self.list):
            column.addWidget(part)
        column.addWidget(self.part, 1)
        theme.theme_changed.connect(self._fit_list)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller shows them again."""
        self._wording = wording
        self.part.set_wording(wording)

    def show_all(
        self,
        items: Sequence[Invitation],
        header: PatientHeader,
        proposals: EnrolmentProposals | None,
        language: str,
        now: datetime,
    ) -> None:
        """Show what was sent, and offer the next."""
        w = self._wording
        self._title.setText(w.text("invitation-title"))
        self._about.setText(w.text("invitation-none" if not items else "invitation-intro"))
        self.list.setAccessibleName(w.text("invitation-title"))
        self.list.setVisible(bool(items))
        self.list.set_lines([invitation_line(w, each, now) for each in items])
        self._fit_list()
        channels = [InvitationChannel.SHEET]
        if header.email:
            channels.insert(0, InvitationChannel.EMAIL)
        if header.phone:
            channels.insert(0, InvitationChannel.SMS)
        self.part.offer(channels, previews_of(proposals, language), is_again=bool(items))

    def _fit_list(self) -> None:
        """As high as its lines, up to three; a sheet beside the ways squeezes none of them: where
        room is short the whole scrolls.
        """
        wanted = self._theme.scaled(_LINE_PX) * max(1, len(self.list.lines))
        self.list.setFixedHeight(min(wanted, self._theme.scaled(_MOST_LIST_PX)))


def invitation_line(w: Wording, invitation: Invitation, now: datetime) -> LineLook:
    """One invitation: what became of it, when and by whom it was made."""
    icon, token = STATE_LOOKS[invitation.state]
    title, detail = state_text(w, invitation), state_detail(w, invitation, now)
    return LineLook(
        key=str(invitation.id),
        icon=icon,
        title=title,
        detail=detail,
        token=token,
        sentence=f"{title}. {detail}",
    )
