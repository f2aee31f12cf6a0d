"""The floor of a storm: a bare window that hears the same stream and writes down each event.

`python -m tests.bench.desktop.bare_storm URL TOKEN` prints what it measured as JSON.
"""

import http.client
import json
import sys
import threading
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

from tests.bench.desktop.bare import WINDOW_PX
from tests.bench.desktop.eyes import Heartbeat, centile, rest
from tests.bench.desktop.watching import STORM_S, resident_mb


class Ears(QObject):
    """Reads the stream in a thread, by the standard library."""

    heard = Signal(str)

    def listen(self, url: str, token: str) -> None:
        """Begins."""
        threading.Thread(target=self._read, args=(url, token), daemon=True).start()

    def _read(self, url: str, token: str) -> None:
        place = urlsplit(url)
        connection = http.client.HTTPConnection(place.hostname or "", place.port)
        headers = {"Authorization": f"Bearer {token}"}
        connection.request("GET", "/api/v1/events", headers=headers)
        response = connection.getresponse()
        while line := response.readline():
            if line.startswith(b"data:"):
                self.heard.emit(json.loads(line[5:]).get("alert_id", ""))


def main(url: str, token: str) -> None:
    """Measures for as long as the console is measured."""
    app = QApplication([])
    window, ears = QLabel(), Ears()
    ears.heard.connect(window.setText)
    window.resize(*WINDOW_PX)
    window.show()
    ears.listen(url, token)
    rest(1000)
    before_mb, beats = resident_mb(), Heartbeat(window)
    beats.start()
    rest(STORM_S * 1000)
    beats.stop()
    told = {
        "gap_p99_ms": centile(beats.gaps_ms, 99),
        "gap_max_ms": max(beats.gaps_ms),
        "before_mb": before_mb,
        "after_mb": resident_mb(),
    }
    print(json.dumps(told), flush=True)
    app.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
