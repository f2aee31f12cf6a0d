"""The record as a tab: its sections at the left, what stands in one, and one thing of it whole."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from console.stores.draft_file import Draft
from console.stores.drafts import OF_A_RECORD
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.enums import Monitoring
from services.contract.patients import PatientHeader
from services.contract.record import PatientRecord
from ui.letters import Letters, written
from ui.parts.form import FramedForm
from ui.parts.keys import bind, bind_repeating
from ui.patient.page import FilePage
from ui.patient.record.desk import RecordDesk
from ui.patient.record.forms import Opened
from ui.patient.record.pane import RecordPane
from ui.patient.record.sections import CREATES, ICONS, Part, Section, Thing, part_of, things_of
from ui.patient.record.words import section_line, thing_line
from ui.patient.states import PartStates
from widgets.button import Button
from widgets.line_list import LineList
from widgets.theme import Theme

_SECTIONS_PX, _LIST_PX, _PANE_PX, _LEAST_SECTIONS_PX = 300, 390, 580, 160
# Who holds an arrow down reads the versions of none of what passes: each reading is journalled.
_SETTLED_MS = 120


class RecordPage(FilePage):
    """Signals: `said(text)` for a toast after something was written."""

    said = Signal(str)

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = desk.file
        self._acts = desk.record_acts
        self._exceptional = desk.exceptional
        self._drafts = desk.drafts
        self._connection = desk.connection
        self._session = session
        self._settings = settings
        self._theme = theme
        self._wording = wording
        self._section = Section.DIAGNOSIS
        self.sections = LineList(theme)
        self.list = LineList(theme)
        self.add = Button(theme, "", "secondary", icon="plus", parent=self)
        self.pane = RecordPane(desk.record_acts, session, theme, wording, self)
        self._states = PartStates(theme, wording, parent=self)
        self.desk = RecordDesk(
            desk.record_acts, desk.drafts, desk.escalation_lists, session, theme, wording, self
        )
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._build()
        self._connect()
        self._letters = Letters(settings, self)
        self._letters.changed.connect(self._show_add)
        self.set_wording(wording)

    # A tab of the file

    def set_wording(self, w: Wording) -> None:
        """Speak another language, or hide identities."""
        self._wording = w
        self.sections.setAccessibleName(w.text("record-sections"))
        self._states.set_wording(w)
        self.pane.set_wording(w)
        self.desk.set_wording(w)
        self._show()

    def enter(self, patient_id: UUID) -> None:
        """Read the record of a patient."""
        self._store.record.show(patient_id, None)
        self._show()

    def clear(self) -> None:
        """Leave nothing of a patient behind; what was typed is kept for its author."""
        self._settled.stop()
        self.desk.drop()
        self._section = Section.DIAGNOSIS
        self.sections.set_lines(())
        self.list.set_lines(())
        self.pane.detail.clear()

    def refresh(self) -> None:
        """Read it again."""
        self._store.record.read()
        self._store.versions.read()

    def take_focus(self) -> None:
        """Put the keyboard into the open form, or on the sections."""
        if self.desk.form is not None:
            self.desk.form.take_focus()
        else:
            self.sections.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_locked(self, is_locked: bool) -> None:
        """What stands in a form is kept before the screen is covered."""
        if is_locked:
            self.desk.keep_draft()

    def go_to(self, section: Section) -> None:
        """Show a section."""
        self._section = section
        self.sections.stand_on(section.value)
        self._show()

    # What is shown

    @property
    def _known(self) -> tuple[PatientRecord, PatientHeader] | None:
        key, header = self._store.record.key, self._store.header
        # While another file opens, the record of the one before may still be there.
        if key is None or header is None or key.patient_id != self._store.patient_id:
            return None
        record = self._store.record.shown.value
        return None if record is None else (record, header)

    def _things(self) -> list[Thing]:
        known = self._known
        return [] if known is None else things_of(self._section, *known)

    @property
    def thing(self) -> Thing | None:
        """What is stood on."""
        return next((each for each in self._things() if each.key == self.list.key), None)

    def _show(self) -> None:
        known, shown = self._known, self._store.record.shown
        for part in (self._middle, self.pane):
            part.setVisible(known is not None)
        self._fit_sections()
        self._states.setVisible(known is None)
        if known is None:
            if shown.state is StoreState.ERROR:
                self._states.show_error(self._wording.text("file-part-error"), shown.error)
            else:
                self._states.show_loading()
            return
        self._states.stop_waiting()
        w = self._wording
        drafts = {draft.kind.split(".")[1] for draft in self._own_drafts(*known)}
        self.sections.set_lines(
            [
                section_line(w, each, things_of(each, *known), has_draft=each.value in drafts)
                for each in Section
            ]
        )
        self.sections.stand_on(self._section.value)
        self.list.setAccessibleName(w.text(f"record-section-{self._section}"))
        self.list.set_lines([thing_line(w, self._section, each) for each in self._things()])
        if not self.list.key and self.list.lines:
            self.list.stand_on(self.list.lines[0].key)
        self._show_add()
        self._show_thing()

    def _fit_sections(self) -> None:
        """Beside a form they go where they would be icons alone; they come back when it is left."""
        needed = self._middle.minimumSizeHint().width() + self.pane.minimumSizeHint().width()
        has_room = self.width() >= needed + self._theme.scaled(_LEAST_SECTIONS_PX)
        self.sections.setVisible(self._known is not None and (has_room or self.desk.form is None))

    def _own_drafts(self, record: PatientRecord, header: PatientHeader) -> list[Draft]:
        """What waits to be sent of this record."""
        lines = record.lines
        about = {header.label.id, *(each.id for each in record.entries)}
        about |= {each.id for each in lines} | {c.id for each in lines for c in each.cycles}
        return [
            draft
            for draft in self._drafts.all()
            if draft.about in about and draft.kind.startswith(OF_A_RECORD)
        ]

    def _show_add(self) -> None:
        w, part = self._wording, part_of(self._section)
        may = part in CREATES and self._session.may(CREATES[part])
        word = "line" if part is Part.LINE else self._section.value
        self.add.set_label(w.text("record-add", what=w.text(f"record-one-{word}")))
        self.add.set_key(written("I", self._settings.letter_keys))
        self._bar.setVisible(may)
        why_not = self._why_not(is_new=True)
        self.add.set_enabled_because(not why_not, why_not)

    def _why_not(self, *, is_new: bool = False) -> str:
        """Why nothing can be written now; empty when it can. Under an exceptional access a new note
        can, and nothing else (R-AZ-09); so it is for who is followed no more.
        """
        is_note = is_new and self._section is Section.NOTE
        if not is_note and self._exceptional.until(self._store.patient_id) is not None:
            return self._wording.text("triage-reason-other-unit")
        header = self._store.header
        is_over = header is not None and header.monitoring is Monitoring.ENDED
        if is_over and self._section is not Section.NOTE:
            return self._wording.text("record-refused-monitoring_not_active")
        if self._wording.is_masked:
            return self._wording.text("record-masked")
        if not self._acts.can_act:
            return self._wording.text("record-offline")
        return ""

    def _show_thing(self) -> None:
        thing, w = self.thing, self._wording
        if thing is None:
            section = w.text(f"record-section-{self._section}")
            hint = "" if self._bar.isHidden() else w.text("record-none-body")
            self.pane.show_nothing(
                w.text("record-none", section=section), hint, ICONS[self._section]
            )
            return
        why_not = self._why_not()
        self.pane.show_thing(self._section, thing, may_write=not why_not, why_not=why_not)
        self._show_versions()

    def _show_versions(self) -> None:
        thing, key = self.thing, self._store.versions.key
        if thing is None:
            return
        if key is None or key.what != thing.place or key.patient_id != self._store.patient_id:
            self.pane.detail.show_versions("", ())
            self._settled.start()
            return
        self.pane.show_versions(thing, self._store.versions.shown, self._session.server_now())

    def _read_versions(self) -> None:
        thing, patient_id = self.thing, self._store.patient_id
        if thing is not None and patient_id is not None and self.isVisible():
            self._store.versions.show(patient_id, thing.place)

    # What is done

    def _open(self, thing: Thing | None, part: Part, *, withdraws: bool = False) -> None:
        known = self._known
        if known is None or self._why_not(is_new=thing is None):
            return
        if self.desk.is_waiting:
            self.said.emit(self._wording.text("record-waits"))
            self.desk.ask_again()
            return
        line = self.thing if part is Part.CYCLE and thing is None else None
        opened = Opened(known[1], self._section, part, thing, line, withdraws)
        self.desk.open(opened)

    def add_one(self) -> None:
        """Write something new down in this section."""
        part = part_of(self._section)
        if part in CREATES and self._session.may(CREATES[part]):
            self._open(None, part)

    def _add_cycle(self) -> None:
        thing = self.thing
        if thing is not None and thing.part is Part.LINE:
            self._open(None, Part.CYCLE)

    def _change(self) -> None:
        thing = self.thing
        if thing is not None and not self.pane.detail.change.isHidden():
            self._open(thing, thing.part)

    def _withdraw(self) -> None:
        thing = self.thing
        if thing is not None and not self.pane.detail.withdraw.isHidden():
            self._open(thing, thing.part, withdraws=True)

    def _show_form(self, form: FramedForm | None) -> None:
        self.pane.show_form(form)
        self._fit_sections()
        self._esc.setEnabled(form is not None)
        if form is None:
            self._show()
            # Behind another tab, another screen or the lock the keyboard is somebody else's.
            if self.isVisible():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_record(self) -> None:
        """The record came: what an open form is about may stand in another version."""
        self._show()
        opened, known = self.desk.opened, self._known
        if opened is None or opened.thing is None or known is None or self._acts.is_busy:
            return
        for thing in things_of(opened.section, *known):
            if thing.key == opened.thing.key and thing.version != opened.thing.version:
                self.desk.adopt(opened.at(thing, known[1]))

    def _follow_contact(self) -> None:
        self.desk.follow()
        if self._known is not None:
            self._show_add()
            self._show_thing()

    def _choose_section(self, key: str) -> None:
        if key != self._section.value:
            self._section = Section(key)
            self.list.set_lines(())
            self._show()

    def _choose_thing(self, _key: str) -> None:
        self._show_thing()

    def _enter_list(self, _key: str) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _activate(self, _key: str) -> None:
        self._change()

    def _step_down(self) -> None:
        self._focused.step(1)

    def _step_up(self) -> None:
        self._focused.step(-1)

    @property
    def _focused(self) -> LineList:
        return self.sections if self.sections.hasFocus() else self.list

    def _build(self) -> None:
        self.setObjectName("patient_record")
        self.sections.setObjectName("record_sections")
        self.list.setObjectName("record_list")
        self.add.setObjectName("record_add")
        self._middle = QWidget(self)
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        self._bar = QWidget(self._middle)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(10, 8, 10, 8)
        bar.addWidget(self.add)
        bar.addStretch(1)
        middle.addWidget(self._bar)
        middle.addWidget(self.list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for part in (self.sections, self._middle, self.pane):
            splitter.addWidget(part)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(2, 1)
        splitter.setHandleWidth(1)
        splitter.setSizes([self._theme.scaled(px) for px in (_SECTIONS_PX, _LIST_PX, _PANE_PX)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter, 1)
        row.addWidget(self._states, 1)

    def _connect(self) -> None:
        store = self._store
        store.record.changed.connect(self._take_record)
        store.series.changed.connect(self._take_record)
        store.versions.changed.connect(self._show_versions)
        self._connection.changed.connect(self._follow_contact)
        self._states.retry_wanted.connect(store.record.read)
        self._states.stopped.connect(store.record.give_up)
        self.sections.chosen.connect(self._choose_section)
        self.sections.activated_key.connect(self._enter_list)
        self.list.chosen.connect(self._choose_thing)
        self.list.activated_key.connect(self._activate)
        self.add.clicked.connect(self.add_one)
        detail = self.pane.detail
        detail.change_wanted.connect(self._change)
        detail.withdrawal_wanted.connect(self._withdraw)
        detail.cycle_wanted.connect(self._add_cycle)
        detail.retry_wanted.connect(store.versions.read)
        self._settled.timeout.connect(self._read_versions)
        self.desk.shown.connect(self._show_form)
        self.desk.told.connect(self.pane.tell)
        self.desk.said.connect(self.said)
        self.desk.outdated.connect(store.record.read)
        self.desk.outdated.connect(store.series.read)
        lists = (self.sections, self.list)
        bind_repeating("J", self._step_down, lists, self)
        bind_repeating("K", self._step_up, lists, self)
        bind("I", self.add_one, lists, self)
        bind("Del", self._withdraw, (self.list,), self)
        # With an open form: the screen leaves Esc alone then, and inside the form it is the form's.
        self._esc = bind("Esc", self.desk.leave, lists, self)
        self._esc.setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sections()
