"""The version is one word in every place that names it."""

import tomllib
from pathlib import Path

from resources.version import VERSION

ROOT = Path(__file__).parents[2]


def test_the_product_and_its_package_have_the_same_version():
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == VERSION
