"""Identity and contact: corrected with their versions; searches, indexes and alerts follow."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.contract.enums import IdentityStatus, Sex
from services.db.scope import Scope
from services.db.tables.live import LiveEvent
from services.db.tables.patients import Patient, PatientSearchToken
from services.patients import monitoring
from services.patients.identity import Identity, open_contact, open_identity
from services.patients.indexes import Indexes
from services.patients.normal import ins_key
from services.record import identity_status
from tests.services.record.conftest import Record, problem, refused

INS = "258033523804237"
OTHER_INS = "2580335238043" + ins_key("2580335238043")
IDENTITY = {
    "family_name": "CANARINOM0",
    "birth_name": None,
    "given_name": "Canariprenom0",
    "civility": "Mme",
    "birth_date": "1958-03-14",
    "sex": "female",
    "identity_status": "provisional",
    "record_number": "800451000",
}
CONTACT = {
    "phone": "06 39 98 14 00",
    "email": "jeanne@exemple.fr",
    "address": "3 rue des Ajoncs\n29000 Quimper",
    "preferred_hours": "9 h – 12 h",
    "carer": "Yves (époux)",
    "disease": "Canarimaladie",
    "oncologist": "Dr A. Tanguy",
    "oncologist_id": None,
    "nurse": "C. Morvan",
    "general_practitioner": "Dr Le Roux",
}
P, R, V, Q, D = (
    IdentityStatus.PROVISIONAL,
    IdentityStatus.RETRIEVED,
    IdentityStatus.VALIDATED,
    IdentityStatus.QUALIFIED,
    IdentityStatus.DOUBTFUL,
)


def changed(record: Record, version: int, **changes: Any) -> Any:
    """The header after a change of the identity."""
    answer = record.put("identity", IDENTITY | changes, version)
    assert answer.status_code == 200, answer.text
    return answer.json()


def changed_by(record: Record, who: str, version: int) -> Any:
    """The header after somebody sent the identity as it is."""
    answer = record.put("identity", IDENTITY, version, who=who)
    assert answer.status_code == 200, answer.text
    return answer.json()


def qualified(record: Record) -> int:
    """Makes the identity a qualified one; its version."""
    changed(record, 1, ins=INS, identity_status="retrieved")
    return int(changed(record, 2, identity_status="qualified")["version"])


def stored(record: Record) -> tuple[Patient, set[bytes]]:
    """The row of the patient and the tokens by which they are found."""
    with record.service.context.database.reading(Scope(record.service.centre.id)) as session:
        row = session.scalars(select(Patient).where(Patient.id == record.patient)).one()
        tokens = session.scalars(
            select(PatientSearchToken.token).where(PatientSearchToken.patient_id == record.patient)
        )
        found = set(tokens)
        session.expunge_all()
    return row, found


def identity_alerts(record: Record) -> list[Any]:
    """The open alerts about the patient's identity."""
    answer = record.service.client.get(
        "/api/v1/alerts",
        headers=record.service.as_("nurse"),
        params={"patient_id": str(record.patient)},
    )
    return [each for each in answer.json()["items"] if each["kind"] == "identity"]


def test_a_correction_is_kept_and_found_at_once(record: Record):
    header = changed(
        record, 1, family_name=" Le  Goff ", birth_name="Canarinom0", reason="Mariage."
    )

    assert header["label"]["family_name"] == "LE GOFF"
    assert (header["birth_name"], header["version"]) == ("CANARINOM0", 2)
    row, tokens = stored(record)
    context = record.service.context
    cipher = context.keys.patient(record.patient)
    identity = open_identity(cipher, row.id, row.identity)
    contact = open_contact(cipher, row.id, row.contact)
    indexes = Indexes(context.keys, record.service.centre.id)
    assert tokens == indexes.tokens(identity)
    assert row.record_number_index == indexes.of(identity, contact)["record_number_index"]
    second, first = record.get("versions")["items"]
    assert (second["reason"], second["by"]["name"]) == ("Mariage.", "Prénom nurse")
    assert (first["fields"]["family_name"], first["by"]) == ("CANARINOM0", None)
    assert [entry.patient_id for entry in record.journal("change_identity")] == [record.patient]


