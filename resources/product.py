"""What the product is as a device: written into a build by whoever is its manufacturer.

A development build has none of it, and the console says so: nothing here is ever guessed.
"""

from dataclasses import dataclass, fields
from functools import cache

from resources.locate import read_json


@dataclass(frozen=True)
class Product:
    """UDI, class, CE marking and manufacturer of this build; None: not set."""

    udi: str | None
    device_class: str | None
    ce_marking: str | None
    manufacturer: str | None


@cache
def product() -> Product:
    """The product of this build; raises `ValueError` for a file that says anything else."""
    return product_of(read_json("about", "product.json"))


def product_of(found: object) -> Product:
    """A product as its file says it: every field, each a line of text or null."""
    names = {each.name for each in fields(Product)}
    if not isinstance(found, dict) or found.keys() != names:
        raise ValueError(f"product.json needs exactly {', '.join(sorted(names))}")
    for name, value in found.items():
        if value is not None and not (isinstance(value, str) and value.strip()):
            raise ValueError(f"product.json: {name} is a line of text, or null where it is not set")
    return Product(**found)
