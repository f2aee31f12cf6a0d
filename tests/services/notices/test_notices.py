"""Transparency notices: versions that never change, and who has read which (S-51, S-22)."""

import hashlib
import re
from itertools import product

import pytest
from sqlalchemy import select

from resources.locate import resource_names, resource_path
from services.contract.enums import Role
from services.contract.notices import NoticeKind, NoticeProfile, NoticeTool
from services.db.scope import NO_CENTRE
from services.db.tables.notices import NoticeAcknowledgement
from services.notices import registry
from services.notices.registry import LANGUAGES, Notice, current, every, named, text_of
from tests.support.service import ServiceUnderTest, random_key

# What was shown to people never changes under its version: a change is a new file beside it, with
# its own line here.
SEALED = {
    "centre_sheet-console-clinician-1.0.en.md": "a060cdfe536e8f72",
    "centre_sheet-console-clinician-1.0.fr.md": "a0da913ce052d482",
    "commitment-console-clinician-1.0.en.md": "d38798d3831ab64a",
    "commitment-console-clinician-1.0.fr.md": "6bcc4fb3210fe06d",
    "privacy-app-patient-1.0.en.md": "25bd85111ae4b4a1",
    "privacy-app-patient-1.0.fr.md": "0d266b2373d3673d",
    "privacy-console-clinician-1.0.en.md": "d445b3139dfcdcba",
    "privacy-console-clinician-1.0.fr.md": "486ae6b7192b696b",
    "telemonitoring-app-patient-1.0.en.md": "732b5a314d3f667c",
    "telemonitoring-app-patient-1.0.fr.md": "9e3ae59463d347b0",
    "terms-app-patient-1.0.en.md": "8d7501dfc26b629a",
    "terms-app-patient-1.0.fr.md": "5be7b6b53a098820",
    "terms-console-clinician-1.0.en.md": "1372d83f0779132d",
    "terms-console-clinician-1.0.fr.md": "8aa1d2ead898981f",
    "transparency-app-patient-1.0.en.md": "9b9c3a6213e05842",
    "transparency-app-patient-1.0.fr.md": "9cd3fca9151dacee",
    "transparency-console-clinician-1.0.en.md": "e8064d738257c045",
    "transparency-console-clinician-1.0.fr.md": "4391e05e7b4ffbf6",
}
STAFF = ("nurse", "oncologist", "manager", "admin", "privacy_officer")
WORDS = {"centre": "CHU", "phone": "02 98 00 00 00", "privacy_contact": "dpo@exemple.fr"}


def _file(notice: Notice, language: str) -> str:
    return f"{notice.name}-{notice.version}.{language}.md"


def test_no_version_was_changed_after_it_was_written():
    found = {
        name: hashlib.sha256(resource_path("notices", name).read_bytes()).hexdigest()[:16]
        for name in resource_names("notices", suffix=".md")
    }

    assert found == SEALED


