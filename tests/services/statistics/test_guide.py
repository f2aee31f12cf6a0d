"""The guides to statistics and data quality say of each measure what its definition says."""

from pathlib import Path

from resources.wording import Wording
from services.contract.quality_enums import QualityDimension
from services.statistics.measures import definitions
from services.statistics.quality.checks import CHANGED_ON, CHECKS

GUIDES = Path(__file__).parents[3] / "docs"
GUIDE = GUIDES / "statistics.md"


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


def checks_in_words() -> str:
    """The part of the guide to data quality that is made from the checks."""
    words = Wording("en")
    parts = []
    for dimension in QualityDimension:
        name = words.text(f"quality-dimension-{dimension.value}")
        about = words.text(f"quality-about-{dimension.value}")
        parts.append(f"## {name}: {about}\n")
        for each in CHECKS:
            if each.dimension is not dimension:
                continue
            key = f"quality-{each.check.value}"
            causes = [words.text(f"quality-cause-{cause.value}") for cause in each.causes]
            told = "each has one" if each.is_exclusive else "one may have several"
            parts.append(
                f"### {words.text(f'{key}-name')}\n\n"
                f"`{each.check.value}`; aim ≥ {each.least} %; "
                f"version {each.version}, {CHANGED_ON}.\n\n"
                f"- Formula: {words.text(f'{key}-formula')}\n"
                f"- Source: {words.text(f'{key}-source')}\n"
                f"- Left out: {words.text(f'{key}-exclusions')}\n"
                f"- Causes ({told}): {'; '.join(causes)}.\n"
                f"- What helps: {words.text(f'{key}-remedy')}\n"
            )
    return "\n".join(parts)


def test_the_guide_to_data_quality_holds_every_check() -> None:
    text = (GUIDES / "data-quality.md").read_text(encoding="utf-8")
    assert text.endswith(checks_in_words())
