"""The queue as a view reads it."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from console.models.worklist_model import (
    AlertIdRole,
    KeyRole,
    RowRole,
    VersionRole,
    WorklistModel,
)
from console.stores.row_list import RowList
from console.stores.rows import Row
from console.stores.worklist import WorklistStore
from resources.wording import Wording
from services.contract.alerts import Claim
from tests.console import made


class Rows(WorklistStore):
    """A queue that a test changes by hand."""

    has_more = False
    loads = 0

    def __init__(self, parent: QObject) -> None:
        RowList.__init__(self, parent)

    @property
    def can_load_more(self) -> bool:
        return self.has_more

    def load_more(self) -> None:
        self.loads += 1

    def fill(self, *numbers: int) -> None:
        self._reset_rows([Row(made.row(number)) for number in numbers])


@pytest.fixture
def rows(root) -> Rows:
    return Rows(root)


@pytest.fixture
def model(root, rows, reader):
    rows.fill(1, 2, 3)
    adapted = WorklistModel(rows, reader, Wording("fr"), root)
    QAbstractItemModelTester(adapted, QAbstractItemModelTester.FailureReportingMode.Fatal, adapted)
    return adapted


def test_a_row_gives_its_ids_and_its_texts(model):
    index = model.index(0)

    assert index.data(KeyRole) == made.patient_id(1)
    assert index.data(AlertIdRole) == made.alert_id(1)
    assert index.data(VersionRole) == 1
    assert index.data(RowRole).family_name == "KERMARREC1"
    assert index.data(Qt.ItemDataRole.DecorationRole) is None


def test_the_row_is_one_sentence_for_those_who_listen(model):
    sentence = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert sentence == (
        "Critique, en retard 30 minutes. KERMARREC1 Jeanne, 67 ans. "
        "Diarrhée grade estimé 3, plus 2. Non attribuée."
    )
    assert model.index(0).data(Qt.ItemDataRole.DisplayRole) == sentence


def test_only_rows_that_changed_are_told(model, rows, heard):
    model.dataChanged.connect(heard.hear)
    rows.fill(1, 2, 3, 4, 5)
    for number in (1, 2, 5):
        row = made.row(number, claim=Claim(by=made.THEO, until=made.NOW + timedelta(minutes=8)))
        rows._put_row(made.patient_id(number), Row(row))
    rows.rows_changed.emit([made.patient_id(number) for number in (5, 1, 2)])

    assert [(first.row(), last.row()) for first, last, *_ in heard.calls] == [(0, 1), (4, 4)]
    assert model.index(0).data(RowRole).is_locked


def test_a_text_is_made_once_until_its_row_changes(model):
    first = model.index(0).data(RowRole)

    assert model.index(0).data(RowRole) is first
    model.tick()
    assert model.index(0).data(RowRole) == first


def test_time_goes_on(model, reader):
    assert model.index(0).data(RowRole).due == "En retard 30\u00a0min"
    reader.server_now = lambda: made.NOW + timedelta(minutes=35)
    model.tick()

    assert model.index(0).data(RowRole).due == "En retard 1\u00a0h\u00a005"


def test_the_selection_stays_with_its_patient_when_the_order_changes(model, rows):
    kept = QPersistentModelIndex(model.index(1))
    gone = QPersistentModelIndex(model.index(2))
    rows._reorder_rows([Row(made.row(number)) for number in (9, 8, 2, 1)])

    assert kept.data(KeyRole) == made.patient_id(2)
    assert kept.row() == 2
    assert not gone.isValid()
    assert model.rowCount() == 4


def test_rows_come_and_go_in_place(model, rows):
    kept = QPersistentModelIndex(model.index(2))
    rows._remove_row(0)
    rows._append_rows([Row(made.row(4)), Row(made.row(5))])

    assert kept.row() == 1
    assert model.rowCount() == 4
    assert model.row_of(made.patient_id(5)) == 3
    assert model.row_of(made.patient_id(1)) == -1
    assert model.key_at(9) is None


def test_further_rows_are_asked_for_from_the_store(model, rows):
    assert not model.canFetchMore(model.index(-1))
    rows.has_more = True
    before = rows.loads
    model.fetchMore(model.index(-1))

    assert rows.loads == before + 1


def test_another_language_is_spoken_at_once(model):
    model.set_wording(Wording("en"))

    assert model.index(0).data(RowRole).due == "Overdue 30\u00a0min"
    assert "67 years" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_masked_rows_hold_no_name_anywhere(model):
    model.set_wording(Wording("fr").masked(True))
    roles = [RowRole, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole]
    said = " ".join(str(model.index(0).data(role)) for role in roles)

    assert "KERMARREC" not in said
    assert "Jeanne" not in said
    assert "1958" not in said
    assert "K. J. ·001" in said


def test_ten_thousand_rows_reset_and_step_fast(root, reader):
    # A bound that only a different order of work breaks: an object or a text per row on reset.
    rows = Rows(root)
    many = [Row(made.row(number)) for number in range(10_000)]
    model = WorklistModel(rows, reader, Wording("fr"), root)

    began = time.perf_counter()
    rows._reset_rows(many)
    reset_s = time.perf_counter() - began
    assert model.rowCount() == 10_000
    assert len(model._texts) == 0

    began = time.perf_counter()
    for place in range(500):
        model.index(place).data(RowRole)
    step_s = (time.perf_counter() - began) / 500
    assert len(model._texts) == 500
    assert reset_s < 1.0
    assert step_s < 0.010


def test_nobody_signed_in_is_nobodys_row(root, rows):
    rows.fill(1)
    stranger = SimpleNamespace(me=None, server_now=lambda: made.NOW)
    model = WorklistModel(rows, stranger, Wording("fr"), root)

    assert not model.index(0).data(RowRole).owner_is_me
