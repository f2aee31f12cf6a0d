"""The review of access on a service that answers at once: two lines confirmed, one to change."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from console.client.http import Write
from console.errors import Refused
from services.contract.accounts import AccountRow, AccountState
from services.contract.problems import Problem, ProblemCode
from services.contract.staff import AccessReview, ReviewAsk, ReviewLine, ReviewVerdict
from tests.samples.rows import NOW, paris

READER: Final = "Erwan Kerbrat"
_OTHER: Final = "Gaëlle Pennec"
_CONFIRMED, _TO_CHANGE = ReviewVerdict.CONFIRMED, ReviewVerdict.TO_CHANGE
Verdict = tuple[ReviewVerdict, str, datetime, int]


class SampleReviewCalls:
    """`verdicts` by name: what was found, by whom, when, and of which version."""

    rows: list[AccountRow]

    def __init__(self) -> None:
        self.verdicts: dict[str, Verdict] = {
            "Claire Morvan": (_CONFIRMED, _OTHER, paris(12, 9, 5), 3),
            "Dr Alain Tanguy": (_TO_CHANGE, READER, paris(17, 16, 40), 3),
            _OTHER: (_CONFIRMED, READER, paris(17, 16, 38), 3),
        }
        self.missed: set[str] = set()
        """Whom nobody looked at in the quarter before."""
        self.reviews_read = 0
        self.given: list[tuple[str, int, ReviewVerdict, Write]] = []

    def read_review(self) -> AccessReview:
        """Every line by name."""
        self._meet("review")
        self.reviews_read += 1
        lines = [
            self._line(each) for each in self.rows if each.state is not AccountState.ENDED
        ]  # fmt: skip
        is_late = any(each.is_overdue for each in lines)
        return AccessReview(
            quarter="2025Q4",
            due_on=date(2025, 12, 31),
            left=sum(each.verdict is None for each in lines),
            lines=lines,
            overdue_since=date(2025, 9, 30) if is_late else None,
        )

    def review(self, account_id: UUID, version: int, ask: ReviewAsk, write: Write) -> ReviewLine:
        """What was found, for the version that stands."""
        row = next(each for each in self.rows if each.person.id == account_id)
        self.given.append((row.person.name, version, ask.verdict, write))
        self._meet("verdict")
        if row.version != version:
            raise Refused(_stale())
        self.verdicts[row.person.name] = (ask.verdict, READER, NOW, version)
        return self._line(row)

    def _line(self, row: AccountRow) -> ReviewLine:
        name = row.person.name
        found = self.verdicts.get(name)
        if found is not None and found[3] == row.version:
            return ReviewLine(account=row, verdict=found[0], by=found[1], at=found[2])
        is_overdue = found is None and name in self.missed
        return ReviewLine(account=row, verdict=None, by=None, at=None, is_overdue=is_overdue)

    def _meet(self, part: str) -> None:
        raise NotImplementedError


def _stale() -> Problem:
    return Problem(
        type="about:blank", title="", status=412, code=ProblemCode.VERSION_STALE, detail="",
        request_id="0",
    )  # fmt: skip
