"""A long text to be read with the keyboard: headings, paragraphs and lists, and no other markup."""

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextListFormat
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from widgets.theme import Theme

_HEADING = "## "
_BULLET = "- "
_ABOVE_HEADING_PX, _BELOW_PX, _INDENT_PX = 12, 6, 18


class ReadingText(QTextEdit):
    """Shows plain text in which `## ` begins a heading and `- ` an entry of a list; everything else
    stands as it is written.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._written = ("", "")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.document().setIndentWidth(_INDENT_PX)
        theme.dress(self, "body")
        theme.theme_changed.connect(self._write)

    def show_text(self, title: str, text: str) -> None:
        """Show another text from its beginning; the title is its accessible name."""
        if (title, text) != self._written:
            self._written = (title, text)
            self.setAccessibleName(title)
            self._write()

    def _write(self) -> None:
        title, text = self._written
        self.clear()
        cursor = self.textCursor()
        is_first = True
        for kind, words in _blocks(title, text):
            self._add(cursor, kind, words, is_first=is_first)
            is_first = False
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _add(self, cursor: QTextCursor, kind: str, words: str, *, is_first: bool) -> None:
        theme, shape, look = self._theme, QTextBlockFormat(), QTextCharFormat()
        role = {"title": "title", "heading": "body_strong"}.get(kind, "body")
        look.setFont(theme.font(role))
        look.setForeground(theme.colour("text.primary"))
        shape.setBottomMargin(_BELOW_PX if kind != "entry" else 2)
        shape.setTopMargin(_ABOVE_HEADING_PX if kind == "heading" else 0)
        if is_first:
            cursor.setBlockFormat(shape)
            cursor.setBlockCharFormat(look)
        else:
            cursor.insertBlock(shape, look)
        if kind == "entry":
            cursor.createList(QTextListFormat.Style.ListDisc)
        elif (around := cursor.currentList()) is not None:
            around.remove(cursor.block())
            cursor.setBlockFormat(shape)
        cursor.insertText(words, look)


def _blocks(title: str, text: str) -> list[tuple[str, str]]:
    """Kind and words of each block; lines of a paragraph that were broken are joined."""
    found: list[tuple[str, str]] = [("title", title)] if title else []
    goes_on = False
    for line in text.splitlines():
        words = line.strip()
        if line.startswith(_HEADING):
            found.append(("heading", words.removeprefix(_HEADING.strip()).strip()))
        elif line.startswith(_BULLET):
            found.append(("entry", words.removeprefix(_BULLET.strip()).strip()))
        elif words and goes_on:
            kind, before = found[-1]
            found[-1] = (kind, f"{before} {words}")
        elif words:
            found.append(("paragraph", words))
        goes_on = bool(words) and not line.startswith(_HEADING)
    return found
