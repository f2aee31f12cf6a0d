"""Routes with which a console signs somebody in through the provider."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.accounts.knocks import Knock, knock_of
from services.contract.provider_sign_in import (
    ProviderFinishAsk,
    ProviderStart,
    ProviderStartAsk,
    SignInWays,
)
from services.contract.sessions import SessionGrant
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentContext
from services.edge.doors import WITHOUT_SESSION
from services.psc import finishing, starting

router = APIRouter(prefix="/api/v1")


@router.get(
    "/auth/ways",
    operation_id="read_sign_in_ways",
    tags=["auth"],
    response_model=SignInWays,
    dependencies=WITHOUT_SESSION,
)
def read_sign_in_ways(context: CurrentContext) -> SignInWays:
    """How somebody may sign in here beside a password and a code."""
    return SignInWays(pro_sante_connect=context.settings.psc.is_set)


@router.post(
    "/auth/psc/start",
    operation_id="start_provider_sign_in",
    tags=["auth"],
    response_model=ProviderStart,
    dependencies=WITHOUT_SESSION,
)
def start_provider_sign_in(
    context: CurrentContext,
    knock: Annotated[Knock, Depends(knock_of)],
    body: Annotated[Body[ProviderStartAsk], Depends(BodyOf(ProviderStartAsk))],
) -> ProviderStart:
    """Begins to sign in with Pro Santé Connect: an address for the browser, good for 5 minutes."""
    return starting.start(context, body.value, knock)


@router.post(
    "/auth/psc/finish",
    operation_id="finish_provider_sign_in",
    tags=["auth"],
    response_model=SessionGrant,
    dependencies=WITHOUT_SESSION,
)
def finish_provider_sign_in(
    context: CurrentContext,
    knock: Annotated[Knock, Depends(knock_of)],
    body: Annotated[Body[ProviderFinishAsk], Depends(BodyOf(ProviderFinishAsk))],
) -> SessionGrant:
    """Opens a session with what came back from Pro Santé Connect, without another factor.

    409 lists the memberships when one must be named: the same request with one of them goes on.
    """
    return finishing.finish(context, body.value, knock)
