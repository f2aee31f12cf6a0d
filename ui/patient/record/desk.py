"""Opens the forms of the record, keeps what is typed in them, and sends what they ask."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QObject, QTimer, Signal

from console.errors import PATIENT_FILE, ConsoleError
from console.models.identity_text import identity_line, patient_name
from console.session import Session
from console.stores.draft_file import Draft
from console.stores.drafts import Drafts
from console.stores.error_words import error_with_code
from console.stores.escalation_lists import EscalationListsStore
from console.stores.record_acts import Change, RecordActs
from console.stores.settled_acts import refused_fields, standing
from resources.wording import Wording
from services.contract.problems import FieldProblem
from ui.parts.caret import Carets, carets_in, put_carets
from ui.parts.form import FramedForm
from ui.patient.record.field_form import FieldForm
from ui.patient.record.forms import Opened, Withdrawal, make_form
from ui.patient.record.sections import Part, Thing
from widgets.theme import Theme

SAVED_EVERY_MS = 1000
# Refusals of the whole that mean something of their own here, `record-refused-` and the word.
_WORDED = frozenset({"version_stale", "state_forbids", "monitoring_not_active"})
_DRAFT = TypeAdapter(dict[str, str])
_SEEN = "@version"
"""Beside the fields of a draft: the version that it was typed on."""


class RecordDesk(QObject):
    """At most one form is open; what it asks goes to what it was opened on, whatever is stood on
    since.

    Signals: `shown(FramedForm)` with the form on screen, None for none; `told(text)` with what is
    to be said above it, empty for nothing; `said(text)` for a toast: that the service has written
    it, or that it has not when its form is gone; `outdated()` when somebody was faster.
    """

    shown = Signal(object)
    told = Signal(str)
    said = Signal(str)
    outdated = Signal()

    def __init__(
        self,
        acts: RecordActs,
        drafts: Drafts,
        lists: EscalationListsStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._acts = acts
        self._drafts = drafts
        self._lists = lists
        self._session = session
        self._theme = theme
        self._wording = wording
        self._opened: Opened | None = None
        self._body: FieldForm | None = None
        self._form: FramedForm | None = None
        self._sent: Opened | None = None
        self._carets: Carets | None = None
        self._told_version = 0
        self._saving = QTimer(self)
        self._saving.setInterval(SAVED_EVERY_MS)
        self._saving.timeout.connect(self.keep_draft)
        acts.changed.connect(self.follow)
        acts.done.connect(self._finish)
        acts.failed.connect(self._fail)
        lists.changed.connect(self._offer_people)

    @property
    def opened(self) -> Opened | None:
        """What the open form is about."""
        return self._opened

    @property
    def form(self) -> FramedForm | None:
        """The form on screen."""
        return self._form

    @property
    def is_waiting(self) -> bool:
        """Whether an act without a form is on its way, or its answer was lost."""
        return self._form is None and (self._acts.is_busy or self._acts.is_unsettled)

    def ask_again(self) -> None:
        """Find out about a lost answer whose form is gone."""
        if self._acts.is_unsettled:
            self._acts.ask_again()

    def set_wording(self, w: Wording) -> None:
        """Speak another language; behind the mask nothing is written, and the draft is kept: a form
        that is on its way goes too.
        """
        self._wording = w
        if self._opened is None or self._form is None:
            return
        if w.is_masked:
            self.drop()
            return
        self._build_anew(self._form, self._opened)

    def open(self, opened: Opened) -> None:
        """Open a form; another one is left with its draft kept."""
        if self._acts.is_busy or self._acts.is_unsettled:
            return
        self.keep_draft()
        self.told.emit("")
        form = self._show(opened)
        self._told_version = 0
        draft = self._drafts.get(*opened.draft_key)
        if draft is not None:
            self._restore(form, draft, opened)
        form.take_focus()
        self._saving.start()

    def leave(self) -> None:
        """Close the form without its act; what was typed stays for the next time."""
        if self._form is not None and not self._acts.is_busy:
            self.keep_draft()
            self._close()

    def drop(self) -> None:
        """Another file is open: the form goes, even one whose act is on its way; its draft stays
        until that is settled.
        """
        if self._form is not None:
            self.keep_draft()
            self._close()

    def keep_draft(self) -> None:
        """Keep what stands in the open form, as also happens each second."""
        if self._form is None or self._opened is None:
            return
        draft = self._form.draft()
        if draft is None:
            self._drafts.drop(*self._opened.draft_key)
        else:
            typed = _DRAFT.validate_python(draft)
            thing = self._opened.thing
            if thing is not None:
                typed[_SEEN] = str(thing.version)
            content = _DRAFT.dump_json(typed).decode()
            self._drafts.put(*self._opened.draft_key, content)

    def adopt(self, opened: Opened) -> None:
        """What the open form is about stands in another version now; what was typed stays, and who
        typed it is told before it is saved over theirs.
        """
        before = self._opened
        if self._form is None or before is None or self._acts.is_unsettled:
            return
        self._build_anew(self._form, opened)
        thing = opened.thing
        if thing is not None and before.thing is not None and thing.reads_otherwise(before.thing):
            self._tell_outdated(thing.version, *_writer(thing))

    def follow(self) -> None:
        """A form that is on its way takes nothing more; without contact it keeps a draft."""
        form = self._form
        if form is None or self._body is None:
            return
        is_held = self._acts.is_busy or self._acts.is_unsettled
        self._body.setEnabled(not is_held)
        form.set_busy(self._acts.is_busy)
        form.set_only_keeps(not self._acts.can_act and not is_held)
        form.set_checks(self._acts.is_unsettled)
        if self._acts.is_unsettled:
            self.told.emit(self._wording.text("record-unsettled"))

    def _build_anew(self, before: FramedForm, opened: Opened) -> None:
        """The same form on what stands now, with all that was set in it and the carets where they
        were.
        """
        carets, state = carets_in(before), before.state()
        form = self._show(opened)
        form.put_state(state)
        put_carets(form, carets)

    def _show(self, opened: Opened) -> FramedForm:
        w = self._wording
        today = w.local(self._session.server_now()).date().isoformat()
        body = make_form(opened, today, self._known, self._theme, w)
        subject = identity_line(w, opened.header.label)
        form = FramedForm(body, subject, self._theme, w)
        form.answered.connect(self._send)
        form.kept.connect(self.leave)
        form.cancelled.connect(self.leave)
        self._opened, self._body, self._form = opened, body, form
        if opened.part is Part.CONTACT:
            self._offer_people(opened.header.unit_id)
            self._lists.read(opened.header.unit_id)
        self.shown.emit(form)
        self.follow()
        return form

    def _restore(self, form: FramedForm, draft: Draft, opened: Opened) -> None:
        at = self._wording.moment(draft.typed_at, self._session.server_now())
        try:
            typed = _DRAFT.validate_json(draft.content)
        except ValidationError:
            form.show_note(self._wording.text("forms-draft-unread", at=at))
            return
        form.restore(typed)
        form.show_note(self._wording.text("forms-draft-of", at=at))
        seen, thing = typed.get(_SEEN), opened.thing
        if thing is not None and seen is not None and seen != str(thing.version):
            self._tell_outdated(thing.version, *_writer(thing))

    def _tell_outdated(self, version: int, name: str | None, at: datetime | None) -> None:
        """Name who was faster, once for each version of theirs."""
        if version == self._told_version:
            return
        self._told_version = version
        w = self._wording
        if name is None or at is None:
            self.told.emit(w.text("record-refused-version_stale"))
        else:
            moment = w.moment(at, self._session.server_now())
            self.told.emit(w.text("record-outdated", name=name, at=moment))

    def _close(self) -> None:
        self._opened = self._body = self._form = None
        self._saving.stop()
        self.told.emit("")
        self.shown.emit(None)

    def _send(self, asked: Change | Withdrawal) -> None:
        if self._opened is None:
            return
        if self._acts.is_unsettled:
            self._acts.ask_again()
            return
        self._sent = self._opened
        # A form on its way takes no keys: the keyboard comes back to where it was.
        self._carets = None if self._form is None else carets_in(self._form)
        if isinstance(asked, Withdrawal):
            self._acts.withdraw(self._opened.where, asked.place, asked.reason)
        else:
            self._acts.send(self._opened.where, asked)

    def _finish(self) -> None:
        sent, self._sent = self._sent, None
        if sent is not None:
            self._drafts.drop(*sent.draft_key)
        is_seen = self._form is not None
        if is_seen and sent is not None:
            self._close()
        if is_seen or sent is None:
            self.said.emit(self._wording.text("record-written"))
        else:
            self.said.emit(self._wording.text("record-written-of", name=self._whose(sent)))

    def _fail(self, error: ConsoleError) -> None:
        """The form stays as it is, and says what the service does not take."""
        self.follow()
        form, body = self._form, self._body
        if form is None or body is None:
            self._tell_unseen()
            return
        if self._acts.is_unsettled:
            if self._carets is not None and self._carets.focused and form.isVisible():
                form.take_focus()
            return
        self.keep_draft()
        if self._carets is not None and form.isVisible():
            put_carets(form, self._carets)
        current = standing(error)
        if current is not None:
            name = None if current.by is None else current.by.name
            self._told_version = 0
            self._tell_outdated(current.version, name, current.at)
            self.outdated.emit()
            return
        self._tell_refusal(form, body, error)

    def _tell_refusal(self, form: FramedForm, body: FieldForm, error: ConsoleError) -> None:
        """What the service does not take, at its field where it has one."""
        w, problems = self._wording, refused_fields(error)
        if error.what == "person_not_eligible":
            problems = [FieldProblem(field="oncologist", reason=error.what)]
        complaints = body.refused(problems)
        if complaints:
            self.told.emit("")
            form.complain(complaints)
        elif error.what in _WORDED:
            self.told.emit(w.text(f"record-refused-{error.what}"))
            self.outdated.emit()
        else:
            self.told.emit(error_with_code(w, error, PATIENT_FILE))

    def _tell_unseen(self) -> None:
        """An act was not done, or nobody knows, and the form that would say so is gone."""
        if self._sent is not None:
            key = "record-unseen-lost" if self._acts.is_unsettled else "record-unseen-failed"
            self.said.emit(self._wording.text(key, name=self._whose(self._sent)))

    def _whose(self, sent: Opened) -> str:
        return patient_name(self._wording, sent.header.label)

    def _known(self) -> dict[str, UUID]:
        opened = self._opened
        found = None if opened is None else self._lists.of(opened.header.unit_id)
        people = [] if found is None else found.oncologists
        how_many = Counter(person.name for person in people)
        # Two of one name: a name alone does not say who is meant.
        return {person.name: person.id for person in people if how_many[person.name] == 1}

    def _offer_people(self, unit_id: UUID) -> None:
        if self._opened is None or self._body is None or unit_id != self._opened.header.unit_id:
            return
        self._body.offer("oncologist", list(self._known()))


def _writer(thing: Thing) -> tuple[str | None, datetime | None]:
    """Who wrote the version that stands and when, as far as the record says it at once."""
    if thing.entry is None or thing.entry.changed_by is None:
        return None, None
    return thing.entry.changed_by.name, thing.entry.changed_at
