"""Makes the demonstration centre in an empty folder, and prints what it made."""

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import insert, select

from services import starting
from services.answers import rule_sets
from services.answers.released import released
from services.centres.escalation_lists import change_escalation_list, escalation_list
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.centres import Centre, Unit
from services.db.tables.record import RecordEntry
from services.demo import arrivals, calendar, histories, kermarrec
from services.demo.access_reviews import write_reviews
from services.demo.agreements import write_agreements
from services.demo.asked import Asked, write_weeks
from services.demo.closed_months import close_past_months
from services.demo.cohort import Invented, cohort
from services.demo.comments import Comments
from services.demo.departures import write_departures
from services.demo.doors import Door, open_door
from services.demo.folders import ACCOUNTS_FILE, FolderInUse, made_beside
from services.demo.histories import Fact
from services.demo.kermarrec import KERMARREC
from services.demo.letters import write_messages
from services.demo.newcomers import ARRIVALS
from services.demo.portraits import Sitter
from services.demo.rota import Rota
from services.demo.silences import silent_from
from services.demo.sitters import OTHERS, OUTDATED
from services.demo.staff import ONCOLOGIST_USERNAMES, UNITS, Staff, hire
from services.demo.story import Enrolling, Event, Story
from services.edge.context import Context
from services.ids import new_id
from services.patients.enrolling import enrol, handled_long_ago
from services.settings import Settings

CENTRE: Final = "CHU de Kerlann"
# One of those that nobody is ever given.
_PHONE: Final = "02 61 91 20 00"
_OPENED: Final = calendar.PRESENT - timedelta(weeks=calendar.WEEKS + 8)
# The last minutes of the first unit belong to the people of the picture.
_QUIET_FROM: Final = calendar.local(calendar.today(), "10:18")


def build(settings: Settings, *, seed: int, patients: int) -> None:
    """Makes the centre, its people and ten weeks of answers; raises `FolderInUse`."""
    started_s = time.monotonic()
    folder = settings.data_dir.parent
    with made_beside(folder) as making, _without_collector():
        staff, story, door = _make(_settings_in(making, settings), making, seed, patients)
    took_s = time.monotonic() - started_s
    done = f"{patients} patients, {story.answers} answers, {story.acts} acts"
    print(f"{CENTRE}: {done}, in {took_s:.0f} s.")
    for account in staff.accounts:
        post = account.post
        secrets = f"{account.password:<18} {account.totp_secret}"
        units = " and ".join(post.unit_names) or "no unit"
        print(f"  {post.username:<18} {secrets}  {post.role:<16} {units}")
    print(f"  ingest credential  {staff.ingest_token}")
    if door is not None:
        born = f"{door.birth_date:%d/%m/%Y}"
        print(f"  pages of a patient code {door.code}  born {born}  {door.name}")
    accounts_file = folder / ACCOUNTS_FILE
    if settings.message_folder is not None:
        print(
            f"Messages to patients are laid down in {settings.message_folder}; nobody sends them."
        )
    print(f"The same in {accounts_file}. The clock stands at {calendar.PRESENT:%Y-%m-%d %H:%M}.")


def _settings_in(making: Path, settings: Settings) -> Settings:
    """The same settings in the folder where everything is made, with places given kept."""
    return settings.model_copy(update={"data_dir": making / settings.data_dir.name})


