"""Records opened outside one's units: until when, what is known of them, and that they are over."""

from datetime import timedelta

import pytest

from console.errors import Offline
from console.stores.exceptional import Asking, Over
from console.stores.states import StoreState
from services.contract.enums import AccessReason
from services.contract.exceptional_access import ExceptionalAccessAsk, ExceptionalAccesses
from tests.samples.exceptional import SampleExceptional, access
from tests.samples.rows import KERMARREC, LE_BIHAN, NOW

ASK = ExceptionalAccessAsk(
    record_number="800451237", reason=AccessReason.EMERGENCY, text="Douleur thoracique"
)


@pytest.fixture
def store(root) -> SampleExceptional:
    """Nothing is open."""
    return SampleExceptional(root)


def _patients(store: SampleExceptional) -> list[str]:
    return [each.patient.family_name for each in store.items]


def test_it_is_open_until_its_minute_and_not_in_it(store):
    store.have_open(access())
    assert store.until(KERMARREC.id) == NOW + timedelta(minutes=60)
    assert store.until(LE_BIHAN.id) is None
    assert store.until(None) is None

    store.now = NOW + timedelta(minutes=60)

    assert store.until(KERMARREC.id) is None


def test_only_the_one_that_ran_out_is_over(store, heard):
    later = access(LE_BIHAN, NOW + timedelta(minutes=10))
    store.have_open(access(), later)
    store.over.connect(heard.hear)

    store.pass_to(NOW + timedelta(minutes=61))

    assert heard.calls == [(KERMARREC.id,)]
    assert _patients(store) == ["LE BIHAN"]
    assert store.why_over(KERMARREC.id) is Over.RAN_OUT


def test_time_alone_ends_it(qtbot, store):
    """The clock of the service is asked again by itself."""
    ends_soon = access(since=NOW - timedelta(minutes=60) + timedelta(milliseconds=30))
    store.have_open(ends_soon)
    store.now = NOW + timedelta(milliseconds=31)

    with qtbot.waitSignal(store.over):
        pass

    assert store.items == ()


def test_a_new_hour_takes_the_place_of_the_one_before(store):
    store.have_open(access())
    store.pass_to(NOW + timedelta(minutes=60))
    again = access(since=store.now)
    store.records.answer = again

    store.ask(ASK)

    assert store.items == (again,)
    assert store.why_over(KERMARREC.id) is None


def test_what_the_service_no_longer_lists_is_over(store, heard):
    store.have_open(access())
    store.over.connect(heard.hear)
    store.have_open()

    assert heard.calls == [(KERMARREC.id,)]


def test_a_list_that_was_asked_for_before_an_opening_does_not_undo_it(store):
    store.records.silent.add("read")
    store.read()
    step = store._steps
    store.ask(ASK)

    store._take(step, ExceptionalAccesses(items=[]))

    assert _patients(store) == ["KERMARREC"]


def test_what_cannot_be_listed_keeps_what_is_known(store):
    store.have_open(access())
    store.records.faults["read"] = Offline("ConnectError")
    store.read()

    assert store.state is StoreState.STALE
    assert _patients(store) == ["KERMARREC"]


def test_nobody_who_left_is_told_of_what_was_refused(store):
    store.records.faults["open"] = Offline("ConnectError")
    store.ask(ASK)
    assert store.asking_error is not None

    store.give_up()

    assert store.asking is Asking.NONE
    assert store.asking_error is None


def test_nothing_is_left_when_the_session_is_over(store, heard):
    store.have_open(access())
    store.records.faults["end"] = Offline("ConnectError")
    store.end(access().id)
    store.over.connect(heard.hear)

    store.forget()

    assert store.items == ()
    assert store.end_errors == {}
    assert store.why_over(KERMARREC.id) is None
    assert heard.calls == []
