"""What counts as words in a request."""


def says_something(text: str | None) -> bool:
    """Whether a text holds a letter or a digit; spaces and invisible characters say nothing."""
    return text is not None and any(character.isalnum() for character in text)


def something_said(text: str) -> str:
    """The same text; raises `ValueError` when it says nothing."""
    if not says_something(text):
        raise ValueError("needs a letter or a digit")
    return text
