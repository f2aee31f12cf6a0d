"""What the product says: dates, durations and numbers as screens.md 1.10 writes them."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from resources.catalogue import Catalogue, MissingText, french_spaces
from resources.wording import NO_BREAK as NB
from resources.wording import THIN, Wording, age_years
from tests.support.typography import plain

FR, EN = Wording("fr"), Wording("en")
NOW = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2025, 11, 18), "18-nov.-2025", "18-Nov-2025"),
        (date(1958, 3, 14), "14-mars-1958", "14-Mar-1958"),
        (date(2025, 8, 1), "1-août-2025", "1-Aug-2025"),
        (date(2024, 2, 29), "29-févr.-2024", "29-Feb-2024"),
        (date(2025, 12, 31), "31-déc.-2025", "31-Dec-2025"),
    ],
)
def test_dates(day, french, english):
    assert plain(FR.date(day)) == french
    assert plain(EN.date(day)) == english


@pytest.mark.parametrize(("language", "text"), [("fr", "nov.\u00a02025"), ("en", "Nov\u00a02025")])
def test_a_month_has_its_year(language, text):
    assert Wording(language).month(date(2025, 11, 18)) == text


def test_a_date_is_never_broken_over_two_lines():
    assert "-" not in FR.date(date(2025, 11, 18))
    assert "-" not in FR.day_time(NOW)


def test_every_month_and_weekday_has_its_name():
    for wording in (FR, EN):
        months = {wording.day(date(2025, month, 1)) for month in range(1, 13)}
        weekdays = {wording.weekday(date(2025, 11, day)) for day in range(17, 24)}
        assert len(months) == 12
        assert len(weekdays) == 7
    assert plain(FR.weekday_day(date(2025, 11, 18))) == "mar. 18-nov."
    assert plain(EN.weekday_day(date(2025, 11, 18))) == "Tue 18-Nov"


def test_times_are_those_of_the_centre():
    assert FR.time(NOW) == "10:42"
    assert FR.in_zone("UTC").time(NOW) == "09:42"
    assert FR.time(datetime(2025, 7, 1, 9, 42, tzinfo=UTC)) == "11:42"


@pytest.mark.parametrize(
    ("ago", "french", "english"),
    [
        (timedelta(minutes=150), "08:12", "08:12"),
        (timedelta(hours=17, minutes=12), "hier 17:30", "yesterday 17:30"),
        (timedelta(days=7), "11-nov. 10:42", "11-Nov 10:42"),
        (timedelta(days=14), "04-nov. 10:42", "04-Nov 10:42"),
        (timedelta(days=400), "14-oct.-2024 11:42", "14-Oct-2024 11:42"),
    ],
)
def test_moments(ago, french, english):
    assert plain(FR.moment(NOW - ago, NOW)) == french
    assert plain(EN.moment(NOW - ago, NOW)) == english


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [
        (0, f"<{NB}1{NB}min", f"<{NB}1{NB}min"),
        (1, f"1{NB}min", f"1{NB}min"),
        (30, f"30{NB}min", f"30{NB}min"),
        (59.9, f"59{NB}min", f"59{NB}min"),
        (60, f"1{NB}h{NB}00", f"1{NB}h{NB}00"),
        (65, f"1{NB}h{NB}05", f"1{NB}h{NB}05"),
        (24 * 60 - 1, f"23{NB}h{NB}59", f"23{NB}h{NB}59"),
        (24 * 60, f"1{NB}j", f"1{NB}d"),
        (2.9 * 24 * 60, f"2{NB}j", f"2{NB}d"),
        (-5, f"<{NB}1{NB}min", f"<{NB}1{NB}min"),
    ],
)
def test_durations(minutes, french, english):
    assert FR.duration(timedelta(minutes=minutes)) == french
    assert EN.duration(timedelta(minutes=minutes)) == english


def test_what_is_due_on_the_other_side_of_midnight_is_tomorrow():
    late = datetime(2025, 11, 18, 22, 50, tzinfo=UTC)  # 23:50 in Paris

    assert FR.due(late + timedelta(minutes=5), late) == f"reste 5{NB}min"
    assert FR.due(late + timedelta(minutes=15), late) == "demain 00:05"


@pytest.mark.parametrize(
    ("value", "digits", "french", "english"),
    [
        (38.9, 1, "38,9", "38.9"),
        (38.0, 1, "38,0", "38.0"),
        (2000, 0, f"2{THIN}000", "2,000"),
        (1234567.891, 2, f"1{THIN}234{THIN}567,89", "1,234,567.89"),
        (-0.5, 1, "−0,5", "−0.5"),
    ],
)
def test_numbers(value, digits, french, english):
    assert FR.decimal(value, digits) == french
    assert EN.decimal(value, digits) == english


def test_whole_numbers_and_signs():
    assert FR.integer(0) == "0"
    assert FR.integer(13) == "13"
    assert FR.integer(2000) == f"2{THIN}000"
    assert EN.integer(12500) == "12,500"
    assert (FR.signed(2), FR.signed(-1), FR.signed(0)) == ("+2", "−1", "0")
    assert FR.celsius(38.9) == f"38,9{NB}°C"


def test_ages():
    assert age_years(date(1958, 3, 14), date(2025, 11, 18)) == 67
    assert age_years(date(1958, 11, 18), date(2025, 11, 18)) == 67
    assert age_years(date(1958, 11, 19), date(2025, 11, 18)) == 66
    assert age_years(date(2004, 2, 29), date(2025, 2, 28)) == 20
    assert age_years(date(2004, 2, 29), date(2025, 3, 1)) == 21
    assert FR.age(date(1958, 3, 14), date(2025, 11, 18)) == f"67{NB}ans"
    assert FR.age(date(2024, 3, 14), date(2025, 11, 18)) == f"1{NB}an"
    assert EN.age(date(1958, 3, 14), date(2025, 11, 18)) == f"67{NB}y"


def test_identifiers_are_grouped_for_the_eye_and_unchanged_otherwise():
    assert FR.record_number("800451237") == NB.join(["800", "451", "237"])
    assert FR.record_number("1234") == NB.join(["1", "234"])
    assert FR.record_number("IPP-12") == "IPP-12"
    assert FR.ins("258033523804237") == NB.join(["2", "58", "03", "35", "238", "042", "37"])
    assert FR.ins("2580335") == "2580335"
    assert FR.phone("0639981427") == NB.join(["06", "39", "98", "14", "27"])
    assert FR.phone("06 39 98 14 27") == NB.join(["06", "39", "98", "14", "27"])
    assert FR.phone("+33 6 39 98 14 27") == "+33 6 39 98 14 27"


@pytest.fixture
def catalogue(tmp_path):
    """A language of three messages."""
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "test.ftl").write_text(
        "test-plain = Bonjour\ntest-name = Bonjour { $name }\n"
        "test-long = Un\n    deux\ntest-attribute = Un\n    .short = 1\n",
        encoding="utf-8",
    )
    return Catalogue("fr", tmp_path)


def test_a_message_fills_in_what_it_is_given(catalogue):
    assert catalogue.text("test-plain", {}) == "Bonjour"
    assert catalogue.text("test-name", {"name": "Claire"}) == "Bonjour Claire"
    assert catalogue.text("test-long", {}) == "Un\ndeux"


@pytest.mark.parametrize("key", ["test-other", "other-plain", "test", ""])
def test_a_key_that_nobody_worded_is_missing(catalogue, key):
    with pytest.raises(MissingText):
        catalogue.text(key, {})


def test_a_variable_that_was_not_given_is_missing(catalogue):
    with pytest.raises(MissingText):
        catalogue.text("test-name", {})


def test_in_use_a_missing_key_shows_itself_and_is_logged(catalogue, monkeypatch, caplog):
    monkeypatch.setattr(Wording, "raises_on_missing", False)
    wording = Wording("fr", catalogue=catalogue)

    assert wording.text("test-other") == "test-other"
    assert caplog.records[0].key == "test-other"
    monkeypatch.setattr(Wording, "raises_on_missing", True)
    with pytest.raises(MissingText):
        wording.text("test-another")


def test_a_message_is_formatted_once(catalogue, monkeypatch):
    wording = Wording("fr", catalogue=catalogue)
    first = wording.text("test-name", name="Claire")
    monkeypatch.setattr(catalogue, "text", lambda *_: pytest.fail("formatted twice"))

    assert wording.text("test-name", name="Claire") is first


def test_a_prepared_language_reads_no_file_any_more(catalogue, tmp_path):
    catalogue.prepare()
    shutil.rmtree(tmp_path / "fr")

    assert catalogue.text("test-name", {"name": "Claire"}) == "Bonjour Claire"


def test_the_wordings_of_one_language_share_what_was_read():
    assert Wording("fr")._catalogue is Wording("fr", "Europe/London")._catalogue
    assert Wording("fr")._catalogue is not Wording("en")._catalogue


def test_numbers_choose_plurals_as_the_language_does():
    french = [FR.text("why-worse", change=count) for count in (1, 2)]
    assert french == ["aggravation de 1 point", "aggravation de 2 points"]
    # French counts nothing as one, English as several.
    assert FR.text("row-spoken-minutes", count=0) == "0 minute"
    assert EN.text("row-spoken-minutes", count=0) == "0 minutes"


def test_another_language_is_refused_at_once():
    with pytest.raises(ValueError, match="de"):
        Wording("de")


def test_french_spaces_never_break():
    source = "why-x = Pourquoi ? Oui ; « non » : 5 % !"

    assert french_spaces(source) == (
        f"why-x = Pourquoi{THIN}? Oui{THIN}; «{NB}non{NB}»{NB}: 5{NB}%{THIN}!"
    )
