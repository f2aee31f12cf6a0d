"""The stores behind the accounts: filters and names, what stays in place, and keys of acts."""

from dataclasses import replace

import pytest

from console.stores.account_filters import AccountFilters, is_named
from services.contract.accounts import AccountState
from services.contract.enums import Role
from tests.samples.accounts import BREAST, SampleAccounts, held, label, many, row
from tests.samples.rows import paris
from tests.samples.stores import SampleConnection


@pytest.fixture
def stores(qapp) -> SampleAccounts:
    """Read, and looked at."""
    made = SampleAccounts(SampleConnection())
    made.list.set_shown(True)
    return made


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("", True),
        ("gaë", True),
        ("GAE", True),
        ("jezequel gaelle", True),
        ("quel", False),
        ("g.jézéquel", True),
        ("o'", True),
        ("gaelle x", False),
        ("conn", True),
    ],
)
def test_a_name_is_found_by_the_beginning_of_its_words(typed, is_found):
    assert is_named(row("Gaëlle O'Connor-Jézéquel", username="g.jezequel"), typed) is is_found


def test_whoever_has_no_rights_now_is_found_by_those_they_had():
    """As the service filters."""
    past = held(Role.NURSE, BREAST, ended_at=paris(4, 9, 0))
    now = held(Role.MANAGER)
    every = AccountFilters(None, role=Role.NURSE)

    assert every.lets(row("Loïc Abiven", past))
    assert not every.lets(row("Loïc Abiven", past, now))
    assert not replace(every, unit_id=label("x").id).lets(row("Loïc Abiven", past))


def test_a_filter_asks_the_service_nothing_and_leaves_the_order_of_names(stores):
    asked = len(stores.calls.asked)
    stores.list.set_filters(AccountFilters(None))
    names = [each.row.person.name for each in stores.list.rows]

    assert names == sorted(names, key=str.casefold)
    assert len(stores.calls.asked) == asked


def test_whoever_no_longer_passes_the_filter_stays_where_they_stand_until_f5(stores):
    store, claire = stores.list, label("Claire Morvan").id
    place = store.index_of(claire)
    stores.calls._put(claire, state=AccountState.SUSPENDED, version=4)
    store.refresh()

    assert store.index_of(claire) == place
    shown = store.row(claire)
    assert shown is not None
    assert (shown.row.state, shown.has_left, store.news) == (AccountState.SUSPENDED, True, 1)
    assert store.counts is not None
    assert store.counts[AccountState.SUSPENDED] == 2

    store.apply_news()
    assert store.index_of(claire) is None
    assert store.news == 0


def test_who_comes_is_counted_and_enters_on_f5(stores):
    stores.calls.rows = [*stores.calls.rows, row("Zoé Abgrall", held(Role.NURSE, BREAST))]
    stores.list.refresh()
    assert (len(stores.list.rows), stores.list.news) == (8, 1)

    stores.list.apply_news()
    assert stores.list.rows[-1].row.person.name == "Zoé Abgrall"


def test_a_detail_of_an_older_version_is_read_again(stores):
    claire = label("Claire Morvan").id
    stores.detail.choose_account(claire)
    read = len(stores.calls.asked_details)
    stores.detail.hear_of(claire, 3)
    assert len(stores.calls.asked_details) == read

    stores.detail.hear_of(claire, 4)
    assert len(stores.calls.asked_details) == read + 1


def test_whoever_may_not_see_sessions_does_not_ask_for_them(stores):
    stores.allowed = {"list_accounts", "read_account"}
    stores.calls.faults["sessions"] = AssertionError
    stores.detail.choose_account(label("Claire Morvan").id)

    assert stores.detail.shown.value is not None
    assert stores.detail.shown.value.sessions is None


def test_after_the_session_nothing_is_left(stores):
    stores.detail.choose_account(label("Claire Morvan").id)
    stores.forget()

    assert list(stores.list.rows) == []
    assert stores.list.all == {}
    assert stores.list.counts is None
    assert stores.detail.shown.value is None


def test_two_administrators_are_the_last_of_a_centre(stores):
    erwan = stores.list.all[label("Erwan Kerbrat").id]
    assert stores.list.is_among_last_admins(erwan)
    assert not stores.list.is_among_last_admins(stores.list.all[label("Claire Morvan").id])

    stores.calls.rows = [*stores.calls.rows, row("Zoé Abgrall", held(Role.ADMIN))]
    stores.list.refresh()
    assert not stores.list.is_among_last_admins(erwan)


def test_a_large_centre_is_read_page_by_page(stores):
    stores.calls.rows, stores.calls.page_rows = many(450), 200
    stores.calls.asked.clear()
    stores.list.apply_news()

    assert stores.calls.asked == [None, "200", "400"]
    assert (len(stores.list.rows), stores.list.is_cut) == (450, False)
