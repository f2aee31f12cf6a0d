"""Every file of a demonstration is true to its story; the first is that of the picture."""

from datetime import date

from sqlalchemy import select

from services.contract.enums import ActionKind, EntryKind
from services.contract.record import DiagnosisContent, EventContent
from services.db.scope import Scope
from services.db.tables.record import RecordEntry
from services.demo import calendar
from services.demo.calendar import ZONE
from services.patients.treatments import cycles_since
from services.record import entries, treatment_rows
from services.record.partial_dates import Known, last_day
from services.record.versions import latest

# patient.png, from 5 August to 18 November; the week of 16 September was not answered.
HEAT_MAP = {
    "diarrhoea": "011000 010110113",
    "abdominal_pain": "001000 001101112",
    "fatigue": "222111 112212222",
    "nausea": "121000 002101101",
    "appetite_loss": "111000 001101111",
    "numbness": "222221 111111110",
    "mouth_sores": "010000 000110000",
    "anxiety": "111100 001100011",
    "vomiting": "010000 001000000",
}
CONFIRMED = {
    ("numbness", date(2025, 8, 5)),
    ("numbness", date(2025, 8, 26)),
    ("fatigue", date(2025, 11, 4)),
}
CALLED = {date(2025, 10, 9), date(2025, 10, 22), date(2025, 11, 11)}


def jeanne(made):
    return next(
        key for key, known in made.patients.items() if known.identity.record_number == "800451237"
    )


def test_her_weeks_are_those_of_the_picture(small):
    patient = jeanne(small)
    mine = [grade for grade in small.grades if grade.patient_id == patient]
    days = sorted({grade.authored_at.astimezone(ZONE).date() for grade in mine})
    missing = date(2025, 9, 16)
    shown = {
        item: "".join(
            " " if on == missing else str(_grade(mine, item, on))
            for on in [*days[:6], missing, *days[6:]]
        )
        for item in sorted({grade.item for grade in mine if grade.grade})
    }

    assert shown == HEAT_MAP
    assert (days[0], days[-1], len(days)) == (date(2025, 8, 5), date(2025, 11, 18), 15)


def _grade(grades, item, on):
    [grade] = [
        each.grade
        for each in grades
        if each.item == item and each.authored_at.astimezone(ZONE).date() == on
    ]
    return grade


def test_calls_confirm_grades_where_the_picture_has_ticks(small):
    acts = [
        act for each in small.alerts if each.row.patient_id == jeanne(small) for act in each.acts
    ]
    calls = [
        (act.at.astimezone(ZONE).date(), said) for act, said in acts if act.kind is ActionKind.CALL
    ]

    assert {(grade.item, on) for on, said in calls for grade in said.grades} == CONFIRMED
    assert {grade.grade for _, said in calls for grade in said.grades} == {2}
    assert {on for on, _ in calls} == CALLED | {on for _, on in CONFIRMED}


def test_her_treatments_and_events_are_those_of_the_picture(small):
    patient, cipher = jeanne(small), small.context.keys.patient(jeanne(small))
    with small.context.database.reading(Scope(small.centre_id)) as session:
        lines = treatment_rows.lines_of(session, patient)
        named = [
            (treatment_rows.name_of(cipher, line), line.number, line.ended_on) for line in lines
        ]
        cycles = cycles_since(session, cipher, patient, date(2025, 8, 5))
        facts = entries.of_patient(session, patient)
        labels = [entries.content_of(cipher, row) for row in facts if row.kind is EntryKind.EVENT]
        notes = [row for row in facts if row.kind is EntryKind.NOTE]
        kept = [latest(session, patient, row.id) for row in notes]
        versions = sorted(each.version for each in kept if each is not None)

    assert named == [("FOLFOX", 1, date(2025, 8, 27)), ("FOLFIRI + bévacizumab", 2, None)]
    assert [(each.number, each.note) for each in cycles] == [
        (1, None), (2, None), (3, "-20 %"), (4, None),
    ]  # fmt: skip
    said = [each.label for each in reversed(labels) if isinstance(each, EventContent)]
    assert said == ["Arrêt", "Scanner : progression", "Cs"]
    assert versions == [1, 2]
    contact = small.patients[patient].contact
    assert contact.carer == "Yves KERMARREC (époux)"
    assert contact.email == "jeanne.kermarrec@example.org"


def test_every_file_has_a_diagnosis_and_dates_of_a_life(small):
    with small.context.database.reading(Scope(small.centre_id)) as session:
        rows = session.scalars(select(RecordEntry)).all()
        session.expunge_all()
    primary = set()
    for row in rows:
        content = entries.content_of(small.context.keys.patient(row.patient_id), row)
        known = small.patients[row.patient_id]
        assert content is not None
        assert last_day(Known(row.began_on, row.precision)) > known.identity.birth_date
        assert row.began_on <= (row.ended_on or calendar.today()) <= calendar.today()
        assert row.recorded_at <= calendar.PRESENT
        if isinstance(content, DiagnosisContent) and content.is_primary:
            assert content.icd10 is not None
            primary.add(row.patient_id)
    # Whoever was enrolled on the last two days has nothing in their file yet.
    enrolled = {key for key, known in small.patients.items() if known.identity.ins is not None}
    assert primary == enrolled


def test_two_demonstrations_of_one_seed_hold_the_same_records(small_on_sqlite, small_on_postgres):
    assert _records(small_on_sqlite) == _records(small_on_postgres)


def _records(made):
    with made.context.database.reading(Scope(made.centre_id)) as session:
        rows = session.scalars(select(RecordEntry)).all()
        return sorted(
            (
                made.patients[row.patient_id].identity.record_number,
                entries.began(row),
                repr(entries.content_of(made.context.keys.patient(row.patient_id), row)),
            )
            for row in rows
        )
