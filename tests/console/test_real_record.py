"""The record on the real service: what is written is read again, once, and never over somebody."""

from datetime import timedelta
from uuid import UUID

from console.errors import ConsoleError, Refused
from console.stores.record_acts import Where
from console.stores.settled_acts import standing
from services.contract.patient_changes import ContactChangeAsk
from services.contract.record import (
    EntryAsk,
    EntryChangeAsk,
    RecordedLine,
    RecordEntry,
    TreatmentCycleAsk,
    TreatmentLineAsk,
    WeightContent,
)
from tests.console.test_real_service import (  # noqa: F401  a nurse on the real service
    Workplace,
    address,
    nurse,
    service,
    sit_down,
)


def open_record(qtbot, workplace: Workplace) -> UUID:
    """Open the record of the first patient of the queue."""
    patient_id: UUID = workplace.first.row.patient.id
    workplace.desk.file.open(patient_id)
    workplace.desk.file.record.show(patient_id, None)
    qtbot.waitUntil(lambda: workplace.desk.file.record.shown.value is not None)
    return patient_id


def today(workplace: Workplace) -> str:
    return (workplace.session.server_now() - timedelta(days=1)).date().isoformat()


def lines(workplace: Workplace) -> list[RecordedLine]:
    shown = workplace.desk.file.record.shown.value
    return [] if shown is None else shown.lines


def weights(workplace: Workplace) -> list[RecordEntry]:
    shown = workplace.desk.file.record.shown.value
    return [] if shown is None else [each for each in shown.entries if each.kind == "weight"]


def write(qtbot, workplace: Workplace, where: Where, change) -> None:
    with qtbot.waitSignal(workplace.desk.record_acts.done):
        workplace.desk.record_acts.send(where, change)


def test_a_weight_is_written_amended_and_withdrawn(qtbot, nurse: Workplace):  # noqa: F811
    patient_id, day = open_record(qtbot, nurse), today(nurse)
    write(qtbot, nurse, Where(patient_id), EntryAsk(began_on=day, content=WeightContent(kg=62.1)))
    qtbot.waitUntil(lambda: len(weights(nurse)) == 1)
    (entry,) = weights(nurse)

    change = EntryChangeAsk(began_on=day, content=WeightContent(kg=61.2), reason="inversé")
    write(qtbot, nurse, Where(patient_id, entry.version, entry.id), change)
    qtbot.waitUntil(lambda: weights(nurse)[0].version == 2)
    assert weights(nurse)[0].content == WeightContent(kg=61.2)

    with qtbot.waitSignal(nurse.desk.record_acts.done):
        nurse.desk.record_acts.withdraw(
            Where(patient_id, 2, entry.id), f"entries/{entry.id}", "autre patiente"
        )
    qtbot.waitUntil(lambda: weights(nurse)[0].withdrawn_at is not None)

    nurse.desk.file.versions.show(patient_id, f"entries/{entry.id}")
    qtbot.waitUntil(lambda: nurse.desk.file.versions.shown.value is not None)
    versions = nurse.desk.file.versions.shown.value
    assert versions is not None
    assert [each.version for each in versions.items] == [3, 2, 1]
    assert [each.fields["kg"] for each in versions.items] == [61.2, 61.2, 62.1]


def test_a_line_and_its_cycle_are_written(qtbot, nurse: Workplace):  # noqa: F811
    patient_id = open_record(qtbot, nurse)
    day = nurse.session.server_now().date() - timedelta(days=3)
    write(
        qtbot, nurse, Where(patient_id), TreatmentLineAsk(name="FOLFOX", number=9, started_on=day)
    )
    qtbot.waitUntil(lambda: any(each.number == 9 for each in lines(nurse)))
    line = next(each for each in lines(nurse) if each.number == 9)

    cycle = TreatmentCycleAsk(number=1, started_on=day, note="−20 %")
    write(qtbot, nurse, Where(patient_id, line_id=line.id), cycle)

    def notes() -> list[str | None]:
        standing = next(each for each in lines(nurse) if each.id == line.id)
        return [each.note for each in standing.cycles]

    qtbot.waitUntil(lambda: notes() == ["−20 %"])


def test_a_lost_answer_is_asked_for_again_and_written_once(qtbot, nurse: Workplace):  # noqa: F811
    patient_id, day = open_record(qtbot, nurse), today(nurse)
    nurse.cable.loses = f"/api/v1/patients/{patient_id}/entries"
    acts = nurse.desk.record_acts

    with qtbot.waitSignal(acts.failed):
        acts.send(Where(patient_id), EntryAsk(began_on=day, content=WeightContent(kg=62.1)))
    if acts.is_unsettled:  # contact may have settled it already
        with qtbot.waitSignal(acts.done):
            acts.ask_again()

    qtbot.waitUntil(lambda: len(weights(nurse)) == 1)
    assert not acts.is_unsettled
    assert nurse.cable.asked[f"POST /api/v1/patients/{patient_id}/entries"] == 2


def test_who_was_faster_is_named_and_nothing_of_theirs_is_lost(qtbot, nurse, sit_down):  # noqa: F811
    patient_id, day = open_record(qtbot, nurse), today(nurse)
    write(qtbot, nurse, Where(patient_id), EntryAsk(began_on=day, content=WeightContent(kg=62.1)))
    qtbot.waitUntil(lambda: len(weights(nurse)) == 1)
    (entry,) = weights(nurse)
    other = sit_down()
    where = Where(patient_id, entry.version, entry.id)
    theirs = EntryChangeAsk(began_on=day, content=WeightContent(kg=70.0))
    write(qtbot, other, where, theirs)

    errors: list[ConsoleError] = []
    nurse.desk.record_acts.failed.connect(errors.append)
    mine = EntryChangeAsk(began_on=day, content=WeightContent(kg=60.0))
    with qtbot.waitSignal(nurse.desk.record_acts.failed):
        nurse.desk.record_acts.send(where, mine)

    assert isinstance(errors[0], Refused)
    current = standing(errors[0])
    assert current is not None
    assert current.by is not None
    assert (current.version, current.by.id) == (2, other.session.me.person.id)
    nurse.desk.file.record.read()
    qtbot.waitUntil(lambda: weights(nurse)[0].content == WeightContent(kg=70.0))
    other.desk.stop()


def test_a_version_that_nobody_is_known_to_have_written_is_told_without_a_name(
    qtbot,
    nurse: Workplace,  # noqa: F811
):
    """The service leaves out what it does not know; that is no answer of another release."""
    patient_id = open_record(qtbot, nurse)
    unknown = dict.fromkeys(ContactChangeAsk.model_fields)
    errors: list[ConsoleError] = []
    nurse.desk.record_acts.failed.connect(errors.append)

    with qtbot.waitSignal(nurse.desk.record_acts.failed):
        nurse.desk.record_acts.send(
            Where(patient_id, version=99), ContactChangeAsk.model_validate(unknown)
        )

    assert isinstance(errors[0], Refused), errors[0]
    current = standing(errors[0])
    assert current is not None
    assert (current.by, current.version) == (None, 1)