def test_contact_is_corrected_and_shown_above_the_file(record: Record):
    oncologist = str(record.service.centre.accounts["oncologist"])

    answer = record.put("contact", CONTACT | {"oncologist_id": oncologist}, 1)

    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert answer.json() == record.header
    assert record.header.items() >= (CONTACT | {"oncologist_id": oncologist}).items()
    row, _ = stored(record)
    assert row.phone_index is not None
    assert row.email_index is not None
    second, first = record.get("versions")["items"]
    assert (second["fields"]["nurse"], first["fields"]["nurse"]) == ("C. Morvan", None)


def test_identity_and_contact_share_one_version(record: Record):
    changed(record, 1)

    late = record.put("contact", CONTACT, 1, who="nurse_2")

    assert (late.status_code, late.json()["code"]) == (412, "version_stale")
    assert late.json()["current"]["by"]["name"] == "Prénom nurse"
    assert record.get("record")["version"] == 2


def test_a_move_to_another_unit_is_no_version_of_whoever_wrote_the_last_one(record: Record):
    changed(record, 1)
    service = record.service
    with service.context.database.writing(Scope(service.centre.id)) as session:
        monitoring.move_to_unit(session, record.patient, service.centre.units[1])

    header = changed_by(record, "nurse_of_both", 2)

    versions = record.get("versions", who="nurse_of_both")["items"]
    assert header["version"] == len(versions) == 3


def test_of_a_version_that_nobody_is_known_to_have_written_nobody_is_named(record: Record):
    changed(record, 1)
    record.is_(version=3)

    late = record.put("identity", IDENTITY, 2)

    assert late.status_code == 412
    assert late.json()["current"]["version"] == 3
    assert [late.json()["current"][name] for name in ("by", "at")] == [None, None]


def test_of_two_nurses_at_once_one_corrects(record: Record):
    with ThreadPoolExecutor(2) as both:
        tried = [
            both.submit(record.put, "identity", IDENTITY | {"given_name": name}, 1, who=who)
            for who, name in (("nurse", "Anne"), ("nurse_2", "Annie"))
        ]
        answers = [each.result() for each in tried]

    assert sorted(each.status_code for each in answers) == [200, 412]
    served = next(each.json() for each in answers if each.status_code == 200)
    assert record.header["label"] == served["label"]


def test_the_ins_is_shown_of_a_qualified_identity_alone(record: Record):
    retrieved = changed(record, 1, ins="2 58 03 35 238 042 37", identity_status="retrieved")
    assert retrieved["ins"] is None

    proven = changed(record, 2, identity_status="qualified")

    assert (proven["ins"], proven["identity_status"]) == (INS, "qualified")
    items = record.get("versions")["items"]
    assert [each["fields"].get("ins") for each in items] == [INS, None, None]
    assert INS not in str(items[1:])
    row, _ = stored(record)
    assert row.ins_index is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"given_name": "Canariprenon0"},
        {"family_name": "AUTRE"},
        {"birth_date": "1958-03-15"},
        {"sex": "male"},
        {"ins": OTHER_INS},
    ],
)
def test_another_strict_trait_makes_an_identity_provisional_and_is_an_alert(
    record: Record, changes: dict[str, str]
):
    version = qualified(record)

    header = changed(record, version, **{"identity_status": "qualified"} | changes)

    assert (header["identity_status"], header["ins"]) == ("provisional", None)
    assert len(identity_alerts(record)) == 1


