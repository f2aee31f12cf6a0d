"""Long texts on the product in each language: instructions for use, limits, accessibility."""

from enum import StrEnum
from functools import cache

from resources.locate import resource_path


class AboutText(StrEnum):
    """Which text."""

    LIMITS = "limits"
    INSTRUCTIONS = "instructions"
    ACCESSIBILITY = "accessibility"


@cache
def about_text(which: AboutText, language: str) -> tuple[str, str]:
    """Title and text in French or English; `## ` begins a heading and `- ` an entry of a list."""
    written = "fr" if language == "fr" else "en"
    source = resource_path("about", f"{which}.{written}.md").read_text(encoding="utf-8")
    title, _, text = source.partition("\n")
    return title.removeprefix("# "), text.strip()