def test_every_version_has_both_languages_and_no_text_is_left_over():
    listed = {_file(each, language) for each, language in product(every(), LANGUAGES)}

    assert listed == set(resource_names("notices", suffix=".md"))
    names = [(each.name, each.version) for each in every()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("notice", every(), ids=lambda each: each.name)
def test_the_essential_is_six_lines_and_the_rest_is_there(notice: Notice, language):
    text = text_of(notice, language, WORDS)

    assert len(text.essential) == 6
    assert all(len(line) <= 160 for line in text.essential)
    assert text.title
    assert len(text.body) > 400
    whole = "\n".join((text.title, *text.essential, text.body, text.changes))
    assert "{{" not in whole


@pytest.mark.parametrize("notice", every(), ids=lambda each: each.name)
def test_both_languages_have_the_same_parts(notice: Notice):
    french, english = (text_of(notice, language, WORDS) for language in LANGUAGES)

    for pattern in (r"^## ", r"^- ", r"^\d\. ", r"\*\*"):
        counted = [len(re.findall(pattern, each.body, re.M)) for each in (french, english)]
        assert counted[0] == counted[1], pattern


@pytest.mark.parametrize("profile", NoticeProfile)
def test_a_privacy_notice_names_what_the_law_asks_for(profile: NoticeProfile):
    tool = NoticeTool.APP if profile is NoticeProfile.PATIENT else NoticeTool.CONSOLE
    text = text_of(current(NoticeKind.PRIVACY, tool, profile), "en", WORDS)

    for word in ("controller", "6(1)", "For how long", "Your rights", "CNIL", "dpo@exemple.fr"):
        assert word in text.body, word


@pytest.mark.parametrize("notice", every(), ids=lambda each: each.name)
def test_no_notice_claims_a_marking_or_a_certification(notice: Notice):
    body = text_of(notice, "en", WORDS).body

    for said in re.findall(r"[^.]*(?:certif|marking|CE mark)[^.]*\.", body):
        assert "No marking and no certification is claimed" in said


def test_who_signs_in_for_the_first_time_has_all_of_theirs_to_read(service: ServiceUnderTest):
    for who in STAFF:
        found = _listed(service, who)
        assert [each["kind"] for each in found["mine"]] == [
            "privacy",
            "terms",
            "transparency",
            "centre_sheet",
            "commitment",
        ]
        assert all(each["must_acknowledge"] for each in found["mine"])
        assert len(found["for_patients"]) == 4
        assert not any(each["must_acknowledge"] for each in found["for_patients"])


def test_what_was_acknowledged_waits_no_more_and_once_is_enough(service: ServiceUnderTest):
    first = _acknowledge(service, "terms", "1.0")
    service.clock.forward(minutes=1)
    again = _acknowledge(service, "terms", "1.0")

    assert first.status_code == again.status_code == 200
    assert again.json()["acknowledged_at"] == first.json()["acknowledged_at"]
    waiting = [each["kind"] for each in _listed(service)["mine"] if each["must_acknowledge"]]
    assert waiting == ["privacy", "transparency", "centre_sheet", "commitment"]
    with service.context.database.reading(NO_CENTRE) as session:
        [row] = session.scalars(select(NoticeAcknowledgement))
    assert (row.notice, row.version, row.language) == ("terms-console-clinician", "1.0", "fr")
    assert row.person_id == service.centre.accounts["nurse"]
    assert all(each["must_acknowledge"] for each in _listed(service, "oncologist")["mine"])


def test_a_new_version_is_to_be_read_again(
    sqlite_service: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
):
    service = sqlite_service
    _acknowledge(service, "terms", "1.0")
    old = current(NoticeKind.TERMS, NoticeTool.CONSOLE, NoticeProfile.CLINICIAN)
    new = Notice(old.kind, old.tool, old.profile, "1.1", old.dated)
    monkeypatch.setattr(registry, "every", lambda: (*every(), new))
    monkeypatch.setattr(registry, "_parts", lambda _name: ("Terms", (), "## All", ""))

    [found] = [each for each in _listed(service)["mine"] if each["kind"] == "terms"]

    assert (found["version"], found["must_acknowledge"]) == ("1.1", True)
    assert (found["acknowledged_version"], found["acknowledged_at"]) == ("1.0", None)


def _two_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions 1.1 and 1.2 of the terms, each of which says what it changed."""
    old = current(NoticeKind.TERMS, NoticeTool.CONSOLE, NoticeProfile.CLINICIAN)
    new = [Notice(old.kind, old.tool, old.profile, each, old.dated) for each in ("1.1", "1.2")]
    monkeypatch.setattr(registry, "every", lambda: (*every(), *new))

    def _parts(name: str) -> tuple[str, tuple[str, ...], str, str]:
        version = re.findall(r"-(1\.[0-9])\.", name)[0]
        return "Terms", (), f"## All of {version}", "" if version == "1.0" else f"In {version}"

    monkeypatch.setattr(registry, "_parts", _parts)


@pytest.mark.parametrize(
    ("read", "since", "changes"),
    [
        ((), None, "In 1.2"),
        (("1.0",), "1.0", "In 1.1\n\nIn 1.2"),
        (("1.0", "1.1"), "1.1", "In 1.2"),
        (("1.1", "1.2"), "1.1", "In 1.2"),
        (("1.2",), None, "In 1.2"),
    ],
)
def test_what_has_changed_is_told_from_the_version_that_one_read(
    sqlite_service: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch, read, since, changes
):
    service = sqlite_service
    _two_more(monkeypatch)
    for version in read:
        assert _acknowledge(service, "terms", version).status_code == 200

    answer = service.client.get(
        "/api/v1/notices/terms/versions/1.2", headers=service.as_("nurse")
    ).json()

    assert (answer["changed_since"], answer["texts"]["en"]["changes"]) == (since, changes)
    assert answer["texts"]["en"]["body"] == "## All of 1.2"


@pytest.mark.parametrize(
    ("kind", "version", "status"),
    [("terms", "9.9", 404), ("telemonitoring", "1.0", 404), ("nothing", "1.0", 422)],
)
def test_what_is_none_of_theirs_is_not_acknowledged(
    sqlite_service: ServiceUnderTest, kind: str, version: str, status: int
):
    assert _acknowledge(sqlite_service, kind, version).status_code == status


def test_a_version_is_read_in_both_languages_with_the_words_of_the_centre(
    service: ServiceUnderTest,
):
    answer = service.client.get(
        "/api/v1/notices/privacy/versions/1.0",
        params={"tool": "app", "profile": "patient"},
        headers=service.as_("manager"),
    )

    texts = answer.json()["texts"]
    assert texts["fr"]["title"] == "Vos données personnelles"
    assert "CHU de Kerlann" in texts["en"]["essential"][0]
    officer = "the data protection officer (CHU de Kerlann, the number that your unit gave you)"
    assert officer in texts["en"]["body"]


@pytest.mark.parametrize("who", [Role.PATIENT.value, Role.RESEARCHER.value, "ingest"])
def test_the_notices_of_professionals_are_for_professionals(
    sqlite_service: ServiceUnderTest, who: str
):
    answer = sqlite_service.client.get("/api/v1/notices", headers=sqlite_service.as_(who))

    assert answer.status_code == 403


def test_a_consent_finds_the_text_that_it_names():
    found = named("telemonitoring-app-patient", "1.0")

    assert found is not None
    assert found.kind is NoticeKind.TELEMONITORING
    assert named("telemonitoring-app-patient", "0.1") is None


def _listed(service: ServiceUnderTest, who: str = "nurse"):
    answer = service.client.get("/api/v1/notices", headers=service.as_(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def _acknowledge(service: ServiceUnderTest, kind: str, version: str):
    return service.client.post(
        f"/api/v1/notices/{kind}/acknowledgement",
        json={"version": version, "language": "fr"},
        headers=service.as_("nurse") | {"Idempotency-Key": random_key()},
    )
