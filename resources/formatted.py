"""Messages with variables, and numbers as a language writes them; the only place that loads Fluent
and Babel.
"""

from __future__ import annotations

from collections.abc import Mapping

from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

from resources.catalogue import MissingText, Value


class FluentText:
    """One Fluent file of one language."""

    def __init__(self, language: str, source: str) -> None:
        # Without isolating marks: every value is ours or a name, and both languages run left to
        # right.
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(FluentResource(source))

    def text(self, key: str, values: Mapping[str, Value]) -> str:
        """The message with its variables; raises `MissingText` for an unknown key or a variable
        not given.
        """
        if not self._bundle.has_message(key):
            raise MissingText(f"no wording for {key}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise MissingText(f"no text in {key}")
        text, errors = self._bundle.format_pattern(pattern, dict(values))
        if errors:
            raise MissingText(f"{key}: {type(errors[0]).__name__}")
        return str(text)


def decimal_text(value: float, digits: int, language: str) -> str:
    """A number with a fixed count of decimals, grouped and separated as the language does."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=language)
