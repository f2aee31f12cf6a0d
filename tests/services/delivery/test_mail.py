"""A gateway of secure mail: the envelope of the document under the same identifier, each time."""

from services.contract.exports import ExportFormat
from tests.services.delivery.conftest import CONTENT, SUBJECT, Outbox
from tests.support.sinks import MailServer, mail_server


def _goes_to(outbox: Outbox, server: MailServer) -> None:
    outbox.permits(f"smtp://127.0.0.1:{server.port}", "mailto:@chu.mssante.example")
    outbox.goes_to(
        {
            "transport": "smtp",
            "host": "127.0.0.1",
            "port": server.port,
            "security": "none",
            "sender": "telesurveillance@kerlann.mssante.example",
            "recipient": "dpi@chu.mssante.example",
        },
        kind="xdm",
    )


def test_the_envelope_is_handed_over_and_nothing_more_is_known(outbox: Outbox):
    with mail_server(MailServer(may_name=True)) as server:
        _goes_to(outbox, server)
        server.replies["BODY"] = "451 later"
        document = outbox.put(format=ExportFormat.XDM)
        outbox.look()
        assert outbox.stands(document) == ("queued", "slowed")
        del server.replies["BODY"]
        outbox.look(minutes=2)
        assert outbox.act("resend", document).status_code == 200
        outbox.look()

    assert outbox.stands(document) == ("sent", None)
    assert server.accepted == {str(document): 2}
    [first, _again] = server.received
    assert first.recipients == ["dpi@chu.mssante.example"]
    assert first.mail["Subject"] == SUBJECT
    [attached] = first.mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("IHE_XDM.ZIP", CONTENT)


def test_what_was_queued_for_another_endpoint_is_no_envelope(outbox: Outbox):
    with mail_server() as server:
        document = outbox.put(format=ExportFormat.PDF)
        _goes_to(outbox, server)
        outbox.look()

    assert outbox.stands(document) == ("failed", "refused")
    assert server.received == []


def test_trying_sends_a_mail_about_nobody(outbox: Outbox):
    with mail_server() as server:
        _goes_to(outbox, server)
        assert outbox.try_out()["fault"] is None
        server.replies["dpi@chu.mssante.example"] = "550 5.1.1 unknown"
        assert outbox.try_out()["fault"] == "wrong_place"

    assert len(server.received) == 1
