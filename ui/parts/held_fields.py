"""What a file of many patients would hold, folded file by file: whoever asks for it and whoever
decides see the same (screens.md 3.8). Values in it are invented: nobody's record is read for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from resources.wording import Wording
from widgets.text_table import TextRow, TextTable
from widgets.theme import Theme

_SHARES: Final = (48, 26, 26)
_SHARES_ALONE: Final = (60, 40, 0)
"""Without examples."""
_TURNS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
FIRST_FILE: Final = "report.csv"
_FILES: Final = frozenset({FIRST_FILE, "questionnaires.csv", "actions.csv", "comments.csv"})
_HIDDEN: Final = "•••••"
_EXAMPLES: Final = {
    "number": "37,8",
    "integer": "2",
    "boolean": "true",
    "date": "2025-11-18",
    "date-time": "2025-11-18T07:12:00Z",
    "uuid": "5d0c…-9f3a",
}
"""As the file writes them: numbers and days are read by programs in any language."""


@dataclass(frozen=True, slots=True)
class HeldField:
    """A column of a table, or a type of resource; `kind` is its type, where it is known."""

    file: str
    name: str
    meaning: str
    identifies: bool
    kind: str = ""


class HeldFields(TextTable):
    """A head for each file; Enter, Space or a click unfolds it. What identifies comes first, in
    red.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _SHARES, parent)
        self._groups: dict[str, list[HeldField]] = {}
        self._open: set[str] = set()
        self._heads: dict[int, str] = {}
        self._wording: Wording | None = None
        self.clicked.connect(self._turn_at)

    def show_fields(self, w: Wording, fields: Iterable[HeldField]) -> None:
        """Show those of other files; what was unfolded stays so. One file alone is unfolded."""
        groups: dict[str, list[HeldField]] = {}
        for each in fields:
            groups.setdefault(each.file if each.file in _FILES else "", []).append(each)
        if groups.keys() != self._groups.keys():
            self._open = set(groups) if len(groups) == 1 else self._open & set(groups)
        self._wording, self._groups = w, groups
        self._show()

    def unfold(self, file: str) -> None:
        """Show all of a file."""
        self._open.add(file)
        self._show()

    def _show(self) -> None:
        w = self._wording
        if w is None:
            return
        rows: list[TextRow] = []
        self._heads = {}
        for file, fields in self._groups.items():
            is_open = file in self._open
            self._heads[len(rows)] = file
            rows.append(_head(w, file, fields, is_open=is_open))
            if is_open:
                rows += [_about(w, file), *(_row(w, each) for each in _sorted(fields))]
        has_examples = any(each.kind for fields in self._groups.values() for each in fields)
        self.set_shares(_SHARES if has_examples else _SHARES_ALONE)
        column = "column" if any(self._groups) else "type"
        headers = [w.text(f"exports-held-{each}") for each in ("what", column, "example")]
        current = self.currentIndex().row()
        self.set_rows(w.text("cohort-held"), headers, rows)
        if 0 <= current < len(rows):
            self.selectRow(current)

    def _turn_at(self, index: QModelIndex) -> None:
        file = self._heads.get(index.row())
        if file is not None:
            self._open ^= {file}
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _TURNS and not event.modifiers():
            self._turn_at(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _sorted(fields: Sequence[HeldField]) -> list[HeldField]:
    return sorted(fields, key=lambda each: not each.identifies)


def _name(file: str) -> str:
    return file.removesuffix(".csv") if file else "lines"


def _head(w: Wording, file: str, fields: Sequence[HeldField], *, is_open: bool) -> TextRow:
    naming = sum(each.identifies for each in fields)
    count = w.text("exports-held-count", count=len(fields), naming=naming)
    told = " · ".join((w.text(f"exports-held-{_name(file)}"), count))
    state = w.text("exports-held-open" if is_open else "exports-held-folded")
    text = f"{'▾' if is_open else '▸'}  {told}"
    return TextRow((text, "", ""), f"{told}. {state}", is_head=is_open, is_wide=True, strong=(0,))


def _about(w: Wording, file: str) -> TextRow:
    """What a line of the file is."""
    text = w.text(f"exports-held-{_name(file)}-about")
    return TextRow((text, "", ""), text, is_wide=True, quiet=(0,))


def _row(w: Wording, field: HeldField) -> TextRow:
    mark = w.text("exports-field-identifies") if field.identifies else ""
    spoken = ", ".join(part for part in (field.meaning, field.name, mark) if part)
    danger = (0, 1, 2) if field.identifies else ()
    quiet = () if field.identifies else (1, 2)
    texts = (field.meaning, field.name, _example(w, field))
    return TextRow(texts, spoken, quiet=quiet, danger=danger)


def _example(w: Wording, field: HeldField) -> str:
    """An invented value; of what identifies nothing at all."""
    if not field.kind:
        return ""
    if field.identifies:
        return _HIDDEN
    return _EXAMPLES.get(field.kind) or w.text(f"exports-held-example-{field.kind}")
