"""Work that is done before it is waited for."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Final

from PySide6.QtCore import QObject

from console.errors import ConsoleError


class Silence(Exception):
    """No answer comes."""


_NOBODY: Final = object()


def _about(about: Any) -> tuple[Any, ...]:
    return () if about is _NOBODY else (about,)


class AtOnce:
    """Does what it is given before it returns."""

    def submit(
        self,
        _owner: QObject,
        call: Callable[[], Any],
        done: Callable[..., None],
        failed: Callable[..., None],
        *,
        about: Any = _NOBODY,
        key: str = "",
        lane: object = None,
    ) -> SimpleNamespace:
        """Run it, and tell."""
        job = SimpleNamespace(cancel=lambda: None)
        try:
            found = call()
        except Silence:
            return job
        except ConsoleError as error:
            failed(*_about(about), error)
            return job
        done(*_about(about), found)
        return job
