"""Words of a demonstration fit the people: sex, unit, carer, and what the others write."""

import re
from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from services.contract.enums import AlertState, Sex
from services.demo import calendar, comments, responses, wordings
from services.demo.kermarrec import KERMARREC
from services.demo.names import (
    CARERS_WHO_ARE_MEN,
    CARERS_WHO_ARE_WOMEN,
    GIVEN_NAMES_OF_MEN,
    GIVEN_NAMES_OF_WOMEN,
)
from services.demo.people import Patient
from services.demo.treatments import CAPECITABINE

MASCULINE = re.compile(
    r"\b(épuisé|réveillé|essoufflé|assis|couché|allongé|fatigué|vidé|bloqué|angoissé|découragé"
    r"|écœuré|reposé|adressé|trompé|soulagé|allé|vu(?! avec)|il)\b",
    re.IGNORECASE,
)
FEMININE = re.compile(
    r"\b(épuisée|réveillée|essoufflée|assise|couchée|allongée|fatiguée|vidée|bloquée|angoissée"
    r"|découragée|écœurée|reposée|adressée|trompée|soulagée|allée|vue|elle|la patiente)\b",
    re.IGNORECASE,
)
SINGLE_WORDS = {Sex.FEMALE: MASCULINE, Sex.MALE: FEMININE}


def notes(patient):
    """All that nurses may write about somebody."""
    ways = [
        way.said
        for table in (responses._CRITICAL, responses._HIGH)
        for of_concern in table.values()
        for way in of_concern
    ]
    by_key = (wordings.NOTES, wordings.CALLS_TO_WAIT, wordings.WAITING_NOTES)
    keyed = [text for table in by_key for texts in table.values() for text in texts]
    others = [*responses._CALLED.values(), responses._MISTAKEN.said]
    plain = [*wordings.STILL_AWAITED, *wordings.CALLS_AFTER_A_NIGHT]
    return [patient.words(text) for text in (*ways, *keyed, *others, *plain)]


@pytest.mark.parametrize("sex", [Sex.FEMALE, Sex.MALE])
def test_words_have_the_gender_of_the_patient(sex):
    for text in (*comments.every_comment(sex), *notes(Patient(sex, 0))):
        assert SINGLE_WORDS[sex].search(text) is None, text
        assert "{" not in text


def test_there_are_three_times_as_many_comments_as_the_thirty_five_there_were():
    assert len(comments.every_comment(Sex.FEMALE)) >= 3 * 35


def test_what_is_written_in_a_centre_has_the_gender_of_the_patient(large):
    for each in large.alerts:
        wrong = SINGLE_WORDS[large.patients[each.row.patient_id].row.sex]
        written = [each.content.get("comment"), *(detail.text for _, detail in each.acts)]
        for text in filter(None, written):
            assert wrong.search(text) is None, text


def test_a_note_names_the_doctor_of_the_unit_only(large):
    named: Counter[tuple[bool, bool]] = Counter()
    for each in large.alerts:
        other = "Tanguy" if large.is_thorax(each) else "Guivarc'h"
        for text in filter(None, (detail.text for _, detail in each.acts)):
            assert other not in text
            named["Tanguy" in text, "Guivarc'h" in text] += 1
    assert named[True, False]
    assert named[False, True]


def test_a_carer_is_what_the_given_name_says(large):
    carers = {known.contact.carer for known in large.patients.values() if known.contact.carer}
    # The husband of the picture has a whole name.
    carers.remove(KERMARREC.reach["carer"])
    assert carers
    for carer in carers:
        name, relation = re.findall(r"^(.+) \((.+)\)", carer)[0]
        is_woman = relation in CARERS_WHO_ARE_WOMEN
        assert is_woman or relation in CARERS_WHO_ARE_MEN
        assert name in (GIVEN_NAMES_OF_WOMEN if is_woman else GIVEN_NAMES_OF_MEN)


def test_nobody_of_the_last_two_days_writes_what_another_wrote(large):
    since = calendar.PRESENT - timedelta(hours=34)
    lately = [
        said["comment"]
        for answer, said in large.answers
        if answer.authored_at >= since and said.get("comment")
    ]
    assert len(lately) == len(set(lately))


def test_a_word_is_given_once_in_the_last_two_days_and_evenly_before():
    talk, patient, regimen = comments.Comments(), Patient(Sex.MALE, 0), CAPECITABINE
    lately = calendar.local(calendar.today(), "09:00")
    before = lately - timedelta(days=20)

    def said(at):
        return talk.about("insomnia", patient, (regimen, 3), at, set(), Random(1))

    new = [said(lately) for _ in range(30)]
    known = len(comments.COMMENTS["insomnia"])
    assert len(set(new) - {None}) == len([text for text in new if text]) == known
    assert new[known:] == [None] * (30 - known)
    assert set(Counter(said(before) for _ in range(3 * known)).values()) == {3}


def test_no_two_patients_of_a_queue_write_alike(large):
    waiting = [
        each.content["comment"]
        for each in large.alerts
        if each.row.state is not AlertState.CLOSED and each.content.get("comment")
    ]
    assert len(waiting) >= 5
    assert len(waiting) == len(set(waiting))


def test_nobody_repeats_themselves(large):
    said = Counter(
        (answer.patient_id, content["comment"])
        for answer, content in large.answers
        if content.get("comment")
    )
    assert max(said.values()) == 1
