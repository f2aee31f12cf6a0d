"""What a pane beside a list says while what is chosen is read, and when it could not be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from console.stores.chosen_block import ChosenBlock
from console.stores.error_words import error_with_code
from console.stores.states import StoreState
from resources.wording import Wording
from ui.parts.loading import Loading
from widgets.strip import Strip


@dataclass(frozen=True)
class ChosenReading:
    """Two signs of one pane; `lost` and `failed` are the keys of what they say, `area` that of the
    codes of errors.
    """

    notice: Strip
    loading: Loading
    lost: str
    failed: str
    area: str

    def follow(self, w: Wording, store: ChosenBlock[Any], chosen: UUID | None) -> None:
        """Show how the reading of what is chosen stands; nothing when nothing is."""
        block = store.shown
        is_waiting = chosen is not None and block.value is None
        is_waiting = is_waiting and block.state is StoreState.LOADING
        self.loading.setVisible(is_waiting)
        if is_waiting:
            self.loading.start()
        else:
            self.loading.stop()
        if chosen is not None and store.lost == chosen:
            self.notice.ask(w.text(self.lost))
        elif chosen is not None and block.error is not None:
            text = f"{w.text(self.failed)} {error_with_code(w, block.error, self.area)}"
            self.notice.ask(text, accept=w.text("triage-retry"), kind="danger")
        else:
            self.notice.hide()
