"""The record on screen: what stands in it, and writing it down, amended and withdrawn, by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from console.errors import Offline, StepUpNeeded, Unexpected
from resources.wording import Wording
from services.contract.base import Ask
from services.contract.enums import EntryKind
from services.contract.patient_changes import ContactChangeAsk, IdentityChangeAsk
from services.contract.problems import CurrentState, FieldProblem, ProblemCode
from services.contract.record import (
    DiagnosisContent,
    EntryAsk,
    EntryChangeAsk,
    NoteContent,
    TreatmentCycleAsk,
    WeightContent,
    WithdrawAsk,
)
from tests.pictures.stage import refused
from tests.samples import file_data
from tests.samples.record import entry, entry_id, record
from tests.samples.rows import ALAIN, LE_BIHAN, NOW, THOMAS
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from tests.ui.patient.looking import screen
from ui.parts.form import FramedForm
from ui.patient.head import FileTab
from ui.patient.record.page import RecordPage
from ui.patient.record.sections import Section
from ui.proof.panel import ProofPanel
from widgets.line_list import LineList
from widgets.strip import Strip

LOST = Offline("ReadTimeout", outcome_unknown=True)


@pytest.fixture
def written(opened: Parts) -> Parts:
    """The record of the open file in front, at its weights."""
    screen(opened).choose_tab(FileTab.RECORD)
    page(opened).go_to(Section.WEIGHT)
    return opened


def page(parts: Parts) -> RecordPage:
    return screen(parts).record


def form(parts: Parts) -> FramedForm:
    found = page(parts).desk.form
    assert found is not None
    return found


def titles(parts: Parts) -> list[str]:
    return [line.title for line in page(parts).list.lines]


def field(parts: Parts, name: str) -> QLineEdit:
    return child(form(parts), QLineEdit, f"field_{name}")


def type_in(parts: Parts, name: str, text: str) -> None:
    box = field(parts, name)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)


def press_button(parts: Parts, name: str) -> None:
    child(screen(parts), QAbstractButton, name).click()


def asked(parts: Parts) -> list[tuple[str, Ask, int | None]]:
    return parts.file.records.asked


def told(parts: Parts) -> str:
    strip = child(page(parts), Strip, "record_strip")
    return strip.accessibleName() if strip.isVisibleTo(page(parts)) else ""


# What is there


def test_each_section_tells_its_newest_and_how_many_there_are(written):
    line = next(each for each in page(written).sections.lines if each.key == Section.WEIGHT)

    assert (line.title, line.right) == ("Poids", "2")
    assert "62,1" in line.detail


def test_what_was_withdrawn_is_struck_through_and_counts_nowhere(written):
    page(written).go_to(Section.EVENT)
    lines = page(written).list.lines
    section = next(each for each in page(written).sections.lines if each.key == Section.EVENT)

    assert [line.is_struck for line in lines] == [False, True]
    assert "autre patiente" in lines[1].detail
    assert section.right == "1"


def test_a_fact_tells_each_version_and_what_it_changed(written, qtbot):
    def said() -> str:
        return " ".join(visible_texts(page(written).pane.detail))

    qtbot.waitUntil(lambda: "Version 2, Claire Morvan" in said())
    assert "64,0 kg → 62,1 kg" in said().replace("\u202f", " ")
    assert "balance du service" in said()


def test_cycles_stand_under_their_line(written):
    page(written).go_to(Section.TREATMENT)

    assert [line.indent for line in page(written).list.lines][:3] == [0, 1, 1]


def test_what_cannot_be_opened_says_so_and_is_not_amended(written):
    sealed = entry(1, "2025-11-18", WeightContent(kg=62.1)).model_copy(update={"content": None})
    written.file.records.record = record(entries=[sealed])
    press(written.shell, "F5")

    assert "illisible" in titles(written)[0].lower()
    page(written).list.setFocus()
    press(written.shell, "Return")
    assert page(written).desk.form is None


def test_a_record_that_cannot_be_read_says_so_and_is_read_again(opened):
    busy = Unexpected("unavailable", status=503, retryable=True)
    opened.file.records.read_faults.append(busy)
    screen(opened).choose_tab(FileTab.RECORD)
    assert not page(opened).list.isVisible()

    press(opened.shell, "F5")

    assert page(opened).list.isVisible()


# Writing down


def test_the_key_adds_and_ctrl_enter_writes_it_down(written):
    press(written.shell, "I")
    assert focused().objectName() == "field_kg"
    QTest.keyClicks(focused(), "61,8")
    press(written.shell, "Ctrl+Return")

    what, ask, version = asked(written)[-1]
    assert (what, version) == ("add_entry", None)
    assert ask == EntryAsk(began_on=f"{NOW.date()}", content=WeightContent(kg=61.8))
    assert page(written).desk.form is None
    assert "61,8" in titles(written)[0]


def test_a_day_may_be_typed_in_any_usual_form(written):
    press(written.shell, "I")
    type_in(written, "kg", "61.8")
    type_in(written, "began_on", "1.2.2025")
    press(written.shell, "Ctrl+Return")

    ask = asked(written)[-1][1]
    assert isinstance(ask, EntryAsk)
    assert ask.began_on == "2025-02-01"


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("kg", "", "à remplir"),
        ("kg", "soixante", "pas un nombre"),
        ("kg", "6210", "entre 20 et 350"),
        ("kg", "62,15", "pas un nombre"),
        ("began_on", "31/02/2025", "pas une date"),
        ("began_on", "02/2025", "jour, mois et année"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_sent(written, name, typed, said):
    press(written.shell, "I")
    type_in(written, "kg", "62")
    field(written, name).setText(typed)
    press(written.shell, "Ctrl+Return")

    assert asked(written) == []
    assert focused() is field(written, name)
    assert any(said in text for text in visible_texts(form(written)))


def test_what_the_service_does_not_take_is_said_at_its_field(written):
    error = refused(ProblemCode.INVALID_BODY, 422)
    errors = [FieldProblem(field="began_on", reason="in_the_future")]
    problem = error.problem.model_copy(update={"errors": errors})
    written.file.records.faults.append(type(error)(problem))
    press(written.shell, "I")
    type_in(written, "kg", "62")
    press(written.shell, "Ctrl+Return")

    assert page(written).desk.form is not None
    assert focused() is field(written, "began_on")
    assert any("dans le futur" in text for text in visible_texts(form(written)))


def test_a_half_known_diagnosis_is_written_down(written):
    page(written).go_to(Section.DIAGNOSIS)
    press(written.shell, "I")
    type_in(written, "label", "Lymphome")
    type_in(written, "began_on", "03/2024")
    press(written.shell, "Ctrl+Return")

    ask = asked(written)[-1][1]
    assert ask == EntryAsk(began_on="2024-03", content=DiagnosisContent(label="Lymphome"))


def test_a_cycle_is_added_to_the_line_that_is_stood_on(written):
    page(written).go_to(Section.TREATMENT)
    line = page(written).thing
    assert line is not None
    press_button(written, "record_add_cycle")
    type_in(written, "number", "5")
    press(written.shell, "Ctrl+Return")

    what, ask, _ = asked(written)[-1]
    assert what == f"add_cycle {line.id}"
    assert ask == TreatmentCycleAsk(number=5, started_on=NOW.date())


# Amending


def test_enter_amends_what_is_stood_on_at_the_version_that_was_seen(written):
    page(written).list.setFocus()
    press(written.shell, "Return")
    assert field(written, "kg").text() == "62,1"
    type_in(written, "kg", "62,4")
    type_in(written, "reason", "faute de frappe")
    press(written.shell, "Ctrl+Return")

    what, ask, version = asked(written)[-1]
    assert (what, version) == ("change_entry", 2)
    expected = EntryChangeAsk(
        began_on="2025-11-18", content=WeightContent(kg=62.4), reason="faute de frappe"
    )
    assert ask == expected
    assert "62,4" in titles(written)[0]


def test_somebody_faster_is_named_and_what_was_typed_can_be_saved_on_their_version(written):
    press_button(written, "record_change")
    type_in(written, "kg", "62,4")
    written.file.records.somebody_else_changes(entry_id(1))
    current = CurrentState(version=3, state="active", by=THOMAS, at=NOW)
    written.file.records.faults.append(refused(ProblemCode.VERSION_STALE, 412, current))
    press(written.shell, "Ctrl+Return")

    assert THOMAS.name in told(written)
    assert field(written, "kg").text() == "62,4"
    press(written.shell, "Ctrl+Return")
    assert asked(written)[-1][2] == 3


def test_a_withdrawal_needs_its_reason(written):
    page(written).list.setFocus()
    press(written.shell, "Delete", "Ctrl+Return")
    assert asked(written) == []

    type_in(written, "reason", "autre patiente")
    press(written.shell, "Ctrl+Return")

    what, ask, version = asked(written)[-1]
    assert (what, version) == (f"withdraw entries/{entry_id(1)}", 2)
    assert ask == WithdrawAsk(reason="autre patiente")
    assert page(written).list.lines[0].is_struck


def test_an_identity_is_corrected_and_its_ins_stays(written):
    page(written).go_to(Section.IDENTITY)
    press_button(written, "record_change")
    type_in(written, "given_name", "Jeanne Marie")
    press(written.shell, "Ctrl+Return")

    what, ask, version = asked(written)[-1]
    assert (what, version) == ("change_identity", file_data.header().version)
    assert isinstance(ask, IdentityChangeAsk)
    assert (ask.given_name, ask.ins, ask.drop_ins) == ("Jeanne Marie", None, False)
    assert ask.birth_date == file_data.header().label.birth_date


@pytest.mark.parametrize(
    ("name", "account"), [(ALAIN.name, ALAIN.id), ("Dr Morel, en ville", None)]
)
def test_who_treats_is_somebody_of_the_unit_or_a_name(written, name, account):
    page(written).go_to(Section.CONTACT)
    press_button(written, "record_change")
    child(form(written), QComboBox, "field_oncologist").setEditText(name)
    press(written.shell, "Ctrl+Return")

    ask = asked(written)[-1][1]
    assert isinstance(ask, ContactChangeAsk)
    assert (ask.oncologist, ask.oncologist_id) == (name, account)
    assert ask.phone == file_data.header().phone


# When things go wrong


def test_a_lost_answer_is_never_called_done_or_failed_and_is_asked_for_once_more(written):
    written.file.records.faults.append(LOST)
    press(written.shell, "I")
    type_in(written, "kg", "62")
    press(written.shell, "Ctrl+Return")
    assert "Résultat inconnu" in told(written)
    assert not field(written, "kg").isEnabled()

    written.connection.changed.emit()

    first, second = written.file.records.keys
    assert first == second
    assert page(written).desk.form is None


def test_without_contact_the_form_keeps_a_draft_that_comes_back(written):
    press(written.shell, "I")
    type_in(written, "kg", "62")
    written.connection.go_offline(2)
    press(written.shell, "Ctrl+Return")
    assert asked(written) == []
    assert page(written).desk.form is None
    weights = next(each for each in page(written).sections.lines if each.key == Section.WEIGHT)
    assert weights.rest == "brouillon"

    written.connection.is_online, written.connection.shows_offline = True, False
    written.connection.changed.emit()
    press(written.shell, "I")

    assert field(written, "kg").text() == "62"


def test_escape_leaves_the_form_first_and_the_file_after_it(written):
    press(written.shell, "I")
    type_in(written, "kg", "62")
    press(written.shell, "Escape")
    assert page(written).desk.form is None
    assert written.shell.page == "patient_file"

    press(written.shell, "Escape")
    assert written.shell.page == "triage"


def test_another_file_takes_the_form_away_and_keeps_what_was_typed_for_its_own(written):
    press(written.shell, "I")
    type_in(written, "kg", "62")

    written.shell.open_file(LE_BIHAN.id)

    assert page(written).desk.form is None
    (draft,) = written.drafts.kept.values()
    assert draft.about != LE_BIHAN.id


def test_what_was_written_leaves_no_draft(written):
    press(written.shell, "I")
    type_in(written, "kg", "62")
    page(written).desk.keep_draft()
    assert written.drafts.kept

    press(written.shell, "Ctrl+Return")

    assert not written.drafts.kept


def test_behind_the_mask_nothing_is_told_and_nothing_is_written(written, qtbot):
    page(written).go_to(Section.NOTE)
    written.file.records.record = record(
        entries=[entry(8, "2025-11-12", NoteContent(text="Préfère être appelée le matin."))]
    )
    press(written.shell, "F5", "I")
    assert page(written).desk.form is not None

    written.shell.toggle_mask()

    assert page(written).desk.form is None

    def texts() -> list[str]:
        return list(visible_texts(page(written).pane.detail))

    qtbot.waitUntil(lambda: "Texte" in texts())
    assert not any("matin" in text for text in texts())
    press(written.shell, "I")
    assert page(written).desk.form is None


def test_a_role_that_only_reads_is_offered_nothing(written):
    me = written.session.me
    reads = [each for each in me.actions if not each.startswith(("create_", "change_", "withdraw"))]
    written.session.me = me.model_copy(update={"actions": reads})
    page(written).go_to(Section.EVENT)
    press(written.shell, "I", "Delete")

    assert page(written).desk.form is None
    assert not page(written).add.isVisible()
    assert not page(written).pane.detail.change.isVisible()


def test_another_language_keeps_what_was_typed(written):
    press(written.shell, "I")
    type_in(written, "kg", "62")

    written.shell.set_wording(Wording("en"))

    assert field(written, "kg").text() == "62"
    assert form(written).accessibleName().startswith("Add weight")


def test_every_kind_of_fact_has_a_section_and_a_form(written):
    for kind in EntryKind:
        page(written).go_to(Section(kind.value))
        page(written).list.setFocus(Qt.FocusReason.OtherFocusReason)
        press(written.shell, "I")
        assert page(written).desk.form is not None, kind
        press(written.shell, "Escape")


def test_the_lists_are_told_to_whoever_does_not_see_them(written):
    lists = (page(written).sections, page(written).list)

    assert [each.accessibleName() for each in lists] == ["Rubriques du dossier clinique", "Poids"]
    assert all(line.sentence for line in child(written.shell, LineList, "record_list").lines)


def test_a_fresh_proof_is_asked_in_place_and_giving_it_up_leaves_the_form(written):
    """No act of the record asks for one today; a policy that does must not leave a dead form."""
    asked_again = refused(ProblemCode.STEP_UP_NEEDED, 403)
    written.file.records.faults.append(StepUpNeeded(asked_again.problem))
    press(written.shell, "I")
    type_in(written, "kg", "62")
    press(written.shell, "Ctrl+Return")
    panel = child(screen(written), ProofPanel, "proof_panel")
    assert panel.isVisible()
    assert not field(written, "kg").isEnabled()

    press_button(written, "proof_cancel")

    assert not panel.isVisible()
    assert field(written, "kg").isEnabled()
    assert field(written, "kg").text() == "62"


@pytest.mark.parametrize(("percent", "are_there"), [(100, True), (200, False)])
def test_beside_a_form_the_sections_are_readable_or_away(written, theme, percent, are_there):
    theme.set_text_scale_pct(percent)
    written.shell.resize(1366, 768)
    page(written).go_to(Section.DIAGNOSIS)
    page(written).add_one()
    sections = page(written).sections
    beside = page(written).list.parentWidget()
    assert beside is not None
    least = form(written).minimumSizeHint().width() + beside.minimumSizeHint().width()
    assert least <= page(written).width()
    assert sections.isVisible() is are_there
    assert not are_there or sections.width() >= 160

    page(written).desk.leave()
    assert sections.isVisible()
