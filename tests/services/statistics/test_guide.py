"""The guide to the statistics says of each measure what its definition says."""

from pathlib import Path

from resources.wording import Wording
from services.statistics.measures import definitions

GUIDE = Path(__file__).parents[3] / "docs" / "statistics.md"


def definitions_in_words() -> str:
    """The part of the guide that is made from the definitions."""
    words = Wording("en")
    parts = []
    for each in definitions():
        name, formula, source, exclusions = (
            words.text(f"measures-{each.measure.value}-{part}")
            for part in ("name", "formula", "source", "exclusions")
        )
        parts.append(
            f"### {name}\n\n"
            f"`{each.measure.value}`, in {each.unit.value.replace('_', ' ')}; "
            f"version {each.version}, {each.changed_on}.\n\n"
            f"- Formula: {formula}\n- Source: {source}\n- Left out: {exclusions}\n"
        )
    return "\n".join(parts)


def test_the_guide_holds_every_definition() -> None:
    assert GUIDE.read_text(encoding="utf-8").endswith(definitions_in_words())
