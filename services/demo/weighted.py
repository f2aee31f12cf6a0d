"""A choice among values that are not equally likely."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Value = TypeVar("Value")


def weighted(chance: Random, values: Sequence[tuple[Value, int]]) -> Value:
    """One of the values, each as likely as its weight says."""
    return chance.choices([value for value, _ in values], [weight for _, weight in values])[0]
