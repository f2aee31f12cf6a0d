"""What counts as words in a request."""

import unicodedata


def says_something(text: str | None) -> bool:
    """Whether a text holds a letter or a digit; spaces and invisible characters say nothing."""
    return text is not None and any(character.isalnum() for character in text)


_FEWEST = 3


def says_enough(text: str) -> bool:
    """Whether a reason in words is one: three characters that say something."""
    return len(text.strip()) >= _FEWEST and says_something(text)


def seen(text: str) -> str:
    """What somebody reads of a text: nothing that is invisible, single spaces."""
    shown = (each for each in text if each.isspace() or unicodedata.category(each)[0] != "C")
    return " ".join("".join(shown).split())


def something_said(text: str) -> str:
    """The same text; raises `ValueError` when it says nothing."""
    if not says_something(text):
        raise ValueError("needs a letter or a digit")
    return text


def one_line(text: str) -> str:
    """The same text; raises `ValueError` when it says nothing, breaks a line or hides a character.

    An invisible character can turn the direction of what stands beside it.
    """
    hidden = any(unicodedata.category(each)[0] == "C" or each in "\u2028\u2029" for each in text)
    if hidden or not says_something(text):
        raise ValueError("needs one line with a letter or a digit")
    return text
