"""Routes for whoever cannot sign in yet, or not any more: each answers without a session.

None tells whether an account exists (R-AUTH-02).
"""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.accounts.knocks import Knock, knock_of
from services.contract.first_sign_in import (
    AuthenticatorOffer,
    FinishFactorAsk,
    FinishFirstSignInAsk,
    NewPasswordAsk,
    OpenFactorAsk,
    OpenFirstSignInAsk,
    PasswordSet,
    RecoveryCodesShown,
    SecretAsk,
    SecretAsked,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentContext
from services.edge.doors import WITHOUT_SESSION
from services.staff import first_sign_in, renewing
from services.staff.entry import Entering

_Knock = Annotated[Knock, Depends(knock_of)]
router = APIRouter(prefix="/auth", tags=["auth"], dependencies=WITHOUT_SESSION)


@router.post("/secrets", operation_id="ask_for_secret", response_model=SecretAsked, status_code=202)
def ask_for_secret(
    context: CurrentContext,
    knock: _Knock,
    body: Annotated[Body[SecretAsk], Depends(BodyOf(SecretAsk))],
) -> SecretAsked:
    """Mails a secret for a first sign-in or a new password, to whoever may have one."""
    return renewing.ask_for_secret(Entering(context, knock, "ask_for_secret"), body.value)


@router.post(
    "/first-sign-in/open", operation_id="open_first_sign_in", response_model=AuthenticatorOffer
)
def open_first_sign_in(
    context: CurrentContext,
    knock: _Knock,
    body: Annotated[Body[OpenFirstSignInAsk], Depends(BodyOf(OpenFirstSignInAsk))],
) -> AuthenticatorOffer:
    """What a first sign-in sets up and accepts; the secret stays good."""
    return first_sign_in.open_first(Entering(context, knock, "open_first_sign_in"), body.value)


@router.post(
    "/first-sign-in/finish", operation_id="finish_first_sign_in", response_model=RecoveryCodesShown
)
def finish_first_sign_in(
    context: CurrentContext,
    knock: _Knock,
    body: Annotated[Body[FinishFirstSignInAsk], Depends(BodyOf(FinishFirstSignInAsk))],
) -> RecoveryCodesShown:
    """Sets everything up at once and gives the roles that waited; then signing in is as usual."""
    return first_sign_in.finish_first(Entering(context, knock, "finish_first_sign_in"), body.value)


@router.post("/password", operation_id="set_password", response_model=PasswordSet)
def set_password(
    context: CurrentContext,
    knock: _Knock,
    body: Annotated[Body[NewPasswordAsk], Depends(BodyOf(NewPasswordAsk))],
) -> PasswordSet:
    """A new password for whoever has the secret and a code; every session ends."""
    return renewing.set_password(Entering(context, knock, "set_password"), body.value)


@router.post("/factor/open", operation_id="open_factor", response_model=AuthenticatorOffer)
def open_factor(
    context: CurrentContext,
    knock: _Knock,
    body: Annotated[Body[OpenFactorAsk], Depends(BodyOf(OpenFactorAsk))],
) -> AuthenticatorOffer:
    """The new authenticator, for whoever has the secret and the password."""
    return renewing.open_factor(Entering(context, knock, "open_factor"), body.value)


@router.post("/factor/finish", operation_id="finish_factor", response_model=RecoveryCodesShown)
def finish_factor(
    context: CurrentContext,
    knock: _Knock,
    body: Annotated[Body[FinishFactorAsk], Depends(BodyOf(FinishFactorAsk))],
) -> RecoveryCodesShown:
    """The new authenticator counts from now on; every session ends."""
    return renewing.finish_factor(Entering(context, knock, "finish_factor"), body.value)
