"""The floor Q: bare Qt windows that show as much, with nothing of the product in them.

`python -m tests.bench.desktop.bare GESTURE [...]` prints what it measured as JSON.
"""

import http.client
import json
import sys
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRunnable,
    QStringListModel,
    Qt,
    QThreadPool,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QTableView,
    QWidget,
)

from tests.bench.desktop import gestures, rows_in_view
from tests.bench.desktop.first_painting import quit_when_painted

Index = QModelIndex | QPersistentModelIndex
WINDOW_PX = (1366, 688)
_COLUMNS = ("name", "age", "lead", "rest", "due", "received", "owner")
_LABELS_A_ROW = 6
PEOPLE, PEOPLE_PX = 5000, (1282, 560)
"""The list of patients, as large as it is in a window of this size."""


class TextTable(QAbstractTableModel):
    """The texts of a queue, made beforehand; empty until they are put in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, ...]] = []

    def put(self, rows: list[tuple[str, ...]]) -> None:
        """Shows rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        return None


class SteppingList(QListView):
    """A list that goes down by `J`."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        below = self.model().index(self.currentIndex().row() + 1, 0)
        if event.key() == Qt.Key.Key_J and below.isValid():
            self.setCurrentIndex(below)


class BareStage(QObject):
    """A list of texts beside as many labels as the detail of the console has parts."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.window = QWidget()
        self._list = SteppingList(self.window)
        self.keys: QWidget = self._list
        self._labels = [QLabel("", self.window) for _ in range(labels)]
        self._shown = self._taken = 0
        names = [f"Patient {number}" for number in range(gestures.HELD_ROWS)]
        self._list.setModel(QStringListModel(names, self._list))
        self._list.setUniformItemSizes(True)
        self._build()
        self._list.setCurrentIndex(self._list.model().index(0, 0))
        self._list.selectionModel().currentChanged.connect(self._show)

    def place(self) -> int:
        """The selected row."""
        return self._list.currentIndex().row()

    def taken(self) -> int:
        """How often another row was selected."""
        return self._taken

    def is_ready_for(self, _place: int) -> bool:
        """Texts are always at hand."""
        return True

    def shows(self, place: int) -> bool:
        """Whether the labels speak of a row."""
        return self._shown == place

    def _build(self) -> None:
        across = QHBoxLayout(self.window)
        across.addWidget(self._list)
        grid = QGridLayout()
        for number, label in enumerate(self._labels):
            grid.addWidget(label, *divmod(number, _LABELS_A_ROW))
        across.addLayout(grid, 1)
        self.window.resize(*WINDOW_PX)
        self.window.show()

    def _show(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._taken += 1
        self._shown = current.row()
        for number, label in enumerate(self._labels):
            label.setText(f"Texte {self._shown} · {number}")


class Get(QRunnable):
    """One call by the standard library, its answer read as plain JSON."""

    def __init__(self, url: str, token: str, done: "Answered") -> None:
        super().__init__()
        self._place = urlsplit(url)
        self._token = token
        self._done = done

    def run(self) -> None:
        """Qt calls this in a worker."""
        connection = http.client.HTTPConnection(
            self._place.hostname or "", self._place.port, timeout=20
        )
        connection.request(
            "GET", self._place.path, headers={"Authorization": f"Bearer {self._token}"}
        )
        json.loads(connection.getresponse().read())
        connection.close()
        self._done.arrived.emit()


class Answered(QObject):
    """Counts answers on the window's thread."""

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.arrived.connect(self._add)

    def _add(self) -> None:
        self.count += 1


def _form() -> None:
    app = QApplication([])
    window = QWidget()
    form = QFormLayout(window)
    form.addRow("Identifiant", QLineEdit(window))
    form.addRow("Mot de passe", QLineEdit(window))
    form.addRow(QPushButton("Se connecter", window))
    window.resize(*WINDOW_PX)
    quit_when_painted(window)
    window.show()
    app.exec()


def _table(size_px: tuple[int, int], rows: int) -> dict[str, Any]:
    window = QTableView()
    model = TextTable(window)
    window.setModel(model)
    window.verticalHeader().setDefaultSectionSize(rows_in_view.ROW_PX)
    window.resize(*size_px)
    texts = [tuple(f"{column} {number}" for column in _COLUMNS) for number in range(rows)]
    return rows_in_view.measure(window, window, lambda: model.put(texts), rows)


def _calls(url: str, token: str) -> dict[str, Any]:
    window, pool, answered = QWidget(), QThreadPool(), Answered()
    pool.setMaxThreadCount(8)
    window.resize(*WINDOW_PX)
    window.show()
    return gestures.listen_during_calls(
        window, lambda: pool.start(Get(url, token, answered)), lambda: answered.count
    )


def main(gesture: str, *words: str) -> None:
    """Measures one gesture."""
    if gesture == "form":
        _form()
        return
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    match gesture:
        case "queue":
            told = _table(rows_in_view.LIST_PX, rows_in_view.ROWS)
        case "people":
            told = _table(PEOPLE_PX, PEOPLE)
        case "select":
            told = gestures.select(BareStage(int(words[0])))
        case "hold":
            told = gestures.hold(BareStage(int(words[0])))
        case _:
            told = _calls(*words)
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
