"""What each command of the service does."""

import argparse
import gc
import json
import signal
import socket
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvicorn
from pydantic import ValidationError
from pydantic_settings import SettingsError

from services import logs, server, starting
from services.accounts import local
from services.app import build_app
from services.centres import contract_end
from services.contract.enums import Role
from services.message_settings import MessageSettings, SmsSettings, SmtpSettings
from services.retention.planning import plans
from services.settings import Argon2Settings, Settings
from services.worker import Worker, run_due

_PREFIXES = {
    each.__name__: str(each.model_config["env_prefix"])
    for each in (Argon2Settings, MessageSettings, SmsSettings, SmtpSettings)
}


class Refused(RuntimeError):
    """A command that will not be carried out, with the reason in words."""


def _settings(asked: argparse.Namespace) -> Settings:
    return read_settings() if asked.data is None else read_settings(data_dir=asked.data / "data")


def read_settings(**given: Any) -> Settings:
    """The settings of the environment; raises `Refused` with the names of those that are wrong."""
    try:
        return Settings(**given)
    except SettingsError as wrong:
        raise Refused(f"a setting cannot be read: {wrong}") from None
    except ValidationError as wrong:
        # The values stay out of the sentence: one of them may be a URL with its password.
        prefix = _PREFIXES.get(wrong.title, "VIGIE_")
        found = [("__".join(map(str, each["loc"])).upper(), each["msg"]) for each in wrong.errors()]
        raise Refused("; ".join(f"{prefix}{name}: {said}" for name, said in found)) from None


def serve(asked: argparse.Namespace) -> None:
    """Answers requests, over TLS or on a loopback address only (R-NET-01)."""
    settings = _settings(asked)
    scheme = "http" if settings.tls_certificate is None else "https"
    config = server.config_of(settings)
    logs.install()
    context = starting.open_context(settings)
    port = settings.port if asked.port is None else asked.port
    listener = socket.create_server((settings.bind, port), backlog=512)
    # Messages name the pages of this service, on the port that it really has.
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
    app = build_app(replace(context, settings=settings))
    config.app = server.behind_proxies(app, settings)
    running = uvicorn.Server(config)
    app.state.feed.is_over = lambda: running.should_exit
    if asked.until_stdin_closes:
        threading.Thread(target=_stop_with_stdin, args=(running,), daemon=True).start()
    print(
        json.dumps({"listening": f"{scheme}://{settings.bind}:{settings.port}"}),
        flush=True,
    )
    # What was made until here lives as long as the process: to look it through again and again for
    # garbage would stop every third page of a long list for a tenth of a second.
    gc.collect()
    gc.freeze()
    running.run(sockets=[listener])


def work(asked: argparse.Namespace) -> None:
    """Does due work until asked to stop; on PostgreSQL, beside any number of servers and workers.

    On SQLite the server does it: one file has one process that writes.
    """
    context = starting.open_context(_settings(asked))
    try:
        if context.database.is_sqlite:
            raise Refused("on SQLite the server does due work itself; `run-due --now` does it once")
        worker = Worker(context)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.end())
        print(json.dumps({"working": True}), flush=True)
        worker.work()
    finally:
        starting.close_context(context)


def run_due_once(asked: argparse.Namespace) -> None:
    """Does what is due now, once; raises `Refused` when any of it failed.

    As a dry run it prints what retention would do, and does nothing of anything.
    """
    context = starting.open_context(_settings(asked))
    try:
        if asked.dry_run:
            print(json.dumps({"retention": plans(context)}), flush=True)
            return
        outcome = run_due(context)
    finally:
        starting.close_context(context)
    print(json.dumps({"done": outcome.done, "failed": outcome.failed}), flush=True)
    if outcome.failed:
        raise Refused(f"{outcome.failed} of the tasks that were due failed; the log says which")


def _stop_with_stdin(running: uvicorn.Server) -> None:
    while sys.stdin.buffer.read(1024):
        continue
    running.should_exit = True


def migrate(asked: argparse.Namespace) -> None:
    """Makes the folders and the master key when nothing exists, then upgrades the schema."""
    starting.initialise(_settings(asked))


def demo(asked: argparse.Namespace) -> None:
    """Makes the demonstration centre; refuses a folder that holds anything else."""
    if asked.patients < 1:
        raise Refused(f"a demonstration has at least one patient, not {asked.patients}")
    # Here, because a service that only serves needs nothing of it.
    from services.demo import building

    building.build(_settings(asked), seed=asked.seed, patients=asked.patients)


def create_admin(asked: argparse.Namespace) -> None:
    """Makes the first administrator of a new centre and prints the one-time secret."""
    settings = _settings(asked)
    starting.initialise(settings)
    local.create_admin(
        starting.open_context(settings),
        centre=asked.centre,
        username=asked.username,
        name=asked.name,
    )


def create_approver(asked: argparse.Namespace) -> None:
    """Makes the first manager or privacy officer of a centre and prints the one-time secret."""
    local.create_approver(
        starting.open_context(_settings(asked)),
        centre=asked.centre,
        username=asked.username,
        name=asked.name,
        role=Role(asked.role),
    )


def end_contract(asked: argparse.Namespace) -> None:
    """Says which day is the last one of a centre's contract; prints who is followed there still."""
    context = starting.open_context(_settings(asked))
    try:
        followed = contract_end.end_contract(context, asked.centre, asked.on)
    finally:
        starting.close_context(context)
    ends_on = None if asked.on is None else asked.on.isoformat()
    print(json.dumps({"contract_ended_on": ends_on, "patients_followed": followed}), flush=True)


def openapi(asked: argparse.Namespace) -> None:
    """Writes the OpenAPI document of this release."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "data"
        settings = read_settings(data_dir=data_dir, database_url="", keystore_url="")
        starting.initialise(settings)
        context = starting.open_context(settings)
        written = json.dumps(
            build_app(context).openapi(), indent=1, ensure_ascii=False, sort_keys=True
        )
        context.journal.close()
    if asked.out is None:
        print(written)
    else:
        asked.out.write_text(written + "\n", encoding="utf-8")
