"""The report at the end of care: once for an end, to the record and to the patient (S-07, 4.5)."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, update

from services.contract.enums import AlertKind, IdentityStatus
from services.db.tables.alerts import Alert
from services.db.tables.archiving import Archive, EndOfCareReport
from services.db.tables.delivery import Delivery
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from services.end_of_care import making
from services.end_of_care.making import report_ends
from services.exports.makers import MAKERS
from services.patients.indexes import Indexes
from services.security.ciphers import Place
from services.security.keystore import open_json, seal_json
from tests.services.delivery.conftest import Outbox
from tests.services.exports.conftest import INS
from tests.services.portal.conftest import Bedside, _asked
from tests.support.dying import MOMENTS, until_it_lives
from tests.support.portal import invite
from tests.support.service import ServiceUnderTest


@dataclass
class Ends:
    """A patient who is followed, has pages of their own, and whose centre delivers to a folder."""

    outbox: Outbox
    bedside: Bedside
    inbox: Path

    @property
    def service(self) -> ServiceUnderTest:
        """The one of both."""
        return self.outbox.service

    def send(self, path: str, version: int, **body: Any) -> Any:
        """What the nurse does of the patient."""
        answer = self.service.client.post(
            f"/api/v1/patients/{self.bedside.patient}/{path}",
            headers=self.service.writing_as("nurse", version),
            json=body,
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def archive(self, reason: str = "pathway_finished", **other: Any) -> UUID:
        """The nurse ends the follow-up, and the half minute passes."""
        made = self.send("archive", 1, reason=reason, **other)
        self.service.clock.forward(seconds=31)
        return UUID(made["id"])

    def look(self, **later: float) -> None:
        """One pass of due work, then of the outbox."""
        self.service.clock.forward(**later)
        self.service.stay_signed_in()
        report_ends(self.service.context, self.service.centre.id)
        self.outbox.look()

    def shown(self) -> Any:
        """How the archive tells of its report."""
        answer = self.service.client.get(
            f"/api/v1/patients/{self.bedside.patient}/archive", headers=self.service.as_("nurse")
        )
        return answer.json()["items"][0]["report"]

    def rows(self, table: type, *where: Any) -> list[Any]:
        """Rows of the first centre."""
        with self.service.context.database.reading(self.outbox.scope) as session:
            found: list[Any] = list(session.scalars(select(table).where(*where)))
            session.expunge_all()
            return found

    def change(self, table: type, **values: Any) -> None:
        """Changes all rows behind the service's back."""
        with self.service.context.database.writing(self.outbox.scope) as session:
            session.execute(update(table).values(**values))

    def notices(self) -> int:
        """How many notices stand."""
        return len(self.rows(Alert, Alert.kind == AlertKind.NOTICE))


def _ends(service: ServiceUnderTest, inbox: Path) -> Ends:
    patient = service.centre.patients[0]
    bedside = _asked(Bedside(service, patient, invite(service.context, service.centre, patient)))
    found = Ends(Outbox(service), bedside, inbox)
    found.outbox.goes_to_folder(inbox)
    return found


@pytest.fixture
def ends_everywhere(service: ServiceUnderTest, tmp_path: Path) -> Ends:
    """On each database in turn."""
    (tmp_path / "inbox").mkdir()
    return _ends(service, tmp_path / "inbox")


@pytest.fixture
def ends(sqlite_service: ServiceUnderTest, tmp_path: Path) -> Ends:
    """On SQLite."""
    (tmp_path / "inbox").mkdir()
    return _ends(sqlite_service, tmp_path / "inbox")


def test_an_end_is_reported_once_to_the_record_and_to_the_patient(ends_everywhere: Ends):
    ends = ends_everywhere
    phone = ends.bedside.phone()
    assert phone.get("/report").status_code == 404
    archive = ends.archive()

    ends.look()
    ends.look(minutes=20)

    assert [each.name for each in ends.inbox.iterdir()] == [f"vigie-{archive}.pdf"]
    [delivery] = ends.rows(Delivery)
    assert (delivery.id, delivery.origin, delivery.requester_id) == (archive, "end_of_care", None)
    assert ends.outbox.stands(archive) == ("sent", None)
    shown = ends.shown()
    assert (shown["state"], shown["way"], shown["fault"]) == ("made", "queued", None)
    assert (shown["delivery"]["state"], shown["delivery"]["fault"]) == ("sent", None)
    assert shown["delivery"]["at"] == ends.outbox.read(archive)["sent_at"]
    assert shown["on_pages"]
    assert "Mon compte rendu de fin de suivi (PDF)" in phone.get("/").text
    own = phone.get("/report")
    assert own.content.startswith(b"%PDF-")
    assert own.headers["content-disposition"] == f'attachment; filename="vigie-{archive}.pdf"'
    # Theirs holds no words of the team.
    assert own.content != (ends.inbox / f"vigie-{archive}.pdf").read_bytes()
    [entry] = ends.rows(JournalEntry, JournalEntry.action == "make_care_report")
    assert (entry.outcome, entry.purpose) == ("done", "end_of_follow_up")
    ends.change(Patient, identity_status=IdentityStatus.DOUBTFUL)
    assert phone.get("/report").status_code == 404
    assert not ends.shown()["on_pages"]
    ends.change(Patient, identity_status=IdentityStatus.RETRIEVED)
    assert ends.shown()["on_pages"]
    ends.change(EndOfCareReport, has_ins=True)
    assert phone.get("/report").status_code == 404
    assert not ends.shown()["on_pages"]


