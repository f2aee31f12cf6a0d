"""Finding a patient: asked after the last key, and answered for what is typed now alone."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from console.errors import Offline
from console.stores.patient_search import PatientSearchStore, SearchState
from services.contract.patient_list import PatientHits
from tests.samples.patients import SamplePatientLists, SampleSearch


@pytest.fixture
def search(qtbot, root) -> SampleSearch:
    """A search that nobody has typed into."""
    return SampleSearch(root)


def _settle(qtbot, store: PatientSearchStore) -> None:
    qtbot.waitUntil(lambda: store.state is not SearchState.WAITING)


@pytest.mark.parametrize("text", ["", "k", "ke", "  ke  "])
def test_too_little_is_not_asked(search, text):
    search.ask(text)

    assert search.state is SearchState.NOTHING
    assert search.lists.searched == []


def test_of_several_keys_in_a_row_only_the_last_text_is_asked(qtbot, search):
    for text in ("ker", "kerm", "kerma"):
        search.ask(text)
    _settle(qtbot, search)

    assert search.lists.searched == ["kerma"]
    assert [hit.patient.family_name for hit in search.found] == ["KERMARREC", "KERMAREC"]


def test_an_answer_to_an_older_text_is_nobodys(qtbot, root, jobs):
    lists, held = SamplePatientLists(), threading.Event()

    class Slow:
        def search(self, text: str) -> PatientHits:
            if text == "kerm":
                held.wait(10)
            return lists.search(text)

    session: Any = SimpleNamespace(
        api=SimpleNamespace(patient_lists=Slow()), may=lambda _action: True
    )
    store = PatientSearchStore(jobs, session, root)
    store._pause.setInterval(0)
    store.ask("kerm")
    qtbot.waitUntil(lambda: jobs.pending_count == 1)
    store.ask("flo")
    _settle(qtbot, store)
    held.set()
    qtbot.waitUntil(lambda: jobs.pending_count == 0)

    assert [hit.patient.family_name for hit in store.found] == ["FLOCH"]


def test_a_failure_is_told_and_the_next_key_asks_again(qtbot, search):
    search.lists.faults["search"] = Offline("ConnectError")
    search.ask("kerm")
    _settle(qtbot, search)
    search.ask("kerm")
    assert search.error is not None

    search.lists.faults.clear()
    search.ask("kerma")
    _settle(qtbot, search)
    assert search.error is None
    assert search.found


def test_a_role_without_patients_never_asks(search):
    search.reader.is_allowed = False
    search.ask("kermarrec")

    assert not search.is_offered
    assert search.state is SearchState.NOTHING


def test_nothing_of_it_stays_once_it_is_left(qtbot, search):
    search.ask("kerm")
    _settle(qtbot, search)
    search.forget()

    assert search.found == []
    assert search.state is SearchState.NOTHING
