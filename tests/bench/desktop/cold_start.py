"""Starts the console as a person does, and ends it when the sign-in form has been painted."""

import runpy
import sys

from console.app import Desktop
from tests.bench.desktop.first_painting import quit_when_painted

_show = Desktop.show


def _show_and_tell(desktop: Desktop) -> None:
    quit_when_painted(desktop.window.sign_in)
    _show(desktop)


if __name__ == "__main__":
    Desktop.show = _show_and_tell  # type: ignore[method-assign, assignment]
    sys.argv = ["vigie"]
    runpy.run_module("console", run_name="__main__")