def _later(ends: Ends, copy: EndOfCareReport, archive: UUID | None) -> None:
    """The pages give out a later copy of another archive; None: they do not any more."""
    columns = {each.name: getattr(copy, each.name) for each in EndOfCareReport.__table__.columns}
    columns |= {"archive_id": archive, "made_at": copy.made_at + timedelta(hours=1)}
    with ends.service.context.database.writing(ends.outbox.scope) as session:
        if archive is None:
            session.execute(
                delete(EndOfCareReport).where(EndOfCareReport.archive_id != copy.archive_id)
            )
        else:
            session.execute(insert(EndOfCareReport), [columns])


def test_an_end_that_is_taken_back_or_was_none_is_not_reported(ends: Ends):
    phone = ends.bedside.phone()
    made = ends.send("archive", 1, reason="pathway_finished")
    ends.send("archive/undo", made["version"])
    ends.look(minutes=1)
    assert ends.rows(EndOfCareReport) == ends.rows(Delivery) == []
    assert ends.shown() is None

    version = ends.rows(Patient, Patient.id == ends.bedside.patient)[0].version
    again = ends.send("archive", version, reason="pathway_finished")
    ends.service.clock.forward(seconds=31)
    report_ends(ends.service.context, ends.service.centre.id)
    assert phone.get("/report").status_code == 200
    assert ends.shown()["on_pages"]
    [copy] = ends.rows(EndOfCareReport)
    _later(ends, copy, UUID(made["id"]))
    assert not ends.shown()["on_pages"]
    _later(ends, copy, None)
    ends.send("restore", again["version"], reason="error")
    assert not ends.shown()["on_pages"]
    # The report had been made, and had not left: nobody is told of an end that was none.
    ends.look()
    assert phone.get("/report").status_code == 404
    assert list(ends.inbox.iterdir()) == []
    assert ends.outbox.stands(UUID(again["id"])) == ("cancelled", "followed_again")


@pytest.mark.parametrize(
    ("reason", "more", "copies", "laid"),
    [
        ("death", {"died_on": "2025-11-17"}, 0, 1),
        ("inclusion_error", {}, 0, 0),
        ("patient_request", {"collection": "in_person"}, 1, 1),
    ],
)
def test_who_is_told_depends_on_why_it_ended(
    ends: Ends, reason: str, more: dict[str, str], copies: int, laid: int
):
    ends.archive(reason, **more)
    ends.look()

    assert len(ends.rows(EndOfCareReport)) == copies
    assert len(list(ends.inbox.iterdir())) == laid


def test_while_delivery_is_off_the_patient_has_their_copy_and_the_archive_says_so(ends: Ends):
    endpoint = ends.outbox.settings()["endpoint"]
    assert ends.outbox.set(endpoint, is_on=False).status_code == 200
    ends.archive()
    ends.look()

    assert len(ends.rows(EndOfCareReport)) == 1
    assert ends.rows(Delivery) == []
    assert (ends.shown()["state"], ends.shown()["way"]) == ("made", "off")


def test_a_doubtful_identity_holds_it_until_it_is_settled(ends: Ends):
    ends.archive()
    ends.change(Patient, identity_status=IdentityStatus.DOUBTFUL)
    ends.look()
    assert (ends.shown()["state"], ends.shown()["fault"]) == ("blocked", "identity_doubtful")
    assert ends.rows(EndOfCareReport) == ends.rows(Delivery) == []

    ends.change(Patient, identity_status=IdentityStatus.RETRIEVED)
    ends.look(minutes=20)
    assert (ends.shown()["state"], ends.shown()["fault"]) == ("made", None)


def test_what_nobody_signs_is_said_once(ends: Ends):
    ends.archive()
    ends.change(Archive, archived_by=None)
    ends.change(Patient, oncologist_id=None)
    before = ends.notices()

    ends.look()
    ends.look(minutes=20)

    assert (ends.shown()["state"], ends.shown()["fault"]) == ("blocked", "no_author")
    assert ends.notices() == before + 1


