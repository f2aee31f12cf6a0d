"""Marked fields in a typed text, `{link}`: known ones look like chips, others like faults."""

import re
from collections.abc import Collection
from typing import Final

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from widgets.theme import Theme

_FIELD: Final = re.compile(r"\{[^{}\s]*\}|[{}]")


class FieldMarks(QSyntaxHighlighter):
    """Colours the fields of a document, and again when the theme changes."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self._known: frozenset[str] = frozenset()
        theme.theme_changed.connect(self.rehighlight)

    def set_known(self, names: Collection[str]) -> None:
        """Which fields there are."""
        self._known = frozenset(names)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """One line of the text."""
        for match in _FIELD.finditer(text):
            is_known = match[0][1:-1] in self._known
            self.setFormat(match.start(), len(match[0]), self._look(is_known))

    def _look(self, is_known: bool) -> QTextCharFormat:
        look = QTextCharFormat()
        ink, ground = ("accent", "accent.subtle") if is_known else ("danger.strong", "danger.bg")
        look.setForeground(self._theme.colour(ink))
        look.setBackground(self._theme.colour(ground))
        look.setFontWeight(QFont.Weight.DemiBold)
        if not is_known:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(self._theme.colour("danger"))
        return look
