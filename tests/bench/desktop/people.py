"""The list of patients as the console shows it: our rows, model, table and painter.

`python -m tests.bench.desktop.people` prints what it measured as JSON.
"""

import json
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from console.app import make_application
from console.models.patient_list_model import Column, PatientKeyRole, PatientListModel
from console.models.patient_row_text import patient_row_text
from console.stores.patient_reading import Listed
from resources.catalogue import catalogue_of
from resources.wording import Wording
from tests.bench.desktop import rows_in_view
from tests.bench.desktop.bare import PEOPLE, PEOPLE_PX
from tests.samples.patients import SamplePatients, many, roster
from tests.samples.rows import NOW
from tests.samples.stores import SampleSession
from ui.patients.columns import WIDTHS
from ui.patients.looks import cell_looks
from widgets.people_table import PeopleTable
from widgets.table_cell import CellLook
from widgets.theme import Theme


def measure() -> dict[str, Any]:
    """The real table, filled by the store's own signals with every row there is."""
    # The console does this while somebody signs in.
    catalogue_of("fr").prepare()
    app = make_application(["vigie"])
    theme, root = Theme(app), QObject()
    store = SamplePatients(root)
    model = PatientListModel(store, SampleSession(root), Wording("fr"), root)

    def look(index: QModelIndex | QPersistentModelIndex) -> CellLook | None:
        return cell_looks(model.text_at(index.row()))[index.column()]

    table = PeopleTable(theme, look, PatientKeyRole, model.row_of)
    table.setModel(model)
    table.resize(*PEOPLE_PX)
    headers = [str(model.headerData(each, Qt.Orientation.Horizontal)) for each in Column]
    looks = [cell_looks(patient_row_text(Wording("fr"), Listed(row), NOW)) for row in roster()]
    measured = WIDTHS.measure(theme, headers, looks)
    for column, width in enumerate(WIDTHS.spread(measured, PEOPLE_PX[0])):
        table.setColumnWidth(column, width)
    listed = [Listed(row) for row in many(PEOPLE)]
    return rows_in_view.measure(table, table, lambda: store._reset_rows(listed), PEOPLE)


if __name__ == "__main__":
    print(json.dumps(measure()))
