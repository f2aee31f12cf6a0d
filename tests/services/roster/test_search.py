"""The search: what finds somebody, in which order, and for whom nobody exists."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.patients.identity import Contact
from services.roster import search as searching
from services.security.ciphers import Cipher
from services.worker import run_due
from tests.services.roster.conftest import JEANNE, Roster, ids_of, person

CONTACT = Contact(phone="06 39 98 14 27", email="Jeanne.Kermarrec@exemple.fr")


@pytest.mark.parametrize(
    ("typed", "by"),
    [
        *[
            (typed, "name")
            for typed in ("ker", "KERMARREC", "kermarrec jeanne", "jea ker", "dantec")
        ],
        *[(typed, "name") for typed in ("ledantec", "le dantec", "Jeanne Le-Dantec", "jeanne l")],
        *[(typed, "name") for typed in ("kermarrec 14/03/1958", "14 mars 58 jeanne", "ker 1958")],
        *[(typed, "name") for typed in ("kermarrec 14/0", "jeanne 14/3", "m. kermarrec")],
        *[
            (typed, "name")
            for typed in ("Mme KERMARREC", "kermarrec née le dantec", "mme née dantec")
        ],
        *[(typed, "name") for typed in ("Mme Kermarrec née Dantec le 14/03/1958", "le 14/03/1958")],
        *[
            (typed, "birth_date")
            for typed in ("14031958", "14/03/58", "14 mars 1958", "1958-03-14")
        ],
        *[(typed, "birth_date") for typed in ("née le 14/03/1958", "né(e) le 14 mars 1958")],
        *[(typed, "ins") for typed in ("INS 258033523804237", "ins n° 2580335238042")],
        *[(typed, "ins") for typed in ("258033523804237", "2 58 03 35 238 042", "2580335238042")],
        *[(typed, "number") for typed in ("800 451 237", "0639981427", "639981427")],
        *[
            (typed, "record_number")
            for typed in ("IPP 800451237", "ipp n°800 451 237", "IPP800451237")
        ],
        *[(typed, "number") for typed in ("33 6 39 98 14 27", "(0)6 39 98 14 27")],
        *[(typed, "phone") for typed in ("+33 (0)6 39 98 14 27", "0033(0)639981427")],
        *[
            (typed, "email")
            for typed in ("jeanne.kermarrec@EXEMPLE.fr", " <jeanne.kermarrec@exemple.fr>")
        ],
        *[(typed, "phone") for typed in ("+33 6 39 98 14 27", "00 33 6 39 98 14 27")],
    ],
)
def test_somebody_is_found_by_whatever_is_known(sqlite_service, typed: str, by: str) -> None:
    roster = Roster(sqlite_service)
    [jeanne] = roster.enrol(JEANNE, contact=CONTACT)
    roster.enrol(person("KERJEAN", "Paul", born=date(1960, 1, 1)), person("MORIN", "Zoé"))

    hits = roster.search(typed)

    assert hits["understood"] == by
    assert jeanne in ids_of(hits["items"])


def test_every_kind_of_search_works_on_both_databases(roster: Roster) -> None:
    [jeanne] = roster.enrol(JEANNE, contact=CONTACT)
    roster.enrol(person("MORIN", "Zoé"))
    typed = ["kermarrec jeanne", "kermarec", "14 mars 1958", "2580335238042", "800451237"]

    typed += ["06 39 98 14 27", "jeanne.kermarrec@exemple.fr"]

    assert [roster.found(text) for text in typed] == [[jeanne]] * 7
    assert roster.found("morin 14031958") == []


@pytest.mark.parametrize(
    "typed",
    [
        *["kermarrec 15/03/1958", "kermarrec 1959", "jeanne morin", "258033523804238", "80045123"],
        *["wolfeschlegelx", "06 39 98 14 28", "kermarrecs", "ermarrec", "arrec", "31/02/1958"],
    ],
)
def test_what_does_not_fit_finds_nobody(sqlite_service, typed: str) -> None:
    roster = Roster(sqlite_service)
    roster.enrol(JEANNE, contact=CONTACT)
    roster.enrol(person("WOLFESCHLEGELSTEIN"))

    found = [hit for hit in roster.search(typed)["items"] if not hit["sounds_alike"]]

    assert found == []


@pytest.mark.parametrize("typed", ["le", "é", "12", "a b", "14/", "-"])
def test_what_is_too_short_is_not_searched(sqlite_service, typed: str) -> None:
    roster = Roster(sqlite_service)
    roster.enrol(JEANNE)

    assert roster.search(typed) == {"items": [], "understood": None, "more": False}


def test_a_hit_says_who_it_is(roster: Roster) -> None:
    [jeanne] = roster.enrol(JEANNE)

    [hit] = roster.search("kermarrec")["items"]

    assert hit == {
        "patient": {
            "id": str(jeanne),
            "family_name": "KERMARREC",
            "given_name": "Jeanne",
            "birth_date": "1958-03-14",
            "sex": "female",
            "record_number": "800451237",
        },
        "birth_name": "LE DANTEC",
        "civility": "Mme",
        "unit_id": str(roster.service.centre.units[0]),
        "identity_status": "qualified",
        "monitoring": "active",
        "homonyms": 1,
        "sounds_alike": False,
        "identity_unreadable": False,
    }


def test_exact_names_come_first_then_beginnings_then_sounds(roster: Roster) -> None:
    roster.enrol(
        person("MARTINEAU", "Alain"),
        person("MARTAIN", "Bruno"),
        person("MARTIN", "Zoé"),
        person("SIMON", "Martin"),
        person("MARTINEZ", "Alain"),
    )

    hits = roster.search("martin")["items"]

    names = [hit["patient"]["family_name"] for hit in hits]
    assert names == ["MARTIN", "SIMON", "MARTINEAU", "MARTINEZ", "MARTAIN"]
    assert [hit["sounds_alike"] for hit in hits] == [False] * 4 + [True]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("MÉZERAY", "mezeret"),
        ("LE GOFF", "le goph"),
        ("KERMARREC", "kermarec"),
        ("GAUTHIER", "gotier"),
        ("LE BIHAN", "le bian"),
        ("LEFEBVRE", "lefevre"),
    ],
)
def test_a_name_is_found_by_its_sound(sqlite_service, written: str, typed: str) -> None:
    roster = Roster(sqlite_service)
    [meant] = roster.enrol(person(written, "Philippe"))

    for text in (typed, f"{typed} phil", f"Filipe {typed}", f"{typed} 02/07/1961"):
        [hit] = roster.search(text)["items"]
        assert (ids_of([hit]), hit["sounds_alike"]) == ([meant], True), text


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("MÜLLER", "mueller müller muller MULL muel"),
        ("MUELLER", "mueller müller muel"),
        ("ŒUVRARD", "oeuvrard œuvrard OEU"),
        ("OEUVRARD", "œuvrard"),
        ("WEIß", "weiss weiß WEISS weis"),
        ("WEISS", "weiß"),
        ("SAINT-MARTIN", "st-martin saint-martin st-mart stmartin"),
        ("ST MARTIN", "saint-martin st-martin sain-mart saintmartin"),
    ],
)
def test_a_name_is_found_in_its_other_spellings(sqlite_service, written: str, typed: str) -> None:
    roster = Roster(sqlite_service)
    [meant] = roster.enrol(person(written))

    for text in typed.split():
        [hit] = roster.search(text)["items"]
        assert (ids_of([hit]), hit["sounds_alike"]) == ([meant], False), text


def test_whose_name_is_like_a_title_comes_before_who_is_called_so(sqlite_service) -> None:
    roster = Roster(sqlite_service)
    ids = roster.enrol(person("ALLAIN", "Philippe"), person("NÉE", "Philippe"))

    assert roster.found("née philippe") == ids[::-1]
    assert roster.found("née") == [ids[1]]


def test_many_of_a_name_do_not_hide_who_is_meant_with_the_date(roster: Roster) -> None:
    """Whoever is none of the right age takes no room from those whose name only begins like it."""
    roster.enrol(*(person("MARTIN", f"{letter}nne") for letter in "ABCDEFGHIJKLMNOPQRSTUVW"))
    [meant] = roster.enrol(person("MARTINEZ", "Zoé", born=date(1958, 3, 14)))
    [by_sound] = roster.enrol(person("MARTAIN", "Zoé", born=date(1958, 5, 1)))

    assert roster.found("martin 1958") == [meant, by_sound]
    assert roster.search("martin 1958")["more"] is False
    assert roster.found("martin 14/03/1958") == [meant]


def test_homonyms_are_counted_among_the_callers_patients(roster: Roster) -> None:
    roster.enrol(
        person("KERMARREC", "Jeanne"),
        person("KERMAREC", "Jeanne", born=date(1970, 1, 1)),
        person("LE GOFF", "Jeanne", birth_name="KERMARREC"),
        person("KERMARREC", "Paul"),
    )
    roster.enrol(person("KERMARREC", "Jeanne", born=date(1980, 1, 1)), unit=1)
    roster.enrol(person("KERMARREC", "Jeanne"), centre=roster.service.other_centre)

    def counted(who: str) -> list[tuple[str, int]]:
        items = roster.search("kermarrec", who)["items"]
        return sorted((hit["patient"]["given_name"], hit["homonyms"]) for hit in items)

    assert counted("nurse") == [("Jeanne", 3)] * 3 + [("Paul", 1)]
    assert counted("nurse_of_both") == [("Jeanne", 4)] * 4 + [("Paul", 1)]


def test_who_goes_by_the_first_of_several_given_names_is_a_homonym(roster: Roster) -> None:
    roster.enrol(
        person("MARTIN", "Jean"),
        person("MARTIN", "Jean Pierre"),
        person("MARTIN", "Pierre"),
        person("王", "伟"),
        person("李", "娜"),
    )

    rows = roster.page()["items"]

    marked = {row["patient"]["given_name"] for row in rows if row["has_homonym"]}
    assert marked == {"Jean", "Jean Pierre"}
    counted = {
        hit["patient"]["given_name"]: hit["homonyms"] for hit in roster.search("martin")["items"]
    }
    assert counted == {"Jean": 2, "Jean Pierre": 2, "Pierre": 1}


def test_more_than_twenty_are_said_to_be_more(roster: Roster) -> None:
    ids = roster.enrol(*(person("MARTIN", f"{letter}nne") for letter in "ABCDEFGHIJKLMNOPQRST"))

    assert (len(roster.found("martin")), roster.search("martin")["more"]) == (20, False)

    ids += roster.enrol(person("MARTIN", "Anaïs"))
    hits = roster.search("martin")

    assert (len(hits["items"]), hits["more"]) == (20, True)
    assert roster.found("martin anaïs")[0] == ids[-1]


def test_a_long_name_is_told_apart_beyond_what_is_kept_of_it(roster: Roster) -> None:
    first, second = roster.enrol(person("WOLFESCHLEGELSTEIN"), person("WOLFESCHLEGELBERG"))

    assert set(roster.found("wolfeschlegel")) == {first, second}
    assert roster.found("wolfeschlegels") == [first]
    assert roster.found("wolfeschlegelberg") == [second]


def test_for_the_search_only_the_callers_units_exist(roster: Roster) -> None:
    [own] = roster.enrol(JEANNE, contact=CONTACT)
    [of_other_unit] = roster.enrol(JEANNE, unit=1, contact=CONTACT)
    roster.enrol(JEANNE, centre=roster.service.other_centre, contact=CONTACT)
    typed = ["kermarrec", "kermarec", "14/03/1958", "258033523804237", "800451237", "0639981427"]

    for text in typed:
        assert roster.found(text) == [own], text
        assert set(roster.found(text, "nurse_of_both")) == {own, of_other_unit}
        assert roster.found(text, "nurse_without_unit") == []


def test_who_exists_elsewhere_is_as_nobody(roster: Roster) -> None:
    roster.enrol(JEANNE, unit=1, contact=CONTACT)
    roster.enrol(person("MORIN"), centre=roster.service.other_centre)

    answers = [roster.search(text) for text in ("kermarrec", "morin", "zzzzz")]

    assert answers == [{"items": [], "understood": "name", "more": False}] * 3


def test_the_invented_patient_is_not_found(roster: Roster) -> None:
    run_due(roster.service.context)

    for text in ("surveillance", "synthétique", "01/01/1900", "IPP SYNTHETIQUE"):
        assert roster.found(text) == []


def test_nobody_is_opened_who_does_not_match(
    roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    [jeanne] = roster.enrol(JEANNE)
    roster.enrol(person("KERJEAN", "Paul"), person("MORIN", "Zoé"))
    opened: set[UUID] = set()
    reading = Cipher.open

    def noting(cipher: Cipher, place: object, sealed: bytes) -> bytes:
        opened.add(cipher.owner_id)
        return reading(cipher, place, sealed)  # type: ignore[arg-type]

    monkeypatch.setattr(Cipher, "open", noting)

    assert roster.found("jeanne ker") == [jeanne]
    assert opened == {jeanne}


def test_who_cannot_be_opened_is_found_and_said_to_be_unreadable(roster: Roster) -> None:
    ids = roster.enrol(JEANNE, person("KERMARREC", "Paul"))
    roster.change(ids[0], identity=b"broken")

    hits = roster.search("kermarrec")["items"]

    assert ids_of(hits) == ids[::-1]
    assert [hit["identity_unreadable"] for hit in hits] == [False, True]
    assert hits[1]["patient"]["family_name"] == ""


def test_a_search_is_journalled_with_whom_it_showed_and_without_its_text(roster: Roster) -> None:
    [jeanne] = roster.enrol(JEANNE)
    roster.search("Kermarrec")
    roster.search("nobody of this name")

    with roster.service.context.database.reading(Scope(roster.service.centre.id)) as session:
        entries = session.scalars(
            select(JournalEntry)
            .where(JournalEntry.action == "search_patients")
            .order_by(JournalEntry.sequence)
        ).all()
    assert [entry.shown for entry in entries] == [[str(jeanne)], []]
    assert {entry.purpose for entry in entries} == {"care"}
    for entry in entries:
        assert "ermarrec" not in repr(vars(entry))


@pytest.mark.parametrize("text", ["", "x" * 81, 5, None])
def test_a_text_that_is_none_is_refused(roster: Roster, text: object) -> None:
    answer = roster.service.client.post(
        "/api/v1/patients/search", json={"text": text}, headers=roster.service.as_("nurse")
    )

    assert answer.status_code == 422


def test_of_very_many_only_some_are_opened(roster: Roster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_MOST_OPENED", 3)
    roster.enrol(*(person("MARTIN", f"{letter}nne") for letter in "ABCDEF"))

    hits = roster.search("martin")

    assert (len(hits["items"]), hits["more"]) == (3, True)
