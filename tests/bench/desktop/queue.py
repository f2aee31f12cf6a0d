"""The queue as the console shows it: our rows, model, view and delegate.

`python -m tests.bench.desktop.queue` prints what it measured as JSON.
"""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from console.app import make_application
from console.models.worklist_model import KeyRole, WorklistModel
from console.stores.rows import Row
from resources.catalogue import catalogue_of
from resources.wording import Wording
from services.contract.alerts import WorklistRow
from tests.bench.desktop import rows_in_view
from tests.samples.rows import worklist
from tests.samples.stores import SampleSession, SampleWorklist
from ui.triage.queue_view import QueueView
from ui.triage.row_looks import look_of
from widgets.row_delegate import RowDelegate
from widgets.theme import Theme


def _rows() -> list[Row]:
    """The thirteen patients of the picture again and again, no two of them alike."""
    samples = worklist()
    return [
        Row(_another(samples[number % len(samples)], number)) for number in range(rows_in_view.ROWS)
    ]


def _another(row: WorklistRow, number: int) -> WorklistRow:
    patient = row.patient.model_copy(
        update={
            "id": UUID(int=10_000 + number),
            "birth_date": row.patient.birth_date + timedelta(days=number % 365),
        }
    )
    return row.model_copy(
        update={
            "patient": patient,
            "alert_id": UUID(int=50_000 + number),
            "received_at": row.received_at - timedelta(minutes=number),
        }
    )


def measure() -> dict[str, Any]:
    """The real list pane's parts, filled by the store's own signals."""
    # The console does this while somebody signs in.
    catalogue_of("fr").prepare()
    app = make_application(["vigie"])
    theme, root = Theme(app), QObject()
    store = SampleWorklist(root)
    store.put_rows([])
    model = WorklistModel(store, SampleSession(root), Wording("fr"), root)  # type: ignore[arg-type]
    view = QueueView(KeyRole, model.row_of)
    view.setItemDelegate(RowDelegate(theme, look_of, view))
    view.setModel(model)
    view.resize(*rows_in_view.LIST_PX)
    rows = _rows()
    return rows_in_view.measure(view, view, lambda: store.put_rows(rows))


if __name__ == "__main__":
    print(json.dumps(measure()))
