"""A mail server on loopback in a process of its own, so that it takes no turn of who sends."""

import json
import threading

from tests.support.sinks import mail_server


def main() -> None:
    """Serves until it is ended; says first where."""
    with mail_server() as server:
        print(json.dumps({"listening": f"smtp://127.0.0.1:{server.port}"}), flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
