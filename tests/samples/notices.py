"""The real store of notices on a service that answers at once."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.notices import NoticesStore
from services.contract.notices import (
    Language,
    Notice,
    NoticeKind,
    NoticeProfile,
    Notices,
    NoticeText,
    NoticeTool,
    NoticeWords,
)
from tests.samples.at_once import AtOnce
from tests.samples.rows import NOW

_TITLES: dict[NoticeKind, dict[Language, str]] = {
    NoticeKind.TERMS: {"fr": "Conditions d'utilisation", "en": "Terms of use"},
    NoticeKind.PRIVACY: {"fr": "Confidentialité", "en": "Privacy"},
    NoticeKind.TRANSPARENCY: {"fr": "Transparence", "en": "Transparency"},
    NoticeKind.TELEMONITORING: {"fr": "Télésurveillance", "en": "Telemonitoring"},
    NoticeKind.CENTRE_SHEET: {"fr": "Fiche du centre", "en": "Centre sheet"},
    NoticeKind.COMMITMENT: {
        "fr": "Engagement de confidentialité",
        "en": "Confidentiality commitment",
    },
}
_ESSENTIAL: dict[Language, list[str]] = {
    "fr": [
        "Vigie aide à suivre des patients entre deux venues, sans remplacer un avis médical.",
        "Ce n'est pas un service d'urgence : les réponses sont lues aux heures ouvrées.",
        "Chaque lecture d'un dossier est journalisée et le patient peut la voir.",
    ],
    "en": [
        "Vigie helps to follow patients between visits; it does not replace medical advice.",
        "It is no emergency service: answers are read in opening hours.",
        "Every reading of a record is journalled, and the patient can see it.",
    ],
}
_BODY: dict[Language, str] = {
    "fr": "## Ce que fait l'outil\n\nIl pose chaque semaine des questions et trie les réponses.\n\n"
    "- Les règles sont versionnées.\n- Une alerte nomme la règle qui l'a levée.",
    "en": "## What the tool does\n\nIt asks questions every week and sorts the answers.\n\n"
    "- Rules have versions.\n- An alert names the rule that raised it.",
}


def notice(
    kind: NoticeKind, *, of_patient: bool = False, waits: bool = False, before: str | None = None
) -> Notice:
    """A notice in its version 1.0, or 1.1 after an earlier one."""
    return Notice(
        kind=kind,
        tool=NoticeTool.APP if of_patient else NoticeTool.CONSOLE,
        profile=NoticeProfile.PATIENT if of_patient else NoticeProfile.CLINICIAN,
        version="1.0" if before is None else "1.1",
        dated=date(2025, 11, 3),
        title=_TITLES[kind],
        must_acknowledge=waits,
        acknowledged_at=None if waits or of_patient else NOW,
        acknowledged_version=before if waits else "1.0",
    )


def notices(*, waits: bool) -> Notices:
    """Three of one's own, and four that patients are given."""
    own = (NoticeKind.PRIVACY, NoticeKind.TERMS, NoticeKind.CENTRE_SHEET)
    given = (
        NoticeKind.TELEMONITORING,
        NoticeKind.PRIVACY,
        NoticeKind.TRANSPARENCY,
        NoticeKind.TERMS,
    )
    mine = [notice(kind, waits=waits) for kind in own]
    if waits:
        mine[0] = notice(NoticeKind.PRIVACY, waits=True, before="1.0")
    return Notices(mine=mine, for_patients=[notice(each, of_patient=True) for each in given])


def text(name: str, version: str) -> NoticeText:
    """The text of any notice."""
    kind, tool, profile = name.split("-")
    return NoticeText(
        kind=NoticeKind(kind),
        tool=NoticeTool(tool),
        profile=NoticeProfile(profile),
        version=version,
        dated=date(2025, 11, 3),
        texts={
            language: NoticeWords(
                title=_TITLES[NoticeKind(kind)][language],
                essential=_ESSENTIAL[language],
                body=_BODY[language],
                changes="" if version == "1.0" else _ESSENTIAL[language][1],
            )
            for language in _BODY
        },
    )


class SampleNoticeCalls:
    """The endpoints; a fault can be put in the place of their answers."""

    def __init__(self) -> None:
        self.fault: ConsoleError | None = None
        self.notices = notices(waits=False)
        self.changed_since: str | None = None
        self.acknowledged: list[tuple[NoticeKind, str, Language, Write]] = []

    def list_all(self) -> Notices:
        """What is in force."""
        self._meet()
        return self.notices

    def read(self, name: str, version: str) -> NoticeText:
        """One text."""
        self._meet()
        read = {"changed_since": self.changed_since}
        return text(name, version).model_copy(update=read)

    def acknowledge(
        self, kind: NoticeKind, version: str, language: Language, write: Write
    ) -> Notice:
        """One is read."""
        self.acknowledged.append((kind, version, language, write))
        self._meet()
        mine = [
            each.model_copy(update={"must_acknowledge": False, "acknowledged_at": NOW})
            if each.kind is kind
            else each
            for each in self.notices.mine
        ]
        self.notices = self.notices.model_copy(update={"mine": mine})
        return next(each for each in mine if each.kind is kind)

    def _meet(self) -> None:
        if self.fault is not None:
            raise self.fault


class SampleNotices(NoticesStore):
    """Reads `calls`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.calls = SampleNoticeCalls()
        self.is_allowed = True
        session: Any = SimpleNamespace(
            api=SimpleNamespace(notices=self.calls), may=lambda _action: self.is_allowed
        )
        jobs: Any = AtOnce()
        super().__init__(jobs, session, parent)

    def have_waiting(self) -> None:
        """Some are to be acknowledged, as after a first sign-in."""
        self.calls.notices = notices(waits=True)
        self.start()