@contextmanager
def _without_collector() -> Iterator[None]:
    """Reference counts free nearly everything here; cycles are not worth the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Made(NamedTuple):
    staff: Staff
    story: Story
    door: Door | None


def _make(settings: Settings, making: Path, seed: int, patients: int) -> _Made:
    starting.initialise(settings)
    settings.demonstration_marker.touch(mode=0o600)
    clock = calendar.SteppingClock(_OPENED)
    opened = starting.open_context(settings)
    context = replace(opened, clock=clock)
    try:
        centre_id, unit_ids = _make_centre(context)
        staff = hire(context, centre_id, unit_ids)
        _list_oncologists(context, staff, centre_id, unit_ids)
        story = Story(context, clock, centre_id, staff, Rota(seed).plan)
        asked: list[Asked] = []
        story.play(_everybody(context, staff, centre_id, unit_ids, seed, patients, asked))
        write_weeks(context, centre_id, staff, asked)
        write_messages(context, centre_id)
        write_agreements(context, centre_id, staff, unit_ids, seed)
        write_departures(context, centre_id, staff, unit_ids)
        write_reviews(context, centre_id, staff)
        close_past_months(context, centre_id)
        nurse = staff.of("claire.morvan").person
        door = open_door(context, centre_id, unit_ids[0], nurse)
        staff.write(making / ACCOUNTS_FILE, door)
    finally:
        context.journal.close()
        context.database.dispose()
        context.keys.dispose()
    return _Made(staff, story, door)


def _make_centre(context: Context) -> tuple[UUID, list[UUID]]:
    """The centre, open on seven days, its units and its rule set."""
    with context.database.reading(NO_CENTRE) as session:
        if session.scalar(select(Centre.id).limit(1)) is not None:
            raise FolderInUse("the database holds a centre already: give an empty one")
    now = context.clock.now()
    centre_id = new_id()
    unit_ids = [new_id() for _ in UNITS]
    context.keys.add_centre(centre_id)
    with context.database.writing(Scope(centre_id)) as session:
        session.add(
            Centre(
                id=centre_id,
                name=CENTRE,
                zone=calendar.ZONE_NAME,
                opening_hours=calendar.OPENING_HOURS,
                demonstration=True,
                created_at=now,
                phone=_PHONE,
            )
        )
        session.flush()
        for unit_id, name in zip(unit_ids, UNITS, strict=True):
            session.add(Unit(id=unit_id, centre_id=centre_id, name=name))
        rule_sets.activate(session, centre_id, released().default_version, now)
    return centre_id, unit_ids


def _list_oncologists(
    context: Context, staff: Staff, centre_id: UUID, unit_ids: Sequence[UUID]
) -> None:
    """Who is asked in each unit when nobody answers: its oncologist."""
    with context.database.writing(Scope(centre_id)) as session:
        for unit_id, username in zip(unit_ids, ONCOLOGIST_USERNAMES, strict=True):
            unit = escalation_list(session, unit_id)
            person = staff.of(username).person
            change_escalation_list(session, unit_id, unit.version, [person])


def _everybody(
    context: Context,
    staff: Staff,
    centre_id: UUID,
    unit_ids: Sequence[UUID],
    seed: int,
    patients: int,
    asked: list[Asked],
) -> Iterator[Event]:
    """Enrols the people of the picture and the others, and gives all the answers they send; some
    more are enrolled in the end. Who is asked since when is noted in `asked`.
    """
    sitters = (KERMARREC, *OTHERS, OUTDATED)[:patients]
    oncologists = [staff.of(username).person for username in ONCOLOGIST_USERNAMES]
    people = [
        histories.with_earlier_line(person, Random(f"{seed} earlier {number}"))
        for number, person in enumerate(cohort(patients - len(sitters), seed, unit_ids))
    ]
    newcomers = [
        *(sitter.newcomer(unit_ids, oncologists) for sitter in sitters),
        *(
            replace(person.newcomer, oncologist_id=oncologists[person.disease.team])
            for person in people
        ),
    ]
    with context.database.writing(Scope(centre_id)) as session:
        now = context.clock.now()
        patient_ids = enrol(session, context.keys, centre_id, newcomers, now, handled_long_ago)
    facts = _facts(sitters, people, seed)
    treated_by = [newcomer.oncologist_id or oncologists[0] for newcomer in newcomers]
    _write_records(context, centre_id, list(zip(patient_ids, treated_by, facts, strict=True)))
    for sitter, patient_id in zip(sitters, patient_ids, strict=False):
        asked.append(Asked(patient_id, sitter.team, sitter.first_survey_on, may_pause=False))
        done = kermarrec.history() if sitter is KERMARREC else {}
        yield from sitter.sendings(patient_id, done)
        if sitter is KERMARREC:
            yield kermarrec.expected(patient_id)
            yield from kermarrec.recorded(patient_id)
    for arrival in ARRIVALS:
        yield Enrolling(arrival.at, arrival.newcomer(unit_ids, oncologists))
    comments = Comments()
    for number, (person, patient_id) in enumerate(
        zip(people, patient_ids[len(sitters) :], strict=True)
    ):
        asked.append(Asked(patient_id, person.disease.team, person.survey_days[0]))
        until = silent_from(number, person.disease.team) or (
            _QUIET_FROM if person.disease.team == 0 else calendar.PRESENT
        )
        chance = Random(f"{seed} course {number}")
        yield from arrivals.sendings(person, patient_id, comments, chance, until)


def _facts(sitters: Sequence[Sitter], people: Sequence[Invented], seed: int) -> list[list[Fact]]:
    """What the file of each holds; that of the first of the picture is written as it happens."""
    return [
        *([] if sitter is KERMARREC else histories.facts_of_sitter(sitter) for sitter in sitters),
        *(
            histories.facts_of(person, Random(f"{seed} facts {number}"))
            for number, person in enumerate(people)
        ),
    ]


def _write_records(
    context: Context, centre_id: UUID, histories_of: Sequence[tuple[UUID, UUID, list[Fact]]]
) -> None:
    """What was known of everybody before the story begins, and what it will bring."""
    ciphers = context.keys.patients([patient_id for patient_id, _, _ in histories_of])
    written = [
        row
        for patient_id, by, facts in histories_of
        for row in histories.rows(patient_id, centre_id, by, ciphers[patient_id], facts)
    ]
    if written:
        with context.database.writing(Scope(centre_id)) as session:
            session.execute(insert(RecordEntry), written)