def test_what_is_no_strict_trait_leaves_an_identity_qualified(record: Record):
    version = qualified(record)

    header = changed(
        record,
        version,
        identity_status="qualified",
        family_name="LE GOFF",
        birth_name="Cánarinom0",
        civility=None,
        record_number="800451999",
    )

    assert (header["identity_status"], header["ins"]) == ("qualified", INS)
    assert identity_alerts(record) == []


def test_how_a_trait_is_typed_is_no_other_trait(record: Record):
    version = qualified(record)

    header = changed(
        record,
        version,
        identity_status="qualified",
        birth_name="Canari’nom 0",
        given_name="Canari-Prénom 0",
        ins="2 58 03 35 238 042 37",
    )

    assert (header["identity_status"], header["ins"]) == ("qualified", INS)
    assert identity_alerts(record) == []


def test_a_doubt_is_not_lifted_by_a_letter(record: Record):
    changed(record, 1, identity_status="doubtful")

    answer = record.put(
        "identity", IDENTITY | {"given_name": "Anne", "identity_status": "validated"}, 2
    )

    assert problem(answer) == refused("identity_status", "not_reachable")
    assert record.header["identity_status"] == "doubtful"


def test_a_trait_proven_again_at_once_is_retrieved_or_validated_not_qualified(record: Record):
    version = qualified(record)

    header = changed(record, version, given_name="Anne", identity_status="validated")

    assert header["identity_status"] == "validated"
    assert len(identity_alerts(record)) == 1


def test_an_identity_alert_that_is_open_is_enough(record: Record):
    version = qualified(record)
    changed(record, version, given_name="Anne", identity_status="retrieved")
    changed(record, version + 1, given_name="Anne", identity_status="qualified")

    changed(record, version + 2, given_name="Annie", identity_status="qualified")

    assert len(identity_alerts(record)) == 1


@pytest.mark.parametrize(
    ("before", "asked", "other_traits", "stands"),
    [
        (P, P, False, P), (P, R, False, R), (P, V, False, V), (P, Q, False, None),
        (P, D, False, D), (R, Q, False, Q), (R, V, False, None), (V, Q, False, Q),
        (V, R, False, None), (V, P, False, P), (Q, P, False, P), (Q, V, False, None),
        (Q, D, False, D), (D, P, False, P), (D, V, False, None), (D, Q, False, None),
        (P, P, True, P), (R, R, True, P), (V, V, True, P), (Q, Q, True, P), (D, D, True, D),
        (Q, V, True, V), (R, Q, True, None), (V, Q, True, None), (D, P, True, P),
        (D, R, True, None), (D, V, True, None), (D, Q, True, None),
    ],
)  # fmt: skip
def test_which_status_follows_which(before, asked, other_traits, stands):
    assert identity_status.after(before, asked, other_traits=other_traits) is stands


