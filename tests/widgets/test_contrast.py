"""Contrast of the tokens by the WCAG 2 formula: text at least 4.5, shapes that carry meaning at
least 3.
"""

import pytest

from widgets.tokens import Palette, load_tokens

TEXT_ON = {
    "text.primary": ("bg.surface", "bg.app", "bg.selected", "bg.hover", "bg.sunken", "bg.quote",
                     "bg.footer", "banner.bg", "danger.bg", "warning.bg", "success.bg",
                     "banner.archived.bg", "banner.deceased.bg", "banner.doubtful.bg"),
    "text.secondary": ("bg.surface", "bg.app", "bg.selected", "bg.hover", "bg.sunken", "pill.bg",
                       "owner.bg", "keycap.bg", "bg.footer", "banner.bg", "treatment.past.bg",
                       "banner.archived.bg", "banner.deceased.bg", "banner.doubtful.bg"),
    "text.muted": ("bg.surface", "bg.app", "bg.selected", "bg.hover", "bg.footer", "banner.bg"),
    "accent": ("bg.surface", "bg.app", "bg.selected", "accent.subtle", "bg.footer"),
    "on.accent": ("accent", "accent.hover", "accent.cap"),
    "link": ("bg.surface", "bg.app", "bg.hover", "banner.bg", "danger.bg", "warning.bg",
             "banner.archived.bg", "banner.doubtful.bg"),
    "success": ("bg.surface", "bg.app", "bg.selected", "success.bg"),
    "danger": ("bg.surface", "bg.app", "bg.selected", "danger.bg"),
    "danger.strong": ("bg.surface", "bg.app", "bg.selected", "bg.hover", "bg.footer"),
    "warning": ("warning.bg", "bg.surface"),
    "treatment": ("bg.surface", "treatment.bg"),
    "treatment.force.text": ("treatment.force.bg",),
    "rail.text": ("rail.bg",),
    "rail.selected_text": ("rail.selected",),
    "rail.badge_text": ("rail.badge",),
    "rail.badge_work_text": ("rail.badge_work",),
    "chart.zone.text": ("chart.zone",),
    "bg.surface": ("text.primary",),
}  # fmt: skip
SHAPE_ON = {
    "border.strong": ("bg.surface", "bg.app", "bg.selected"),
    "focus.ring": ("bg.surface", "bg.app", "bg.selected", "banner.bg", "banner.deceased.bg"),
    "rail.focus": ("rail.bg", "rail.selected"),
    "owner.edge": ("bg.surface", "bg.selected"),
    "hatch": ("bg.surface",),
    "spark.line": ("bg.surface", "bg.selected", "bg.hover"),
    "spark.threshold": ("bg.surface", "bg.selected", "bg.hover"),
    "spark.missing": ("bg.surface", "bg.selected", "bg.hover"),
    "spark.0": ("bg.surface", "bg.selected"),
    "spark.1": ("bg.surface", "bg.selected"),
    "spark.2": ("bg.surface", "bg.selected"),
    "spark.3": ("bg.surface", "bg.selected"),
    "chart.line": ("bg.surface", "chart.zone"),
    "chart.zone.edge": ("bg.surface", "chart.zone"),
    "chart.bar": ("bg.surface",),
    "chart.axis": ("bg.surface",),
    "treatment.past.edge": ("bg.surface",),
    "rail.marker": ("rail.bg",),
    "accent": ("bg.selected", "banner.archived.bg", "banner.deceased.bg", "banner.doubtful.bg"),
}
GROUNDS_OF_SHAPES = ("bg.surface", "bg.selected")


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two `#RRGGBB` colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def too_faint(palette: Palette) -> list[str]:
    """Return the pairs of a palette that are too close to each other."""
    c = palette.colour
    pairs = [
        (4.5, f"{ink} on {ground}", c[ink], c[ground])
        for ink, grounds in TEXT_ON.items()
        for ground in grounds
    ]
    pairs += [
        (3.0, f"{ink} on {ground}", c[ink], c[ground])
        for ink, grounds in SHAPE_ON.items()
        for ground in grounds
    ]
    for name, level in palette.level.items():
        pairs.append((4.5, f"{name}: glyph", level.glyph, level.fill))
        pairs.append((4.5, f"{name}: text on tint", level.on_tint, level.tint))
        pairs.append((4.5, f"{name}: secondary text on tint", c["text.secondary"], level.tint))
        pairs += [
            (3.0, f"{name}: outline on {ground}", level.outline, c[ground])
            for ground in GROUNDS_OF_SHAPES
        ]
    for number, grade in enumerate(palette.grade):
        pairs.append((4.5, f"grade {number}", grade.text, grade.fill))
    return [f"{what} {contrast(one, other):.2f} < {least}"
            for least, what, one, other in pairs if contrast(one, other) < least]  # fmt: skip


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_pair_is_readable(mode):
    assert too_faint(load_tokens().palettes[mode]) == []


def test_a_faint_pair_is_found():
    ours = load_tokens().palettes["light"]
    faint = Palette({**ours.colour, "text.muted": "#94A2AD"}, ours.level, ours.grade)

    assert "text.muted on bg.surface 2.61 < 4.5" in too_faint(faint)


def test_both_themes_have_the_same_tokens():
    light, dark = (load_tokens().palettes[mode] for mode in ("light", "dark"))

    assert light.colour.keys() == dark.colour.keys()
    assert light.level.keys() == dark.level.keys()
    assert len(light.grade) == len(dark.grade) == 5
