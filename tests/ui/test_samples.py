"""The sample stores have the shape of the real ones: what a screen uses of one, it finds in the
other.
"""

import inspect

import pytest
from PySide6.QtCore import Signal

from console.session import Session
from console.stores.actions import ActionsStore
from console.stores.alert_details import AlertDetailsStore, Shown
from console.stores.connection import ConnectionStore
from console.stores.draft_review import DraftReview
from console.stores.drafts import Drafts
from console.stores.filter_choices import FilterChoicesStore
from console.stores.intentions import Intention
from console.stores.worklist import WorklistStore
from tests.samples import drafts, filters, stores

OWN = {
    "asked",
    "become",
    "set_busy",
    "put_rows",
    "put_state",
    "applied_new",
    "is_counting",
    "kept",
    "selected",
    "alerts",
    "opened",
    "open",
    "times_read",
    "retried",
    "put",
    "undone",
    "settle",
    "go_offline",
    "held",
    "together",
}
PAIRS = [
    (stores.SampleSession, Session),
    (stores.SampleWorklist, WorklistStore),
    (stores.SampleDetails, AlertDetailsStore),
    (stores.SampleActions, ActionsStore),
    (drafts.SampleDrafts, Drafts),
    (drafts.SampleReview, DraftReview),
    (stores.SampleConnection, ConnectionStore),
    (filters.SampleFilterChoices, FilterChoicesStore),
]


def _public(kind: type) -> set[str]:
    """Names that a screen may use: methods, properties, signals, and what `__init__` sets."""
    names = {
        name for base in kind.__mro__ if base.__module__[:2] in {"ui", "co"} for name in vars(base)
    }
    source = inspect.getsource(kind)
    names |= {
        line.split("self.")[1].split(":")[0].split(" ")[0].split(",")[0]
        for line in source.splitlines()
        if line.strip().startswith("self.")
    }
    return {name for name in names if name.isidentifier() and not name.startswith("_")}


@pytest.mark.parametrize(("sample", "real"), PAIRS)
def test_a_sample_has_nothing_that_the_real_one_lacks(sample, real):
    assert _public(sample) - _public(real) - OWN == set()


@pytest.mark.parametrize(("sample", "real"), PAIRS)
def test_every_signal_is_there_in_both(sample, real):
    def signals(kind: type) -> set[str]:
        return {
            name
            for base in kind.__mro__
            for name, value in vars(base).items()
            if isinstance(value, Signal)
            and base.__module__[:2] in {"ui", "co"}
            and not name.startswith("_")
        }

    assert signals(sample) <= signals(real)


def test_what_is_shown_and_intended_has_the_same_fields():
    sample_shown = set(stores.SampleShown.__dataclass_fields__)
    assert sample_shown - {"as_of"} == set(Shown.__dataclass_fields__) - {"as_of"}
    assert set(stores.SampleIntention.__dataclass_fields__) <= {
        "key",
        *Intention.__dataclass_fields__,
        *vars(Intention),
    }
