"""The end of a follow-up in words: that it ended, that the patient knows, that it goes on."""

from __future__ import annotations

from typing import Final

from console.models.archives_text import detail_text
from resources import words
from resources.wording import Wording
from services.contract.archive_enums import FollowUpStep
from services.contract.timeline_marks import FollowUpMark

STEP_ICONS: Final = {
    FollowUpStep.ENDED: "archive-box",
    FollowUpStep.TOLD: "chats-teardrop",
    FollowUpStep.RESUMED: "arrow-counter-clockwise",
}


def follow_up_text(w: Wording, mark: FollowUpMark, detail: str | None) -> tuple[str, str]:
    """Which step it was, and why or how; `detail` is what was written of the end."""
    return w.text(f"file-follow_up-{mark.step}"), _said(w, mark, detail)


def _said(w: Wording, mark: FollowUpMark, detail: str | None) -> str:
    match mark.step:
        case FollowUpStep.ENDED:
            reason = "" if mark.reason is None else words.archive_reason(w, mark.reason)
            written = detail_text(w, mark.died_on, detail)
            return " · ".join(part for part in (reason, written) if part)
        case FollowUpStep.TOLD:
            return "" if mark.how is None else words.informed(w, mark.how)
        case FollowUpStep.RESUMED:
            if mark.restore_reason is None:
                return w.text("file-follow_up-enrolled")
            return words.restored(w, mark.restore_reason)
