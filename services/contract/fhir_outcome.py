"""A FHIR R4 `OperationOutcome`, as far as this service writes one."""

from typing import Literal

from services.contract.base import Reply


class OutcomeCoding(Reply):
    """A code of ours: what became of an answer, or why a request was refused."""

    system: str
    code: str


class OutcomeDetails(Reply):
    """The codes of an issue, for programs."""

    coding: list[OutcomeCoding]


class OutcomeIssue(Reply):
    """One thing to know; `diagnostics` is for the people who run the sender."""

    severity: Literal["error", "warning", "information"]
    code: str
    details: OutcomeDetails
    diagnostics: str


class OperationOutcome(Reply):
    """What a FHIR client is told of its request."""

    resourceType: Literal["OperationOutcome"] = "OperationOutcome"
    issue: list[OutcomeIssue]
