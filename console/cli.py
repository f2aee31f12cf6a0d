"""The command line of the console; exit codes: 0 done, 1 failed, 2 wrong usage."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from console.errors import ConsoleError


def main(arguments: Sequence[str] | None = None) -> int:
    """`vigie`, `vigie demo`, `vigie tour`."""
    asked = _parser().parse_args(arguments)
    try:
        match asked.command:
            case "demo":
                return _demo(asked)
            case "tour":
                return _tour(asked)
            case _:
                return _console()
    except ConsoleError as error:
        print(f"vigie: {error.support_code}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vigie", description="Telemonitoring console for oncology."
    )
    commands = parser.add_subparsers(dest="command")
    demo = commands.add_parser(
        "demo", help="open the console on a demonstration service of its own"
    )
    tour = commands.add_parser("tour", help="walk over the real screens, with a picture a step")
    for command in (demo, tour):
        command.add_argument("--data", type=Path, help="folder of the demonstration, kept if given")
        command.add_argument("--port", type=int, default=0, help="0 chooses a free one")
    tour.add_argument("--out", type=Path, required=True, help="folder of the pictures")
    tour.add_argument("--language", choices=("fr", "en"), default="fr")
    tour.add_argument("--theme", choices=("light", "dark"), default="light")
    tour.add_argument("--size", default="1366x688", help="inner size of the window")
    return parser


def _console() -> int:
    # Not at the top: `vigie --help` needs no window.
    from console.app import run

    return run()


def _demo(asked: argparse.Namespace) -> int:
    from console.app import run
    from console.embedded import make_demonstration, start_service

    with tempfile.TemporaryDirectory(prefix="vigie-demo-") as scratch:
        folder = _folder(asked.data, scratch)
        make_demonstration(folder)
        service = start_service(folder, asked.port)
        try:
            return run(service.url, Path(scratch) / "console.ini", sign_in_from=folder)
        finally:
            service.stop()


def _tour(asked: argparse.Namespace) -> int:
    from console.embedded import make_demonstration, start_service
    from console.tour import Look, walk

    width, _, height = asked.size.partition("x")
    look = Look(asked.language, asked.theme, (int(width), int(height)))
    with tempfile.TemporaryDirectory(prefix="vigie-tour-") as scratch:
        folder = _folder(asked.data, scratch)
        make_demonstration(folder)
        service = start_service(folder, asked.port)
        try:
            return walk(service.url, folder, asked.out.resolve(), Path(scratch), look)
        finally:
            service.stop()


def _folder(given: Path | None, scratch: str) -> Path:
    return given.resolve() if given is not None else Path(scratch) / "data"
