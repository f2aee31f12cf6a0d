"""Delivery to the record in the settings of an administrator: where to, what waits, and a trial."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from console.errors import Offline, Refused
from resources.wording import Wording
from services.contract.delivery import DeliveryTrial
from services.contract.delivery_endpoints import FolderEndpoint, HttpsEndpoint, SmtpEndpoint
from services.contract.delivery_enums import DeliveryFault, DeliveryTransport
from services.contract.exports import ExportFormat
from services.contract.problems import FieldProblem, ProblemCode
from tests.pictures.stage import refused
from tests.samples.deliveries import HOST_KEY, deliveries, delivery_settings
from tests.samples.roles import admin
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from ui.settings.delivery_dialog import DeliveryDialog
from ui.settings.delivery_fields import TransportFields
from ui.settings.delivery_marks import counts_mark, trial_mark, way_mark
from ui.settings.delivery_section import DeliverySection
from ui.settings.delivery_words import trial_words


@pytest.fixture
def shown(qtbot, theme, settings, wording) -> Iterator[Parts]:
    """The settings of an administrator, in front."""
    made = make_parts(theme, settings, wording, *admin())
    made.shell.resize(1366, 688)
    made.shell.show()
    made.shell.activateWindow()
    made.shell.go_to("settings")
    yield made
    shiboken6.delete(made.shell)


def _card(parts: Parts) -> DeliverySection:
    return child(parts.shell, DeliverySection, "centre_delivery")


def _said(parts: Parts) -> str:
    return plain(" | ".join(visible_texts(_card(parts))))


def _press(parts: Parts, name: str) -> None:
    """A button of the card, by keyboard."""
    found = [each for each in _card(parts).findChildren(QPushButton, name) if each.isVisible()]
    found[0].setFocus()
    press(parts.shell, "Space")


def _open(parts: Parts) -> DeliveryDialog:
    _press(parts, "delivery_change")
    dialog = _card(parts).dialog
    assert dialog is not None
    return dialog


def _group(dialog: DeliveryDialog) -> TransportFields:
    assert dialog.group is not None
    return dialog.group


def _put(parts: Parts, **changes: Any) -> None:
    """Another setting over there, read."""
    parts.deliveries.calls.settings = delivery_settings(**changes)
    parts.deliveries.setting.read()


def test_the_card_says_where_documents_go_and_how_many_wait_and_nobodys_name(shown):
    text = _said(shown)

    assert "En service · SFTP" in text
    assert "mirth.chu-kerlann.fr/depot/vigie · format CDA" in text
    assert "Secrets enregistrés : mot de passe" in text
    assert "2 documents attendent, le plus ancien depuis 10:16" in text
    assert "1 bloqué · 2 échecs · 1 sans accusé" in text
    for each in deliveries():
        assert each.patient is not None
        assert each.patient.family_name not in text


def test_a_nurse_sees_no_card_and_nothing_is_asked(parts):
    parts.shell.go_to("settings")

    assert not _card(parts).isVisible()
    assert parts.deliveries.setting.settings is None


def test_it_is_paused_by_keyboard_for_the_version_seen_and_the_secret_stays(shown):
    dialog = _open(shown)
    assert focused() is dialog.way.control
    dialog.is_on.set_raw("")
    press(shown.shell, "Ctrl+Return")

    [(version, ask)] = shown.deliveries.calls.asked
    assert version == 3
    assert (ask.is_on, ask.format) == (False, ExportFormat.CDA)
    assert ask.endpoint == delivery_settings().endpoint
    assert set(ask.secrets.model_dump().values()) == {None}
    assert _card(shown).dialog is None
    assert "Suspendu · SFTP" in _said(shown)


def test_a_secret_goes_one_way_and_can_be_forgotten(shown):
    dialog = _open(shown)
    field = child(_group(dialog), QLineEdit, "field_password")
    assert field.text() == ""
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field.setText("S3cret-7f")
    press(shown.shell, "Ctrl+Return")
    assert shown.deliveries.calls.asked[0][1].secrets.password == "S3cret-7f"
    assert "S3cret-7f" not in _said(shown)

    dialog = _open(shown)
    dialog.forgets.set_raw("yes")
    _group(dialog).answers["private_key"].set_raw("KEY")
    press(shown.shell, "Ctrl+Return")
    secrets = shown.deliveries.calls.asked[1][1].secrets
    assert (secrets.password, secrets.private_key, secrets.token) == ("", "KEY", None)


def test_another_transport_is_chosen_among_what_the_operator_permits(shown):
    folder = {"place": "/srv/dpi", "below": "vigie"}
    address = {"place": "https://dpi.chu-kerlann.fr/fhir", "below": "in", "method": "put"}
    mailbox = {
        "place": "mss.chu-kerlann.fr:465",
        "recipient": "dpi@chu-kerlann.mssante.fr",
        "sender": "vigie@chu-kerlann.mssante.fr",
    }
    for way, typed in (("folder", folder), ("https", address), ("smtp", mailbox)):
        dialog = _open(shown)
        dialog.way.set_raw(way)
        for name, value in typed.items():
            next(each for each in _group(dialog).fields if each.name == name).set_raw(value)
        press(shown.shell, "Ctrl+Return")

    url = "https://dpi.chu-kerlann.fr/fhir/in"
    assert [(ask.endpoint, ask.format) for _version, ask in shown.deliveries.calls.asked] == [
        (FolderEndpoint(transport="folder", path="/srv/dpi/vigie"), ExportFormat.CDA),
        (HttpsEndpoint(transport="https", url=url, method="put"), ExportFormat.CDA),
        (
            SmtpEndpoint(
                transport="smtp",
                host="mss.chu-kerlann.fr",
                sender=mailbox["sender"],
                recipient=mailbox["recipient"],
            ),
            ExportFormat.XDM,
        ),
    ]


def test_off_takes_the_endpoint_away(shown):
    dialog = _open(shown)
    dialog.way.set_raw("off")
    press(shown.shell, "Ctrl+Return")

    [(_version, ask)] = shown.deliveries.calls.asked
    assert (ask.is_on, ask.endpoint) == (False, None)
    assert "Arrêté" in _said(shown)


def test_what_cannot_be_stays_here_and_is_said_under_its_field(shown):
    dialog = _open(shown)
    path = next(each for each in _group(dialog).fields if each.name == "path")
    path.set_raw("no/root")
    press(shown.shell, "Ctrl+Return")

    assert shown.deliveries.calls.asked == []
    assert focused() is path.control
    assert "Cela n'a pas la forme attendue." in [plain(x) for x in visible_texts(dialog)]


def test_a_permitted_server_that_cannot_be_written_does_not_switch_delivery_off(shown):
    _put(shown, places=["sftp://[2001:db8::1]:22"])
    dialog = _open(shown)
    dialog.way.set_raw("sftp")
    _group(dialog).place.set_raw("[2001:db8::1]:22")
    press(shown.shell, "Ctrl+Return")

    assert shown.deliveries.calls.asked == []
    assert focused() is _group(dialog).place.control


def test_what_the_service_refuses_is_said_under_its_field(shown):
    told = {
        "endpoint": ("not_permitted", "L'exploitant n'autorise pas cette destination."),
        "secrets.password": ("required", "À remplir."),
        "endpoint.host_key": ("invalid", "Cela ne se lit pas, ou n'est pas permis ici."),
    }
    errors = [FieldProblem(field=name, reason=reason) for name, (reason, _said) in told.items()]
    problem = refused(ProblemCode.INVALID_BODY, 422).problem.model_copy(update={"errors": errors})
    shown.deliveries.calls.faults["change"] = Refused(problem)
    dialog = _open(shown)
    press(shown.shell, "Ctrl+Return")

    texts = [plain(text) for text in visible_texts(dialog)]
    assert [said for _reason, said in told.values() if said not in texts] == []
    assert focused().objectName() == "field_host_key"


def test_who_is_late_is_told_and_what_was_typed_stays(shown):
    shown.deliveries.calls.faults["change"] = refused(ProblemCode.VERSION_STALE, 412)
    dialog = _open(shown)
    _group(dialog).answers["user"].set_raw("autre")
    press(shown.shell, "Ctrl+Return")

    assert any("entre-temps" in plain(text) for text in visible_texts(dialog))
    assert _group(dialog).answers["user"].raw() == "autre"


def test_where_nothing_is_permitted_there_is_only_off(shown):
    _put(shown, endpoint=None, places=[], secrets=[], is_on=False, version=0)
    assert "Aucune destination" in _said(shown)
    dialog = _open(shown)

    assert child(dialog, QComboBox, "field_transport").count() == 1
    assert any("n'autorise aucune destination" in plain(text) for text in visible_texts(dialog))


def test_one_that_is_permitted_no_longer_says_so(shown):
    folder = FolderEndpoint(transport="folder", path="/srv/old")
    _put(shown, endpoint=folder, permitted=False, secrets=[])

    assert "Destination non autorisée par l'exploitant" in _said(shown)


def test_a_trial_says_in_words_what_came_of_it(shown):
    calls = shown.deliveries.calls
    for transport, fault, said in (
        (DeliveryTransport.SFTP, None, "Essai réussi"),
        (DeliveryTransport.SFTP, DeliveryFault.AWAY, "Adresse, port ou pare-feu"),
        (DeliveryTransport.HTTPS, DeliveryFault.REFUSED, "répond et nous laisse entrer"),
    ):
        trial = {"transport": transport, "fault": fault}
        calls.trial = calls.trial.model_copy(update=trial)
        _press(shown, "delivery_try")
        assert said in _said(shown)

    # What was tried is not what is set from now on.
    _put(shown, version=4)
    assert "Essai" not in _said(shown).replace("Essayer", "")


def test_trouble_is_seen_by_shape_and_colour_beside_its_words():
    usual = delivery_settings()
    works = DeliveryTrial(transport=DeliveryTransport.SFTP, fault=None, took_ms=1)
    lost = works.model_copy(update={"fault": DeliveryFault.AWAY})
    forbidden = delivery_settings(permitted=False)
    calm = usual.counts.model_copy(update={"blocked": 0, "failed": 0, "unanswered": 0})

    assert trial_mark(works)[1] == way_mark(usual)[1] == "success"
    assert trial_mark(lost) == ("x-circle", "danger")
    assert way_mark(forbidden)[1] == counts_mark(usual)[1] == "warning"
    assert counts_mark(usual.model_copy(update={"counts": calm}))[1] == "text.secondary"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_fault_of_a_trial_has_words(language):
    for fault, transport in product(DeliveryFault, DeliveryTransport):
        trial = DeliveryTrial(transport=transport, fault=fault, took_ms=12)
        assert "delivery-" not in " ".join(trial_words(Wording(language), trial))


def test_settings_that_could_not_be_had_say_so_and_are_asked_for_again(shown):
    shown.deliveries.calls.faults["settings"] = Offline("ConnectError")
    shown.deliveries.setting.read()
    assert "Indisponible." in _said(shown)
    assert HOST_KEY not in _said(shown)

    shown.deliveries.calls.faults.clear()
    shown.deliveries.setting.read()
    assert "Indisponible." not in _said(shown)
