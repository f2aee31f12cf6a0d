"""The command line of the console; exit codes: 0 done, 1 failed, 2 wrong usage."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from console.errors import COMMAND, ConsoleError


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
                return _console(asked)
    except ConsoleError as error:
        print(f"vigie: {error.support_details(COMMAND)}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vigie", description="Telemonitoring console for oncology."
    )
    parser.add_argument("--server", help="address of the service, remembered for the next time")
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
    tour.add_argument("--size", type=_size_px, default="1366x688", help="inner size of the window")
    return parser


def _size_px(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError("a size is written 1366x688")
    return int(width), int(height)


def _console(asked: argparse.Namespace) -> int:
    # Not at the top: `vigie --help` needs no window.
    from console.app import run

    return run(asked.server)


def _demo(asked: argparse.Namespace) -> int:
    from console.app import run_demonstration
    from console.embedded import make_demonstration, start_service

    with tempfile.TemporaryDirectory(prefix="vigie-demo-") as scratch:
        folder = _folder(asked.data, scratch)
        make_demonstration(folder)
        service = start_service(folder, asked.port)
        print(f"The pages of patients: {service.url}/portal/", flush=True)
        try:
            return run_demonstration(service.url, folder, Path(scratch) / "console.ini")
        finally:
            service.stop()


def _tour(asked: argparse.Namespace) -> int:
    from console.embedded import make_demonstration, start_service
    from console.tour import Look, walk

    look = Look(asked.language, asked.theme, asked.size)
    with tempfile.TemporaryDirectory(prefix="vigie-tour-") as scratch:
        folder = _folder(asked.data, scratch)
        make_demonstration(folder)
        if asked.data is not None:
            # The walk closes an alert: a copy leaves the demonstration as it was.
            folder = Path(shutil.copytree(folder, Path(scratch) / "copy"))
        service = start_service(folder, asked.port)
        try:
            return walk(service.url, folder, asked.out.resolve(), Path(scratch), look)
        finally:
            service.stop()


def _folder(given: Path | None, scratch: str) -> Path:
    return given.resolve() if given is not None else Path(scratch) / "data"
