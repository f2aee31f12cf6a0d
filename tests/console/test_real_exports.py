"""Exports on the real service: what is asked for in the console is made there, and leaves once."""

import hashlib
from base64 import b64decode
from datetime import date
from pathlib import Path

from console.errors import ConsoleError, Refused
from console.stores.export_preview import PreviewState
from services.contract.exports import ExportAsk, ExportFormat, ExportState
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.exports.making import make_due
from tests.console.test_real_service import (  # noqa: F401  a nurse on the real service
    address,
    nurse,
    service,
    sit_down,
)

ASK = ExportAsk(
    format=ExportFormat.PDF,
    purpose=ExportPurpose.CARE_CONTINUITY,
    first=date(2020, 1, 1),
    last=date(2025, 11, 18),
    language="fr",
    blocks=list(ReportBlock),
)


def test_the_report_is_asked_for_made_saved_and_gone(
    qtbot,
    nurse,  # noqa: F811
    service,  # noqa: F811
    tmp_path: Path,
) -> None:
    stores = nurse.desk.exports
    with qtbot.waitSignal(stores.list.told):
        stores.asking.ask(nurse.first.key, ASK, is_whole=True)
    (shown,) = stores.list.rows
    assert shown.row.state is ExportState.QUEUED
    assert shown.row.first > ASK.first  # the day of the first questionnaire

    with qtbot.waitSignal(stores.list.finished) as told:
        make_due(service.context, service.centre.id)
        stores.list.refresh()
    (ready,) = told.args
    with qtbot.waitSignal(stores.saving.saved):
        stores.saving.save(ready, tmp_path / "a.pdf")
    content = (tmp_path / "a.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert hashlib.sha256(content).hexdigest() == ready.sha256

    gone: list[ConsoleError] = []
    stores.saving.failed.connect(gone.append)
    stores.saving.save(ready, tmp_path / "b.pdf")
    qtbot.waitUntil(lambda: bool(gone))
    assert isinstance(gone[0], Refused)
    assert gone[0].code == "export_gone"
    assert {each.name for each in tmp_path.iterdir() if each.is_file()} == {"a.pdf"}


def test_a_cancel_is_for_good_over_there_too(qtbot, nurse, service) -> None:  # noqa: F811
    stores = nurse.desk.exports
    with qtbot.waitSignal(stores.list.told):
        stores.asking.ask(nurse.first.key, ASK)
    with qtbot.waitSignal(stores.cancelling.done) as told:
        assert stores.cancel(stores.list.rows[0])
        assert stores.list.rows[0].row.state is ExportState.CANCELLED

    make_due(service.context, service.centre.id)
    assert nurse.session.api.exports.read_page(10).items == told.args


def test_a_preview_is_the_first_page_and_no_export(qtbot, nurse, service) -> None:  # noqa: F811
    stores = nurse.desk.exports
    stores.preview.look(nurse.first.key, ASK, is_whole=True)
    qtbot.waitUntil(lambda: stores.preview._wait.isActive())
    make_due(service.context, service.centre.id)
    qtbot.waitUntil(lambda: stores.preview.state is PreviewState.SHOWN)

    page = b64decode(stores.preview.preview.page)
    assert page.startswith(b"\x89PNG")
    assert nurse.session.api.exports.read_page(10).items == []
    assert nurse.session.api.exports.read_fields().formats
