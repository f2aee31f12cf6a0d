"""Secrets of the workstation: a trusted keyring that works, or memory only with the reason
(R-DSK-01).
"""

import pytest

from console.secrets import (
    Found,
    SecretName,
    Secrets,
    SecretsNotice,
    find_keyring,
    system_keyrings,
)

PLACE = "https://vigie.example.org"


class InMemory:
    """A keyring in memory that says it is the system's."""

    __module__ = "keyring.backends.SecretService"
    priority = 5.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class Plaintext(InMemory):
    """One that writes plain files, of higher priority."""

    __module__ = "keyrings.alt.file"
    priority = 9.0

    def set_password(self, service, username, password):
        pytest.fail("a secret went to a plaintext backend")


class Chainer(Plaintext):
    """What keyring puts before several backends, plain ones among them."""

    __module__ = "keyring.backends.chainer"
    priority = 10.0


class Subclass(InMemory):
    """Somebody's own class over a trusted one."""

    __module__ = "keyrings.alt.wrapped"


class Fail(InMemory):
    """What keyring offers when there is nothing."""

    __module__ = "keyring.backends.fail"
    priority = 0.0


class Locked(InMemory):
    """A keyring that is there and does not open."""

    __module__ = "keyring.backends.kwallet"

    def set_password(self, service, username, password):
        raise PermissionError("locked")


class Forgetful(InMemory):
    """A keyring that takes everything and keeps nothing."""

    __module__ = "keyring.backends.macOS"

    def set_password(self, service, username, password):
        return None

    def delete_password(self, service, username):
        return None


def test_the_systems_keyring_is_used_when_it_works():
    keyring = InMemory()

    found = find_keyring([Fail(), keyring])

    assert found.keyring is keyring
    assert found.notice is None
    assert keyring.kept == {}


@pytest.mark.parametrize("plain", [Plaintext(), Chainer(), Subclass()])
def test_another_backend_is_never_used_whatever_its_priority(plain):
    keyring = InMemory()

    assert find_keyring([plain, keyring]).keyring is keyring
    assert find_keyring([plain]).keyring is None


@pytest.mark.parametrize(
    ("offered", "notice"),
    [
        ([], SecretsNotice.NO_KEYRING),
        ([Fail()], SecretsNotice.NO_KEYRING),
        ([Chainer(), Fail()], SecretsNotice.NO_KEYRING),
        ([Plaintext(), Fail()], SecretsNotice.NOT_TRUSTED),
        ([Forgetful()], SecretsNotice.NOT_WORKING),
    ],
)
def test_without_a_keyring_the_reason_is_told(offered, notice):
    assert find_keyring(offered) == Found(None, notice)


def test_what_a_locked_keyring_raises_reaches_the_job():
    with pytest.raises(PermissionError):
        find_keyring([Locked()])


def test_the_device_key_is_made_once_and_kept():
    keyring = InMemory()

    first = Secrets(find_keyring([keyring]), PLACE).device_key()
    second = Secrets(find_keyring([keyring]), PLACE).device_key()

    assert first == second
    assert len(first) == 43  # 256 bits in base64


def test_two_services_know_different_devices():
    keyring = InMemory()

    one = Secrets(find_keyring([keyring]), PLACE).device_key()
    other = Secrets(find_keyring([keyring]), "https://autre.example.org").device_key()

    assert one != other


def test_in_memory_a_secret_ends_with_the_process():
    secrets = Secrets(find_keyring([]), PLACE)
    secrets.put(SecretName.REFRESH_TOKEN, "token")

    assert secrets.get(SecretName.REFRESH_TOKEN) == "token"
    assert not secrets.is_kept
    assert Secrets(find_keyring([]), PLACE).get(SecretName.REFRESH_TOKEN) is None


def test_a_deleted_secret_is_gone_everywhere():
    keyring = InMemory()
    secrets = Secrets(find_keyring([keyring]), PLACE)
    secrets.put(SecretName.REFRESH_TOKEN, "token")
    secrets.delete(SecretName.REFRESH_TOKEN)
    secrets.delete(SecretName.REFRESH_TOKEN)

    assert secrets.get(SecretName.REFRESH_TOKEN) is None
    assert keyring.kept == {}


def test_a_keyring_that_fails_in_use_leaves_memory_and_a_reason():
    secrets = Secrets(Found(Locked(), None), PLACE)
    with pytest.raises(PermissionError):
        secrets.put(SecretName.REFRESH_TOKEN, "token")
    secrets.distrust()

    assert secrets.get(SecretName.REFRESH_TOKEN) == "token"
    assert secrets.notice is SecretsNotice.NOT_WORKING


def test_no_secret_shows_in_what_is_printed():
    secrets = Secrets(find_keyring([]), PLACE)
    secrets.put(SecretName.REFRESH_TOKEN, "token-123")

    assert "token-123" not in repr(secrets)


def test_what_the_real_library_offers_is_known_by_module_name():
    modules = {type(each).__module__ for each in system_keyrings()}

    assert "keyring.backends.fail" in modules
