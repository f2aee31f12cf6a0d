"""Where a browser comes back to: one answer with the right state, and nothing else (RFC 8252)."""

import socket

import httpx
import pytest

from console.returning import RETURN_PATH, Listener

STATE = "s" * 43


class Back:
    """A listener that expects a state, and what it was told."""

    def __init__(self) -> None:
        self.told: list[str | None] = []
        self.listener = Listener(RETURN_PATH)
        self.listener.expect(STATE, self.told.append)

    def get(self, query: str, path: str = RETURN_PATH) -> httpx.Response:
        """A browser follows an address."""
        place = self.listener.address.removesuffix(RETURN_PATH)
        return httpx.get(f"{place}{path}?{query}", trust_env=False)


@pytest.fixture
def back():
    """It ends with the test."""
    made = Back()
    yield made
    made.listener.close()


def test_an_answer_is_taken_once_and_the_page_speaks_both_languages(back):
    first = back.get(f"code=abc&state={STATE}&iss=x")
    second = back.get(f"code=other&state={STATE}")

    assert back.told == ["abc"]
    assert (first.status_code, second.status_code) == (200, 404)
    assert "revenir à la fenêtre de Vigie" in first.text
    assert "go back to the window of Vigie" in first.text
    assert "abc" not in first.text
    assert first.headers["referrer-policy"] == "no-referrer"
    assert first.headers["content-security-policy"] == "default-src 'none'"


def test_a_person_who_did_not_want_to_comes_back_without_a_code(back):
    assert back.get(f"error=access_denied&state={STATE}").status_code == 200
    assert back.told == [None]


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("code=abc", RETURN_PATH),
        ("code=abc&state=" + "x" * 43, RETURN_PATH),
        (f"code=abc&state={STATE}&state={STATE}", RETURN_PATH),
        (f"code=abc&code=b&state={STATE}", RETURN_PATH),
        (f"code=abc&error=x&state={STATE}", RETURN_PATH),
        (f"state={STATE}", RETURN_PATH),
        (f"code=abc&state={STATE}", "/"),
        (f"code=abc&state={STATE}", "/favicon.ico"),
        ("code=abc&state=%ff%fe", RETURN_PATH),
    ],
)
def test_anything_else_is_nothing_and_the_answer_may_still_come(back, query, path):
    assert back.get(query, path).status_code == 404
    assert back.told == []

    back.get(f"code=abc&state={STATE}")

    assert back.told == ["abc"]


def test_nobody_else_on_the_network_reaches_it(back):
    assert back.listener.address.startswith("http://127.0.0.1:")
    assert back.listener._server.server_address[0] == "127.0.0.1"


def test_who_connects_and_says_nothing_stands_in_nobodys_way(back):
    host, port = back.listener._server.server_address[:2]
    with socket.create_connection((host, port)):
        assert back.get(f"code=abc&state={STATE}").status_code == 200


def test_the_port_is_free_once_it_is_closed():
    back = Back()
    port = back.listener._server.server_address[1]

    back.listener.close()

    with pytest.raises(httpx.ConnectError):
        back.get("code=abc")
    socket.create_server(("127.0.0.1", port)).close()


def test_each_listener_has_a_port_of_its_own():
    both = [Back(), Back()]

    assert both[0].listener.address != both[1].listener.address
    for each in both:
        each.listener.close()
