"""The exchange of tokens between the wire and the real service, when an answer is lost."""

import httpx

from console.client.api import Api
from console.client.http import Listeners, Wire
from services.contract.sessions import SessionGrant
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import device_secret, make_person


class _Loses(httpx.BaseTransport):
    """Carries requests to the service; the first answer of an exchange never arrives."""

    def __init__(self, service: ServiceUnderTest) -> None:
        self._service = service
        self.exchanges = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._service.client.request(
            request.method,
            request.url.path,
            content=request.read(),
            headers=dict(request.headers),
        )
        if request.url.path.endswith("/refresh"):
            self.exchanges += 1
            if self.exchanges == 1:
                raise httpx.ReadTimeout("lost", request=request)
        headers = {"Content-Type": answer.headers["content-type"]}
        return httpx.Response(answer.status_code, headers=headers, content=answer.content)


def test_a_lost_answer_of_the_exchange_leaves_the_nurse_signed_in(service: ServiceUnderTest):
    person = make_person(service)
    device = device_secret()
    person.headers = {"X-Vigie-Device": device}
    grant = SessionGrant.model_validate_json(person.signs_in().content)
    over: list[str] = []
    carrier = _Loses(service)
    wire = Wire(
        "http://127.0.0.1:9", listeners=Listeners(session_over=over.append), transport=carrier
    )
    wire.device_key = device
    wire.tokens.hold(grant)
    service.clock.forward(minutes=11)

    assert Api(wire).read_me().server_time == service.clock.now()

    assert carrier.exchanges == 2
    assert over == []
    assert wire.tokens.access != grant.access_token
    wire.close()
