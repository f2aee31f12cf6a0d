"""The words of messages to patients: the free parts, around fields that stay where needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from resources.message_texts import LONGEST_MAIL, LONGEST_SUBJECT, Words, usual
from resources.wording import Wording
from services.contract.centre_settings import CentreContent, CentreSection
from services.contract.contact_settings import ContactsContent
from services.contract.message_texts import MessageTextsContent
from ui.parts.fields import BoxField, ChoiceField, Field, LineField
from ui.settings.centre_words import field_reason
from ui.settings.section_words import text_name
from ui.settings.text_drafts import EVERY, FIELDS, Key, TextDrafts
from ui.settings.version_dialogs import VersionDialog
from widgets.button import Button
from widgets.field_marks import FieldMarks
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_FIRST: Final = Key("survey_open", "sms", "fr")
_EXAMPLES: Final = {"date": "30/12", "code": "K7P2QX"}


class _Insert(Button):
    """Signals: `wanted(str)`, the text of the field to write."""

    wanted = Signal(str)

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        self._text = f"{{{name}}}"
        super().__init__(theme, self._text, "quiet", parent=parent)
        self.setObjectName(f"insert_{name}")
        self.clicked.connect(self._want)

    def _want(self) -> None:
        self.wanted.emit(self._text)


class TextsDialog(VersionDialog):
    """One message at a time; every one that was changed is written together."""

    word = "texts"

    def make_fields(self, theme: Theme, w: Wording) -> list[Field]:
        self._drafts = TextDrafts()
        self._is_filling = False
        choices = [(".".join(each), text_name(w, *each)) for each in EVERY]
        self._which = ChoiceField("which", w.text("centre-texts-which"), choices, theme)
        self._subject = LineField("subject", w.text("centre-texts-subject"), LONGEST_SUBJECT, theme)
        self._words = BoxField(
            "body", w.text("centre-texts-body"), LONGEST_MAIL, theme, w, has_phrases=False
        )
        editor = self._words.control
        assert isinstance(editor, QPlainTextEdit)
        self._editor = editor
        self._marks = FieldMarks(theme, editor.document())
        return [self._which, self._subject, self._words]

    def under_fields(self, theme: Theme, w: Wording) -> Sequence[QWidget]:
        self._needed = PlainLabel(theme, "", "supporting", "secondary", self._body)
        self._needed.setObjectName("centre_text_needed")
        self._row = QWidget(self._body)
        row = FlowRow(self._row, gap_px=8, line_gap_px=4, spread=False)
        self._inserts: dict[str, Button] = {}
        for name in FIELDS:
            button = _Insert(name, theme, self._row)
            button.wanted.connect(self._insert)
            row.addWidget(button)
            self._inserts[name] = button
        self._count = PlainLabel(theme, "", "supporting", "secondary", self._body)
        self._count.setObjectName("centre_text_count")
        self._example = PlainLabel(theme, "", "body", parent=self._body)
        self._example.setObjectName("centre_text_example")
        self._restore = Button(theme, w.text("centre-texts-restore"), "secondary")
        self._restore.setObjectName("centre_text_restore")
        for label in (self._needed, self._count, self._example):
            label.set_wrapping()
        self._restore.clicked.connect(self._put_usual)
        self._which.chosen.connect(self._show_message)
        self._editor.textChanged.connect(self._take)
        self._subject.left.connect(self._take)
        self._show_message()
        return (self._needed, self._row, self._count, self._example, self._restore)

    def stops(self) -> Sequence[QWidget]:
        which, subject, words, day = super().stops()
        return [which, subject, words, *self._inserts.values(), self._restore, day]

    def put(self, content: CentreContent) -> None:
        if isinstance(content, MessageTextsContent):
            self._drafts.put(content)
        first = next(iter(self._drafts.changed), _FIRST)
        self._which.set_raw(".".join(first))

    def content(self) -> MessageTextsContent | None:
        return self._drafts.content()

    def fault_text(self, field: Field) -> str:
        if field is self.day:
            return super().fault_text(field)
        found = self._drafts.fault_of(self._key)
        if found is None or found[0] != field.name:
            return ""
        marked = f" {{{found[1].field}}}" if found[1].field else ""
        return field_reason(self._wording, found[1].reason) + marked

    def first_fault(self) -> QWidget | None:
        """That of another message than the one that is shown is brought into view."""
        self._take()
        wrong = [each for each in self._drafts.changed if self._drafts.fault_of(each) is not None]
        if wrong and self._key not in wrong:
            self._which.set_raw(".".join(wrong[0]))
        return super().first_fault()

    @property
    def _key(self) -> Key:
        return Key(*self._which.raw().split("."))

    def _show_message(self) -> None:
        """Another message was chosen, or its words were given back."""
        key, w = self._key, self._wording
        words, shape = self._drafts.words(key), key.shape
        self._is_filling = True
        self._subject.set_raw(words.subject or "")
        self._words.set_raw(words.body)
        self._is_filling = False
        self._subject.setVisible(words.subject is not None)
        self._marks.set_known(shape.allowed)
        for name, button in self._inserts.items():
            needed = "needed" if name in shape.required else "free"
            about = w.text(f"centre-texts-field-{name}")
            button.setVisible(name in shape.allowed)
            button.setAccessibleName(
                w.text(f"centre-texts-insert-{needed}", field=f"{{{name}}}", about=about)
            )
            button.setToolTip(plain_tooltip(about))
        needed_ones = " ".join(f"{{{each}}}" for each in FIELDS if each in shape.required)
        self._needed.setText(w.text("centre-texts-needed", fields=needed_ones))
        for field in (self._subject, self._words):
            field.show_error("")
        self._look()

    def _take(self) -> None:
        """What stands in the fields now."""
        if self._is_filling:
            return
        subject = None if self._key.channel == "sms" else self._subject.raw().strip()
        self._drafts.write(self._key, Words(subject, self._words.raw().strip()))
        self._look()

    def _look(self) -> None:
        """How long it is at its longest, and what somebody would read."""
        key, w = self._key, self._wording
        length = self._drafts.length(key)
        if length is None:
            self._count.setText(w.text("centre-texts-uncounted"))
        else:
            counted = w.text(
                f"centre-texts-length-{key.channel}", length=length, most=key.shape.longest
            )
            self._count.setText(counted)
        is_long = length is None or length > key.shape.longest
        self._count.set_tone("danger" if is_long else "secondary")
        example = self._drafts.example(key, self._values(key))
        self._example.setText(w.text("centre-texts-example", text=example))
        is_own = key in self._drafts.changed
        why = "" if is_own else w.text("centre-texts-is-usual")
        self._restore.set_enabled_because(is_own, why)
        self._show_change()

    def _values(self, key: Key) -> dict[str, str]:
        """What fills the fields in this centre."""
        centre = self._store.centre
        if centre is None:
            return dict(_EXAMPLES)
        contacts = centre.section(CentreSection.CONTACTS).in_force.content
        phone = contacts.phone if isinstance(contacts, ContactsContent) else None
        settings = centre.settings
        return _EXAMPLES | {
            "centre": settings.shown_names.get(key.language, settings.name),
            "phone": phone or "",
            "link": settings.pages_address,
        }

    def _insert(self, text: str) -> None:
        self._editor.insertPlainText(text)
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_usual(self) -> None:
        self._drafts.write(self._key, usual(*self._key))
        self._show_message()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
