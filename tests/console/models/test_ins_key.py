"""The key of an INS while it is typed, held against what the service takes."""

import pytest

from console.models.ins_key import KeyState, key_state
from services.patients.normal import ins_key, is_ins

_FIRST = ("2580335238042", "1840529019001", "282042A019004", "282042B019004")


@pytest.mark.parametrize("first", _FIRST)
def test_the_right_key_is_the_one_that_the_service_takes(first):
    whole = first + ins_key(first + "00")
    wrong = first + f"{(int(whole[13:]) % 97) + 1:02d}"

    assert is_ins(whole)
    assert key_state(whole) == (KeyState.RIGHT, 15)
    assert not is_ins(wrong)
    assert key_state(wrong)[0] is KeyState.WRONG


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("", (KeyState.EMPTY, 0)),
        ("2 58 03", (KeyState.PART, 5)),
        ("2 58 03 35 238 042 37", (KeyState.RIGHT, 15)),
        ("258X", (KeyState.NONE, 4)),
        ("2580335238042370", (KeyState.NONE, 16)),
    ],
)
def test_what_is_not_whole_is_not_wrong_yet(typed, state):
    assert key_state(typed) == state
