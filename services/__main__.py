"""The command line of the service; exit codes: 0 done, 1 refused or failed, 2 wrong usage.

A refusal is one sentence on standard error, after the name of its kind.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from services import commands
from services.accounts.local import AlreadyDone, NameRefused
from services.centres.contract_end import NoSuchCentre
from services.db.revisions import NewerDatabase
from services.demo.folders import FolderInUse
from services.security.keystore import KeyMissing
from services.security.master_key import MasterKeyExposed, MasterKeyMissing
from services.server import NotPrivate, TlsUnusable
from services.starting import KeysDoNotFit, NotInitialised, WallsMissing

_REFUSALS = (
    MasterKeyMissing,
    MasterKeyExposed,
    NewerDatabase,
    NotInitialised,
    KeysDoNotFit,
    WallsMissing,
    KeyMissing,
    FolderInUse,
    AlreadyDone,
    NameRefused,
    NoSuchCentre,
    NotPrivate,
    TlsUnusable,
    commands.Refused,
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vigie-service",
        description="The service behind Vigie.",
        epilog="Exit codes: 0 done, 1 refused (the reason is one sentence), 2 wrong usage.",
    )
    commands_of = parser.add_subparsers(dest="command", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], None], help_: str
    ) -> argparse.ArgumentParser:
        made = commands_of.add_parser(name, help=help_)
        made.add_argument("--data", type=Path, help="folder of data, keys and secrets")
        made.set_defaults(run=run)
        return made

    serve = command("serve", commands.serve, "answer requests until asked to stop")
    serve.add_argument(
        "--port", type=int, help="0 chooses a free one; the choice is printed as JSON"
    )
    serve.add_argument(
        "--until-stdin-closes",
        action="store_true",
        help="stop when whoever started the service ends",
    )
    command("worker", commands.work, "do due work until asked to stop (PostgreSQL)")
    run_due = command("run-due", commands.run_due_once, "do what is due, once")
    run_due.add_argument("--now", action="store_true", required=True, help="as of this instant")
    run_due.add_argument(
        "--dry-run",
        action="store_true",
        help="print whom the clocks of retention concern, without names, and change nothing",
    )
    command("migrate", commands.migrate, "make or upgrade the database")
    demo = command("demo", commands.demo, "make a demonstration centre")
    demo.add_argument("--seed", type=int, default=1, help="fixes the clinical content")
    demo.add_argument("--patients", type=int, default=300)
    _of_people(command)
    _of_contract(command)
    openapi = command("openapi", commands.openapi, "write the OpenAPI document")
    openapi.add_argument("--out", type=Path, help="file to write; standard output without it")
    return parser


def _of_people(command: Callable[..., argparse.ArgumentParser]) -> None:
    admin = command(
        "create-admin", commands.create_admin, "make the first administrator of a centre"
    )
    admin.add_argument("--centre", required=True, help="name of the centre")
    admin.add_argument("--username", required=True)
    admin.add_argument("--name", required=True, help="name as colleagues see it")
    approver = command(
        "create-approver",
        commands.create_approver,
        "make the first manager or privacy officer of a centre",
    )
    approver.add_argument("--centre", required=True, help="name of the centre")
    approver.add_argument("--username", required=True)
    approver.add_argument("--name", required=True, help="name as colleagues see it")
    approver.add_argument("--role", required=True, choices=["manager", "privacy_officer"])


def _of_contract(command: Callable[..., argparse.ArgumentParser]) -> None:
    contract = command(
        "end-contract", commands.end_contract, "leave a centre to be read, for care that goes on"
    )
    contract.add_argument("--centre", required=True, help="name of the centre")
    when = contract.add_mutually_exclusive_group(required=True)
    when.add_argument("--on", type=date.fromisoformat, help="last day of the contract, YYYY-MM-DD")
    when.add_argument("--take-back", action="store_true", help="the contract goes on")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command."""
    os.umask(0o077)
    asked = _parser().parse_args(arguments)
    try:
        asked.run(asked)
    except _REFUSALS as refusal:
        print(f"vigie-service: {type(refusal).__name__}: {refusal}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