@pytest.mark.parametrize(
    ("before", "now", "is_other"),
    [
        ({"ins": "2 58 03 35 238 042 37"}, {"ins": INS}, False),
        ({"ins": None}, {"ins": INS}, False),
        ({"ins": INS}, {"ins": None}, True),
        ({"ins": INS}, {"ins": OTHER_INS}, True),
        ({"family_name": "LE GOFF"}, {"family_name": "LEGOFF"}, False),
        ({"family_name": "D'ARC"}, {"family_name": "D’Arc"}, False),
        ({"given_name": "Jean-Loïc"}, {"given_name": "jean loic"}, False),
        ({"given_name": "Jean-Loïc"}, {"given_name": "Jean"}, True),
        ({"family_name": "A"}, {"family_name": "B", "birth_name": "A"}, False),
    ],
)
def test_which_trait_is_another(before: Any, now: Any, is_other: bool):
    person = Identity("GOFF", None, "Anne", None, date(1958, 3, 14), None, "1")
    one, other = ((replace(person, **each), Sex.FEMALE) for each in (before, now))

    assert identity_status.has_other_traits(one, other) is is_other


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"ins": "258033523804238"}, "ins", "wrong_key"),
        ({"ins": "25803352380423"}, "ins", "wrong_key"),
        ({"ins": INS, "drop_ins": True}, "drop_ins", "unexpected"),
        ({"identity_status": "retrieved"}, "ins", "required"),
        ({"ins": INS, "identity_status": "qualified"}, "identity_status", "not_reachable"),
        ({"birth_date": "2025-11-19"}, "birth_date", "in_the_future"),
        ({"birth_date": "1899-12-31"}, "birth_date", "before_1900"),
        ({"birth_date": "14/03/1958"}, "birth_date", "date_parsing"),
        ({"family_name": "-"}, "family_name", "value_error"),
        ({"family_name": "A\u202eB"}, "family_name", "value_error"),
        ({"given_name": "x" * 101}, "given_name", "string_too_long"),
        ({"sex": "other"}, "sex", "enum"),
    ],
)
def test_an_identity_that_cannot_be_is_refused(sqlite_record: Record, changes, field, reason):
    answer = sqlite_record.put("identity", IDENTITY | changes, 1)

    assert problem(answer) == refused(field, reason)
    assert sqlite_record.header["version"] == 1


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"phone": "appeler le soir"}, "phone", "not_a_number"),
        ({"phone": "12"}, "phone", "not_a_number"),
        ({"phone": "06 39 98 14 00 06 39 98 14 00"}, "phone", "not_a_number"),
        ({"email": "jeanne"}, "email", "not_an_address"),
        ({"email": "a@b c.fr"}, "email", "not_an_address"),
        ({"email": "a@b.fr\r\nBcc: x@y.fr"}, "email", "value_error"),
        ({"email": "a@b.fr\x00"}, "email", "value_error"),
        ({"email": "a@b.fr\x7f"}, "email", "value_error"),
        ({"email": "a\u2028@b.fr"}, "email", "value_error"),
        ({"email": "a@b.fr, x@y.fr"}, "email", "not_an_address"),
        ({"email": "renée@b.fr"}, "email", "not_an_address"),
        ({"carer": "a\nb"}, "carer", "value_error"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(sqlite_record: Record, changes, field, reason):
    assert problem(sqlite_record.put("contact", CONTACT | changes, 1)) == refused(field, reason)


@pytest.mark.parametrize("who", ["nurse", "manager"])
def test_only_an_oncologist_of_the_unit_treats_there(record: Record, who: str):
    asked = CONTACT | {"oncologist_id": str(record.service.centre.accounts[who])}

    answer = record.put("contact", asked, 1)

    assert (answer.status_code, answer.json()["code"]) == (422, "person_not_eligible")


def test_an_ins_is_forgotten_when_that_is_asked_for(record: Record):
    version = qualified(record)

    header = changed(record, version, identity_status="qualified", drop_ins=True)

    assert header["identity_status"] == "provisional"
    row, _ = stored(record)
    assert row.ins_index is None


def test_who_is_followed_no_more_is_only_read(record: Record):
    record.followed_no_more()

    for answer in (record.put("identity", IDENTITY, 1), record.put("contact", CONTACT, 1)):
        assert (answer.status_code, answer.json()["code"]) == (409, "monitoring_not_active")
    assert len(record.get("versions")["items"]) == 1


def test_whoever_has_the_patient_in_their_queue_is_told(record: Record):
    """The row is read again; the alert has the version that it had."""
    version = qualified(record)
    changed(record, version, given_name="Anne", identity_status="qualified")
    with record.service.context.database.reading(Scope(record.service.centre.id)) as session:
        before = len(session.scalars(select(LiveEvent)).all())

    record.put("contact", CONTACT, version + 1)

    with record.service.context.database.reading(Scope(record.service.centre.id)) as session:
        events = session.scalars(select(LiveEvent).order_by(LiveEvent.id)).all()
    told = [(each.kind, each.version) for each in events[before:]]
    assert told == [("alert_changed", 1), ("patient_changed", None)]
