"""A file of patients: looked at before it is sent, sent once, its report kept."""

import json

import pytest

from console.errors import Offline
from console.stores.bundle_files import (
    MOST_BYTES,
    BundleFile,
    FileFault,
    read_bundle,
    write_text,
)
from console.stores.bundle_import import ImportState
from services.contract.bundle_import import MOST_ANSWERS, MOST_ENTRIES, MOST_PEOPLE
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.samples.imports import SampleImports
from tests.samples.rows import UNIT_ID

GOOD: dict[str, object] = {
    "resourceType": "Bundle",
    "type": "transaction",
    "entry": [{"resource": {}}],
}


def bundle_of(kind: str, count: int) -> dict[str, object]:
    """A bundle of resources of one kind."""
    return GOOD | {"entry": [{"resource": {"resourceType": kind}}] * count}


LOST = Offline("ReadTimeout", outcome_unknown=True)


@pytest.fixture
def store(root) -> SampleImports:
    """Nothing is chosen, into the unit of the picture."""
    made = SampleImports(root)
    made.choose_unit(UNIT_ID)
    return made


def _file(folder, content):
    path = folder / "bundle.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.NOT_JSON),
        (b"<Bundle xmlns='http://hl7.org/fhir'/>", FileFault.NOT_JSON),
        (b"\xff\xfe{\x00}\x00", FileFault.NOT_JSON),
        (b"[" * 100_000, FileFault.NOT_JSON),
        ([], FileFault.NOT_BUNDLE),
        ({"resourceType": "Patient"}, FileFault.NOT_BUNDLE),
        ({"resourceType": "Bundle"}, FileFault.EMPTY),
        ({"resourceType": "Bundle", "entry": []}, FileFault.EMPTY),
        ({"resourceType": "Bundle", "entry": {}}, FileFault.EMPTY),
        ({"resourceType": "Bundle", "entry": [{}] * (MOST_ENTRIES + 1)}, FileFault.TOO_MANY),
        (bundle_of("Patient", MOST_PEOPLE + 1), FileFault.TOO_MANY),
        (bundle_of("QuestionnaireResponse", MOST_ANSWERS + 1), FileFault.TOO_MANY),
        (b" " * (MOST_BYTES + 1), FileFault.TOO_LARGE),
    ],
    ids=[
        "nothing",
        "xml",
        "utf-16",
        "too-deep",
        "a-list",
        "another-resource",
        "no-entries",
        "none-in-it",
        "entries-that-are-none",
        "too-many",
        "too-many-people",
        "too-many-answers",
        "too-large",
    ],
)
def test_what_is_no_bundle_is_not_sent(tmp_path, store, content, fault):
    store.choose_file(_file(tmp_path, content))

    assert (store.state, store.fault) == (ImportState.FAULTY, fault)
    store.send()
    assert store.sending.asked == []


def test_the_largest_file_is_sent(tmp_path):
    filled = json.dumps(GOOD).encode()
    found = read_bundle(_file(tmp_path, filled + b" " * (MOST_BYTES - len(filled))))

    assert isinstance(found, BundleFile)


def test_a_byte_order_mark_is_left_out(tmp_path):
    found = read_bundle(_file(tmp_path, b"\xef\xbb\xbf" + json.dumps(GOOD).encode()))

    assert isinstance(found, BundleFile)
    assert found.content == json.dumps(GOOD).encode()


@pytest.mark.parametrize("name", ["", "missing.json"])
def test_a_file_that_cannot_be_opened_says_so(tmp_path, name):
    assert read_bundle(tmp_path / name) is FileFault.UNREADABLE


def test_a_file_says_nothing_of_itself_in_a_trace(tmp_path):
    found = read_bundle(_file(tmp_path, GOOD))

    assert "bundle.json" not in repr(found)


def test_it_is_sent_once_and_its_report_kept(tmp_path, store):
    store.choose_file(_file(tmp_path, GOOD))
    store.send()
    store.send()

    ((unit_id, content, _write),) = store.sending.asked
    assert (unit_id, json.loads(content)) == (UNIT_ID, GOOD)
    assert store.state is ImportState.DONE
    assert store.report == store.sending.report


def test_a_lost_answer_is_asked_for_under_the_same_key(store):
    store.have_chosen()
    store.sending.fault = LOST
    store.send()
    assert store.state == "unknown"

    store.sending.fault = None
    store.send()

    first, second = store.sending.asked
    assert first == second
    assert store.state is ImportState.DONE


def test_a_refusal_is_no_unknown_outcome(store):
    store.have_chosen()
    store.sending.fault = refused(ProblemCode.INVALID_BODY, 422)
    store.send()

    assert store.state is ImportState.FAILED


def test_another_file_and_another_unit_are_other_intentions(store):
    store.sending.fault = refused(ProblemCode.INVALID_BODY, 422)
    for _ in range(2):
        store.have_chosen()
        store.send()
    store.choose_unit(store.sending.report.lines[0].patient_id)
    store.send()

    keys = {write.key for _unit, _content, write in store.sending.asked}
    assert len(keys) == 3


def test_nothing_is_changed_while_it_is_on_its_way(tmp_path, store):
    store.have_chosen()
    store.sending.is_silent = True
    store.send()

    store.choose_file(_file(tmp_path, GOOD))
    store.choose_unit(store.sending.report.lines[0].patient_id)
    store.send()

    assert store.state is ImportState.SENDING
    assert store.unit_id == UNIT_ID
    assert len(store.sending.asked) == 1


def test_nothing_is_left_when_the_session_is_over(store):
    store.have_chosen()
    store.send()
    store.forget()

    assert (store.file, store.report, store.unit_id) == (None, None, None)
    assert store.state is ImportState.NOTHING


def test_a_text_is_written_where_it_may_be(tmp_path):
    assert write_text(tmp_path / "report.csv", "é;1\r\n")
    assert (tmp_path / "report.csv").read_bytes() == "\ufeffé;1\r\n".encode()
    assert not write_text(tmp_path / "no" / "report.csv", "")
