"""Scenes of signing in with Pro Santé Connect."""

from __future__ import annotations

from typing import Final

from console.provider_sign_in import ProviderState
from console.session import Membership
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, refused
from tests.samples.rows import UNIT_ID


def _offered(stage: Stage) -> None:
    stage.session.provider.become(ProviderState.READY)


def _waiting(stage: Stage) -> None:
    stage.session.provider.become(ProviderState.WAITING)


def _role(stage: Stage) -> None:
    stage.session.provider.become(ProviderState.RETURNED)
    stage.session.memberships = [Membership(UNIT_ID, "nurse · CHU de Kerlann")]
    stage.session.failed.emit(refused(ProblemCode.MEMBERSHIP_REQUIRED, 409))


def _unknown(stage: Stage) -> None:
    stage.session.provider.become(ProviderState.RETURNED)
    stage.session.failed.emit(refused(ProblemCode.NOT_KNOWN_HERE, 403))
    stage.session.provider.become(ProviderState.READY)


PROVIDER_SCENES: Final[dict[str, Scene]] = {
    "sign-in-provider": _offered,
    "sign-in-provider-waiting": _waiting,
    "sign-in-provider-role": _role,
    "sign-in-provider-unknown": _unknown,
}