def test_what_cannot_be_made_is_tried_and_then_told(ends: Ends, monkeypatch: pytest.MonkeyPatch):
    def _broken(*_arguments: object) -> bytes:
        raise RuntimeError("CANARINOM0")

    ends.archive()
    before = ends.notices()
    monkeypatch.setattr(making, "MAKERS", dict.fromkeys(MAKERS, _broken))
    for _ in range(making.MOST_ATTEMPTS):
        assert ends.shown()["state"] == "due"
        ends.look(minutes=20)

    assert (ends.shown()["state"], ends.shown()["fault"]) == ("failed", "internal")
    assert ends.notices() == before + 1
    assert ends.rows(EndOfCareReport) == []


def test_one_that_the_record_refuses_is_told_to_the_unit(ends: Ends):
    ends.outbox.goes_to(ends.outbox.settings()["endpoint"] | {"awaits_acknowledgement": True})
    archive = ends.archive()
    ends.look()
    before = ends.notices()
    (ends.inbox / f"vigie-{archive}.pdf.err").touch()
    ends.look(minutes=2)

    assert ends.outbox.stands(archive) == ("failed", "refused")
    delivery = ends.shown()["delivery"]
    assert (delivery["state"], delivery["fault"]) == ("failed", "refused")
    assert ends.notices() == before + 1


def test_one_that_may_not_leave_is_told_to_the_unit_once(ends_everywhere: Ends):
    ends = ends_everywhere
    archive = ends.archive()
    report_ends(ends.service.context, ends.service.centre.id)
    ends.change(Patient, identity_status=IdentityStatus.DOUBTFUL)
    before = ends.notices()

    ends.look()
    ends.look(minutes=1)

    assert ends.outbox.stands(archive) == ("blocked", "identity_doubtful")
    assert ends.notices() == before + 1


def test_one_that_is_never_acknowledged_is_told_to_the_unit_once(ends: Ends):
    ends.outbox.goes_to(ends.outbox.settings()["endpoint"] | {"awaits_acknowledgement": True})
    archive = ends.archive()
    ends.look()
    before = ends.notices()

    ends.look(hours=25)
    ends.look(minutes=2)

    assert ends.outbox.stands(archive) == ("sent", "unanswered")
    assert ends.notices() == before + 1


def test_what_is_made_while_delivery_is_switched_off_does_not_wait_for_it(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
):
    make = making._made

    def _off_meanwhile(*asked: Any) -> Any:
        made = make(*asked)
        endpoint = ends.outbox.settings()["endpoint"]
        assert ends.outbox.set(endpoint, is_on=False).status_code == 200
        return made

    ends.archive()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(making, "_made", _off_meanwhile)
        ends.look()
    assert ends.rows(EndOfCareReport) == ends.rows(Delivery) == []
    ends.look()

    assert ends.rows(Delivery) == []
    assert (ends.shown()["state"], ends.shown()["way"]) == ("made", "off")
    assert len(ends.rows(EndOfCareReport)) == 1


def test_a_copy_with_an_ins_is_on_their_pages_only_while_it_is_qualified(ends: Ends):
    patient, phone = ends.bedside.patient, ends.bedside.phone()
    cipher = ends.service.context.keys.patient(patient)
    place = Place("patient", "identity", patient)
    [row] = ends.rows(Patient, Patient.id == patient)
    words = open_json(cipher, place, row.identity) | {"ins": INS}
    identity = seal_json(cipher, place, words)
    index = Indexes(ends.service.context.keys, ends.service.centre.id).ins(INS)
    ends.outbox.patient_is(
        identity=identity, ins_index=index, identity_status=IdentityStatus.QUALIFIED
    )
    ends.archive()
    ends.look()
    assert phone.get("/report").status_code == 200

    ends.outbox.patient_is(ins_index=b"corrected")
    assert phone.get("/report").status_code == 404
    ends.outbox.patient_is(ins_index=index, identity_status=IdentityStatus.VALIDATED)

    assert phone.get("/report").status_code == 404


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_at_any_commit_leaves_one_report(ends: Ends, moment: str):
    archive = ends.archive()

    def _work() -> None:
        ends.service.clock.forward(minutes=16)
        report_ends(ends.service.context, ends.service.centre.id)

    assert until_it_lives(_work, moment) > 0

    ends.look()
    assert [each.archive_id for each in ends.rows(EndOfCareReport)] == [archive]
    assert [each.id for each in ends.rows(Delivery)] == [archive]
    assert ends.shown()["state"] == "made"
