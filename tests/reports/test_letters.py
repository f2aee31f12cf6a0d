"""What can be printed is what the embedded fonts have shapes for."""

from typing import Any

import typst

from reports.letters import BOX, letters, one_line, printable
from reports.pdf.setting import STANDARDS
from resources.locate import resource_path


def _compile(text: str, family: str) -> None:
    """Set each letter in both weights; raises `TypstError` for one without a shape."""
    fonts = str(resource_path("fonts"))
    source = f'#set document(title: "x")\n#set text(font: {family}, lang: "fr")\n= x\n'
    for each in text:
        source += f"#text(weight: 700)[\\u{{{ord(each):x}}}] \\u{{{ord(each):x}}}\n\n"
    as_bytes: Any = source.encode()
    typst.compile(
        as_bytes,
        font_paths=[fonts],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=list(STANDARDS),
    )


def test_every_letter_that_is_let_through_can_be_set():
    # Typst refuses a letter without a shape in a document for the archive.
    shown = sorted(each for each in letters() if printable(each) == each and not each.isspace())

    assert len(shown) > 2000
    _compile("".join(shown), '("Inter", "DejaVu Sans Mono")')


def test_what_has_no_shape_is_a_box():
    assert printable("a日b👩") == f"a{BOX}b{BOX}"


def test_marks_that_turn_or_hide_are_dropped():
    assert printable("a\u202eb\u200bc\x00d\ufeff") == "abcd"


def test_lines_stay_and_one_line_joins_them():
    assert printable("a\r\nb\u2028c\td") == "a \nb c\td"
    assert one_line("a\nb\u00a0c\td") == "a b\u00a0c d"


def test_a_letter_and_its_accent_are_one():
    assert printable("e\u0301") == "é"
