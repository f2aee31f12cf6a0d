"""What others find wrong with a FHIR document: the npm package `fhir`, and fhir.resources."""

import json
import subprocess
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support.node import NODE, installed


def found_by_npm(document: bytes, folder: Path) -> list[dict[str, Any]]:
    """Messages of the validator by the definitions of R4; empty where there is nothing."""
    return found_in_all_by_npm([document], folder)[0]


def found_in_all_by_npm(documents: Sequence[bytes], folder: Path) -> list[list[dict[str, Any]]]:
    """The same of several resources, each by itself, in one start of the validator."""
    paths = []
    for place, document in enumerate(documents):
        path = folder / f"document-{place}.json"
        path.write_bytes(document)
        paths.append(str(path))
    done = subprocess.run(
        [str(NODE), "fhir.js", *paths], cwd=installed(), capture_output=True, text=True, check=True
    )
    return [json.loads(line)["messages"] for line in done.stdout.splitlines()]


def read_by_fhir_resources(document: bytes) -> Any:
    """A resource as fhir.resources reads it; raises `ValueError` for what is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from fhir.resources.R4B import get_fhir_model_class

        kind: Any = get_fhir_model_class(json.loads(document)["resourceType"])
        return kind.model_validate_json(document)
