"""The floor of a page: the same bytes from the same framework, without anything behind them."""

import json
import socket
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response


def main(file: Path) -> None:
    """Serves one page on a free port and prints it."""
    app, body = FastAPI(docs_url=None, redoc_url=None, openapi_url=None), file.read_bytes()

    @app.get("/page")
    async def page() -> Response:
        return Response(body, media_type="text/html")

    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    print(json.dumps({"listening": f"http://127.0.0.1:{listener.getsockname()[1]}"}), flush=True)
    server.run(sockets=[listener])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
