"""What somebody else writes while a file is open: it stands there by itself, typing stays."""

from services.contract.record import WeightContent
from tests.samples.record import entry_id
from tests.samples.rows import THOMAS
from tests.support.typography import plain
from tests.support.ui_parts import Parts, press, visible_texts
from tests.ui.patient.looking import screen
from tests.ui.patient.test_record import (  # noqa: F401  the record of an open file
    field,
    press_button,
    told,
    type_in,
    written,
)


def _thomas_weighs(parts: Parts, kg: float) -> None:
    """Another console writes, and the service tells this one."""
    parts.file.records.somebody_else_changes(entry_id(1), content=WeightContent(kg=kg))
    assert parts.file.patient_id is not None
    parts.file.hear_of_others({parts.file.patient_id})


def test_the_record_shows_what_somebody_else_wrote(written):  # noqa: F811
    _thomas_weighs(written, 70.4)

    assert any("70,4 kg" in plain(text) for text in visible_texts(screen(written)))


def test_what_is_being_typed_stays_and_who_was_faster_is_named(written):  # noqa: F811
    press_button(written, "record_change")
    type_in(written, "kg", "62,4")

    _thomas_weighs(written, 70.0)

    assert field(written, "kg").text() == "62,4"
    assert THOMAS.name in told(written)
    assert written.file.records.asked == []


def test_behind_another_screen_nothing_is_read_until_the_file_is_back(written):  # noqa: F811
    written.shell.show()
    patient_id = written.file.patient_id
    press(written.shell, "Escape")
    _thomas_weighs(written, 70.4)
    record = written.file.record.shown.value
    assert record is not None
    assert all(each.content != WeightContent(kg=70.4) for each in record.entries)

    written.shell.open_file(patient_id)
    assert any("70,4 kg" in plain(text) for text in visible_texts(screen(written)))

    _thomas_weighs(written, 71.2)
    assert any("71,2 kg" in plain(text) for text in visible_texts(screen(written)))
