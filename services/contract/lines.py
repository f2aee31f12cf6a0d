"""Short texts of an identity and a contact: one line each, never empty, bounded."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from services.contract.texts import one_line, something_said

Name = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(one_line)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(one_line)]
Number = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(one_line)]
Civility = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Ins = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Address = Annotated[
    str, StringConstraints(min_length=1, max_length=400), AfterValidator(something_said)
]
