"""Consentements: three answers, each by itself with the text that was read, and the invitations."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from console.errors import PATIENT_FILE, ConsoleError
from console.models.identity_text import identity_line
from console.session import Session
from console.stores.desk import TriageDesk
from console.stores.error_words import error_with_code
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.consents import ConsentAsk, ConsentLine, PatientConsents
from services.contract.enums import Monitoring
from services.contract.invitations import InvitationMade
from services.contract.week_enums import ConsentChoice, ConsentKind, InvitationChannel
from ui.invitation.sheet import sheet_of
from ui.parts.room import Room
from ui.patient.consents.act_form import ConsentForm
from ui.patient.consents.detail import ConsentDetail
from ui.patient.consents.invitations import InvitationsDetail, invitation_line
from ui.patient.consents.words import INVITATIONS, consent_line
from ui.patient.page import FilePage
from ui.patient.states import PartStates
from widgets.line_list import LineList, LineLook
from widgets.theme import Theme

RECORDS, INVITES = "record_consent", "create_invitation"
_LIST_PX, _DETAIL_PX = 400, 900
_DETAIL_LEAST_PX = 400


class ConsentsPage(FilePage):
    """Signals: `said(text)` for a toast; `enrolment_wanted()` for a new enrolment;
    `form_changed()` when a form is open, or no more.
    """

    said = Signal(str)
    enrolment_wanted = Signal()
    form_changed = Signal()

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._file = desk.file
        self._acts = desk.consent_acts
        self._enrolments = desk.enrolments
        self._notices = desk.notices
        self._exceptional = desk.exceptional
        self._connection = desk.connection
        self._session = session
        self._theme = theme
        self._wording = wording
        self.form: ConsentForm | None = None
        self.list = LineList(theme)
        self.detail = ConsentDetail(theme, wording)
        self.invitations = InvitationsDetail(theme, wording)
        self._states = PartStates(theme, wording, parent=self)
        self._side = Room()
        self._column = QVBoxLayout(self._side)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language, or hide identities; a form that names somebody goes."""
        self._wording = w
        self.list.setAccessibleName(w.text("consents-list"))
        self._states.set_wording(w)
        self.detail.set_wording(w)
        self.invitations.set_wording(w)
        self._close_form()
        self._show()

    def enter(self, patient_id: UUID) -> None:
        """Read what a patient said, and how they were invited."""
        self._file.consents.show(patient_id, None)
        if self._exceptional.until(patient_id) is None:
            self._file.invitations.show(patient_id, None)
        if self._enrolments.proposals is None and self._enrolments.is_offered:
            self._enrolments.start()
        self._show()

    def clear(self) -> None:
        """Leave nothing of a patient behind, and no code."""
        self._close_form()
        self.list.set_lines(())
        self.detail.clear()
        self.invitations.list.set_lines(())
        self.invitations.part.show_sheet(None)

    def refresh(self) -> None:
        """Read it again."""
        self._file.consents.read()
        self._file.invitations.read()

    def take_focus(self) -> None:
        """Put the keyboard into the open form, or on the lines."""
        if self.form is not None:
            self.form.take_focus()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_locked(self, is_locked: bool) -> None:
        """Behind a lock no window of the system stays open."""
        if is_locked:
            self.invitations.part.close_windows()

    # What is shown

    @property
    def _known(self) -> PatientConsents | None:
        key = self._file.consents.key
        if key is None or key.patient_id != self._file.patient_id:
            return None
        return self._file.consents.shown.value

    @property
    def _line(self) -> ConsentLine | None:
        lines = [] if self._known is None else self._known.lines
        return next((each for each in lines if each.kind.value == self.list.key), None)

    def _show(self) -> None:
        known, shown = self._known, self._file.consents.shown
        self._splitter.setVisible(known is not None)
        self._states.setVisible(known is None)
        if known is None:
            if shown.state is StoreState.ERROR:
                self._states.show_error(self._wording.text("file-part-error"), shown.error)
            else:
                self._states.show_loading()
            return
        self._states.stop_waiting()
        w, now = self._wording, self._session.server_now()
        self.list.set_lines(
            [*(consent_line(w, each, now) for each in known.lines), self._invited()]
        )
        if not self.list.key:
            self.list.stand_on(self.list.lines[0].key)
        self._show_detail()

    def _invited(self) -> LineLook:
        w, now = self._wording, self._session.server_now()
        found = self._file.invitations.shown.value
        newest = found.items[0] if found is not None and found.items else None
        title = w.text("invitation-title")
        if newest is None:
            none = w.text("invitation-none-yet")
            return LineLook(INVITATIONS, "envelope-simple", title, detail=none)
        look = invitation_line(w, newest, now)
        return LineLook(INVITATIONS, look.icon, title, look.title, look.detail, token=look.token)

    def _show_detail(self) -> None:
        is_invitation = self.list.key == INVITATIONS
        line, header = self._line, self._file.header
        self.detail.setVisible(not is_invitation and self.form is None)
        self.invitations.setVisible(is_invitation)
        now = self._session.server_now()
        if line is not None:
            self.detail.show_line(
                line,
                now,
                may_act=self._session.may(RECORDS),
                why_not=self._why_not(),
                may_enrol=self._may_enrol(),
            )
            self.detail.show_texts(self._notices.texts)
        elif is_invitation and header is not None:
            found = self._file.invitations.shown.value
            items = [] if found is None else found.items
            proposals = self._enrolments.proposals
            self.invitations.show_all(items, header, proposals, self._language, now)
            self._follow()

    def _why_not(self) -> str:
        """Why nothing can be written now; empty when it can."""
        w = self._wording
        if self._exceptional.until(self._file.patient_id) is not None:
            return w.text("triage-reason-other-unit")
        if w.is_masked:
            return w.text("record-masked")
        return "" if self._acts.can_act else w.text("record-offline")

    def _may_enrol(self) -> bool:
        header = self._file.header
        is_not_followed = header is not None and header.monitoring in (
            Monitoring.PENDING,
            Monitoring.ENDED,
        )
        return is_not_followed and self._enrolments.is_offered and not self._why_not()

    @property
    def _language(self) -> str:
        """In which language the patient has read what they agreed to."""
        lines = [] if self._known is None else self._known.lines
        said = [each.standing for each in lines if each.standing is not None]
        return said[0].language if said else self._wording.language

    def _follow(self) -> None:
        """Contact, or an act on its way."""
        if self.form is not None:
            self.form.follow()
        acts, why_not = self._acts, self._why_not()
        header = self._file.header
        if not self._session.may(INVITES):
            why_not = self._wording.text("invitation-no-right")
        elif header is not None and header.monitoring is Monitoring.ENDED:
            why_not = why_not or self._wording.text("invitation-ended")
        can_send = not why_not and not acts.is_busy and not acts.is_unsettled
        self.invitations.part.set_ready(can_send, why_not, is_busy=acts.is_busy)

    def _follow_contact(self) -> None:
        if self._known is not None:
            self._show_detail()
        self._follow()

    def _choose(self, _key: str) -> None:
        self._close_form()
        self._show_detail()

    def _enter_detail(self, _key: str) -> None:
        if self.list.key == INVITATIONS:
            self.invitations.part.take_focus()
        elif self.detail.acts[0].isVisible():
            self.detail.acts[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.detail.history.setFocus(Qt.FocusReason.OtherFocusReason)

    # Acts

    def _open_form(self, choice: ConsentChoice) -> None:
        header, kind = self._file.header, ConsentKind(self.list.key)
        if header is None or self._why_not() or self._acts.is_busy or self._acts.is_unsettled:
            return
        self._close_form()
        subject = identity_line(self._wording, header.label)
        self.form = ConsentForm(self._acts, kind, choice, subject, self._theme, self._wording)
        self.form.wanted.connect(self._record)
        self.form.cancelled.connect(self._cancel)
        self._column.insertWidget(0, self.form)
        self.form.show()
        self.detail.hide()
        self.form.take_focus()
        self.form_changed.emit()

    def _close_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
            self.form_changed.emit()

    def _cancel(self) -> None:
        if not self._acts.is_busy and not self._acts.is_unsettled:
            self._acts.proof.cancel()
            self._close_form()
            self._show()
            self.take_focus()

    def _record(self, ask: ConsentAsk) -> None:
        if self._file.patient_id is not None:
            self._acts.record(self._file.patient_id, ask)

    def _invite(self, channel: InvitationChannel) -> None:
        if self._file.patient_id is not None and not self._why_not():
            self._acts.invite(self._file.patient_id, channel)

    def _take_done(self, result: object) -> None:
        if self._acts.about != self._file.patient_id or not self.isVisible():
            return
        w = self._wording
        if isinstance(result, InvitationMade):
            self._take_invitation(result)
        elif self.form is not None:
            self._close_form()
            self._show()
            self.take_focus()
            self.said.emit(w.text("consents-written"))

    def _take_invitation(self, made: InvitationMade) -> None:
        w, me, now = self._wording, self._session.me, self._session.server_now()
        if made.code is None or me is None:
            self.invitations.part.show_sheet(None)
            self.said.emit(w.text("invitation-on-its-way"))
            return
        printed = w.text("invitation-printed-by", name=me.person.name, at=w.day_time(now))
        self.invitations.part.show_sheet(
            sheet_of(
                self._language,
                w.zone.key,
                me.centre.name,
                made.code,
                made.portal_url,
                made.invitation.expires_at,
                printed,
            )
        )

    def _miss(self, error: ConsoleError) -> None:
        if self._acts.about != self._file.patient_id or not self.isVisible():
            return
        text = error_with_code(self._wording, error, PATIENT_FILE)
        if self._acts.is_unsettled:
            text = self._wording.text("enrolment-unsettled")
        if self.form is not None:
            self.form.complain(text)
            self.form.follow()
        else:
            self.invitations.part.complain(text)

    def _show_texts(self) -> None:
        self.detail.show_texts(self._notices.texts)

    def _build(self) -> None:
        self.setObjectName("patient_consents")
        self.list.setObjectName("consents_list")
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.addWidget(self.detail, 1)
        self._column.addWidget(self.invitations, 1)
        self._column.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(self._side)
        # With large text the list gives way: it cuts its lines with an ellipsis.
        area.setMinimumWidth(self._theme.scaled(_DETAIL_LEAST_PX))
        for part in (self.list, area):
            self._splitter.addWidget(part)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setHandleWidth(1)
        self._splitter.setSizes([self._theme.scaled(_LIST_PX), self._theme.scaled(_DETAIL_PX)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter, 1)
        column.addWidget(self._states, 1)

    def _connect(self) -> None:
        file, acts = self._file, self._acts
        file.consents.changed.connect(self._show)
        file.invitations.changed.connect(self._show)
        file.series.changed.connect(self._show)
        self._connection.changed.connect(self._follow_contact)
        self._notices.changed.connect(self._show_texts)
        self._enrolments.changed.connect(self._follow_contact)
        self._states.retry_wanted.connect(self.refresh)
        self._states.stopped.connect(file.consents.give_up)
        acts.changed.connect(self._follow)
        acts.done.connect(self._take_done)
        acts.failed.connect(self._miss)
        self.list.chosen.connect(self._choose)
        self.list.activated_key.connect(self._enter_detail)
        self.detail.act_wanted.connect(self._open_form)
        self.detail.enrolment_wanted.connect(self.enrolment_wanted)
        self.detail.text_wanted.connect(self._notices.read)
        self.invitations.part.wanted.connect(self._invite)
        self.invitations.part.said.connect(self.said)
