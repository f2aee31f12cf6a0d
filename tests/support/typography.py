"""Texts as somebody would type them, for assertions that are not about typography."""

_AS_TYPED = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2011": "-"})


def plain(text: str) -> str:
    """A text with ordinary spaces and hyphens in the place of those of typography."""
    return text.translate(_AS_TYPED)
