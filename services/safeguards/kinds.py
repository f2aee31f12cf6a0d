"""The kinds of requests that concern a whole centre."""

from typing import Final

from services.approvals.kinds import Kinds
from services.contract.approvals import ApprovalKind
from services.safeguards import response_times

KINDS: Final[Kinds] = {ApprovalKind.CHANGE_RESPONSE_TIMES: response_times.KIND}
