"""Makes text safe for the places where Qt would otherwise read HTML."""

from html import escape


def plain_tooltip(text: str) -> str:
    """Return text that a tooltip shows literally, whatever it holds; empty text stays empty."""
    if not text:
        return ""
    return f"<qt>{escape(text).replace(chr(10), '<br/>')}</qt>"
