"""The sign-in form paints before anything heavy is loaded."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "babel",
    "cryptography",
    "fastapi",
    "fluent",
    "httpx",
    "keyring",
    "numpy",
    "pydantic",
    "pyqtgraph",
    "sqlalchemy",
)

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QObject, QEvent, QTimer
from console.app import Desktop, make_application
from console.settings import Settings

app = make_application(["vigie"])
desktop = Desktop(app, Settings(Path(sys.argv[1])), "http://127.0.0.1:9", list)

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print("\\n".join(sorted({name.split(".")[0] for name in sys.modules})), flush=True)
            QTimer.singleShot(0, app.quit)
            desktop.window.sign_in.removeEventFilter(self)
        return False

first = FirstPaint()
desktop.window.sign_in.installEventFilter(first)
desktop.window.show()
QTimer.singleShot(20000, app.quit)
app.exec()
desktop.close()
"""


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path):
    painted = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "console.ini")],
        cwd=ROOT,
        env=dict(os.environ) | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    loaded = set(painted.stdout.split())

    assert painted.returncode == 0, painted.stderr
    assert "PySide6" in loaded
    assert loaded & set(HEAVY) == set()
