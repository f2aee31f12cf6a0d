"""Adding patients: keys first, everything sealed, found again by keyed tokens only."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.db.scope import Scope
from services.db.tables.patients import Patient, PatientSearchToken, TreatmentCycle
from services.patients import monitoring
from services.patients.enrolling import (
    InsRefused,
    Newcomer,
    NewCycle,
    NewLine,
    enrol,
    handled_long_ago,
)
from services.patients.identity import Contact, Identity

NOW = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)
KERMARREC = Identity(
    family_name="KERMARREC",
    birth_name="LE DANTEC",
    given_name="Jeanne",
    civility="Mme",
    birth_date=date(1958, 3, 14),
    ins="258033523804237",
    record_number="800451237",
)
CONTACT = Contact(
    phone="06 39 98 14 27",
    email="Jeanne.Kermarrec@exemple.fr",
    preferred_hours="9 h – 12 h",
    carer="Marc (conjoint)",
    disease="Côlon métastatique",
    oncologist="Dr A. Tanguy",
)
LINE = NewLine(
    "FOLFIRI + bévacizumab",
    date(2025, 10, 3),
    None,
    (
        NewCycle(1, date(2025, 10, 3)),
        NewCycle(2, date(2025, 10, 17), "-20 %"),
        NewCycle(3, date(2025, 10, 31)),
        NewCycle(4, date(2025, 11, 14)),
    ),
)


def newcomer(unit_id, identity=KERMARREC, status=IdentityStatus.QUALIFIED) -> Newcomer:
    return Newcomer(
        unit_id=unit_id,
        sex=Sex.FEMALE,
        identity=identity,
        contact=CONTACT,
        identity_status=status,
        monitoring=Monitoring.ACTIVE,
        episode_started_at=NOW,
        lines=(LINE,),
    )


@pytest.fixture
def enrolled(service):
    return [enrol_one(service)]


def enrol_one(service, identity=KERMARREC, status=IdentityStatus.QUALIFIED):
    with service.context.database.writing(Scope(service.centre.id)) as session:
        [patient_id] = enrol(
            session,
            service.context.keys,
            service.centre.id,
            [newcomer(service.centre.units[0], identity, status)],
            NOW,
            handled_long_ago,
        )
    return patient_id


def test_what_was_enrolled_is_shown(service, enrolled):
    response = service.client.get(f"/api/v1/patients/{enrolled[0]}", headers=service.as_("nurse"))

    assert response.status_code == 200
    shown = response.json()
    assert shown["label"] == {
        "id": str(enrolled[0]),
        "family_name": "KERMARREC",
        "given_name": "Jeanne",
        "birth_date": "1958-03-14",
        "sex": "female",
        "record_number": "800451237",
    }
    assert shown["treatment"] == {"name": "FOLFIRI + bévacizumab", "cycle": 4, "day": 5}
    assert (shown["ins"], shown["identity_status"]) == ("258033523804237", "qualified")
    assert (shown["phone"], shown["carer"]) == (CONTACT.phone, CONTACT.carer)
    assert (shown["birth_name"], shown["disease"]) == ("LE DANTEC", "Côlon métastatique")


def test_cycles_are_read_from_a_day_on(service, enrolled):
    with service.context.database.reading(Scope(service.centre.id)) as session:
        marks = monitoring.cycles(
            session, service.context.keys, enrolled[0], since=date(2025, 10, 17)
        )

    assert [(mark.number, mark.note) for mark in marks] == [(2, "-20 %"), (3, None), (4, None)]


def test_a_patient_is_found_by_a_keyed_token_of_this_centre_only(service, enrolled):
    keys, here, elsewhere = service.context.keys, service.centre.id, service.other_centre.id

    def _find(centre_id, purpose, value):
        token = keys.keyed_hash(centre_id, f"search {purpose}").of(value.encode())
        with service.context.database.reading(Scope(here)) as session:
            return session.scalars(
                select(PatientSearchToken.patient_id).where(PatientSearchToken.token == token)
            ).all()

    assert _find(here, "family_name", "kermar") == enrolled
    assert _find(here, "family_name", "dantec") == enrolled
    assert _find(here, "given_name", "jea") == enrolled
    assert _find(here, "birth_date", "1958-03-14") == enrolled
    assert _find(here, "given_name", "kermar") == []
    assert _find(here, "birth_date", "1958-03") == []
    assert _find(elsewhere, "family_name", "kermar") == []


def test_the_same_number_has_another_index_in_another_centre(service, enrolled):
    hashed = {
        service.context.keys.keyed_hash(centre, "ins").of(b"258033523804237")
        for centre in (service.centre.id, service.other_centre.id)
    }

    with service.context.database.reading(Scope(service.centre.id)) as session:
        [stored] = session.scalars(select(Patient.ins_index).where(Patient.id == enrolled[0]))
    assert len(hashed) == 2
    assert stored in hashed


def test_a_wrong_ins_number_is_refused_before_anything_is_written(service):
    wrong = Identity(**vars(KERMARREC) | {"ins": "258033523804238"})

    with pytest.raises(InsRefused) as refused:
        enrol_one(service, wrong)

    assert "258033" not in str(refused.value)
    with service.context.database.reading(Scope(service.centre.id)) as session:
        assert session.scalar(select(func.count()).select_from(PatientSearchToken)) == 0


@pytest.mark.parametrize(
    "status", [status for status in IdentityStatus if status is not IdentityStatus.QUALIFIED]
)
def test_the_ins_of_an_identity_that_is_not_qualified_is_not_shown(sqlite_service, status):
    patient_id = enrol_one(sqlite_service, status=status)

    shown = sqlite_service.client.get(
        f"/api/v1/patients/{patient_id}", headers=sqlite_service.as_("nurse")
    ).json()

    assert (shown["ins"], shown["identity_status"]) == (None, status)


def test_nothing_that_was_enrolled_lies_in_clear_on_the_disk(sqlite_service):
    enrol_one(sqlite_service)
    words = ["KERMARREC", "Jeanne", "DANTEC", "258033523804237", "800451237", "1958-03-14"]
    words += [
        "39 98 14 27",
        "639981427",
        "FOLFIRI",
        "-20 %",
        "métastatique",
        "conjoint",
        "kermar",
        "exemple.fr",
    ]

    folder = sqlite_service.context.settings.data_dir.parent
    found = [
        (path.name, word)
        for path in folder.rglob("*")
        if path.is_file()
        for word in words
        if word.encode() in path.read_bytes()
    ]

    assert found == []


def test_nobody_is_enrolled_without_a_word_of_who_has_no_qualified_identity(service):
    """Whoever enrols is told of them in the same transaction, and of nobody else."""
    unit_id = service.centre.units[0]
    made = [newcomer(unit_id, status=status) for status in IdentityStatus]
    told: list[monitoring.MonitoredPatient] = []
    with service.context.database.writing(Scope(service.centre.id)) as session:
        ids = enrol(session, service.context.keys, service.centre.id, made, NOW, raises=told.extend)

    unqualified = {
        patient_id
        for patient_id, each in zip(ids, made, strict=True)
        if each.identity_status is not IdentityStatus.QUALIFIED
    }
    assert {each.id for each in told} == unqualified
    assert len(unqualified) == len(IdentityStatus) - 1


def test_nobody_is_enrolled_when_what_that_raises_cannot_be_raised(service):
    made = [newcomer(service.centre.units[0], status=IdentityStatus.PROVISIONAL)]

    def fail(_patients):
        raise ZeroDivisionError

    def enrolling():
        with service.context.database.writing(Scope(service.centre.id)) as session:
            enrol(session, service.context.keys, service.centre.id, made, NOW, raises=fail)

    before = _count(service)
    with pytest.raises(ZeroDivisionError):
        enrolling()

    assert _count(service) == before


def _count(service):
    with service.context.database.reading(Scope(service.centre.id)) as session:
        return session.scalar(select(func.count()).select_from(Patient))


def test_keys_are_committed_before_the_rows_that_use_them(sqlite_service):
    """A transaction that fails leaves keys that open nothing; rows without a key would be lost."""
    enrolled = []

    def _fail_after_enrolling():
        with sqlite_service.context.database.writing(Scope(sqlite_service.centre.id)) as session:
            unit_id = sqlite_service.centre.units[0]
            keys, centre_id = sqlite_service.context.keys, sqlite_service.centre.id
            enrolled.extend(
                enrol(session, keys, centre_id, [newcomer(unit_id)], NOW, handled_long_ago)
            )
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _fail_after_enrolling()

    [patient_id] = enrolled
    assert sqlite_service.context.keys.patient(patient_id).owner_id == patient_id
    with sqlite_service.context.database.reading(Scope(sqlite_service.centre.id)) as session:
        assert session.scalars(select(Patient.id).where(Patient.id == patient_id)).all() == []
        assert session.scalars(select(TreatmentCycle.id)).all() == []
